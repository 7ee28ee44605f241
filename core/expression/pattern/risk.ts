import { type PatternNode, patternChildren } from "./pattern-tree.ts";

/**
 * How many steps a backtracking engine may need on a text of `n` characters, as far as a look at the pattern can tell:
 * never less than it really needs. `exponential`: a loop within a loop, or a choice within a loop whose branches can
 * begin alike. Otherwise about `ways` times `n` to the power of `degree`.
 */
export interface Risk {
  readonly exponential: boolean;
  readonly degree: number;
  /** In how many ways the parts without loops may be tried: `a?` written thirty times has two to the power of thirty. */
  readonly ways: number;
}

/** Loops that count further than this are taken for endless ones. */
const LONG_LOOP = 20;

/** Looks at a pattern's loops. */
export function riskOf(root: PatternNode): Risk {
  return { exponential: isExponential(root, false), degree: countLoops(root) + 1, ways: waysOf(root) };
}

/** A loop counts by its degree: what stands in it takes one way only, or is exponential. */
function waysOf(node: PatternNode): number {
  const below = patternChildren(node).map(waysOf);
  if (node.kind === "choice") return beginApart(node.branches) ? Math.max(...below) : sum(below);
  if (node.kind === "repeat") return isLoop(node) ? 1 : (node.most - node.least + 1) * (below[0] ?? 1) ** node.most;
  return below.reduce((product, ways) => product * ways, 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isLoop(node: PatternNode): boolean {
  return node.kind === "repeat" && node.most > LONG_LOOP;
}

/** Within a loop, anything that can take the same text in two ways. */
function isExponential(node: PatternNode, inLoop: boolean): boolean {
  if (inLoop && canTakeTwoWays(node)) return true;
  const below = inLoop || (node.kind === "repeat" && node.most > 1 && (isLoop(node) || holdsLoop(node.of)));
  return patternChildren(node).some((child) => isExponential(child, below));
}

function canTakeTwoWays(node: PatternNode): boolean {
  if (node.kind === "repeat") return node.least !== node.most;
  return node.kind === "choice" && !beginApart(node.branches);
}

/** Whether each branch begins with a different, fixed character. */
function beginApart(branches: readonly PatternNode[]): boolean {
  const first = branches.map(firstLiteral);
  return first.every((character) => character !== undefined) && new Set(first).size === first.length;
}

function firstLiteral(node: PatternNode): string | undefined {
  if (node.kind === "set") return node.ignoreCase ? node.literal?.toLowerCase() : node.literal;
  if (node.kind === "sequence") return node.items[0] === undefined ? undefined : firstLiteral(node.items[0]);
  return node.kind === "capture" ? firstLiteral(node.of) : undefined;
}

function holdsLoop(node: PatternNode): boolean {
  return isLoop(node) || patternChildren(node).some(holdsLoop);
}

function countLoops(node: PatternNode): number {
  return sum(patternChildren(node).map(countLoops)) + (isLoop(node) ? 1 : 0);
}

/** Tells whether only a backtracking engine can run the pattern: look-around and back-references. */
export function needsBacktracking(node: PatternNode): boolean {
  return node.kind === "look" || node.kind === "again" || patternChildren(node).some(needsBacktracking);
}

/** Tells whether the pattern tests letter case in one place and not in another, which V8 of Node 20 cannot. */
export function caseRules(node: PatternNode): { readonly ignored: boolean; readonly kept: boolean } {
  const own = { ignored: hasCase(node) && isIgnoring(node), kept: hasCase(node) && !isIgnoring(node) };
  return patternChildren(node)
    .map(caseRules)
    .reduce((all, child) => ({ ignored: all.ignored || child.ignored, kept: all.kept || child.kept }), own);
}

function isIgnoring(node: PatternNode): boolean {
  return (node.kind === "set" || node.kind === "again") && node.ignoreCase;
}

/** Digits, signs and blanks do not mind; a class does where letters stand in it. */
function hasCase(node: PatternNode): boolean {
  if (node.kind === "again") return true;
  if (node.kind !== "set") return false;
  const { literal, items } = node;
  if (literal !== undefined) return literal.toLowerCase() !== literal.toUpperCase();
  return /[A-Za-z]|[^\x00-\x7f]/.test(items.replace(/\\p\{(?!L)\w+\}|\\p\{L\}|\\x\{[0-9a-f]{1,2}\}|\\\w/g, ""));
}
