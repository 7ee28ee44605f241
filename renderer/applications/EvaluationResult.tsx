import type { Evaluation } from "../../core/contract/model.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";

/** What came of one row or rule for the person of the preview, and why. */
export function EvaluationResult({
  evaluation,
  isStale,
}: {
  evaluation: Evaluation | undefined;
  /** It is about the draft as it was before the last edit. */
  isStale: boolean;
}) {
  if (evaluation === undefined) return null;
  const [word, tone] = RESULTS[evaluation.result];
  return (
    <span className="evaluation" data-stale={isStale}>
      <Chip tone={tone}>{word}</Chip> <Sentence text={evaluation.why} />
    </span>
  );
}

/** How a row can end, in a word. */
export const RESULTS: Readonly<Record<Evaluation["result"], readonly [string, Tone]>> = {
  applied: ["holds", "good"],
  default: ["default", "note"],
  absent: ["does not hold", "note"],
  skipped: ["not needed", "note"],
  failed: ["failed", "bad"],
};
