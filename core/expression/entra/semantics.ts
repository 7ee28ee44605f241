import { unknownFunction } from "../check-calls.ts";
import { compileTree, type Run, type Semantics } from "../compile.ts";
import type { CompileOptions, Finding } from "../dialect.ts";
import { ExpressionError } from "../expression-error.ts";
import type { CallNode, KeywordNode, LiteralNode, Node, ReferenceNode } from "../tree.ts";
import { type BuildCall, type FunctionTable, literalText } from "./call.ts";
import { checkSlots } from "./call-rules.ts";
import { DATE_FUNCTIONS } from "./dates.ts";
import { DRAWING_FUNCTIONS } from "./draw.ts";
import { ENTRA_KEYWORDS, spellKeyword } from "./keywords.ts";
import { buildComparison, LOGIC_FUNCTIONS } from "./logic.ts";
import { MANY_VALUE_FUNCTIONS } from "./many-values.ts";
import { ROLE_FUNCTIONS, ROLES_ATTRIBUTE, readAppRoles } from "./roles.ts";
import { ENTRA_FUNCTIONS, findFunction } from "./signatures.ts";
import { TENANT_FUNCTIONS } from "./tenant.ts";
import { TEXT_FUNCTIONS } from "./text.ts";
import { UNIQUE_FUNCTIONS } from "./unique.ts";

const FUNCTIONS: FunctionTable = {
  ...TEXT_FUNCTIONS,
  ...DRAWING_FUNCTIONS,
  ...LOGIC_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...MANY_VALUE_FUNCTIONS,
  ...ROLE_FUNCTIONS,
  ...UNIQUE_FUNCTIONS,
  ...TENANT_FUNCTIONS,
};

const BUILDERS: ReadonlyMap<string, BuildCall> = new Map(Object.entries(FUNCTIONS));

/**
 * Makes an Entra expression ready to run. An ExpressionError for what cannot run for anybody: an unknown function, too
 * few arguments, a regular expression or a date format that cannot be read.
 */
export function compileEntra(node: Node, options: CompileOptions): Run {
  return compileTree(node, buildSemantics(node, options), options);
}

function buildSemantics(root: Node, { settings = {} }: CompileOptions): Semantics {
  return {
    literal: compileLiteral,
    reference: compileReference,
    keyword: compileKeyword,
    operation: buildComparison,
    call: (node, args) => findBuilder(node)({ node, args, settings, isRoot: node === root }),
  };
}

function findBuilder(node: CallNode): BuildCall {
  const signature = findFunction(node.name);
  const build = signature === undefined ? undefined : BUILDERS.get(signature.name);
  if (signature === undefined || build === undefined) throw refused(unknownFunction(node, functionNames()));
  const [finding] = checkSlots(node, signature);
  if (finding !== undefined) throw refused(finding);
  return build;
}

function refused({ code, message, from, to }: Finding): ExpressionError {
  return new ExpressionError(code, message, { from, to });
}

/** The names of all functions. */
export function functionNames(): readonly string[] {
  return ENTRA_FUNCTIONS.map(({ name }) => name);
}

/** A number too large to be exact is worked with as the text that it is written as. */
function compileLiteral(node: LiteralNode): Run {
  const { value } = node;
  if (typeof value !== "number" || Number.isSafeInteger(value)) return () => value;
  const text = literalText(node);
  return () => text;
}

function compileReference({ name }: ReferenceNode): Run {
  if (name === ROLES_ATTRIBUTE) return readAppRoles;
  return (session) => session.input.attribute(name);
}

/** The bare words that say how to compare stand for themselves; `InStr` reads them before anybody is seen. */
function compileKeyword({ name }: KeywordNode): Run {
  const meaning = ENTRA_KEYWORDS.get(spellKeyword(name) ?? "");
  const value = meaning?.kind === "effect" ? meaning.value : name;
  return () => value;
}
