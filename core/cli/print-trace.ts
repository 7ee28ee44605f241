import { showValue } from "../attribute-value.ts";
import type { Change, Check, Decision, Evaluation, Phase, Step, Trace } from "../trace/step.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";

/** How much is printed: 1 decisions and changes, 2 every step with its reason, 3 every check, rule and value too. */
export type Detail = 1 | 2 | 3;

const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  request: "Request",
  signIn: "Sign in",
  issue: "Issue",
  validate: "Validate",
  import: "Import",
  scope: "Scope",
  match: "Match",
  decide: "Decide",
  apply: "Apply",
  session: "Session",
};

const INDENT = "      ";
const INNER = `${INDENT}  `;

/** Prints the steps of a trace, phase by phase. */
export function printTrace(terminal: Terminal, trace: Trace, detail: Detail): void {
  let phase: Phase | undefined;
  for (const step of trace.steps) {
    if (detail === 1 && !isMilestone(step)) continue;
    if (step.phase !== phase)
      terminal.out(`${phase === undefined ? "" : "\n"}${styled(terminal, "bold", PHASE_NAMES[step.phase])}`);
    phase = step.phase;
    printStep(terminal, trace, step, detail);
  }
}

/** Prints one step. */
function printStep(terminal: Terminal, trace: Trace, step: Step, detail: Detail): void {
  const number = String(step.seq).padStart(4);
  terminal.out(`${styled(terminal, "dim", number)}  ${mark(terminal, step)}${lane(trace, step)}${step.title}`);
  if (detail >= 2) terminal.out(styled(terminal, "dim", wrap(step.why, terminal.width, INDENT)));
  for (const line of detailLines(terminal, step, detail)) terminal.out(line);
}

/** What a person who has no time wants to see. */
function isMilestone(step: Step): boolean {
  return (
    ["decision", "change", "outcome"].includes(step.kind) || step.status === "refused" || step.status === "warning"
  );
}

function mark(terminal: Terminal, step: Step): string {
  if (step.status === "refused") return styled(terminal, "red", "✕ ");
  if (step.status === "warning") return styled(terminal, "yellow", "! ");
  return step.status === "skipped" ? "– " : "";
}

/** `Browser → Expenses: ` for messages; nothing where somebody works on their own, since the title names them. */
function lane(trace: Trace, step: Step): string {
  if (step.kind !== "request" && step.kind !== "response") return "";
  const name = (id: string) => trace.actors.find((actor) => actor.id === id)?.name ?? id;
  return `${name(step.from)} → ${name(step.to)}: `;
}

function detailLines(terminal: Terminal, step: Step, detail: Detail): readonly string[] {
  switch (step.kind) {
    case "checks":
      return step.checks
        .filter((check) => detail === 3 || check.result === "failed")
        .map((check) => checkLine(terminal, check));
    case "evaluation":
      return detail === 3 ? step.evaluations.map(evaluationLine) : [];
    case "decision":
      return decisionLines(step.decision, detail);
    case "change":
      return step.changes.map(changeLine);
    case "artefact":
      return detail === 3 ? [step.artefact.text.replace(/^/gm, INNER)] : [];
    case "request":
    case "response":
    case "notice":
    case "outcome":
      return [];
  }
}

const CHECK_MARKS: Readonly<Record<Check["result"], string>> = {
  passed: "✓",
  failed: "✕",
  off: "! off",
  notApplicable: "–",
  notReached: "·",
};

function checkLine(terminal: Terminal, check: Check): string {
  const line = `${INNER}${CHECK_MARKS[check.result]} ${check.name}`;
  if (check.result !== "failed") return line;
  return `${styled(terminal, "red", line)}\n${INNER}    expected: ${check.expected}\n${INNER}    found:    ${check.actual}\n${INNER}    (${check.code}, ${check.spec})`;
}

function evaluationLine(evaluation: Evaluation): string {
  const value = evaluation.value === undefined ? evaluation.result : showValue(evaluation.value);
  return `${INNER}${evaluation.target} ← ${evaluation.rule}: ${value}${evaluation.result === "applied" ? "" : ` (${evaluation.why})`}`;
}

function decisionLines(decision: Decision, detail: Detail): readonly string[] {
  const made = `${INNER}because: ${decision.rule.text}`;
  if (detail < 3) return [made];
  return [made, ...decision.considered.map((rule) => `${INNER}looked at: ${rule.text} (${rule.why})`)];
}

function changeLine(change: Change): string {
  return `${INNER}${change.path}: ${showValue(change.before)} → ${showValue(change.after)}`;
}
