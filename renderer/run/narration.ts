import type { Outcome, Step, Trace } from "../../core/contract/model.ts";
import type { PhaseGroup } from "./phases.ts";
import { PHASE_NAMES } from "./phases.ts";

/** What is said about a step: the heading and the sentences. */
export interface Narration {
  readonly title: string;
  readonly text: string;
}

/** What to say at a step. */
export function narrate(step: Step): Narration {
  return { title: step.title, text: step.why === step.title ? "" : step.why };
}

/** What to say at a phase, where only phases are shown. */
export function narratePhase({ phase, summary, steps }: PhaseGroup): Narration {
  const turn = steps.findLast(({ title }) => title === summary);
  return { title: `${PHASE_NAMES[phase]}: ${summary}`, text: turn?.why ?? "" };
}

/** What is asked before a decision that is hidden. */
export const QUESTION: Narration = {
  title: "What will it decide?",
  text: "Look at what is known so far, and say it before you see it.",
};

/** The scrubber in words: "Step 13 of 40: Expenses grants Finance User". */
export function describePosition({ steps }: Trace, seq: number, asking: boolean): string {
  const title = asking ? QUESTION.title : (steps[seq - 1]?.title ?? "");
  return `Step ${seq} of ${steps.length}: ${title}`;
}

/** The step at which the run ended, as far as its outcome goes. */
export function outcomeStep({ steps }: Trace): number {
  return steps.findLast(({ kind }) => kind === "outcome")?.seq ?? steps.length;
}

/** An outcome in a word. */
export function outcomeWord({ result, code }: Outcome): string {
  if (result === "done") return code === "DONE" ? "Done" : "Done, with something to look at";
  return result === "signedIn" ? "Signed in" : "Refused";
}

/** The tone of an outcome, and the sign that says the same. */
export function outcomeTone({ result, code }: Outcome): {
  readonly tone: "good" | "warn" | "bad";
  readonly sign: string;
} {
  if (result === "refused") return { tone: "bad", sign: "✕" };
  return result === "done" && code !== "DONE" ? { tone: "warn", sign: "!" } : { tone: "good", sign: "✓" };
}
