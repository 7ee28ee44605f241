import { type Brush, brushBetween, isWithin } from "./brush-range.ts";
import { type CursorStore, goToStep, relist } from "./cursor.ts";
import { groupPhases } from "./phases.ts";
import { currentStop } from "./rows.ts";

/** Limits what is shown to some steps, or shows all again. The cursor comes along where it would be left outside. */
export function setBrush(store: CursorStore, brush: Brush | undefined): void {
  const { level, closed, step } = store.getState();
  relist(store, level, closed, brush);
  if (brush !== undefined && !isWithin(brush, step)) goToStep(store, step < brush.from ? brush.from : brush.to);
}

/** Limits to the steps from the current one on, or up to it; the other end stays where it was. */
export function brushFromHere(store: CursorStore, end: "from" | "to"): void {
  const { brush, step } = store.getState();
  const count = store.trace.steps.length;
  const [from, to] = [brush?.from ?? 1, brush?.to ?? count];
  setBrush(store, end === "from" ? brushBetween(step, to, count) : brushBetween(from, step, count));
}

/** Limits to the phase that a step is in, unfolded; once more, and all is shown again. */
export function brushPhase(store: CursorStore, seq: number): void {
  const { steps } = store.trace;
  const group = groupPhases(steps).find((each) => each.steps.some((step) => step.seq === seq));
  const [from, to] = [group?.steps[0]?.seq ?? seq, group?.steps.at(-1)?.seq ?? seq];
  const { brush, closed, level } = store.getState();
  relist(store, level, new Set([...closed].filter((id) => id < from || id > to)), brush);
  const again = brush?.from === from && brush.to === to;
  setBrush(store, again ? undefined : brushBetween(from, to, steps.length));
  const { rows, step } = store.getState();
  // A phase that was folded stood for its last step, which its list may leave out.
  goToStep(store, currentStop(rows, step));
}
