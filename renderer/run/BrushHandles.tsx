import { setBrush } from "./brush.ts";
import { brushBetween } from "./brush-range.ts";
import { useCursor, useRun } from "./run-context.ts";
import { shareOf } from "./ticks.ts";

/** The part that the run is limited to, with a handle at either end. */
export function BrushHandles() {
  const { cursor } = useRun();
  const brush = useCursor((state) => state.brush);
  const count = cursor.trace.steps.length;
  if (brush === undefined) return null;
  const { from, to } = brush;
  return (
    <div className="brush">
      <div className="scrubber-ticks">
        <span
          className="brush-band"
          style={{ left: `${shareOf(from, count) * 100}%`, right: `${(1 - shareOf(to, count)) * 100}%` }}
        />
      </div>
      <Handle name="First step shown" value={from} onValue={(value) => setTo(Math.min(value, to), to)} />
      <Handle name="Last step shown" value={to} onValue={(value) => setTo(from, Math.max(value, from))} />
    </div>
  );

  function setTo(one: number, other: number): void {
    setBrush(cursor, brushBetween(one, other, count));
  }
}

interface HandleProps {
  readonly name: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

function Handle({ name, value, onValue }: HandleProps) {
  const { cursor } = useRun();
  return (
    <input
      type="range"
      className="brush-handle"
      min={1}
      max={cursor.trace.steps.length}
      value={value}
      aria-label={name}
      aria-valuetext={`Step ${value}`}
      onChange={(event) => onValue(Number(event.currentTarget.value))}
      onKeyDown={(event) => {
        // Elsewhere the arrows go from step to step; here they move the handle.
        if (event.key !== "Escape") event.stopPropagation();
      }}
    />
  );
}
