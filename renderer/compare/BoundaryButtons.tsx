import { showWhen, type TimeScale, xOf } from "./axis.ts";
import { useCompareView } from "./compare-view.ts";
import { movePlayhead } from "./comparing.ts";
import { type Block, blockBefore } from "./lanes.ts";
import type { ChartLine } from "./layout.ts";
import { MODE_WORDS, STANDING_WORDS } from "./words.ts";

/**
 * Where one stretch ends and the next begins: a click opens the run that made it so. By keys, the playhead goes there, and
 * the button stands beneath the chart.
 */
export function BoundaryButtons({ lines, scale }: { lines: readonly ChartLine[]; scale: TimeScale }) {
  const { workspace, person, open } = useCompareView();
  if (person === undefined) return null;
  return lines.flatMap(({ key, lane, row, top, height }) =>
    (row?.blocks ?? [])
      .filter(({ initial }) => !initial)
      .map((block) => (
        <button
          key={`${key} ${block.from}`}
          type="button"
          className="cmp-boundary"
          tabIndex={-1}
          aria-hidden="true"
          title={`${MODE_WORDS[lane.mode].name}, ${showWhen(block.from)}: ${turnOf(row === undefined ? undefined : blockBefore(row, block), block)}. Click: open the run`}
          style={{ left: xOf(scale, block.from), top, height }}
          onClick={() => {
            movePlayhead(workspace, block.from);
            open({ mode: lane.mode, at: block.from, person, application: row?.application ?? "" });
          }}
        />
      )),
  );
}

/** From what to what a boundary leads. */
export function turnOf(before: Block | undefined, { standing }: Block): string {
  const to = STANDING_WORDS[standing].word;
  return before === undefined ? to : `${STANDING_WORDS[before.standing].word} → ${to}`;
}
