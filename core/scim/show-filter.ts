import { showPath } from "./attribute-path.ts";
import type { Filter, ValueFilter } from "./filter.ts";

/**
 * A filter as text, in the spelling of the schema and with no parentheses but those it needs. Parsed again, it gives the
 * same tree.
 */
export function showFilter(filter: Filter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return showJoined(filter, showFilter);
    case "not":
      return `not (${showFilter(filter.filter)})`;
    case "present":
      return `${showPath(filter.path)} pr`;
    case "compare":
      return `${showPath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case "value":
      return `${showPath(filter.path)}[${showValueFilter(filter.filter)}]`;
  }
}

/** A value filter as text, without the brackets. */
export function showValueFilter(filter: ValueFilter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return showJoined(filter, showValueFilter);
    case "not":
      return `not (${showValueFilter(filter.filter)})`;
    case "present":
      return `${filter.sub.name} pr`;
    case "compare":
      return `${filter.sub.name} ${filter.operator} ${JSON.stringify(filter.value)}`;
  }
}

/** `and` binds tighter than `or`, and both join from the left. */
function showJoined<Tree extends { readonly kind: string }>(
  { kind, left, right }: { readonly kind: "and" | "or"; readonly left: Tree; readonly right: Tree },
  show: (filter: Tree) => string,
): string {
  const leftText = kind === "and" && left.kind === "or" ? `(${show(left)})` : show(left);
  const isLooser = right.kind === "or" || right.kind === kind;
  return `${leftText} ${kind} ${isLooser ? `(${show(right)})` : show(right)}`;
}
