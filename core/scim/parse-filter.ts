import { type AttributePath, findPath, findSubAttribute, showPath } from "./attribute-path.ts";
import { checkLiteral, checkOperator, checkReadable, comparedPath, describeComplex } from "./check-comparison.ts";
import type { ComparisonOperator, ComparisonValue, Filter, ValueFilter } from "./filter.ts";
import { type FilterToken, filterError, TokenReader, unexpected } from "./filter-tokens.ts";
import type { ScimAttribute, ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** How much of a filter is read, and how strictly. */
export interface FilterOptions {
  /** In characters; 8192 where absent. */
  readonly maxLength?: number;
  /** How deep parentheses and brackets may stand in each other; 32 where absent. */
  readonly maxDepth?: number;
  /** How many comparisons and `pr` there may be; 200 where absent. */
  readonly maxTerms?: number;
  /** Takes `"True"` and `"False"` for booleans, as Entra sends them (F29). */
  readonly lenientBooleans?: boolean;
}

const DEFAULTS: Required<FilterOptions> = { maxLength: 8192, maxDepth: 32, maxTerms: 200, lenientBooleans: false };

/**
 * Parses a filter (RFC 7644, section 3.4.2.2, with errata 7319 and 7322) and checks it against the schemas of a resource
 * type. Operators and names are read without regard to case; `not` binds tighter than `and`, and `and` tighter than `or`.
 *
 * Beyond the grammar: blanks may stand, or be left out, wherever no other token would come of it; and `emails[type eq
 * "work"].value eq "x"`, which clients send though the RFC has such paths in PATCH only, is read as
 * `emails[type eq "work" and value eq "x"]`.
 *
 * A complex attribute stands for its `value` (`emails co "x"`); compared with null, it is asked for as a whole.
 *
 * @throws {ScimError} 400 `invalidFilter` with the position, 1-based, what was found there and what would be right
 */
export function parseFilter(text: string, type: ScimResourceType, options: FilterOptions = {}): Filter {
  const leaf = (reading: Reading, depth: number) => parseExpression(reading, type, depth);
  return parseWhole(text, options, { ...FILTER, leaf });
}

/**
 * Parses a filter over the values of one attribute: what stands between the brackets of `emails[type eq "work"]`. Over
 * simple values, `value` is the value itself.
 *
 * @throws {ScimError} as {@link parseFilter} does
 */
export function parseValueFilter(text: string, attribute: ScimAttribute, options: FilterOptions = {}): ValueFilter {
  return parseWhole(text, options, valueGrammar(attribute));
}

/**
 * Reads a value filter with its brackets from tokens that stand before `[`, and leaves them behind `]`: for a PATCH path
 * (RFC 7644, section 3.5.2), which may go on with a token such as `.value`.
 *
 * @throws {ScimError} as {@link parseFilter} does
 */
export function parseValueFilterAt(
  tokens: TokenReader,
  attribute: ScimAttribute,
  options: FilterOptions = {},
): ValueFilter {
  return parseBrackets({ tokens, options: { ...DEFAULTS, ...options }, terms: 0 }, attribute, 0);
}

/** A filter that is being read. */
interface Reading {
  readonly tokens: TokenReader;
  readonly options: Required<FilterOptions>;
  /** Read so far. */
  terms: number;
}

/** What a filter and a value filter have in common: how a tree is made of smaller ones. */
interface Grammar<Tree> {
  readonly join: (kind: "and" | "or", left: Tree, right: Tree) => Tree;
  readonly negate: (filter: Tree) => Tree;
  readonly leaf: (reading: Reading, depth: number) => Tree;
}

const FILTER: Omit<Grammar<Filter>, "leaf"> = {
  join: (kind, left, right) => ({ kind, left, right }),
  negate: (filter) => ({ kind: "not", filter }),
};

function valueGrammar(attribute: ScimAttribute): Grammar<ValueFilter> {
  return {
    join: (kind, left, right) => ({ kind, left, right }),
    negate: (filter) => ({ kind: "not", filter }),
    leaf: (reading) => parseSubExpression(reading, attribute),
  };
}

function parseWhole<Tree>(text: string, given: FilterOptions, grammar: Grammar<Tree>): Tree {
  const options = { ...DEFAULTS, ...given };
  if (text.length > options.maxLength) {
    throw filterError(
      options.maxLength + 1,
      `a filter has ${options.maxLength} characters at most, not ${text.length}`,
    );
  }
  const reading = { tokens: new TokenReader(text), options, terms: 0 };
  const filter = parseOr(reading, grammar, 0);
  if (reading.tokens.next.kind !== "end") throw unexpected(reading.tokens.next, "`and`, `or` or the end");
  return filter;
}

function parseOr<Tree>(reading: Reading, grammar: Grammar<Tree>, depth: number): Tree {
  let filter = parseAnd(reading, grammar, depth);
  while (reading.tokens.takeWord("or")) filter = grammar.join("or", filter, parseAnd(reading, grammar, depth));
  return filter;
}

function parseAnd<Tree>(reading: Reading, grammar: Grammar<Tree>, depth: number): Tree {
  let filter = parseOperand(reading, grammar, depth);
  while (reading.tokens.takeWord("and")) filter = grammar.join("and", filter, parseOperand(reading, grammar, depth));
  return filter;
}

function parseOperand<Tree>(reading: Reading, grammar: Grammar<Tree>, depth: number): Tree {
  const { tokens } = reading;
  if (tokens.takeWord("not")) {
    if (tokens.next.kind !== "(") throw unexpected(tokens.next, "`(` after `not`");
    return grammar.negate(parseGroup(reading, grammar, depth));
  }
  return tokens.next.kind === "(" ? parseGroup(reading, grammar, depth) : grammar.leaf(reading, depth);
}

function parseGroup<Tree>(reading: Reading, grammar: Grammar<Tree>, depth: number): Tree {
  const { tokens } = reading;
  checkDepth(reading, depth);
  tokens.take();
  const filter = parseOr(reading, grammar, depth + 1);
  if (!tokens.takeKind(")")) throw unexpected(tokens.next, "`and`, `or` or `)`");
  return filter;
}

function parseBrackets(reading: Reading, attribute: ScimAttribute, depth: number): ValueFilter {
  const { tokens } = reading;
  if (tokens.next.kind !== "[") throw unexpected(tokens.next, "`[`");
  if (attribute.type !== "complex" && !attribute.multiValued) {
    throw filterError(tokens.next.position, `\`${attribute.name}\` has one simple value, so brackets choose nothing`);
  }
  checkDepth(reading, depth);
  tokens.take();
  const filter = parseOr(reading, valueGrammar(attribute), depth + 1);
  if (!tokens.takeKind("]")) throw unexpected(tokens.next, "`and`, `or` or `]`");
  return filter;
}

/** `userName eq "x"`, `title pr`, `emails[…]` */
function parseExpression(reading: Reading, type: ScimResourceType, depth: number): Filter {
  const name = takeName(reading);
  const path = about(name, () => findReadable(name.text, type));
  if (reading.tokens.next.kind === "[") return parseValuePath(reading, path, depth);
  const test = parseTest(reading);
  if (test === undefined) return { kind: "present", path };
  const compared = test.value === null ? path : comparedPath(path);
  if (compared === undefined) throw filterError(name.position, describeComplex(path));
  return { kind: "compare", path: compared, ...checkTest(test, compared.sub ?? compared.attribute, reading) };
}

/** `emails[type eq "work"]`, and with `.value eq "x"` behind it. */
function parseValuePath(reading: Reading, path: AttributePath, depth: number): Filter {
  const { tokens } = reading;
  if (path.sub !== undefined) {
    const { position } = tokens.next;
    throw filterError(position, `brackets follow an attribute, and \`${showPath(path)}\` is a sub-attribute`);
  }
  const filter = parseBrackets(reading, path.attribute, depth);
  const goesOn = tokens.next.kind === "word" && tokens.next.text.startsWith(".");
  if (!goesOn) return { kind: "value", path, filter };
  const right = parseSubExpression(reading, path.attribute, ".".length);
  return { kind: "value", path, filter: { kind: "and", left: filter, right } };
}

/** @param skipped how many characters stand before the name in its token */
function parseSubExpression(reading: Reading, attribute: ScimAttribute, skipped = 0): ValueFilter {
  const name = takeName(reading);
  const sub = about(name, () => findReadableSub(name.text.slice(skipped), attribute));
  const test = parseTest(reading);
  return test === undefined ? { kind: "present", sub } : { kind: "compare", sub, ...checkTest(test, sub, reading) };
}

/** Longer than any path; an error quotes a name whole. */
const LONGEST_NAME = 500;

function takeName(reading: Reading): FilterToken {
  const { tokens, options } = reading;
  if (tokens.next.kind !== "word") throw unexpected(tokens.next, "an attribute, `not (` or `(`");
  reading.terms += 1;
  if (reading.terms > options.maxTerms) {
    throw filterError(tokens.next.position, `a filter has ${options.maxTerms} comparisons at most`);
  }
  if (tokens.next.text.length > LONGEST_NAME) throw unexpected(tokens.next, "the name of an attribute");
  return tokens.take();
}

function findReadable(text: string, type: ScimResourceType): AttributePath {
  const path = findPath(text, type, "invalidFilter");
  checkReadable(path.attribute);
  if (path.sub !== undefined) checkReadable(path.sub);
  return path;
}

function findReadableSub(name: string, attribute: ScimAttribute): ScimAttribute {
  if (attribute.type !== "complex" && name.toLowerCase() === "value") {
    return { ...attribute, name: "value", multiValued: false };
  }
  const sub = findSubAttribute(name, attribute, name, "invalidFilter");
  checkReadable(sub);
  return sub;
}

/** A comparison as it is written. */
interface Test {
  readonly operator: ComparisonOperator;
  readonly value: ComparisonValue;
  readonly operatorToken: FilterToken;
  readonly valueToken: FilterToken;
}

/** Undefined for `pr`. */
function parseTest({ tokens }: Reading): Test | undefined {
  if (tokens.takeWord("pr")) return undefined;
  const operatorToken = tokens.next;
  const operator = operatorToken.text.toLowerCase();
  if (operatorToken.kind !== "word" || !isComparison(operator)) throw unexpected(operatorToken, OPERATORS_IN_WORDS);
  tokens.take();
  const value = parseLiteral(tokens.next);
  return { operator, value, operatorToken, valueToken: tokens.take() };
}

function checkTest(test: Test, attribute: ScimAttribute, { options }: Reading) {
  const { operator, value } = test;
  about(test.operatorToken, () => checkOperator(attribute, operator));
  const checked = about(test.valueToken, () => checkLiteral(attribute, operator, value, options.lenientBooleans));
  return { operator, value: checked };
}

const OPERATORS: readonly string[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const OPERATORS_IN_WORDS = "an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`)";

function isComparison(text: string): text is ComparisonOperator {
  return OPERATORS.includes(text);
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** RFC 8259, section 6. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function parseLiteral(token: FilterToken): ComparisonValue {
  if (token.kind === "string") return token.value;
  const word = WORDS.get(token.text);
  if (word !== undefined) return word;
  const number = JSON_NUMBER.test(token.text) ? Number(token.text) : Number.NaN;
  // Minus zero is zero.
  if (Number.isFinite(number)) return number + 0;
  throw unexpected(token, "text in double quotes, a number, `true`, `false` or `null`");
}

function checkDepth({ tokens, options }: Reading, depth: number): void {
  if (depth < options.maxDepth) return;
  throw filterError(tokens.next.position, `parentheses and brackets stand ${options.maxDepth} deep at most`);
}

/** Runs something about a token, so that an error of it tells the position. */
function about<Result>({ position }: FilterToken, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.status, error.scimType, `At position ${position}: ${error.message}`);
  }
}
