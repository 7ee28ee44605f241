import { ROLES_ATTRIBUTE } from "../expression/entra-trees.ts";
import { attributesReadIn } from "../expression/names-read.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { Condition } from "./condition.ts";
import { leavesOf } from "./evaluate-condition.ts";
import type { ExpressionSource } from "./expression-source.ts";
import type { ExpressionWorld } from "./person-world.ts";
import { lookupByProductName } from "./product-names.ts";
import type { Source } from "./source.ts";
import type { Lookup } from "./source-result.ts";

/** The attributes or claims that a source reads. An expression that cannot be read reads none. */
export function namesReadBy(source: Source): readonly string[] {
  switch (source.kind) {
    case "constant":
      return [];
    case "attribute":
    case "table":
      return [source.attribute];
    case "expression": {
      const prepared = prepareExpression(source.dialect, source.text, { log: false });
      return prepared.ok ? attributesReadIn(prepared.tree, source.dialect) : [];
    }
  }
}

/** Each name that an expression reads with its value for one person; null where there is none. */
export function valuesReadBy(
  source: ExpressionSource,
  lookup: Lookup,
  appRoles: ExpressionWorld["appRoles"],
): readonly (readonly [string, unknown])[] {
  return namesReadBy(source).map((name) => {
    if (appRoles === undefined || source.dialect !== "entra" || name !== ROLES_ATTRIBUTE)
      return [name, lookupByProductName(source.dialect, name, lookup) ?? null];
    return [name, appRoles.map(({ id, value, displayName }) => [id, value, displayName])];
  });
}

/** The attributes or claims that a condition asks about, each once. */
export function namesReadByCondition(condition: Condition): readonly string[] {
  const names = leavesOf(condition).flatMap(({ leaf }): readonly string[] => {
    if ("operator" in leaf) return [leaf.claim];
    if ("expression" in leaf) return namesReadBy({ kind: "expression", ...leaf.expression });
    return leaf.entraFilters.flatMap(({ clauses }) => clauses.map(({ attribute }) => attribute));
  });
  return [...new Set(names)];
}
