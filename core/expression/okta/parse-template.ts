import { isSafeName } from "../../attribute-value.ts";
import { ExpressionError } from "../expression-error.ts";
import { type CallNode, DEEPEST, type LiteralNode, LONGEST, type Node, type TemplateNode } from "../tree.ts";

/** A template that is being read. */
interface Reading {
  readonly text: string;
  at: number;
  depth: number;
}

/**
 * Reads a user name template: text with values in it, `${source.login}`, `${fn:substringBefore(source.email, "@")}`
 * (okta-expressions.md, section 6). Everything outside of `${…}` is kept as it is. An ExpressionError with its place
 * where it cannot be read.
 */
export function parseTemplate(text: string): TemplateNode {
  if (text.length > LONGEST) {
    const message = `A template has ${LONGEST} characters at most; this one has ${text.length}.`;
    throw new ExpressionError("EXPRESSION_TOO_LONG", message, { from: LONGEST, to: text.length }, text);
  }
  const reading: Reading = { text, at: 0, depth: 0 };
  const parts: Node[] = [];
  while (reading.at < text.length) parts.push(readPart(reading));
  return { kind: "template", parts, from: 0, to: text.length };
}

/** A stretch of plain text, or one `${…}`. */
function readPart(reading: Reading): Node {
  const { text, at: from } = reading;
  const start = text.indexOf("${", from);
  if (start === from) return readPlaceholder(reading);
  const to = start === -1 ? text.length : start;
  reading.at = to;
  const value = text.slice(from, to);
  return { kind: "literal", value, raw: value, from, to };
}

function readPlaceholder(reading: Reading): Node {
  reading.at += 2;
  const node = readValue(reading);
  skipBlanks(reading);
  expect(reading, "}", "`}`");
  return node;
}

/** `source.login`, `fn:toLowerCase(…)` or a text in quotes. */
function readValue(reading: Reading): Node {
  skipBlanks(reading);
  const { text, at } = reading;
  if (text.charAt(at) === '"' || text.charAt(at) === "'") return readText(reading);
  return text.startsWith("fn:", at) ? readCall(reading) : readPath(reading);
}

/** A text; a quote inside is doubled. */
function readText(reading: Reading): LiteralNode {
  const { text, at: from } = reading;
  const quote = text.charAt(from);
  let end = text.indexOf(quote, from + 1);
  while (end !== -1 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  if (end === -1) {
    const message = `This text is not closed: \`${quote}\` is missing at its end.`;
    throw new ExpressionError("EXPRESSION_UNCLOSED", message, { from, to: text.length }, text);
  }
  reading.at = end + 1;
  const raw = text.slice(from, end + 1);
  return { kind: "literal", value: raw.slice(1, -1).replaceAll(quote + quote, quote), raw, from, to: end + 1 };
}

function readCall(reading: Reading): CallNode {
  const from = reading.at;
  reading.at += "fn:".length;
  const { name } = readName(reading);
  const nameSpan = { from, to: reading.at };
  expect(reading, "(", "`(` and what the function takes");
  if (reading.depth >= DEEPEST) throw problem(reading, "EXPRESSION_TOO_DEEP", `Calls nest ${DEEPEST} deep at most.`);
  reading.depth += 1;
  const args = readArguments(reading);
  reading.depth -= 1;
  return { kind: "call", name: `fn:${name}`, nameSpan, args, from, to: reading.at };
}

function readArguments(reading: Reading): readonly Node[] {
  skipBlanks(reading);
  if (takes(reading, ")")) return [];
  const args = [readValue(reading)];
  for (;;) {
    skipBlanks(reading);
    if (takes(reading, ")")) return args;
    expect(reading, ",", "`,` or `)`");
    args.push(readValue(reading));
  }
}

/** More members than any profile has levels: what is longer is no path. */
const LONGEST_PATH = 20;

function readPath(reading: Reading): Node {
  const first = readName(reading);
  const { from } = first;
  let node: Node = { kind: "reference", ...first };
  for (let length = 1; takes(reading, "."); length += 1) {
    if (length > LONGEST_PATH)
      throw problem(reading, "EXPRESSION_TOO_DEEP", `A path has ${LONGEST_PATH} names at most.`);
    const { name, ...nameSpan } = readName(reading);
    node = { kind: "member", of: node, name, nameSpan, from, to: nameSpan.to };
  }
  return node;
}

const NAME = /[A-Za-z_$][\w$]*/y;

function readName(reading: Reading): { readonly name: string; readonly from: number; readonly to: number } {
  const { text, at: from } = reading;
  NAME.lastIndex = from;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) throw unexpected(reading, "a name such as `source.login`");
  if (!isSafeName(name)) throw problem(reading, "EXPRESSION_FORBIDDEN_NAME", `\`${name}\` cannot be used as a name.`);
  reading.at += name.length;
  return { name, from, to: reading.at };
}

function skipBlanks(reading: Reading): void {
  while (/\s/.test(reading.text.charAt(reading.at))) reading.at += 1;
}

function takes(reading: Reading, character: string): boolean {
  const found = reading.text.charAt(reading.at) === character;
  if (found) reading.at += 1;
  return found;
}

function expect(reading: Reading, character: string, expected: string): void {
  if (!takes(reading, character)) throw unexpected(reading, expected);
}

function unexpected(reading: Reading, expected: string): ExpressionError {
  const character = reading.text.charAt(reading.at);
  if (character === "")
    return problem(reading, "EXPRESSION_INCOMPLETE", `The template ends here; expected ${expected}.`);
  return problem(reading, "EXPRESSION_UNEXPECTED", `Here stands \`${character}\`; expected ${expected}.`);
}

function problem({ text, at }: Reading, code: string, message: string): ExpressionError {
  return new ExpressionError(code, message, { from: at, to: Math.min(at + 1, text.length) }, text);
}
