import type { RowClass, RowOutcome, RowPopulation } from "../../core/contract/expression-results.ts";
import type { Tone } from "../components/Chip.tsx";
import { LongWork } from "../components/LongWork.tsx";
import { Sentence } from "../components/Sentence.tsx";
import type { RowCount } from "./row-counts.ts";
import { SampleList } from "./SampleList.tsx";
import { type RowKey, useAutomaticCount, useRowCount } from "./use-row-count.ts";

const OUTCOMES: readonly (readonly [RowOutcome, string, Tone])[] = [
  ["value", "with a value", "good"],
  ["default", "by the default", "note"],
  ["nothing", "without a value", "warn"],
  ["leftAlone", "left alone", "note"],
  ["leftOut", "left out", "note"],
  ["waits", "waiting", "bad"],
  ["error", "with an error", "bad"],
  ["cannotTell", "of whom nobody can tell", "warn"],
  ["tooLong", "too long", "bad"],
];

/** What a row gives over everybody: a bar and its counts; a count names the first people behind it. */
export function RowPopulationBar({ row }: { row: RowKey }) {
  useAutomaticCount(row);
  const { count, of, isCurrent, look } = useRowCount(row);
  const { result, running, failure } = count;
  const isAsked = running !== undefined || failure?.of === of;
  return (
    <>
      <div className="counts" data-stale={!isCurrent}>
        {result === undefined ? null : <Counts result={result} />}
        {failure?.of === of ? <NotCounted failure={failure} /> : null}
        {isCurrent || isAsked ? null : (
          <button type="button" className="link-button" onClick={look}>
            Count over everybody
          </button>
        )}
      </div>
      {running === undefined || running.done === running.total ? null : <Counting running={running} />}
    </>
  );
}

function Counting({ running }: { running: NonNullable<RowCount["running"]> }) {
  const far = `${showCount(running.done)} of ${showCount(running.total)}`;
  return <LongWork name="Counting over everybody" far={running} text={far} onCancel={running.cancel} />;
}

/** What is wrong with an expression stands below it already, and a row that is half typed is no error. */
function NotCounted({ failure: { code, message } }: { failure: NonNullable<RowCount["failure"]> }) {
  if (/^(EXPRESSION_|ARGUMENTS_INVALID$)/.test(code))
    return <span className="count-words">Counts wait for the row to be complete.</span>;
  return (
    <span className="count-words">
      Not counted: <Sentence text={message} />
    </span>
  );
}

function Counts({ result }: { result: RowPopulation }) {
  const { people, counts, collision = 0, changed = 0 } = result;
  const parts = OUTCOMES.filter(([outcome]) => counts[outcome] > 0);
  if (people === 0) return <span className="count-words">Nobody is in scope.</span>;
  return (
    <>
      <span className="count-bar" aria-hidden="true">
        {parts.map(([outcome, , tone]) => (
          <span
            key={outcome}
            className="count-part"
            data-tone={tone}
            style={{ width: `${(100 * counts[outcome]) / people}%` }}
          />
        ))}
      </span>
      {parts.map(([outcome, word]) => (
        <Count key={outcome} result={result} of={outcome} count={counts[outcome]} word={word} />
      ))}
      {collision === 0 ? null : (
        <Count result={result} of="collision" count={collision} word="the same as somebody else's" />
      )}
      {changed === 0 ? null : (
        <Count result={result} of="changed" count={changed} word="changed against the saved row" />
      )}
    </>
  );
}

function Count({ result, of, count, word }: { result: RowPopulation; of: RowClass; count: number; word: string }) {
  const words = `${showCount(count)} ${word}`;
  return <SampleList words={words} title={words} people={result.samples[of] ?? []} count={count} />;
}

function showCount(count: number): string {
  return count.toLocaleString("en");
}
