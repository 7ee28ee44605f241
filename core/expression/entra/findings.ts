import type { CheckContext, Finding } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import { type CallNode, isGiven, type Node } from "../tree.ts";
import { spellFunction } from "./signatures.ts";

/** A node with where it stands. */
export interface Standing {
  readonly node: Node;
  /** The call that it is an argument of. */
  readonly parent?: CallNode;
  /** Which slot of it. */
  readonly slot?: number;
}

/** One rule of the check. */
export type Rule = (standing: Standing, context: CheckContext) => readonly Finding[];

/** Every node of a tree with where it stands. A side of a comparison stands where the comparison does. */
export function* standingsOf(standing: Standing): Generator<Standing> {
  yield standing;
  const { node } = standing;
  if (node.kind === "operation") {
    for (const side of [node.left, node.right]) yield* standingsOf({ ...standing, node: side });
  }
  if (node.kind !== "call") return;
  for (const [slot, argument] of node.args.entries())
    if (isGiven(argument)) yield* standingsOf({ node: argument, parent: node, slot });
}

/** A finding at a place. */
export function finding(
  severity: Finding["severity"],
  code: string,
  { from, to }: Span,
  message: string,
  instead?: string,
): Finding {
  return { code, severity, from, to, message, ...(instead === undefined ? {} : { instead }) };
}

/** A call of one of these functions, however it is spelt. */
export function callOf(node: Node | undefined, ...names: readonly string[]): CallNode | undefined {
  if (node?.kind !== "call") return undefined;
  return names.includes(spellFunction(node.name) ?? "") ? node : undefined;
}

/** An argument that is given. */
export function givenAt({ args }: CallNode, index: number): Node | undefined {
  const argument = args[index];
  return argument !== undefined && isGiven(argument) ? argument : undefined;
}
