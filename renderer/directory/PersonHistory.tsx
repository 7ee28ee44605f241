import { Link } from "wouter";
import { showLocalTime } from "../components/instant.ts";
import { places } from "../connection/places.ts";
import type { EditedPerson } from "./use-person.ts";

/** What happened about a person, the latest first. Runs lead to their traces. */
export function PersonHistory({ edited }: { edited: EditedPerson }) {
  const { history } = edited.detail;
  if (history.length === 0) return <p className="quiet person-form">Nothing has happened about this person yet.</p>;
  return (
    <ol className="plain-list person-history" aria-label="History of the person">
      {history.map((entry) => (
        <li key={entry.id} data-off-branch={entry.onBranch ? undefined : true}>
          <time dateTime={entry.at}>{showLocalTime(entry.at)}</time>
          <span>
            {entry.type === "action" ? (
              <Link href={places.run(edited.workspace, entry.id)}>{entry.title}</Link>
            ) : (
              entry.title
            )}
            {entry.onBranch ? null : <em className="quiet"> (before going back to a checkpoint)</em>}
          </span>
        </li>
      ))}
    </ol>
  );
}
