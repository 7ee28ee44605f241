import type { Step } from "../../core/contract/model.ts";
import { kindOf, type StepKind } from "./kinds.ts";

/** One mark above the scrubber. */
export interface Tick {
  readonly seq: number;
  /** How far along, 0 to 1. */
  readonly at: number;
  readonly kind: StepKind;
  /** `changed`: the account changed here; `failed`: refused here. */
  readonly mark?: "changed" | "failed";
}

/** A mark for each step. */
export function buildTicks(steps: readonly Step[]): readonly Tick[] {
  return steps.map((step) => ({
    seq: step.seq,
    at: shareOf(step.seq, steps.length),
    kind: kindOf(step),
    ...markOf(step),
  }));
}

/** The plain marks of each kind as one path, in a drawing that is 1000 wide and 1 high: however many, they cost the same. */
export function tickPaths(ticks: readonly Tick[]): readonly { readonly kind: StepKind; readonly path: string }[] {
  const plain = ticks.filter(({ mark }) => mark === undefined);
  return [...new Set(plain.map(({ kind }) => kind))].map((kind) => ({
    kind,
    path: plain.flatMap((tick) => (tick.kind === kind ? [`M${(tick.at * 1000).toFixed(1)} 0v1`] : [])).join(""),
  }));
}

/** How far along a step is, 0 to 1. */
export function shareOf(seq: number, count: number): number {
  return count < 2 ? 0 : (seq - 1) / (count - 1);
}

function markOf(step: Step): Pick<Tick, "mark"> {
  if (step.status === "refused") return { mark: "failed" };
  return step.kind === "change" ? { mark: "changed" } : {};
}

/** The next step that changed an account (or went wrong), looking from a step in a direction, among these; undefined: none. */
export function nextMarked(
  steps: readonly Step[],
  from: number,
  by: 1 | -1,
  wanted: "changed" | "problem",
): number | undefined {
  const matches = (step: Step): boolean =>
    wanted === "changed" ? step.kind === "change" : step.status === "refused" || step.status === "warning";
  const found =
    by > 0 ? steps.find((s) => s.seq > from && matches(s)) : steps.findLast((s) => s.seq < from && matches(s));
  return found?.seq;
}
