import { isSafeName } from "../../attribute-value.ts";
import { ExpressionError, type Span } from "../expression-error.ts";
import { type CallNode, childrenOf, DEEPEST, type ListNode, LONGEST, type MapNode, type Node } from "../tree.ts";
import { forbiddenPackage, forbiddenSymbol, forbiddenType, forbiddenWord } from "./forbidden.ts";
import { COMPARISON_BINDING, isOperatorWord, operatorOf, type WrittenOperator } from "./operators.ts";
import { type Token, tokenize } from "./tokens.ts";

/** A tree may be this deep: operators in a row nest to the left, though no bracket shows it. */
const DEEPEST_TREE = 400;

/** The first parts of functions' names: `String.len(…)` is a function, and `user.getGroups(…)` a method. */
const NAMESPACES: ReadonlySet<string> = new Set([
  ...["string", "arrays", "convert", "iso3166convert", "time", "datetime", "groups"],
]);

/** An expression that is being read. */
interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The next token. */
  at: number;
  /** How many brackets, calls and branches are open. */
  depth: number;
  /** How deep each node is that was read. */
  readonly depths: WeakMap<Node, number>;
}

/**
 * Reads an expression of Okta's classic or Identity Engine language: a subset of SpEL (okta-expressions.md, sections 1
 * and 5). An ExpressionError with the place where it cannot be read; what SpEL has and Okta does not is refused by its
 * name (`EXPRESSION_FORBIDDEN_CONSTRUCT`).
 */
export function parseExpression(text: string): Node {
  if (text.length > LONGEST) {
    const message = `An expression has ${LONGEST} characters at most; this one has ${text.length}.`;
    throw new ExpressionError("EXPRESSION_TOO_LONG", message, { from: LONGEST, to: text.length }, text);
  }
  const reading: Reading = { text, tokens: tokenize(text), at: 0, depth: 0, depths: new WeakMap() };
  if (reading.tokens.length === 1) {
    throw new ExpressionError("EXPRESSION_EMPTY", "There is no expression.", { from: 0, to: text.length }, text);
  }
  const node = parseConditional(reading);
  if (next(reading).kind !== "end") throw unexpected(reading, "an operator or the end");
  return node;
}

/** `c ? a : b`, `a ?: b`, or what binds tighter. Both bind to the right. */
function parseConditional(reading: Reading): Node {
  const { from } = next(reading);
  const condition = parseOperation(reading, 1);
  if (takeSymbol(reading, "?:")) {
    const otherwise = nested(reading, parseConditional);
    return built(reading, { kind: "conditional", condition, otherwise, from, to: ended(reading) });
  }
  if (!takeSymbol(reading, "?")) return condition;
  const then = nested(reading, parseConditional);
  expectSymbol(reading, ":", "`:` and what holds otherwise");
  const otherwise = nested(reading, parseConditional);
  return built(reading, { kind: "conditional", condition, then, otherwise, from, to: ended(reading) });
}

/** Operators that bind at least so tightly. */
function parseOperation(reading: Reading, binding: number): Node {
  const { from } = next(reading);
  let left = parsePrefix(reading);
  for (let found = nextOperator(reading); found !== undefined; found = nextOperator(reading)) {
    if (found.binding < binding) break;
    const written = take(reading).text;
    const right = parseOperation(reading, found.binding + 1);
    const { operator } = found;
    left = built(reading, { kind: "operation", operator, written, left, right, from, to: ended(reading) });
    if (found.binding === COMPARISON_BINDING) refuseSecondComparison(reading);
  }
  return left;
}

function nextOperator(reading: Reading): WrittenOperator | undefined {
  const token = next(reading);
  return token.kind === "symbol" || token.kind === "name" ? operatorOf(token.text) : undefined;
}

function refuseSecondComparison(reading: Reading): void {
  if (nextOperator(reading)?.binding !== COMPARISON_BINDING) return;
  throw unexpected(reading, "`AND`, `OR` or the end: a comparison cannot be compared without parentheses around it");
}

/** `!a`, `not a`, `-a` */
function parsePrefix(reading: Reading): Node {
  const token = next(reading);
  const operator = prefixOf(token);
  if (operator === undefined) return parsePostfix(reading);
  take(reading);
  const of = nested(reading, parsePrefix);
  return built(reading, { kind: "negation", operator, written: token.text, of, from: token.from, to: ended(reading) });
}

function prefixOf({ kind, text }: Token): "not" | "minus" | undefined {
  if (kind === "symbol" && text === "-") return "minus";
  return (kind === "symbol" && text === "!") || (kind === "name" && text.toLowerCase() === "not") ? "not" : undefined;
}

