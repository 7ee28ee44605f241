import type { KeyboardEvent } from "react";
import { Link } from "wouter";
import type { LiveRequest } from "../../core/contract/live.ts";
import { Chip } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { timeOfDay } from "./words.ts";

/**
 * Requests from outside, newest first; each opens as a run. Who stands at the top sees the new ones come; who has
 * scrolled away stays with what they read, which browsers see to themselves.
 */
export function RequestList({ requests }: { requests: readonly LiveRequest[] }) {
  return (
    <div className="live-scroll">
      <ol className="live-requests" aria-label="Requests, newest first" onKeyDown={moveFocus}>
        {requests.map((request) => (
          <li key={request.run}>
            <Request request={request} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Request({ request: { run, at, method, path, status, party, result, reason } }: { request: LiveRequest }) {
  const { id } = useWorkspace();
  const refused = result === "refused";
  return (
    <>
      <time dateTime={at}>{timeOfDay(at)}</time>
      <Chip tone={refused ? "bad" : "good"}>
        {refused ? "✕" : "✓"} {status}
      </Chip>
      <span className="live-request">
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

/** Up and Down go from request to request. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const next = links[links.findIndex((link) => link.matches(":focus")) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
