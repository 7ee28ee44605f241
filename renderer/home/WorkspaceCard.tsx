import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { WorkspaceListItem } from "../../core/contract/results.ts";
import { Chip } from "../components/Chip.tsx";
import { showLocalTime } from "../components/instant.ts";
import { places } from "../connection/places.ts";
import type { HomeDialog } from "./Home.tsx";
import { showBytes } from "./show-bytes.ts";

const PEOPLE = { sample: "Sample people", imported: "Imported people", pseudonymised: "Pseudonymised people" } as const;

/** One workspace of the folder. The whole card opens it. */
export function WorkspaceCard({
  workspace,
  onDialog,
}: {
  workspace: WorkspaceListItem;
  onDialog: (dialog: HomeDialog) => void;
}) {
  const { id, content, changedAt, bytes, problem } = workspace;
  if (content === undefined) return null;
  return (
    <li className="home-card">
      <Link href={places.directory(id)} className="home-card-link">
        {content.name}
      </Link>
      <p className="home-card-counts">
        <span>
          <strong>{content.users.toLocaleString("en")}</strong> {content.users === 1 ? "person" : "people"}
        </span>
        <span>
          <strong>{content.applications}</strong> {content.applications === 1 ? "application" : "applications"}
        </span>
      </p>
      <p className="home-card-soft">
        {id}.json · {showBytes(bytes)}
        <br />
        Changed {showLocalTime(changedAt)}
      </p>
      {problem === undefined ? null : <p className="home-card-problem">{problem}</p>}
      <footer className="home-card-foot">
        <Chip tone={content.people === "imported" ? "accent" : "note"}>{PEOPLE[content.people]}</Chip>
        <span className="home-card-actions">
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Save a copy of ${content.name} to share`}
            onClick={() => onDialog({ kind: "share", workspace })}
          >
            Save a copy…
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className="home-card-remove"
            aria-label={`Remove ${content.name}`}
            onClick={() => onDialog({ kind: "remove", workspace })}
          >
            Remove…
          </Button>
        </span>
      </footer>
    </li>
  );
}
