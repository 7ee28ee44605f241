import { checkArity } from "../check-calls.ts";
import type { Finding, FunctionSignature } from "../dialect.ts";
import { type CallNode, isGiven } from "../tree.ts";

/** Whether a call has as many slots as its function takes. Without it a call cannot be made ready to run. */
export function checkSlots(node: CallNode, signature: FunctionSignature): readonly Finding[] {
  if (signature.name === "FormatDateTime") return checkFormatSlots(node, signature);
  const findings = checkArity(node, signature);
  return findings.length > 0 || signature.name !== "Switch" ? findings : checkPairs(node);
}

/** Three arguments are source, input and output format: a form that the documentation uses too (section 2, "Dates"). */
function checkFormatSlots(node: CallNode, signature: FunctionSignature): readonly Finding[] {
  return node.args.findLastIndex(isGiven) === 2 ? [] : checkArity(node, signature);
}

/** The arguments of `Switch` are even in number: source, default, and pairs. An empty slot at the end does not count. */
function checkPairs(node: CallNode): readonly Finding[] {
  const { args, from, to } = node;
  const given = args.findLastIndex(isGiven) + 1;
  if (args.length % 2 === 0 || given % 2 === 0) return [];
  const message = `\`Switch\` takes an even number of arguments (source, default, then keys each with its value); ${given} are given. A default that is left out keeps its comma: \`Switch([a], , "key", "value")\`.`;
  return [{ code: "EXPRESSION_WRONG_ARITY", severity: "error", from, to, message }];
}
