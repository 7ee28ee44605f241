import type { Recorder } from "../trace/recorder.ts";
import type { NewStep, Outcome } from "../trace/step.ts";

/** A recorder for an action about many people: it keeps the steps of some of them, and of all who have a problem. */
export interface PeopleRecorder extends Recorder {
  /** From now on, steps are about this person; undefined: about nobody in particular, and always kept. */
  about(person: string | undefined): void;
  /** The last outcome that a party recorded. */
  outcome(): Outcome | undefined;
  /** How many people's steps were left out. */
  leftOut(): number;
}

/** People shown step by step where nothing is the matter with them. */
const SHOWN = 20;

/** People shown with a problem: no trace is read to the end that has more. */
const SHOWN_WITH_PROBLEMS = 200;

/**
 * Passes on to `recorder` what is to be seen, in the order in which it happened. `only`: the one person whose steps are
 * kept, whatever is the matter with the others; absent: some of everybody's.
 */
export function createPeopleRecorder(recorder: Recorder, only?: string): PeopleRecorder {
  let person: string | undefined;
  let outcome: Outcome | undefined;
  let held: NewStep[] = [];
  let [shown, problems, left] = [0, 0, 0];

  function settle(): void {
    if (held.length === 0) return;
    const steps = held;
    held = [];
    if (!isKept(steps)) left += 1;
    else for (const step of steps) recorder.record(step);
  }

  function isKept(steps: readonly NewStep[]): boolean {
    if (only !== undefined) return person === only;
    if (steps.some(isProblem)) problems += 1;
    else shown += 1;
    return steps.some(isProblem) ? problems <= SHOWN_WITH_PROBLEMS : shown <= SHOWN;
  }

  function record(step: NewStep): void {
    if (step.kind === "outcome") outcome = step.outcome;
    if (person === undefined) recorder.record(step);
    else held.push(step);
  }

  return {
    record,
    recordLater(phase, build) {
      if (person === undefined) recorder.recordLater(phase, build);
      // Whether it is kept depends on what it says.
      else record(build());
    },
    about(next) {
      if (next === person) return;
      settle();
      person = next;
    },
    outcome: () => outcome,
    leftOut: () => left,
  };
}

function isProblem({ status }: NewStep): boolean {
  return status === "warning" || status === "refused";
}
