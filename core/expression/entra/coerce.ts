import { ExpressionError, type Span } from "../expression-error.ts";
import type { CallNode } from "../tree.ts";
import { type ExpressionObject, type ExpressionValue, isList, type Moment } from "../value.ts";
import { writeMoment } from "./moment-text.ts";

/**
 * A value as a text, as Entra's functions take it (entra-expressions.md, section 1): booleans are `True` and `False`,
 * a moment is `M/d/yyyy h:mm:ss tt`. Undefined where there is nothing. An ExpressionError for several values, which no
 * function on texts is documented to take, and for `IgnoreAttributeFlow` and the like, which are no values.
 */
export function textOf(value: ExpressionValue, at: Span): string | undefined {
  return typeof value === "string" ? value : textOfRest(value, at);
}

function textOfRest(value: ExpressionValue, at: Span): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isList(value)) return value.length > 1 ? refuseMany(value.length, at) : textOf(value[0], at);
  if (typeof value === "object" && value.kind === "effect") return refuseEffect(at);
  return scalarText(value);
}

/** One single value as a text. */
function scalarText(value: string | number | boolean | Moment | ExpressionObject): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return value.kind === "moment" ? writeMoment(value.epochMs) : objectText(value);
}

/** An object as JSON: what the role functions put into a SCIM message. */
function objectText(value: ExpressionObject): string {
  const names = value.names ?? [];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, value.member(name)])));
}

/** A value as it is shown, or stored where only a text can be: a list as `["a", "b"]`, nothing as an empty text. */
export function showEntraValue(value: ExpressionValue): string {
  if (value === undefined || value === null) return "";
  if (isList(value)) return `[${value.map((entry) => JSON.stringify(showEntraValue(entry))).join(", ")}]`;
  if (typeof value === "object" && value.kind === "effect") return value.effect;
  return scalarText(value);
}

/** The values as texts, without those that are nothing. One value is a list of one. */
export function textsOf(value: ExpressionValue, at: Span): readonly string[] {
  if (!isList(value)) {
    const text = textOf(value, at);
    return text === undefined ? [] : [text];
  }
  return value.flatMap((entry) => textOf(entry, at) ?? []);
}

/** Tells whether there is nothing: absent, null, or a list without values. */
export function isNothing(value: ExpressionValue): boolean {
  return value === undefined || value === null || (isList(value) && value.length === 0);
}

/** Tells whether there is nothing, or an empty text. */
export function isNothingOrEmpty(value: ExpressionValue): boolean {
  return value === "" || isNothing(value) || (isList(value) && value.length === 1 && isNothingOrEmpty(value[0]));
}

/** Refuses an effect where a value is asked for. */
export function refuseIfEffect(value: ExpressionValue, at: Span): void {
  if (typeof value === "object" && value !== null && !isList(value) && value.kind === "effect") refuseEffect(at);
}

/** A whole number from a text or number; quoted numbers are numbers too (section 1). Undefined where it is none. */
export function parseInteger(text: string): number | undefined {
  const trimmed = text.trim();
  const number = /^[+-]?[0-9]{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
  if (number !== undefined) return number;
  return /^&[Hh][0-9A-Fa-f]{1,13}$/.test(trimmed) ? Number.parseInt(trimmed.slice(2), 16) : undefined;
}

/** A whole number, or an ExpressionError. `what`: the parameter's name. */
export function integerOf(value: ExpressionValue, what: string, node: CallNode): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  const text = textOf(value, node);
  const number = text === undefined ? undefined : parseInteger(text);
  if (number !== undefined) return number;
  const found = text === undefined ? "nothing" : JSON.stringify(text);
  const message = `\`${node.name}\` takes a whole number as \`${what}\`; it got ${found}.`;
  throw new ExpressionError("EXPRESSION_NOT_A_NUMBER", message, node);
}

/** A number that a comparison may work with: decimal digits, with a sign and a point if need be. */
export function comparableNumber(text: string): number | undefined {
  const first = text.charCodeAt(0);
  // Letters are by far the most common; they are sorted out without a regular expression.
  if (first > 0x39 || text.length > 20) return undefined;
  return /^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(text) ? Number(text) : undefined;
}

function refuseMany(count: number, at: Span): never {
  const message = `One value is expected here; there are ${count}. \`Item\` takes one of many, \`Join\` puts them together.`;
  throw new ExpressionError("EXPRESSION_MANY_VALUES", message, at);
}

function refuseEffect(at: Span): never {
  const message = "To ignore a flow is no value that a function could work with; it stands at the top or in a branch.";
  throw new ExpressionError("EXPRESSION_NOT_A_VALUE", message, at);
}
