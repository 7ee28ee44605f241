import type { KeyboardEvent } from "react";
import { Link } from "wouter";
import type { LiveDue, LiveEntry, LiveRequest } from "../../core/contract/live.ts";
import { Chip } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { dueTitle, timeOf } from "./words.ts";

/**
 * What happened in live mode, newest first; each opens as a run. Who stands at the top sees the new ones come; who has
 * scrolled away stays with what they read, which browsers see to themselves.
 */
export function EntryList({ entries }: { entries: readonly LiveEntry[] }) {
  return (
    <div className="live-scroll">
      <ol className="live-entries" aria-label="Runs, newest first" onKeyDown={moveFocus}>
        {entries.map((entry) => (
          <li key={entry.run}>
            <time dateTime={entry.at}>{timeOf(entry.at, new Date())}</time>
            {entry.kind === "request" ? <Request request={entry} /> : <DueThing due={entry} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Request({ request: { run, method, path, status, party, result, reason } }: { request: LiveRequest }) {
  const { id } = useWorkspace();
  const refused = result === "refused";
  return (
    <>
      <Chip tone={refused ? "bad" : "good"}>
        {refused ? "✕" : "✓"} {status}
      </Chip>
      <span className="live-entry">
        <Link href={places.run(id, run)} title={`${method} ${path}`}>
          <strong>{method}</strong> {path}
        </Link>
        <span className="live-party" title={reason.replaceAll("`", "")}>
          {refused ? <Sentence text={reason} /> : party}
        </span>
      </span>
    </>
  );
}

function DueThing({ due }: { due: LiveDue }) {
  const { id } = useWorkspace();
  const { run, title, reason } = due;
  return (
    <>
      <Chip tone="good">✓ Due</Chip>
      <span className="live-entry">
        <Link href={places.run(id, run)} title={title}>
          {dueTitle(due)}
        </Link>
        <span className="live-party" title={reason.replaceAll("`", "")}>
          <Sentence text={reason} />
        </span>
      </span>
    </>
  );
}

/** Up and Down go from entry to entry. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const next = links[links.findIndex((link) => link.matches(":focus")) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
