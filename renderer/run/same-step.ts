import type { Step, Trace } from "../../core/contract/model.ts";

/**
 * The step of another run of the same action that means the same: as the `n`th of its kind in its phase, between the same
 * parties. Undefined: the other run has none.
 */
export function findSameStep(from: Trace, step: Step, other: Trace): Step | undefined {
  const place = from.steps.filter((each) => each.seq <= step.seq && isAlike(each, step)).length;
  return other.steps.filter((each) => isAlike(each, step))[place - 1];
}

function isAlike(one: Step, other: Step): boolean {
  return one.phase === other.phase && one.kind === other.kind && one.from === other.from && one.to === other.to;
}
