import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { useUnsavedCount } from "./unsaved.ts";

const PEOPLE = { sample: "sample people", imported: "imported people", pseudonymised: "pseudonymised people" } as const;

/** What holds on every screen: how much there is, what is not saved yet, and that nothing leaves. */
export function StatusBar({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  return (
    <footer className="status-bar">
      {workspace === undefined ? null : (
        <>
          <span
            title={`Seed ${workspace.seed}. The same workspace and the same actions give the same run, byte for byte.`}
          >
            <SavedState workspace={workspace} />
          </span>
          <span>{count(workspace.users, "person", "people")}</span>
          <span>{count(workspace.groups, "group", "groups")}</span>
          <span>{count(workspace.applications.length, "application", "applications")}</span>
          <span>{count(workspace.runs, "run", "runs")}</span>
        </>
      )}
      <span className="status-end">
        {workspace?.live === true ? "Live, on this computer alone" : "Offline"}
        {workspace === undefined ? "" : ` · ${PEOPLE[workspace.people]}`}
      </span>
    </footer>
  );
}

/** Runs and saved edits are kept at once; drafts are not, and are lost with the page. */
function SavedState({ workspace }: { workspace: WorkspaceSummary }) {
  const drafts = useUnsavedCount(workspace.id);
  if (workspace.access.kind !== "write") return "Read-only: nothing is saved";
  if (drafts === 0) return "Everything is saved";
  return <strong>{count(drafts, "draft", "drafts")} not saved</strong>;
}

function count(number: number, one: string, several: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : several}`;
}
