import type { AttributeValue, Step } from "../../core/contract/model.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { kindOfAction } from "./action-words.ts";
import { type Brush, describeBrush, isWithin } from "./brush-range.ts";
import { nameRun } from "./name-run.ts";
import { outcomeWord } from "./narration.ts";
import { groupPhases, PHASE_NAMES, phasesNotReached } from "./phases.ts";
import { showValue } from "./show-value.ts";

/**
 * A run as a page of Markdown: who and where, how it ended, what each phase came to, and what changed. `brush`: of these
 * steps alone.
 */
export function buildMarkdown(run: RunDetail, brush?: Brush): string {
  const { title, action, outcome, trace, fork } = run;
  const steps = trace.steps.filter(({ seq }) => isWithin(brush, seq));
  const changes = steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
  const count = trace.steps.length;
  const howMany = brush === undefined ? `${count} steps` : describeBrush(brush, count).toLowerCase();
  const missing = brush === undefined ? phasesNotReached(trace) : [];
  const lines = [
    `# ${nameRun(run)}: ${cell(title)}`,
    "",
    ...(fork === undefined ? [] : [`What-if: ${cell(fork.change)}. Not saved.`, ""]),
    `**${outcomeWord(outcome)}.** ${cell(outcome.reason)}`,
    "",
    `${kindOfAction(action)}, simulated time ${steps[0]?.at ?? ""}, ${howMany}. Offline, with made-up secrets.`,
    "",
    "| Steps | Phase | What happened |",
    "| --- | --- | --- |",
    ...groupPhases(steps).map(({ steps, name, summary }) => `| ${span(steps)} | ${name} | ${cell(summary)} |`),
    ...missing.map((phase) => `| – | ${PHASE_NAMES[phase]} | not reached |`),
  ];
  return [...lines, ...(changes.length === 0 ? [] : changeLines(changes)), ""].join("\n");
}

interface ChangeLine {
  readonly path: string;
  readonly before?: AttributeValue;
  readonly after?: AttributeValue;
  readonly why: string;
}

function changeLines(changes: readonly ChangeLine[]): readonly string[] {
  return [
    "",
    "| What | Before | After | Why |",
    "| --- | --- | --- | --- |",
    ...changes.map(
      ({ path, before, after, why }) =>
        `| ${cell(path)} | ${cell(showValue(before))} | ${cell(showValue(after))} | ${cell(why)} |`,
    ),
  ];
}

function span(steps: readonly Step[]): string {
  const [first, last] = [steps[0]?.seq, steps.at(-1)?.seq];
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Text inside a table: no line ends, no pipes, nothing that Markdown takes for HTML. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
