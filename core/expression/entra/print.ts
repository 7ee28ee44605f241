import { ExpressionError } from "../expression-error.ts";
import { isGiven, type LiteralNode, type Node } from "../tree.ts";
import { readNumberToken, readTextToken, readTokens, writeTextToken } from "./tokens.ts";

/**
 * Writes a tree as an Entra expression; parsed again it is the same tree but for the spans. Empty slots stay empty:
 * `Replace([mail], "@a.b", , , "", , )`. An ExpressionError for a kind of node that the language does not have.
 */
export function printEntra(node: Node): string {
  switch (node.kind) {
    case "literal":
      return printLiteral(node);
    case "reference":
      return `[${node.name}]`;
    case "keyword":
      return node.name;
    case "operation":
      return `${printEntra(node.left)} ${node.written} ${printEntra(node.right)}`;
    case "call":
      return `${node.name}(${printSlots(node.args.map((slot) => (isGiven(slot) ? printEntra(slot) : "")))})`;
    default:
      throw new ExpressionError("EXPRESSION_UNKNOWN_CONSTRUCT", `Entra's expressions have no ${node.kind}.`, node);
  }
}

/** `a, , b, , )`: a comma stands right after what it ends. */
function printSlots(slots: readonly string[]): string {
  return slots.join(", ");
}

/** As it was written, where that is still what it means. */
function printLiteral(node: LiteralNode): string {
  const { value, raw } = node;
  if (typeof value === "string")
    return stands("text", raw) && readTextToken(raw) === value ? raw : writeTextToken(value);
  if (typeof value === "number") return stands("number", raw) && readNumberToken(raw) === value ? raw : String(value);
  throw new ExpressionError("EXPRESSION_UNKNOWN_CONSTRUCT", `Entra's expressions have no literal \`${value}\`.`, node);
}

function stands(kind: "text" | "number", raw: string): boolean {
  const tokens = readTokens(raw);
  return tokens.length === 1 && tokens[0]?.kind === kind && tokens[0].written === raw;
}