/** A value with what hangs on it: `.member`, `.method(…)`, `[index]`, `.![projection]`. */
function parsePostfix(reading: Reading): Node {
  const { from } = next(reading);
  let node = parsePrimary(reading);
  for (;;) {
    if (takeSymbol(reading, ".")) node = parseAfterDot(reading, node, from);
    else if (next(reading).text === "[") node = parseIndex(reading, node, from);
    else return node;
  }
}

function parseAfterDot(reading: Reading, of: Node, from: number): Node {
  if (takeSymbol(reading, "![")) {
    const each = nested(reading, parseConditional);
    const { to } = expectSymbol(reading, "]", "`]`");
    return built(reading, { kind: "projection", of, each, from, to });
  }
  const name = next(reading);
  if (name.kind !== "name") throw unexpected(reading, "a name after the dot");
  take(reading);
  checkName(reading, name);
  if (next(reading).text === "(") return parseMethod(reading, of, name, from);
  return built(reading, { kind: "member", of, name: name.text, nameSpan: spanOf(name), from, to: name.to });
}

/** A method, or a function of a namespace, such as `String.len(…)`. */
function parseMethod(reading: Reading, of: Node, name: Token, from: number): Node {
  const { args, to } = parseArguments(reading);
  if (of.kind === "reference" && NAMESPACES.has(of.name.toLowerCase())) {
    const nameSpan = { from, to: name.to };
    return built(reading, { kind: "call", name: `${of.name}.${name.text}`, nameSpan, args, from, to });
  }
  return built(reading, { kind: "method", of, name: name.text, nameSpan: spanOf(name), args, from, to });
}

function parseIndex(reading: Reading, of: Node, from: number): Node {
  take(reading);
  const index = nested(reading, parseConditional);
  const { to } = expectSymbol(reading, "]", "`]`");
  return built(reading, { kind: "index", of, index, from, to });
}

function parsePrimary(reading: Reading): Node {
  const token = next(reading);
  switch (token.kind) {
    case "text":
      take(reading);
      return built(reading, { kind: "literal", value: token.value ?? "", raw: token.text, ...spanOf(token) });
    case "number":
      take(reading);
      return built(reading, { kind: "literal", value: Number(token.text), raw: token.text, ...spanOf(token) });
    case "name":
      return parseName(reading);
    case "symbol":
      if (token.text === "(") return parseParentheses(reading);
      if (token.text === "{") return parseBraces(reading);
      throw unexpected(reading, "a value");
    case "end":
      throw unexpected(reading, "a value");
  }
}

