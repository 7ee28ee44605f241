import { ExpressionError, type Span } from "../expression-error.ts";
import { type ExpressionObject, type ExpressionValue, isList, typeOf } from "../value.ts";
import { printMoment } from "./moment.ts";

/** Ends an evaluation with an ExpressionError at this place. */
export function fail(code: string, message: string, { from, to }: Span): never {
  throw new ExpressionError(code, message, { from, to });
}

const WORDS = {
  absent: "no value",
  null: "null",
  text: "a text",
  number: "a number",
  boolean: "true or false",
  moment: "a point in time",
  list: "a list",
  object: "an object",
  effect: "an effect",
} as const;

/** What a value is, for a sentence: `a text`, `null`. */
export function describe(value: ExpressionValue): string {
  return WORDS[typeOf(value)];
}

/** Tells whether there is no value: Okta knows one null only, for what was never populated (section 4). */
export function isNothing(value: ExpressionValue): value is null | undefined {
  return value === null || value === undefined;
}

/** Tells whether the value has members. */
export function isObject(value: ExpressionValue): value is ExpressionObject {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "object";
}

/**
 * A value that is not null as text, as SpEL converts it: a list's values with commas between them. An ExpressionError
 * for what has no text.
 */
export function toText(value: Exclude<ExpressionValue, null | undefined>, at: Span): string {
  if (typeof value === "string") return value;
  if (isObject(value) && value.what !== "country") {
    return fail("EXPRESSION_TYPE_CLASH", `A text is needed here, and this is ${articleOf(value.what)}.`, at);
  }
  return showText(value);
}

/** Any value as text, for results and logs: never fails. */
export function showText(value: ExpressionValue): string {
  if (isNothing(value)) return "";
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.map(showText).join(",");
  if (value.kind === "moment") return printMoment(value);
  if (value.kind === "effect") return value.effect;
  return showObject(value);
}

function showObject(value: ExpressionObject): string {
  if (value.what === "country") return showText(value.member("alpha2"));
  const name = value.names?.includes("name") === true ? value.member("name") : undefined;
  return typeof name === "string" ? name : `(${value.what})`;
}

/** `a user`, `an app` */
function articleOf(word: string): string {
  return /^[aeiou]/.test(word) && !word.startsWith("user") ? `an ${word}` : `a ${word}`;
}

/** A number that a text holds, as Java reads one (`Double.valueOf`, decimal forms); undefined where it holds none. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  return trimmed.length <= 400 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)
    ? Number(trimmed)
    : undefined;
}

/** An object that has these members and no other. */
export function objectOf(what: string, members: Readonly<Record<string, ExpressionValue>>): ExpressionObject {
  const member = (name: string) => (Object.hasOwn(members, name) ? members[name] : undefined);
  return { kind: "object", what, names: Object.keys(members), member };
}

/** The values of a CSV text: parts between commas, without the blanks around them; none where there is nothing. */
export function valuesOfCsv(text: string): readonly string[] {
  return text.trim() === "" ? [] : text.split(",").map((part) => part.trim());
}
