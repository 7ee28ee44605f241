import { checkArgumentTypes, checkArity } from "../check-calls.ts";
import type { Finding, FunctionSignature, ParameterType } from "../dialect.ts";
import { type CallNode, isGiven, type MethodNode, type Node } from "../tree.ts";
import { error, info, type Scope } from "./finding.ts";
import { isUser } from "./language.ts";
import { typeOfNode } from "./node-type.ts";
import { unknownName } from "./unknown-name.ts";

/** Calls: names that there are not, and arguments too many, too few or of a type that is not taken. */
export function checkCall(node: Node, scope: Scope): readonly Finding[] {
  if (node.kind === "call") return checkFunction(node, scope);
  return node.kind === "method" ? checkMethod(node, scope) : [];
}

function checkFunction(node: CallNode, scope: Scope): readonly Finding[] {
  const found = scope.language.functions.get(node.name);
  if (found === undefined) return [unknownName(node, scope.language)];
  return [...checkSlots(node, [found.signature], scope), ...checkPairs(node), ...checkLegacy(node, found.signature)];
}

function checkMethod(node: MethodNode, scope: Scope): readonly Finding[] {
  const { language } = scope;
  if (isUser(node.of, language)) {
    const found = language.userMethods.get(node.name);
    return found === undefined ? [unknownName(node, language)] : checkSlots(node, [found.signature], scope);
  }
  const method = language.methods.get(node.name);
  if (method === undefined) return [unknownName(node, language)];
  return [...checkReceiver(node, method.on, scope), ...checkSlots(node, method.signatures, scope)];
}

/** Arity and types, by the signature that fits best where there are several. */
function checkSlots(
  node: CallNode | MethodNode,
  signatures: readonly FunctionSignature[],
  scope: Scope,
): readonly Finding[] {
  const results = signatures.map((signature) => [
    ...checkArity(node, signature),
    ...checkArgumentTypes(node, signature, (argument) => typeOfNode(argument, scope.language), isTaken),
  ]);
  return results.find((each) => each.length === 0) ?? results[0] ?? [];
}

/** Texts take numbers and booleans, arrays take CSV texts, and numbers take texts that hold one: as SpEL converts. */
function isTaken(found: ParameterType, wanted: ParameterType): boolean {
  if (wanted === "text") return found === "number" || found === "boolean" || found === "moment";
  return found === "text" && (wanted === "list" || wanted === "number");
}

/** Keys of `stringSwitch` come with their values. */
function checkPairs(node: CallNode): readonly Finding[] {
  const given = node.args.filter(isGiven).length;
  if (node.name !== "String.stringSwitch" || given < 2 || given % 2 === 0) return [];
  return [error("EXPRESSION_WRONG_ARITY", node, "The last key of `String.stringSwitch` has no value.")];
}

function checkLegacy(node: CallNode, { legacy }: FunctionSignature): readonly Finding[] {
  if (legacy !== true) return [];
  const instead = `String.${node.name}`;
  const message = `\`${node.name}\` is deprecated; \`${instead}\` does the same.`;
  return [info("EXPRESSION_LEGACY_FUNCTION", node.nameSpan, message, instead)];
}

/** What a method is called on. */
function checkReceiver(node: MethodNode, on: readonly ParameterType[], { language }: Scope): readonly Finding[] {
  const type = typeOfNode(node.of, language);
  if (type === "any" || on.includes(type)) return [];
  const message = `\`${node.name}\` is called on a ${on.join(" or a ")}; this is a ${type}.`;
  return [error("EXPRESSION_TYPE_CLASH", node.nameSpan, message)];
}
