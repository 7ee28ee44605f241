import { type Argument, type CallNode, isGiven, type LiteralNode, type Node } from "../tree.ts";
import { literalText } from "./call.ts";
import { keyAt, slotsOf } from "./json-keys.ts";
import { ENTRA_KEYWORDS, spellKeyword } from "./keywords.ts";
import { printEntra } from "./print.ts";
import { findFunction } from "./signatures.ts";

/** A place where two trees of one expression differ. */
export interface TreeDifference {
  /** Where: names of functions with their slots, such as `Join › source 2`; empty at the top. */
  readonly path: string;
  /** What each has, as it is written; undefined where it has nothing. */
  readonly left?: string;
  readonly right?: string;
}

/**
 * Where two expressions differ in what they mean: the text of a mapping against the tree beside it. Numbers are the
 * same as texts of the same digits, empty slots at the end do not count, nor does the case of a function's name.
 */
export function compareTrees(left: Node, right: Node): readonly TreeDifference[] {
  return compareAt(left, right, "");
}

function compareAt(left: Argument | undefined, right: Argument | undefined, path: string): readonly TreeDifference[] {
  const first = left !== undefined && isGiven(left) ? left : undefined;
  const second = right !== undefined && isGiven(right) ? right : undefined;
  if (first === undefined || second === undefined) return first === second ? [] : [difference(first, second, path)];
  if (first.kind === "call" && second.kind === "call" && sameFunction(first, second))
    return compareSlots(first, second, path);
  if (first.kind === "operation" && second.kind === "operation" && first.operator === second.operator)
    return [
      ...compareAt(first.left, second.left, join(path, "left side")),
      ...compareAt(first.right, second.right, join(path, "right side")),
    ];
  return sameLeaf(first, second) ? [] : [difference(first, second, path)];
}

function compareSlots(left: CallNode, right: CallNode, path: string): readonly TreeDifference[] {
  const [first, second] = [slotsOf(left), slotsOf(right)];
  const signature = findFunction(left.name);
  const count = Math.max(first.length, second.length);
  return Array.from({ length: count }, (_, index) => {
    const step = `${left.name} › ${keyAt(signature, index)} (${index + 1})`;
    return compareAt(first[index], second[index], join(path, step));
  }).flat();
}

function sameFunction(left: CallNode, right: CallNode): boolean {
  return left.name.toLowerCase() === right.name.toLowerCase();
}

function sameLeaf(left: Node, right: Node): boolean {
  if (left.kind === "literal" && right.kind === "literal") return sameConstant(left, right);
  if (left.kind === "reference" && right.kind === "reference") return left.name === right.name;
  if (left.kind === "keyword" && right.kind === "keyword") return spellKeyword(left.name) === spellKeyword(right.name);
  return sameWord(left, right) || sameWord(right, left);
}

function sameConstant(left: LiteralNode, right: LiteralNode): boolean {
  return literalText(left) === literalText(right) || left.raw === literalText(right) || right.raw === literalText(left);
}

/** A bare word may come back from a tree as a text. */
function sameWord(word: Node, text: Node): boolean {
  return (
    word.kind === "keyword" && text.kind === "literal" && ENTRA_KEYWORDS.has(word.name) && text.value === word.name
  );
}

function difference(left: Node | undefined, right: Node | undefined, path: string): TreeDifference {
  return {
    path,
    ...(left === undefined ? {} : { left: printEntra(left) }),
    ...(right === undefined ? {} : { right: printEntra(right) }),
  };
}

function join(path: string, step: string): string {
  return path === "" ? step : `${path} › ${step}`;
}
