import type { Span } from "./expression-error.ts";

/**
 * The tree of an expression, the same for every language: what a parser gives, and what checks, printers, highlighting
 * and {@link file://./compile.ts} walk. Plain JSON. Every node knows its place in the text.
 */
export type Node =
  | LiteralNode
  | ReferenceNode
  | KeywordNode
  | CallNode
  | MethodNode
  | MemberNode
  | IndexNode
  | ProjectionNode
  | OperationNode
  | NegationNode
  | ConditionalNode
  | ListNode
  | MapNode
  | TemplateNode;

/** A text, number, boolean or null that stands in the expression. `raw`: as it was written, such as `&HF7`. */
export interface LiteralNode extends Span {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly raw: string;
}

/** A name that stands for a value: Entra's `[mail]` (`mail`), Okta's `user`, a bare `firstName`. */
export interface ReferenceNode extends Span {
  readonly kind: "reference";
  readonly name: string;
}

/** A bare word with a meaning of its own: Entra's `IgnoreAttributeFlow`, `vbTextCompare`. */
export interface KeywordNode extends Span {
  readonly kind: "keyword";
  readonly name: string;
}

/** A function's call. A slot that was left empty is an argument that is *not given*. `name`: with its dots. */
export interface CallNode extends Span {
  readonly kind: "call";
  readonly name: string;
  /** Where the name alone stands. */
  readonly nameSpan: Span;
  readonly args: readonly Argument[];
}

/** One slot of a call. */
export type Argument = Node | NotGiven;

/** An empty slot. */
export interface NotGiven extends Span {
  readonly kind: "notGiven";
}

/** A method's call: `user.profile.email.toLowerCase()`. */
export interface MethodNode extends Span {
  readonly kind: "method";
  readonly of: Node;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Argument[];
}

/** A member: `user.email`. */
export interface MemberNode extends Span {
  readonly kind: "member";
  readonly of: Node;
  readonly name: string;
  readonly nameSpan: Span;
}

/** An element: `user.arr[0]`. */
export interface IndexNode extends Span {
  readonly kind: "index";
  readonly of: Node;
  readonly index: Node;
}

/** SpEL's collection projection: `user.getGroups(…).![name]`. */
export interface ProjectionNode extends Span {
  readonly kind: "projection";
  readonly of: Node;
  readonly each: Node;
}

/** Operators as every language here means them, however each writes them. */
export type Operator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "and" | "or" | "matches";

/** Two operands. `written`: the operator as it stands in the text (`!=`, `AND`). */
export interface OperationNode extends Span {
  readonly kind: "operation";
  readonly operator: Operator;
  readonly written: string;
  readonly left: Node;
  readonly right: Node;
}

/** `!a`, `not a` or `-a`. */
export interface NegationNode extends Span {
  readonly kind: "negation";
  readonly operator: "not" | "minus";
  readonly written: string;
  readonly of: Node;
}

/** `c ? a : b`; without `then` it is Elvis: `a ?: b`, where `condition` is the `a`. */
export interface ConditionalNode extends Span {
  readonly kind: "conditional";
  readonly condition: Node;
  readonly then?: Node;
  readonly otherwise: Node;
}

/** `{1, 2, 3}` */
export interface ListNode extends Span {
  readonly kind: "list";
  readonly items: readonly Node[];
}

/** `{'group.id': {'00g…'}}` */
export interface MapNode extends Span {
  readonly kind: "map";
  readonly entries: readonly { readonly key: Node; readonly value: Node }[];
}

/** Text with values in it: `${source.login}@acme.test`. Parts are literals and expressions in turn. */
export interface TemplateNode extends Span {
  readonly kind: "template";
  readonly parts: readonly Node[];
}

/** The nodes right below a node, in the order of the text. Slots that are not given are left out. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "literal":
    case "reference":
    case "keyword":
      return [];
    case "call":
      return node.args.filter(isGiven);
    case "method":
      return [node.of, ...node.args.filter(isGiven)];
    case "member":
    case "negation":
      return [node.of];
    case "index":
      return [node.of, node.index];
    case "projection":
      return [node.of, node.each];
    case "operation":
      return [node.left, node.right];
    case "conditional":
      return node.then === undefined ? [node.condition, node.otherwise] : [node.condition, node.then, node.otherwise];
    case "list":
      return node.items;
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "template":
      return node.parts;
  }
}

/** Every node of a tree, a parent before its children. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/** Tells whether a slot holds an argument. */
export function isGiven(argument: Argument): argument is Node {
  return argument.kind !== "notGiven";
}

/** Brackets and calls may be nested this deep at most; a parser refuses more. */
export const DEEPEST = 100;

/** An expression may have this many characters at most: Entra's limit (known-issues.md), kept for every language. */
export const LONGEST = 10_000;
