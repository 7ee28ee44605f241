import { setBrush } from "./brush.ts";
import { describeBrush } from "./brush-range.ts";
import { useCursor, useRun } from "./run-context.ts";

/** That only some of the steps are shown, and the way back to all. */
export function BrushChip() {
  const { cursor } = useRun();
  const brush = useCursor((state) => state.brush);
  if (brush === undefined) return null;
  return (
    <span className="brush-chip" role="status">
      {describeBrush(brush, cursor.trace.steps.length)}
      <button type="button" onClick={() => setBrush(cursor, undefined)} title="Show all steps (Esc)">
        Show all
      </button>
    </span>
  );
}
