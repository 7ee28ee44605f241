import { z } from "zod";
import {
  compareTrees,
  parseEntra,
  parseJsonTree,
  printEntra,
  ROLES_ATTRIBUTE,
  type TreeDifference,
} from "../expression/entra-trees.ts";
import { ExpressionError } from "../expression/expression-error.ts";
import { prepareExpression } from "../expression/prepare.ts";
import { type Node, nodesOf } from "../expression/tree.ts";
import type { Source } from "./source.ts";

/** What an `attributeMappingSource` of an exported synchronization schema comes to (entra-schema-format.md). */
export type ReadEntraSource =
  /** `source: null`: the mapping type None. */
  | { readonly kind: "none" }
  /** `note`: what was not taken as it stood. */
  | { readonly kind: "read"; readonly source: Source; readonly note?: string }
  /** The text and the tree beside it say different things: only a person knows which is meant. */
  | { readonly kind: "differs"; readonly text: string; readonly tree: string; readonly where: string }
  /** Why it cannot be used, in one sentence. */
  | { readonly kind: "unusable"; readonly why: string };

/** Which of the two a person chose. */
export type TextOrTree = "text" | "tree";

const sourceSchema = z.looseObject({
  type: z.string(),
  name: z.string().nullish(),
  expression: z.string().nullish(),
  parameters: z.array(z.unknown()).nullish(),
});

type EntraSource = z.infer<typeof sourceSchema>;

/** Reads a source. Never throws: nothing in one mapping may stand in the way of the others. */
export function readEntraSource(json: unknown, chosen?: TextOrTree): ReadEntraSource {
  if (json === null || json === undefined) return { kind: "none" };
  const parsed = sourceSchema.safeParse(json);
  if (!parsed.success) return unusable("A source has a `type` (Attribute, Constant or Function) and a `name`.");
  const source = parsed.data;
  const text = writtenText(source);
  const tree = readTree(source);
  if (text === undefined) return fromTree(tree, "There is no text; it is made from the tree.");
  const read = readText(text);
  if (chosen === "tree") return fromTree(tree, "The tree was chosen; the text beside it is not used.");
  if (chosen === "text") return fromText(read, text, "The text was chosen; the tree beside it is not used.");
  return compare(read, tree, text);
}

/** The text, where it says something that the rest does not say already. */
function writtenText({ type, name, expression }: EntraSource): string | undefined {
  if (typeof expression !== "string" || expression.trim() === "") return undefined;
  // A constant's expression is quoted; where it is not, it is the constant itself.
  return type === "Constant" && expression === name ? undefined : expression;
}

/** A tree that was read, or why it cannot be. */
type ReadTree = { readonly node: Node } | { readonly problem: ExpressionError };

function readText(text: string): ReadTree {
  return attempt(() => parseEntra(text));
}

/** Undefined where there is none: a function without parameters says everything in its text. */
function readTree(source: EntraSource): ReadTree | undefined {
  const hasParameters = source.parameters !== null && source.parameters !== undefined && source.parameters.length > 0;
  if (source.type === "Function" && !hasParameters) return undefined;
  return attempt(() => parseJsonTree(source));
}

function attempt(read: () => Node): ReadTree {
  try {
    return { node: read() };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error };
    throw error;
  }
}

function compare(read: ReadTree, tree: ReadTree | undefined, text: string): ReadEntraSource {
  if (tree === undefined) return fromText(read, text);
  if ("problem" in read)
    return "problem" in tree ? fromText(read, text) : differs(text, tree.node, describeError(read.problem));
  if ("problem" in tree)
    return fromText(read, text, `The tree beside the text cannot be read: ${describeError(tree.problem)}`);
  if (!isComparable(read.node))
    return fromText(read, text, "How an export writes a comparison as a tree is not known, so the text alone is used.");
  const [first] = compareTrees(read.node, tree.node);
  return first === undefined ? fromText(read, text) : differs(text, tree.node, describeDifference(first));
}

/** Comparisons and bare words have no form in a tree that is known. */
function isComparable(node: Node): boolean {
  return ![...nodesOf(node)].some(({ kind }) => kind === "operation" || kind === "keyword");
}

function differs(text: string, tree: Node, where: string): ReadEntraSource {
  return { kind: "differs", text, tree: printEntra(tree), where };
}

function describeDifference({ path, left = "nothing", right = "nothing" }: TreeDifference): string {
  return `${path === "" ? "" : `at ${path} `}the text has \`${left}\`, the tree \`${right}\``;
}

function describeError({ message, code, place }: ExpressionError): string {
  return `${place.path === undefined ? "" : `${place.path}: `}${message} (${code})`;
}

function fromTree(tree: ReadTree | undefined, note: string): ReadEntraSource {
  if (tree === undefined) return unusable("There is neither a text nor a tree of the expression.");
  if ("problem" in tree) return unusable(`The tree cannot be read: ${describeError(tree.problem)}`);
  const text = printEntra(tree.node);
  return sourceOf(tree.node, text, tree.node.kind === "call" ? note : undefined);
}

function fromText(read: ReadTree, text: string, note?: string): ReadEntraSource {
  if ("problem" in read) return unusable(describeError(read.problem));
  return sourceOf(read.node, text, note);
}

function unusable(why: string): ReadEntraSource {
  return { kind: "unusable", why };
}

/** What Entra calls the two things that everybody here has by another name. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  ["userPrincipalName", "userName"],
  ["objectId", "id"],
]);

/** Entra works these out; a row reads them by an expression. */
const WORKED_OUT: ReadonlySet<string> = new Set(["IsSoftDeleted", "accountEnabled", "originalUserPrincipalName"]);

function sourceOf(node: Node, text: string, note: string | undefined): ReadEntraSource {
  const source = plainSource(node) ?? { kind: "expression", dialect: "entra", text };
  if (source.kind === "expression") {
    const prepared = prepareExpression("entra", text, { log: false });
    if (!prepared.ok) return unusable(describeError(prepared.error));
  }
  return { kind: "read", source, ...(note === undefined ? {} : { note }) };
}

/** A bare attribute is a Direct mapping, a bare text a Constant one. */
function plainSource(node: Node): Source | undefined {
  if (node.kind === "literal")
    return { kind: "constant", value: typeof node.value === "string" ? node.value : node.raw };
  if (node.kind !== "reference" || node.name === ROLES_ATTRIBUTE || WORKED_OUT.has(node.name)) return undefined;
  return { kind: "attribute", attribute: OWN_NAMES.get(node.name) ?? node.name };
}

/** The Entra name of an attribute that everybody here has by another name. */
export function entraNameOf(attribute: string): string {
  for (const [entra, own] of OWN_NAMES) if (own === attribute) return entra;
  return attribute;
}
