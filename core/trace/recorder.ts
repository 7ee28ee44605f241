import { isoInstant } from "../time.ts";
import { redactRequest, redactResponse } from "./redact.ts";
import { type Actor, type NewStep, type Outcome, type Phase, type Step, TRACE_VERSION, type Trace } from "./step.ts";
import { type CallOff, whenIdle } from "./when-idle.ts";

/** Where the parties of an action put what they do. Append-only. */
export interface Recorder {
  /** Adds a step at the end. */
  record(step: NewStep): void;
  /**
   * The same for a step that takes work to write down: whoever acts need not wait for it. `build` is asked once, while
   * others wait or at the latest when somebody asks for the trace. It rests on what never changes, and gives no outcome.
   */
  recordLater(phase: Phase, build: () => NewStep): void;
}

/** A recorder that keeps what it is given. */
export interface TraceRecorder extends Recorder {
  /** What was recorded so far. */
  trace(): Trace;
  /** The last outcome recorded, if any. */
  outcome(): Outcome | undefined;
}

/**
 * Records the steps of one action. Secrets are taken out here, at the one door: while others wait, or at the latest when
 * somebody asks for the trace. `now` is asked for each step, in milliseconds since the epoch.
 */
export function createRecorder(actors: readonly Actor[], now: () => number): TraceRecorder {
  const steps: Step[] = [];
  let waiting: Recorded[] = [];
  let callOff: CallOff = () => undefined;
  let outcome: Outcome | undefined;
  function settle(): void {
    callOff();
    for (const { build, at } of waiting) steps.push(withoutSecrets(build(), steps.length + 1, at));
    waiting = [];
  }
  function keep(build: () => NewStep): void {
    if (waiting.length === 0) callOff = whenIdle(settle);
    waiting.push({ build, at: isoInstant(now()) });
  }
  return {
    record(step) {
      keep(() => step);
      if (step.kind === "outcome") outcome = step.outcome;
    },
    recordLater: (_phase, build) => keep(build),
    trace() {
      settle();
      return { version: TRACE_VERSION, actors, steps: [...steps] };
    },
    outcome: () => outcome,
  };
}

/** A step as it came, or will come, its secrets still in it: nobody but the recorder ever holds one. */
interface Recorded {
  readonly build: () => NewStep;
  readonly at: string;
}

function withoutSecrets(step: NewStep, seq: number, at: string): Step {
  if (step.kind === "request") return { seq, at, ...step, request: redactRequest(step.request) };
  if (step.kind === "response") return { seq, at, ...step, response: redactResponse(step.response) };
  return { seq, at, ...step };
}
