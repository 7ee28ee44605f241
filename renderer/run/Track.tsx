import { IconGitFork } from "@tabler/icons-react";
import { memo, type PointerEvent, type ReactNode, useMemo, useRef } from "react";
import { BrushHandles } from "./BrushHandles.tsx";
import { setBrush } from "./brush.ts";
import { brushBetween } from "./brush-range.ts";
import { type CursorStore, goToStep } from "./cursor.ts";
import { describePosition } from "./narration.ts";
import { useCursor, useRun } from "./run-context.ts";
import { buildTicks, shareOf, type Tick, tickPaths } from "./ticks.ts";

/** The run from its first step to its last, with what happened where; Shift and drag limits it to a part. */
export function Track() {
  const { cursor, detail } = useRun();
  const step = useCursor((state) => state.step);
  const pin = useCursor((state) => state.pin);
  const hiding = useCursor((state) => state.hiding);
  const revealed = useCursor((state) => state.revealed);
  const asking = useCursor((state) => state.asking !== undefined);
  const ticks = useMemo(() => buildTicks(detail.trace.steps), [detail]);
  const count = detail.trace.steps.length;
  const brushing = useBrushing(cursor);
  return (
    <div className="track" title="Shift and drag: only these steps">
      <Ticks ticks={ticks} until={hiding ? Math.max(step, revealed) : count} />
      {pin === undefined ? null : <Flag at={shareOf(pin, count)} sign="▼" title={`Pinned: step ${pin}`} />}
      {detail.fork === undefined || (hiding && detail.fork.firstDifference > step) ? null : (
        <Flag
          at={shareOf(detail.fork.firstDifference, count)}
          sign={<IconGitFork size={14} />}
          title={`From step ${detail.fork.firstDifference} on, this run differs from the original`}
        />
      )}
      <input
        type="range"
        min={1}
        max={count}
        value={step}
        aria-label="Step"
        aria-valuetext={describePosition(detail.trace, step, asking)}
        style={{ "--done": `${shareOf(step, count) * 100}%` } as React.CSSProperties}
        onChange={(event) => goToStep(cursor, heldTo(cursor, Number(event.currentTarget.value)))}
        {...brushing}
      />
      <BrushHandles />
    </div>
  );
}

/** Dragging stays among the steps that are shown. */
function heldTo(cursor: CursorStore, step: number): number {
  const { brush } = cursor.getState();
  return brush === undefined ? step : Math.min(Math.max(step, brush.from), brush.to);
}

type Press = PointerEvent<HTMLInputElement>;

/** Dragging goes through the run, dragging with Shift limits it. */
function useBrushing(cursor: CursorStore) {
  const start = useRef<number>(undefined);
  const end = (): void => {
    start.current = undefined;
    cursor.setState({ dragging: false });
  };
  return {
    onPointerDown: (event: Press) => {
      cursor.setState({ dragging: true, playing: false });
      if (!event.shiftKey) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = stepAt(event, cursor.trace.steps.length);
    },
    onPointerMove: (event: Press) => {
      const count = cursor.trace.steps.length;
      if (start.current !== undefined) setBrush(cursor, brushBetween(start.current, stepAt(event, count), count));
    },
    onPointerUp: end,
    onPointerCancel: end,
    onBlur: end,
  };
}

/** The step under the pointer: the thumb's middle reaches the ends of the track less half of its width. */
function stepAt({ clientX, currentTarget }: Press, count: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  const thumb = Number.parseFloat(getComputedStyle(currentTarget).getPropertyValue("--thumb")) || 0;
  const share = (clientX - left - thumb / 2) / Math.max(width - thumb, 1);
  return 1 + Math.round(Math.min(Math.max(share, 0), 1) * (count - 1));
}

const MARK_SIGNS = { changed: "◆", failed: "!" } as const;

const Ticks = memo(function Ticks({ ticks, until }: { ticks: readonly Tick[]; until: number }) {
  const shown = ticks.filter(({ seq }) => seq <= until);
  return (
    <div className="scrubber-ticks" aria-hidden="true">
      <svg className="plain-ticks" viewBox="0 0 1000 1" preserveAspectRatio="none" role="presentation">
        {tickPaths(shown).map(({ kind, path }) => (
          <path key={kind} data-kind={kind} d={path} />
        ))}
      </svg>
      {shown.map(({ seq, at, kind, mark }) =>
        mark === undefined ? null : (
          <span key={seq} className="scrubber-tick" data-kind={kind} data-mark={mark} style={{ left: `${at * 100}%` }}>
            {MARK_SIGNS[mark]}
          </span>
        ),
      )}
    </div>
  );
});

function Flag({ at, sign, title }: { at: number; sign: ReactNode; title: string }) {
  return (
    <div className="scrubber-ticks">
      <span className="flag" role="img" aria-label={title} title={title} style={{ left: `${at * 100}%` }}>
        {sign}
      </span>
    </div>
  );
}