function parseParentheses(reading: Reading): Node {
  take(reading);
  const node = nested(reading, parseConditional);
  expectSymbol(reading, ")", "`)`");
  return node;
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** A constant, a function's call, or a name that stands for a value. */
function parseName(reading: Reading): Node {
  const token = next(reading);
  const following = reading.tokens[reading.at + 1];
  const refused = refusedName(reading.text, token, following);
  if (refused !== undefined) throw refused;
  take(reading);
  const constant = CONSTANTS.get(token.text.toLowerCase());
  if (constant !== undefined) {
    return built(reading, { kind: "literal", value: constant, raw: token.text, ...spanOf(token) });
  }
  checkName(reading, token);
  if (next(reading).text === "(") return parseCall(reading, token);
  return built(reading, { kind: "reference", name: token.text, ...spanOf(token) });
}

/** `new X()`, `T(…)`, `java.lang.String`, and operators that have nothing before them. */
function refusedName(text: string, token: Token, following: Token | undefined): ExpressionError | undefined {
  const { from, to, text: name } = token;
  if (name === "T" && following?.text === "(") return forbiddenType({ from, to: following.to }, text);
  if (name.toLowerCase() === "new" && following?.kind !== "name") return undefined;
  if (/^javax?$/.test(name) && following?.text === ".") return forbiddenPackage(token, text);
  if (!isOperatorWord(name)) return forbiddenWord(name, token, text);
  const message = `\`${name}\` is an operator; there must be a value before it.`;
  return new ExpressionError("EXPRESSION_UNEXPECTED", message, { from, to }, text);
}

function parseCall(reading: Reading, name: Token): CallNode {
  const { args, to } = parseArguments(reading);
  return built(reading, { kind: "call", name: name.text, nameSpan: spanOf(name), args, from: name.from, to });
}

/** `(a, b)` */
function parseArguments(reading: Reading): { readonly args: readonly Node[]; readonly to: number } {
  take(reading);
  const close = next(reading);
  if (takeSymbol(reading, ")")) return { args: [], to: close.to };
  const args = parseList(reading);
  return { args, to: expectSymbol(reading, ")", "`,` or `)`").to };
}

/** `a, b` */
function parseList(reading: Reading): Node[] {
  const items = [nested(reading, parseConditional)];
  while (takeSymbol(reading, ",")) items.push(nested(reading, parseConditional));
  return items;
}

/** `{1, 2}` is a list and `{'a': 1}` a map; `{}` is an empty list and `{:}` an empty map. */
function parseBraces(reading: Reading): ListNode | MapNode {
  const { from } = take(reading);
  const first = next(reading);
  if (takeSymbol(reading, "}")) return built(reading, { kind: "list", items: [], from, to: first.to });
  if (takeSymbol(reading, ":")) {
    return built(reading, { kind: "map", entries: [], from, to: expectSymbol(reading, "}", "`}`").to });
  }
  const items = parseList(reading);
  const [key] = items;
  if (items.length === 1 && key !== undefined && takeSymbol(reading, ":")) return parseMap(reading, from, key);
  return built(reading, { kind: "list", items, from, to: expectSymbol(reading, "}", "`,` or `}`").to });
}

function parseMap(reading: Reading, from: number, firstKey: Node): MapNode {
  const entries = [{ key: firstKey, value: nested(reading, parseConditional) }];
  while (takeSymbol(reading, ",")) {
    const key = nested(reading, parseConditional);
    expectSymbol(reading, ":", "`:` and the value of this key");
    entries.push({ key, value: nested(reading, parseConditional) });
  }
  return built(reading, { kind: "map", entries, from, to: expectSymbol(reading, "}", "`,` or `}`").to });
}

/** Reads something one level deeper. */
function nested<Result>(reading: Reading, parse: (reading: Reading) => Result): Result {
  if (reading.depth >= DEEPEST) throw tooDeep(reading, `Brackets, calls and branches nest ${DEEPEST} deep at most.`);
  reading.depth += 1;
  const result = parse(reading);
  reading.depth -= 1;
  return result;
}

/** A node that is ready: notes how deep it is. */
function built<Built extends Node>(reading: Reading, node: Built): Built {
  let depth = 0;
  for (const child of childrenOf(node)) depth = Math.max(depth, (reading.depths.get(child) ?? 0) + 1);
  if (depth > DEEPEST_TREE) throw tooDeep(reading, `At most ${DEEPEST_TREE} operators may follow one another.`);
  reading.depths.set(node, depth);
  return node;
}

function tooDeep(reading: Reading, message: string): ExpressionError {
  return new ExpressionError("EXPRESSION_TOO_DEEP", message, spanOf(next(reading)), reading.text);
}

function next(reading: Reading): Token {
  const token = reading.tokens[reading.at];
  if (token === undefined) throw new TypeError("The tokens end with `end`.");
  return token;
}

function take(reading: Reading): Token {
  const token = next(reading);
  reading.at += 1;
  return token;
}

/** Where the last token that was taken ends. */
function ended(reading: Reading): number {
  return reading.tokens[reading.at - 1]?.to ?? 0;
}

/** Takes the symbol if it is next. A text such as `'('` is none: its token has its quotes. */
function takeSymbol(reading: Reading, symbol: string): boolean {
  const found = next(reading).text === symbol;
  if (found) reading.at += 1;
  return found;
}

function expectSymbol(reading: Reading, symbol: string, expected: string): Token {
  const token = next(reading);
  if (!takeSymbol(reading, symbol)) throw unexpected(reading, expected);
  return token;
}

function unexpected(reading: Reading, expected: string): ExpressionError {
  const token = next(reading);
  const { text } = reading;
  const refused =
    token.kind === "symbol" ? forbiddenSymbol(token.text, token, text) : forbiddenWord(token.text, token, text);
  if (refused !== undefined) return refused;
  if (token.kind === "end") {
    return new ExpressionError(
      "EXPRESSION_INCOMPLETE",
      `The expression ends here; expected ${expected}.`,
      spanOf(token),
      text,
    );
  }
  const message = `Here stands \`${token.text}\`; expected ${expected}.`;
  return new ExpressionError("EXPRESSION_UNEXPECTED", message, spanOf(token), text);
}

function checkName(reading: Reading, name: Token): void {
  if (isSafeName(name.text)) return;
  const message = `\`${name.text}\` cannot be used as a name.`;
  throw new ExpressionError("EXPRESSION_FORBIDDEN_NAME", message, spanOf(name), reading.text);
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}
