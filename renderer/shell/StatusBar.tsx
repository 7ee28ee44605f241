import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { showInstant } from "../components/instant.ts";

const PEOPLE = { sample: "sample people", imported: "imported people", pseudonymised: "pseudonymised people" } as const;

/** What holds on every screen: how much there is, the simulated time, whether it is saved, and that nothing leaves. */
export function StatusBar({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  return (
    <footer className="status-bar">
      {workspace === undefined ? null : (
        <>
          <span>{count(workspace.users, "person", "people")}</span>
          <span>{count(workspace.groups, "group", "groups")}</span>
          <span>{count(workspace.applications.length, "application", "applications")}</span>
          <span>{count(workspace.runs, "run", "runs")}</span>
          <span title="The simulated time: it moves only when something moves it.">
            Simulated time {showInstant(workspace.clock)}
          </span>
          <span
            title={`Seed ${workspace.seed}. The same workspace and the same actions give the same run, byte for byte.`}
          >
            {workspace.access.kind === "write" ? "Saved as you go" : "Read-only: nothing is saved"}
          </span>
        </>
      )}
      <span className="status-end">Offline{workspace === undefined ? "" : ` · ${PEOPLE[workspace.people]}`}</span>
    </footer>
  );
}

function count(number: number, one: string, several: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : several}`;
}
