import type { Lifecycle } from "../../core/contract/results.ts";
import { showMinute } from "../components/instant.ts";
import { untilWords } from "./time-words.ts";

/** Everything that is due by itself, soonest first: time can be let pass until any of it. */
export function DueList({
  lifecycle: { due, dueCount },
  clock,
  onUntil,
}: {
  lifecycle: Lifecycle;
  clock: string;
  onUntil: (until: string) => void;
}) {
  const more = dueCount - due.length;
  return (
    <>
      <h2 className="due-title">Due by itself</h2>
      <ol className="due-list" aria-label="Due by itself">
        {due.map(({ at, sentence }, index) => (
          // Two of one kind at one moment are told apart by their place alone.
          <li key={`${at} ${sentence} ${due.slice(0, index).filter((each) => each.sentence === sentence).length}`}>
            <button type="button" onClick={() => onUntil(at > clock ? at : clock)} title="Let time pass until then">
              <span>{sentence}</span>
              <time dateTime={at} title={`${showMinute(at)} UTC`}>
                {untilWords(clock, at)}
              </time>
            </button>
          </li>
        ))}
      </ol>
      {more > 0 ? <p className="quiet due-more">and {more.toLocaleString("en")} more after these</p> : null}
    </>
  );
}
