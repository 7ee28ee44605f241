import type { Span } from "../expression-error.ts";
import type { InputGroup } from "../input.ts";
import { type ExpressionObject, type ExpressionValue, isList } from "../value.ts";
import { describe, fail, isObject, objectOf, showText } from "./values.ts";

/** What a criterion of `user.getGroups` may ask for (okta-expressions.md, section 3). */
export const CRITERIA: readonly string[] = ["group.id", "group.type", "group.source.id", "group.profile.name"];

/** How `group.profile.name` compares; `STARTS_WITH` where nothing is said. */
export const NAME_OPERATORS: readonly string[] = ["STARTS_WITH", "EXACT"];

/** A criterion that was read: tells whether a group is meant. */
export type Criterion = (group: InputGroup) => boolean;

/**
 * Reads a criterion such as `{'group.profile.name': 'West Coast', 'operator': 'EXACT'}`: one key with one value or a
 * list of them, of which any will do. An ExpressionError where it is none.
 */
export function readCriterion(value: ExpressionValue, at: Span): Criterion {
  if (!isObject(value) || value.names === undefined) {
    const message = `A criterion is a map such as {'group.id': '00g…'}; this is ${describe(value)}.`;
    return fail("EXPRESSION_TYPE_CLASH", message, at);
  }
  const operator = readNameOperator(value, at);
  const tests = value.names
    .filter((name) => name !== "operator")
    .map((name) => readTest(name, valuesOf(value.member(name)), operator, at));
  return (group) => tests.every((test) => test(group));
}

function readNameOperator(criterion: ExpressionObject, at: Span): string {
  const operator = criterion.member("operator") ?? "STARTS_WITH";
  if (typeof operator === "string" && NAME_OPERATORS.includes(operator)) return operator;
  return fail("EXPRESSION_UNKNOWN_CRITERION", `\`operator\` is ${NAME_OPERATORS.join(" or ")}.`, at);
}

function readTest(name: string, values: readonly string[], operator: string, at: Span): Criterion {
  switch (name) {
    case "group.id":
      return ({ id }) => values.includes(id);
    case "group.type":
      return ({ type = "OKTA_GROUP" }) => values.includes(type);
    case "group.source.id":
      return ({ sourceId }) => sourceId !== undefined && values.includes(sourceId);
    case "group.profile.name":
      return operator === "EXACT"
        ? (group) => values.includes(group.name)
        : (group) => values.some((value) => group.name.startsWith(withoutStar(value)));
    default:
      return fail("EXPRESSION_UNKNOWN_CRITERION", `There is no criterion \`${name}\`: ${CRITERIA.join(", ")}.`, at);
  }
}

/** Okta's samples end a name to start with in `.*`, though it is no pattern. */
function withoutStar(value: string): string {
  return value.endsWith(".*") ? value.slice(0, -2) : value;
}

function valuesOf(value: ExpressionValue): readonly string[] {
  return isList(value) ? value.map(showText) : [showText(value)];
}

/** A group as expressions see it: `group.name` (classic) and `group.profile.name` (Identity Engine). */
export function showGroup({
  id,
  name,
  description = "",
  type = "OKTA_GROUP",
  sourceId = "",
}: InputGroup): ExpressionObject {
  const profile = objectOf("profile", { name, description: description || null });
  const source = objectOf("source", { id: sourceId || null });
  return objectOf("group", { id, name, description: description || null, type, profile, source });
}
