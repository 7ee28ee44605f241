import type { ContractError } from "../../core/contract/contract.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { changesBetween } from "./draft.ts";
import { type FieldProblem, fieldProblems, nameProblems, problemsAt, type ShownProblem } from "./problems.ts";

/** What the engine refused, and why. */
export interface Refusal {
  readonly error: ContractError;
  readonly of: Configuration;
}

/** Everything that is known to be wrong on an application's page: with what is saved, and with what was refused. */
export function pageProblems(
  detail: ApplicationDetail,
  { base, draft }: { readonly base: Configuration; readonly draft: Configuration },
  refusal: Refusal | undefined,
): readonly ShownProblem[] {
  const saved = stillStanding(fieldProblems(detail.problems, base), base, draft);
  return nameProblems([...saved, ...refusedProblems(refusal, draft)]);
}

/** What a refusal says of the draft as it is by now. */
export function refusedProblems(refusal: Refusal | undefined, draft: Configuration): readonly FieldProblem[] {
  if (refusal === undefined) return [];
  return stillStanding(fieldProblems(refusal.error.problems ?? [], refusal.of), refusal.of, draft);
}

/** What was found wrong with settings counts as long as they are left alone. */
function stillStanding(
  problems: readonly FieldProblem[],
  of: Configuration,
  now: Configuration,
): readonly FieldProblem[] {
  const changed = changesBetween(of, now);
  return problems.filter((problem) => !changed.some(({ path }) => problemsAt([problem], path).length > 0));
}
