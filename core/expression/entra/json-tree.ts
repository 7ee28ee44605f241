import { z } from "zod";
import type { FunctionSignature } from "../dialect.ts";
import { ExpressionError } from "../expression-error.ts";
import { type Argument, type CallNode, DEEPEST, isGiven, type LiteralNode, LONGEST, type Node } from "../tree.ts";
import { JSON_KEYS, keyAt, keysOf, slotsOf } from "./json-keys.ts";
import { spellKeyword } from "./keywords.ts";
import { parseEntra } from "./parse.ts";
import { printEntra } from "./print.ts";
import { findFunction } from "./signatures.ts";
import { writeTextToken } from "./tokens.ts";

/**
 * A node of the tree that an exported synchronization schema keeps beside an expression's text (entra-schema-format.md,
 * "attributeMappingSource"). Arguments are keyed, not positional; slots that are left empty are missing. Constants hold
 * text, numbers too.
 */
export interface JsonTree {
  readonly type: "Attribute" | "Constant" | "Function";
  readonly name: string;
  readonly expression: string;
  readonly parameters: readonly JsonParameter[];
}

/** One argument with its key. Keys that repeat stand in the order of the arguments. */
export interface JsonParameter {
  readonly key: string;
  readonly value: JsonTree;
}

/**
 * The JSON tree of an expression. How an export writes a comparison is not known: a call that holds one comes without
 * parameters, so that its `expression` says everything ({@link hasKnownTree} tells).
 */
export function buildJsonTree(node: Node): JsonTree {
  switch (node.kind) {
    case "reference":
      return { type: "Attribute", name: node.name, expression: printEntra(node), parameters: [] };
    case "literal":
      return buildConstant(typeof node.value === "string" ? node.value : printEntra(node));
    case "call":
      return buildFunction(node);
    default:
      return { type: "Constant", name: printEntra(node), expression: printEntra(node), parameters: [] };
  }
}

function buildConstant(text: string): JsonTree {
  return { type: "Constant", name: text, expression: writeTextToken(text), parameters: [] };
}

function buildFunction(node: CallNode): JsonTree {
  const parameters = hasComparison(node) ? [] : buildParameters(node);
  return { type: "Function", name: node.name, expression: printEntra(node), parameters };
}

function buildParameters(node: CallNode): readonly JsonParameter[] {
  const signature = findFunction(node.name);
  return slotsOf(node).flatMap((argument, index) =>
    isGiven(argument) ? [{ key: keyAt(signature, index), value: buildJsonTree(argument) }] : [],
  );
}

function hasComparison({ args }: CallNode): boolean {
  return args.some(({ kind }) => kind === "operation");
}

/**
 * Whether the JSON tree of an expression is written as exports write it: not where there is a comparison or a bare
 * word, and not where a function's keys were never seen in an export. What is not known stands in `expression` all the
 * same, and importers prefer that.
 */
export function hasKnownTree(node: Node): boolean {
  switch (node.kind) {
    case "literal":
    case "reference":
      return true;
    case "call":
      return (
        JSON_KEYS[findFunction(node.name)?.name ?? ""] !== undefined &&
        node.args.every((argument) => !isGiven(argument) || hasKnownTree(argument))
      );
    default:
      return false;
  }
}

const nodeSchema = z.looseObject({
  type: z.enum(["Attribute", "Constant", "Function"]),
  name: z.string().nullish(),
  expression: z.string().nullish(),
  parameters: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).nullish(),
});

type JsonNode = z.infer<typeof nodeSchema>;

/**
 * The expression that a JSON tree stands for, with the places in its printed text. Keys are those of exports or the
 * names of the documentation's pages, whatever their case; arguments with other keys take the slots that are left, in
 * their order. A function without parameters is read from its `expression`. An ExpressionError where it is no such tree.
 */
export function parseJsonTree(json: unknown): Node {
  return parseEntra(printEntra(readNode(json, 0)));
}

const NOWHERE = { from: 0, to: 0 };

