import type { RowCounts } from "../../core/contract/results.ts";
import type { Tone } from "../components/Chip.tsx";
import { SampleList } from "./SampleList.tsx";
import { usePopulation } from "./use-population.ts";

const PARTS: readonly (readonly [CountName, string, Tone])[] = [
  ["ok", "ok", "good"],
  ["default", "default", "note"],
  ["absent", "absent", "warn"],
  ["skipped", "skipped", "note"],
  ["failed", "failed", "bad"],
];

type CountName = "ok" | "default" | "absent" | "skipped" | "failed";

/** What a row gives over everybody: a bar and its counts; a count names the first people behind it. */
export function RowCountsBar({ row }: { row: string }) {
  const { population, isCurrent } = usePopulation();
  const counts = population.result?.rows.find(({ id }) => id === row);
  if (counts === undefined) return null;
  const total = PARTS.reduce((sum, [part]) => sum + counts[part], 0);
  if (total === 0) return null;
  const parts = PARTS.filter(([part]) => counts[part] > 0);
  return (
    <div className="counts" data-stale={!isCurrent}>
      <span className="count-bar" aria-hidden="true">
        {parts.map(([part, , tone]) => (
          <span
            key={part}
            className="count-part"
            data-tone={tone}
            style={{ width: `${(100 * counts[part]) / total}%` }}
          />
        ))}
      </span>
      {parts.map(([part, word]) => (
        <Count key={part} counts={counts} part={part} word={word} />
      ))}
      {counts.collisions === 0 ? null : <Count counts={counts} part="collisions" word="the same as somebody else's" />}
    </div>
  );
}

function Count({ counts, part, word }: { counts: RowCounts; part: CountName | "collisions"; word: string }) {
  const people = part === "ok" || part === "skipped" ? [] : (counts.samples[part] ?? []);
  return (
    <SampleList
      words={`${counts[part].toLocaleString("en")} ${word}`}
      title={`${counts[part].toLocaleString("en")} ${word}`}
      people={people}
      count={counts[part]}
    />
  );
}
