import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { Link } from "wouter";
import type { ApplicationSummary, CardSummary } from "../../core/contract/results.ts";
import { Chip } from "../components/Chip.tsx";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { askForImport } from "../import/importing.ts";
import { PROTOCOL_NAMES } from "../words.ts";
import { draftKey, hasChanges, useDrafts } from "./drafts.ts";

/** Every application with its kind, how people sign on to it, and its accounts. */
export function ApplicationList({ chosen, onNew }: { chosen: string | undefined; onNew: () => void }) {
  const workspace = useWorkspace();
  const { canEdit, why } = useAccess();
  const { value: known } = useAnswer("applications.cards", {});
  const drafts = useDrafts();
  // The page of an application has a heading of its own; without one, this is what the screen is about.
  const Heading = workspace.applications.some(({ id }) => id === chosen) ? "h2" : "h1";
  return (
    <section className="application-list" data-pane tabIndex={-1} aria-label="Applications">
      <header className="application-list-head">
        <Heading>Applications</Heading>
        <Tooltip label="Import a file…">
          <ActionIcon aria-label="Import a file…" onClick={() => askForImport()} color="gray">
            <IconUpload size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={canEdit ? "New application (Ctrl Shift N)" : why}>
          <ActionIcon aria-label="New application" onClick={onNew} disabled={!canEdit} color="gray">
            <IconPlus size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      <ul>
        {workspace.applications.map((application) => {
          const entry = drafts[draftKey(workspace.id, application.id)];
          return (
            <li key={application.id}>
              <Link
                href={places.applications(workspace.id, application.id)}
                className="application-link"
                aria-current={application.id === chosen ? "page" : undefined}
              >
                <span className="application-name">{application.name}</span>
                <span className="application-facts">{describeKind(application, known?.cards)}</span>
                <span className="application-facts">{describeAccounts(application)}</span>
                {entry !== undefined && hasChanges(entry) ? <Chip tone="warn">draft</Chip> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function describeKind({ card, protocols, name }: ApplicationSummary, cards: readonly CardSummary[] = []): string {
  const kind = card === undefined ? "No particular kind" : (cards.find(({ id }) => id === card)?.name ?? card);
  const spoken = protocols.map((protocol) => PROTOCOL_NAMES[protocol]).join(", ");
  return kind === name ? spoken : `${kind} · ${spoken}`;
}

function describeAccounts({ accounts, held }: ApplicationSummary): string {
  const count = `${accounts.toLocaleString("en")} ${accounts === 1 ? "account" : "accounts"}`;
  return held === 0 ? count : `${count} · ${held.toLocaleString("en")} waiting`;
}
