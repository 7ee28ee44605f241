import type { Finding } from "../expression/dialect.ts";
import type { Condition, EntraFilters, ExpressionCondition } from "../mapping/condition.ts";
import { leavesOf } from "../mapping/evaluate-condition.ts";
import { builtInNames } from "../mapping/product-names.ts";
import { type FilterClause, findClauseProblem, findOpenQuestion } from "../mapping/scoping-filter.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import { checkAttribute } from "./check-attributes.ts";
import type { Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The parts of a condition about people that are in the words of a product. All of it are warnings: what was imported
 * stands as it does in the product, and a rehearsal shows what comes of it.
 */
export function checkProductWords(when: Condition, path: string, workspace: Workspace): readonly Problem[] {
  return leavesOf(when, path).flatMap(({ leaf, path: place }) => {
    if ("entraFilters" in leaf) return checkFilters(leaf, place, workspace);
    return "expression" in leaf ? checkExpressionCondition(leaf, place, workspace) : [];
  });
}

function checkFilters({ entraFilters }: EntraFilters, path: string, workspace: Workspace): readonly Problem[] {
  return entraFilters.flatMap(({ clauses }, filter) =>
    clauses.flatMap((clause, index) =>
      checkClause(clause, `${path}.entraFilters[${filter}].clauses[${index}]`, workspace),
    ),
  );
}

function checkClause(clause: FilterClause, path: string, workspace: Workspace): readonly Problem[] {
  const known = checkAttribute(clause.attribute, `${path}.attribute`, workspace, builtInNames("entra"));
  const problem = findClauseProblem(clause);
  if (problem !== undefined) return [...known, warning("WORKSPACE_FILTER_CLAUSE", path, problem)];
  const open = findOpenQuestion(clause);
  return open === undefined ? known : [...known, warning("WORKSPACE_FILTER_UNDOCUMENTED", path, open)];
}

function checkExpressionCondition(
  { expression }: ExpressionCondition,
  path: string,
  { directory: { users } }: Workspace,
): readonly Problem[] {
  const place = expression.dialect === "entra" ? "scoping" : "groupRule";
  const attributes = users.length === 0 ? undefined : users.flatMap((user) => Object.keys(user.attributes));
  const findings = checkExpression({ ...expression, place }, attributes);
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ code, message }: Finding) => warning(code, `${path}.expression.text`, message));
}

function warning(code: string, path: string, message: string): Problem {
  return { code, path, message, severity: "warning" };
}
