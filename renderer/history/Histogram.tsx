import { Button } from "@mantine/core";
import { type PointerEvent, useMemo, useRef } from "react";
import { showMinute } from "../components/instant.ts";
import type { TimeRange } from "./filter-changes.ts";
import { binsOf, brushOf, rangeOf } from "./histogram.ts";

const PARTS = 80;
const HEIGHT = 34;

/** How many changes there were when; dragging over it, or moving its two ends, limits the list to a part of the time. */
export function Histogram({
  times,
  brush,
  onBrush,
}: {
  times: readonly number[];
  brush: TimeRange | undefined;
  onBrush: (brush: TimeRange | undefined) => void;
}) {
  const bins = useMemo(() => binsOf(times, PARTS), [times]);
  const whole = useMemo(() => rangeOf(times), [times]);
  const drag = useDrag(whole, onBrush);
  if (whole === undefined || whole.from === whole.to) return null;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const isIn = (from: number, to: number): boolean => brush === undefined || (to >= brush.from && from <= brush.to);
  const { from, to } = brush ?? whole;
  return (
    <section className="history-times" aria-label="When">
      <svg
        className="history-bins"
        viewBox={`0 0 ${PARTS} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        {...drag}
      >
        {bins.map((bin, index) => {
          const height = bin.count === 0 ? 0 : 3 + (bin.count / most) * (HEIGHT - 3);
          return (
            <rect
              key={bin.from}
              className="history-bin"
              data-in={isIn(bin.from, bin.to)}
              x={index + 0.1}
              y={HEIGHT - height}
              width={0.8}
              height={height}
            />
          );
        })}
      </svg>
      <div className="history-ends">
        <End
          label="From"
          value={from}
          whole={whole}
          onChange={(next) => onBrush(brushOf(Math.min(next, to), to, whole))}
        />
        <End
          label="Until"
          value={to}
          whole={whole}
          onChange={(next) => onBrush(brushOf(from, Math.max(next, from), whole))}
        />
        {brush === undefined ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => onBrush(undefined)}>
            All of the time
          </Button>
        )}
      </div>
    </section>
  );
}

function End({
  label,
  value,
  whole,
  onChange,
}: {
  label: string;
  value: number;
  whole: TimeRange;
  onChange: (value: number) => void;
}) {
  const text = showMinute(new Date(value).toISOString());
  return (
    <label className="history-end-of">
      <span>
        {label} <time>{text}</time>
      </span>
      <input
        type="range"
        min={whole.from}
        max={whole.to}
        step={Math.max(1, Math.round((whole.to - whole.from) / 200))}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
    </label>
  );
}

type Press = PointerEvent<SVGSVGElement>;

function useDrag(whole: TimeRange | undefined, onBrush: (brush: TimeRange | undefined) => void) {
  const start = useRef<number>(undefined);
  const timeOf = ({ clientX, currentTarget }: Press): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const share = Math.min(Math.max((clientX - left) / Math.max(1, width), 0), 1);
    return (whole?.from ?? 0) + share * ((whole?.to ?? 0) - (whole?.from ?? 0));
  };
  return {
    onPointerDown: (event: Press) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = timeOf(event);
    },
    onPointerMove: (event: Press) => {
      if (start.current !== undefined && whole !== undefined) onBrush(brushOf(start.current, timeOf(event), whole));
    },
    onPointerUp: () => {
      start.current = undefined;
    },
  };
}
