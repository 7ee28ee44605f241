import type { ParameterType } from "../dialect.ts";
import type { CallNode, LiteralNode, MethodNode, Node, OperationNode } from "../tree.ts";
import { isUser, type OktaLanguage } from "./language.ts";

/** The type of a node's value, as far as it can be told without any person; `any` where it cannot, and for null. */
export function typeOfNode(node: Node, language: OktaLanguage): ParameterType {
  switch (node.kind) {
    case "literal":
      return typeOfLiteral(node);
    case "call":
    case "method":
      return resultOf(node, language);
    case "operation":
      return typeOfOperation(node, language);
    case "negation":
      return node.operator === "not" ? "boolean" : "number";
    case "conditional":
      return typeOfBranches([node.then ?? node.condition, node.otherwise], language);
    case "list":
    case "projection":
      return "list";
    case "map":
      return "object";
    case "template":
      return "text";
    default:
      return "any";
  }
}

function typeOfLiteral({ value }: LiteralNode): ParameterType {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "any";
}

function resultOf(node: CallNode | MethodNode, language: OktaLanguage): ParameterType {
  if (node.kind === "call") return language.functions.get(node.name)?.signature.result ?? "any";
  if (isUser(node.of, language)) return language.userMethods.get(node.name)?.signature.result ?? "any";
  return language.methods.get(node.name)?.signatures[0]?.result ?? "any";
}

/** Both branches, if they agree. */
function typeOfBranches(branches: readonly Node[], language: OktaLanguage): ParameterType {
  const [first = "any", second = "any"] = branches.map((branch) => typeOfNode(branch, language));
  return first === second ? first : "any";
}

function typeOfOperation({ operator, left, right }: OperationNode, language: OktaLanguage): ParameterType {
  if (operator === "+") {
    const types = [typeOfNode(left, language), typeOfNode(right, language)];
    if (types.includes("text")) return "text";
    return types.every((type) => type === "number") ? "number" : "any";
  }
  return ["-", "*", "/", "%"].includes(operator) ? "number" : "boolean";
}
