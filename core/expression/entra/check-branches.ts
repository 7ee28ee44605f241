import type { Finding } from "../dialect.ts";
import { type CallNode, isGiven, type Node } from "../tree.ts";
import { literalText } from "./call.ts";
import { callOf, finding, givenAt, type Rule } from "./findings.ts";

const UNREACHABLE = "EXPRESSION_UNREACHABLE";

/** Branches that can never be taken. */
export const checkBranches: Rule = ({ node }) => {
  const iif = callOf(node, "IIF");
  if (iif !== undefined) return checkIif(iif);
  const choice = callOf(node, "Switch");
  if (choice !== undefined) return checkSwitch(choice);
  const coalesce = callOf(node, "Coalesce");
  return coalesce === undefined ? [] : checkCoalesce(coalesce);
};

function checkIif(node: CallNode): readonly Finding[] {
  const condition = givenAt(node, 0);
  if (condition === undefined || !isConstant(condition)) return [];
  const message = "This condition is the same for everybody: only one branch is ever taken.";
  return [finding("warning", UNREACHABLE, condition, message)];
}

function isConstant(node: Node): boolean {
  return node.kind === "literal" || (node.kind === "operation" && isConstant(node.left) && isConstant(node.right));
}

function checkSwitch(node: CallNode): readonly Finding[] {
  const seen = new Set<string>();
  const found: Finding[] = [];
  const source = givenAt(node, 0);
  if (source?.kind === "literal")
    found.push(
      finding("warning", UNREACHABLE, source, "This source is the same for everybody, and so is what is chosen."),
    );
  for (let slot = 2; slot < node.args.length; slot += 2) {
    const key = givenAt(node, slot);
    const text = literalText(key);
    if (key === undefined || text === undefined) continue;
    if (seen.has(text))
      found.push(
        finding(
          "warning",
          UNREACHABLE,
          key,
          `The key ${JSON.stringify(text)} stands here a second time; only the first counts.`,
        ),
      );
    seen.add(text);
  }
  return found;
}

function checkCoalesce(node: CallNode): readonly Finding[] {
  const last = node.args.findLastIndex(isGiven);
  const first = node.args.findIndex((argument) => isGiven(argument) && argument.kind === "literal");
  const after = first < 0 || first === last ? undefined : givenAt(node, first + 1);
  if (after === undefined) return [];
  return [finding("warning", UNREACHABLE, after, "What stands before is never null, so this is never reached.")];
}
