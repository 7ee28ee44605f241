import type { Change, Check, Evaluation, Step } from "../../core/contract/model.ts";
import { showValue } from "./show-value.ts";

/** One check, rule, attribute or change of a step, as a line under it. */
export interface Detail {
  /** A sign for how it went; `text` says it in words as well. */
  readonly mark: string;
  readonly text: string;
  readonly bad: boolean;
}

/** Everything that a step is made of, a line each; none for messages. */
export function detailsOf(step: Step): readonly Detail[] {
  switch (step.kind) {
    case "checks":
      return step.checks.map(checkDetail);
    case "evaluation":
      return step.evaluations.map(evaluationDetail);
    case "decision":
      return step.decision.considered.map(({ text, why }) => ({ mark: "·", text: `${text} ${why}`, bad: false }));
    case "change":
      return step.changes.map(changeDetail);
    case "request":
    case "response":
    case "artefact":
    case "notice":
    case "outcome":
      return [];
  }
}

/** How a check ended, as a sign and in words. */
export const CHECK_RESULTS: Readonly<Record<Check["result"], { readonly mark: string; readonly word: string }>> = {
  passed: { mark: "✓", word: "passed" },
  failed: { mark: "✕", word: "failed" },
  off: { mark: "!", word: "off" },
  notApplicable: { mark: "–", word: "nothing to check" },
  notReached: { mark: "·", word: "not reached" },
};

/** How a mapping row or rule came out. */
export const EVALUATION_RESULTS: Readonly<
  Record<Evaluation["result"], { readonly mark: string; readonly word: string }>
> = {
  applied: { mark: "✓", word: "applied" },
  default: { mark: "✓", word: "default used" },
  absent: { mark: "–", word: "nothing came out" },
  skipped: { mark: "·", word: "not used" },
  failed: { mark: "✕", word: "failed" },
};

function checkDetail({ result, name }: Check): Detail {
  const { mark, word } = CHECK_RESULTS[result];
  return { mark, text: `${name}: ${word}`, bad: result === "failed" };
}

function evaluationDetail({ result, target, rule, value }: Evaluation): Detail {
  const { mark, word } = EVALUATION_RESULTS[result];
  const came = value === undefined || typeof value === "boolean" ? word : showValue(value);
  return { mark, text: `${target} ← ${rule}: ${came}`, bad: result === "failed" };
}

function changeDetail({ path, before, after }: Change): Detail {
  return { mark: "◆", text: `${path}: ${showValue(before)} → ${showValue(after)}`, bad: false };
}
