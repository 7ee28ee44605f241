import type { Trace } from "../../trace/step.ts";
import type { LiveRun } from "./live-run.ts";

/** The last runs of live mode: as many as anybody scrolls through, and not more than memory is there for. */
export interface RunLog {
  add(run: LiveRun): void;
  /** Oldest first. */
  list(): readonly LiveRun[];
}

/** How much is kept at the most. */
export interface RunLogLimits {
  readonly runs: number;
  /** Characters in all messages and texts of the traces, as far as they are long: about half of the memory they take. */
  readonly characters: number;
}

const LIMITS: RunLogLimits = { runs: 1000, characters: 32 * 1024 * 1024 };

/** A log that forgets the oldest runs first, and never the last one. */
export function createRunLog(limits: RunLogLimits = LIMITS): RunLog {
  const kept: { readonly run: LiveRun; readonly weight: number }[] = [];
  let characters = 0;
  return {
    add(run) {
      const weight = weightOf(run.trace);
      kept.push({ run, weight });
      characters += weight;
      while (kept.length > 1 && (kept.length > limits.runs || characters > limits.characters)) {
        characters -= kept.shift()?.weight ?? 0;
      }
    },
    list: () => kept.map(({ run }) => run),
  };
}

/** Every step counts something; bodies and decoded messages are what may be long. */
function weightOf({ steps }: Trace): number {
  return steps.reduce((sum, step) => sum + STEP_WEIGHT + lengthOf(step), 0);
}

const STEP_WEIGHT = 1000;

function lengthOf(step: Trace["steps"][number]): number {
  switch (step.kind) {
    case "request":
      return step.request.body.length + step.request.url.length;
    case "response":
      return step.response.body.length;
    case "artefact":
      return step.artefact.text.length;
    case "change":
      return step.changes.length * STEP_WEIGHT;
    default:
      return 0;
  }
}
