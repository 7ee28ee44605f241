import type { Phase, Step, Trace } from "../../core/contract/model.ts";
import { isMessage, kindOf } from "./kinds.ts";

/** The phases in the order in which they come, and what they are called. */
export const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  request: "Request",
  signIn: "Sign-in",
  issue: "Issue",
  validate: "Validate",
  import: "Import",
  scope: "Scope",
  match: "Match",
  decide: "Decide",
  apply: "Apply",
  session: "Session",
};

/** Steps of one phase that follow each other. A phase may come more than once: a token is issued after the code was. */
export interface PhaseGroup {
  /** Seq of its first step: what it is known by. */
  readonly id: number;
  readonly phase: Phase;
  readonly name: string;
  readonly steps: readonly Step[];
  /** The step that stands for it: the last that is no mere message. */
  readonly tail: number;
  readonly status: Step["status"];
  /** What came of it, in one line. */
  readonly summary: string;
}

/**
 * The steps in groups, in the order of the trace; what comes at another time is another group. What an application does
 * for a SCIM client until it answers belongs to the moment in which it was asked.
 */
export function groupPhases(steps: readonly Step[]): readonly PhaseGroup[] {
  const runs: { readonly phase: Phase; readonly at: string; readonly steps: Step[] }[] = [];
  let asking: { readonly exchange: number; readonly phase: Phase } | undefined;
  for (const step of steps) {
    const phase: Phase = asking?.phase ?? step.phase;
    if (step.kind === "request" && kindOf(step) === "scim") asking = { exchange: step.exchange, phase };
    if (step.kind === "response" && step.exchange === asking?.exchange) asking = undefined;
    const last = runs.at(-1);
    if (last?.phase === phase && last.at === step.at) last.steps.push(step);
    else runs.push({ phase, at: step.at, steps: [step] });
  }
  return runs.flatMap(({ phase, steps: run }) => {
    const [first] = run;
    return first === undefined ? [] : [buildGroup(first, phase, run)];
  });
}

function buildGroup(first: Step, phase: Phase, steps: readonly Step[]): PhaseGroup {
  const telling = tellingStep(first, steps);
  return {
    id: first.seq,
    phase,
    name: PHASE_NAMES[phase],
    steps,
    tail: (steps.findLast((step) => !isMessage(step)) ?? steps.at(-1) ?? first).seq,
    status: worstStatus(steps),
    summary: telling.title,
  };
}

/** A refusal says more than anything; then what was decided or changed; then what a party did on its own. */
function tellingStep(first: Step, steps: readonly Step[]): Step {
  const refused = steps.find(({ status }) => status === "refused");
  const turn = steps.findLast(({ kind }) => kind === "decision" || kind === "change" || kind === "outcome");
  const work = steps.findLast((step) => !isMessage(step));
  return refused ?? turn ?? work ?? steps.at(-1) ?? first;
}

const SEVERITY = ["ok", "skipped", "warning", "refused"] as const;

function worstStatus(steps: readonly Step[]): Step["status"] {
  return SEVERITY[Math.max(...steps.map(({ status }) => SEVERITY.indexOf(status)))] ?? "ok";
}

/** Phases that a refused action never came to, in their order; none where nobody was refused. */
export function phasesNotReached({ steps }: Trace): readonly Phase[] {
  if (!steps.some(({ status }) => status === "refused")) return [];
  if (steps.some((step) => step.kind === "outcome" && step.outcome.result === "done")) return [];
  const reached = new Set(steps.map(({ phase }) => phase));
  return (Object.keys(PHASE_NAMES) as Phase[]).filter((phase) => !reached.has(phase));
}
