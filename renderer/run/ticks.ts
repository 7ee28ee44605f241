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

/** How far along a step is, 0 to 1. */
export function shareOf(seq: number, count: number): number {
  return count < 2 ? 0 : (seq - 1) / (count - 1);
}

function markOf(step: Step): Pick<Tick, "mark"> {
  if (step.status === "refused") return { mark: "failed" };
  return step.kind === "change" ? { mark: "changed" } : {};
}

/** The next step that changed an account (or went wrong), looking from a step in a direction; undefined: none. */
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
