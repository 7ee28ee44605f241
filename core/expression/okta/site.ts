import type { Run, Session } from "../compile.ts";
import type { ExpressionSettings, FunctionSignature } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { Node } from "../tree.ts";
import { type ExpressionValue, isList } from "../value.ts";
import { describe, fail, isNothing, numberIn, toText, valuesOfCsv } from "./values.ts";

/** Where and how a function is called: everything that is known before any person is. */
export interface Site extends Span {
  /** The function's name, for messages. */
  readonly name: string;
  /** The arguments; of a method, what it is called on comes first. */
  readonly args: readonly Node[];
  readonly settings: ExpressionSettings;
  /** Makes another expression of the same language ready to run, such as the text that `getFilteredGroups` takes. */
  compile(node: Node): Run;
}

/** Makes a call ready to run. `args`: as in {@link Site.args}; the check of arity has been done. */
export type Build = (args: readonly Run[], site: Site) => Run;

/** A function or a method: how it may be called, and what it does. */
export interface OktaFunction {
  readonly signature: FunctionSignature;
  readonly build: Build;
}

/** Reads one argument in the type that a function wants. */
export type Read<Value> = (session: Session) => Value;

/** The text that stands at this place of the call, where it is a literal. */
export function literalText({ args }: Site, index: number): string | undefined {
  const node = args[index];
  return node?.kind === "literal" && typeof node.value === "string" ? node.value : undefined;
}

/** Where an argument stands; the whole call where there is none. */
export function spanAt(site: Site, index: number): Span {
  return site.args[index] ?? site;
}

/** An argument as it is; null where the call has none. */
export function readAny(args: readonly Run[], index: number): Run {
  return args[index] ?? readNull;
}

function readNull(): null {
  return null;
}

/** An argument as text: numbers, booleans and lists are converted as SpEL converts them; null stays null. */
export function readText(args: readonly Run[], site: Site, index: number): Read<string | null> {
  const run = readAny(args, index);
  const at = spanAt(site, index);
  return (session) => {
    const value = run(session);
    if (typeof value === "string") return value;
    return isNothing(value) ? null : toText(value, at);
  };
}

/** An argument as a number; a text that holds a number is converted. An ExpressionError for everything else. */
export function readNumber(args: readonly Run[], site: Site, index: number): Read<number> {
  const run = readAny(args, index);
  const at = spanAt(site, index);
  return (session) => {
    const value = run(session);
    return typeof value === "number" ? value : numberOf(value, site.name, at);
  };
}

function numberOf(value: ExpressionValue, name: string, at: Span): number {
  const number = typeof value === "string" ? numberIn(value) : undefined;
  return (
    number ?? fail("EXPRESSION_NOT_A_NUMBER", `\`${name}\` needs a number here, and this is ${describe(value)}.`, at)
  );
}

/** An argument as a whole number: a position or a count. */
export function readWhole(args: readonly Run[], site: Site, index: number): Read<number> {
  const read = readNumber(args, site, index);
  const at = spanAt(site, index);
  return (session) => {
    const value = read(session);
    return Number.isSafeInteger(value)
      ? value
      : fail("EXPRESSION_NOT_A_NUMBER", `\`${site.name}\` needs a whole number here, and this is ${value}.`, at);
  };
}

/** An argument as a list: a CSV text is cut at its commas (section 3, Arrays); null is an empty list. */
export function readList(args: readonly Run[], index: number): Read<readonly ExpressionValue[]> {
  const run = readAny(args, index);
  return (session) => listOf(run(session));
}

/** A value as a list, as {@link readList} reads it. */
export function listOf(value: ExpressionValue): readonly ExpressionValue[] {
  if (isList(value)) return value;
  if (isNothing(value)) return EMPTY;
  return typeof value === "string" ? valuesOfCsv(value) : [value];
}

const EMPTY: readonly ExpressionValue[] = [];
