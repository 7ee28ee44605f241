import { isoInstant } from "../time.ts";
import { redactRequest, redactResponse } from "./redact.ts";
import { type Actor, type NewStep, type Outcome, type Step, TRACE_VERSION, type Trace } from "./step.ts";

/** Where the parties of an action put what they do. Append-only. */
export interface Recorder {
  /** Adds a step at the end. */
  record(step: NewStep): void;
}

/** A recorder that keeps what it is given. */
export interface TraceRecorder extends Recorder {
  /** What was recorded so far. */
  trace(): Trace;
  /** The last outcome recorded, if any. */
  outcome(): Outcome | undefined;
}

/**
 * Records the steps of one action. Secrets are taken out here, at the one door.
 * `now` is asked for each step, in milliseconds since the epoch.
 */
export function createRecorder(actors: readonly Actor[], now: () => number): TraceRecorder {
  const steps: Step[] = [];
  let outcome: Outcome | undefined;
  return {
    record(step) {
      steps.push({ seq: steps.length + 1, at: isoInstant(now()), ...withoutSecrets(step) });
      if (step.kind === "outcome") outcome = step.outcome;
    },
    trace: () => ({ version: TRACE_VERSION, actors, steps: [...steps] }),
    outcome: () => outcome,
  };
}

function withoutSecrets(step: NewStep): NewStep {
  if (step.kind === "request") return { ...step, request: redactRequest(step.request) };
  if (step.kind === "response") return { ...step, response: redactResponse(step.response) };
  return step;
}