function refuse(message: string): ExpressionError {
  return new ExpressionError("EXPRESSION_BAD_TREE", message, NOWHERE);
}

function readNode(json: unknown, depth: number): Node {
  if (depth > DEEPEST)
    throw new ExpressionError("EXPRESSION_TOO_DEEP", `The tree is more than ${DEEPEST} deep.`, NOWHERE);
  const parsed = nodeSchema.safeParse(json);
  if (!parsed.success)
    throw refuse("A node of the tree has a `type` (Attribute, Constant or Function), a `name` and `parameters`.");
  const node = parsed.data;
  switch (node.type) {
    case "Attribute":
      return readAttribute(node);
    case "Constant":
      return readConstant(node);
    case "Function":
      return readFunction(node, depth);
  }
}

function readAttribute({ name, expression }: JsonNode): Node {
  if (typeof name === "string" && name !== "") return readName(name);
  if (typeof expression === "string") return parseEntra(expression);
  throw refuse("An Attribute has a `name`.");
}

/** A name that could not be written in brackets is refused. */
function readName(name: string): Node {
  const node = parseEntra(`[${name}]`);
  if (node.kind === "reference" && node.name === name) return node;
  throw refuse(`${JSON.stringify(name)} cannot be an attribute's name.`);
}

/** A bare word and a comparison have no form of their own that is known; their texts are read. */
function readConstant({ name, expression }: JsonNode): Node {
  if (typeof expression === "string" && spellKeyword(expression.trim()) !== undefined) return parseEntra(expression);
  if (typeof name === "string") return textNode(name);
  if (typeof expression === "string") return parseEntra(expression);
  throw refuse("A Constant has a `name`, which is its text.");
}

function textNode(value: string): LiteralNode {
  return { kind: "literal", value, raw: writeTextToken(value), ...NOWHERE };
}

function readFunction({ name, expression, parameters }: JsonNode, depth: number): Node {
  const given = parameters ?? [];
  if (given.length === 0 && typeof expression === "string" && expression.trim() !== "") return parseEntra(expression);
  if (given.length > LONGEST) throw refuse(`A Function has ${LONGEST} parameters at most.`);
  if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) throw refuse("A Function has a `name`.");
  const values = given.map(({ key, value }) => ({ key, node: readNode(value, depth + 1) }));
  return { kind: "call", name, nameSpan: NOWHERE, args: placeArguments(findFunction(name), values), ...NOWHERE };
}

/** An argument whose slot is looked for. */
interface Keyed {
  readonly key: string;
  readonly node: Node;
}

function placeArguments(signature: FunctionSignature | undefined, given: readonly Keyed[]): readonly Argument[] {
  const slots = new Map<number, Node>();
  const left: Keyed[] = [];
  for (const each of given) {
    const index = findSlot(signature, each.key, slots);
    if (index === undefined) left.push(each);
    else slots.set(index, each.node);
  }
  let free = 0;
  for (const { node } of left) {
    while (slots.has(free)) free += 1;
    slots.set(free, node);
  }
  return Array.from({ length: lengthOf(slots) }, (_, index) => slots.get(index) ?? { kind: "notGiven", ...NOWHERE });
}

function lengthOf(slots: ReadonlyMap<number, Node>): number {
  let length = 0;
  for (const index of slots.keys()) length = Math.max(length, index + 1);
  return length;
}

/** The first slot of a key that is still free; a key that repeats goes on beyond the parameters. */
function findSlot(
  signature: FunctionSignature | undefined,
  key: string,
  slots: ReadonlyMap<number, Node>,
): number | undefined {
  if (signature === undefined) return undefined;
  const { parameters } = signature;
  const wanted = key.toLowerCase();
  const keys = keysOf(signature);
  const places = [...parameters.entries()].filter(
    ([index, { name }]) => keys[index]?.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  const free = places.find(([index]) => !slots.has(index));
  if (free !== undefined) return free[0];
  const repeats = places.some(([, parameter]) => parameter.repeats === true);
  return repeats ? Math.max(parameters.length, lengthOf(slots)) : undefined;
}
