import type { PatternFlavour } from "../text-pattern.ts";
import type { PatternNode } from "./pattern-tree.ts";
import { type Capture, PatternProblem, type Reader } from "./reader.ts";

/** Groups by their numbers and names, once the whole pattern is read. */

/** .NET numbers the unnamed groups first and the named ones after them; Java numbers all as they stand. */
export function numberCaptures(captures: readonly Capture[], flavour: PatternFlavour): readonly number[] {
  if (flavour === "java") return captures.map(({ order }) => order);
  const unnamed = captures.filter(({ name }) => name === undefined);
  const named = captures.filter(({ name }) => name !== undefined);
  const inOrder = [...unnamed, ...named];
  return captures.map((capture) => inOrder.indexOf(capture) + 1);
}

/** The number of each named group. */
export function namesOf(captures: readonly Capture[], numbers: readonly number[]): Readonly<Record<string, number>> {
  const named = captures.flatMap(({ name, order }) =>
    name === undefined ? [] : [[name, numbers[order - 1] ?? order] as const],
  );
  return Object.fromEntries(named);
}

/** Points each back-reference at its group, now that every group is known. A PatternProblem where there is none. */
export function settleReferences(
  root: PatternNode,
  { references }: Reader,
  numbers: readonly number[],
  names: Readonly<Record<string, number>>,
): PatternNode {
  const orders = references.map(({ group, at }) => {
    const number = typeof group === "number" ? group : names[group];
    const order = number === undefined ? -1 : numbers.indexOf(number);
    if (order < 0) throw new PatternProblem(`There is no group \`${group}\`.`, at);
    return order + 1;
  });
  return orders.length === 0 ? root : mapReferences(root, orders);
}

/** Puts the real orders in the place of the running numbers that reading gave. */
function mapReferences(node: PatternNode, orders: readonly number[]): PatternNode {
  switch (node.kind) {
    case "again":
      return { ...node, order: orders[node.order] ?? 0 };
    case "sequence":
      return { ...node, items: node.items.map((item) => mapReferences(item, orders)) };
    case "choice":
      return { ...node, branches: node.branches.map((branch) => mapReferences(branch, orders)) };
    case "capture":
    case "repeat":
    case "look":
      return { ...node, of: mapReferences(node.of, orders) };
    case "set":
    case "anchor":
      return node;
  }
}
