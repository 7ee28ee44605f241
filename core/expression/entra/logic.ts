import type { Run } from "../compile.ts";
import { type CallNode, isGiven, type Node, nodesOf, type OperationNode, type Operator } from "../tree.ts";
import { type ExpressionValue, IGNORE_ATTRIBUTE, isList } from "../value.ts";
import { type Call, callError, type FunctionTable, literalText, slot } from "./call.ts";
import { comparableNumber, isNothing, isNothingOrEmpty, refuseIfEffect, textOf } from "./coerce.ts";

/** Functions that choose and test (entra-expressions.md, section 2, "Logic / null"). */
export const LOGIC_FUNCTIONS: FunctionTable = {
  IIF: buildIif,
  Switch: buildSwitch,
  Coalesce: buildCoalesce,
  IsNull: (call) => buildTest(call, isNothing),
  IsNothing: (call) => buildTest(call, isNothing),
  IsNullOrEmpty: (call) => buildTest(call, isNothingOrEmpty),
  IsPresent: (call) => buildTest(call, (value) => !isNothingOrEmpty(value)),
  IsString: (call) => buildTest(call, (value) => !isNothing(value) && !(isList(value) && value.length > 1)),
  Not: buildNot,
  CBool: buildBoolean,
  IgnoreFlowIfNullOrEmpty: buildIgnoreFlow,
};

/**
 * Only the branch that is chosen is worked out. Where an operand of the condition is nothing, the condition fails, as is
 * documented, which is taken for the false branch.
 */
function buildIif(call: Call): Run {
  const { node } = call;
  const condition = slot(call, 0);
  const [whenTrue, whenFalse] = [slot(call, 1), slot(call, 2)];
  return (session) => {
    const met = condition(session);
    return (typeof met === "boolean" ? met : truthOf(met, node)) ? whenTrue(session) : whenFalse(session);
  };
}

/** A value as a condition: `True` and `False` however they are written, numbers by whether they are zero, nothing is False. */
function truthOf(value: ExpressionValue, node: CallNode): boolean {
  if (typeof value === "boolean") return value;
  const text = textOf(value, node);
  if (text === undefined) return false;
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  const number = comparableNumber(text.trim());
  if (number !== undefined) return number !== 0;
  const message = `\`${node.name}\` takes a comparison, True, False or a number; it got ${JSON.stringify(text)}.`;
  throw callError("EXPRESSION_NOT_A_BOOLEAN", message, node);
}

function buildBoolean(call: Call): Run {
  const source = slot(call, 0);
  return (session) => truthOf(source(session), call.node);
}

function buildTest({ node, args }: Call, test: (value: ExpressionValue) => boolean): Run {
  const source = args[0];
  if (source === undefined) return () => test(undefined);
  return (session) => {
    const value = source(session);
    if (typeof value === "object") refuseIfEffect(value, node);
    return test(value);
  };
}

/** False for `True`, and True for anything else, nothing included. */
function buildNot(call: Call): Run {
  const source = slot(call, 0);
  return (session) => {
    const value = source(session);
    return !(value === true || textOf(value, call.node) === "True");
  };
}

function buildCoalesce(call: Call): Run {
  const sources = call.args.filter((run) => run !== undefined);
  return (session) => {
    for (const source of sources) {
      const value = source(session);
      if (!isNothing(value)) return value;
    }
    return undefined;
  };
}

function buildIgnoreFlow(call: Call): Run {
  const source = slot(call, 0);
  return (session) => {
    const value = source(session);
    return isNothingOrEmpty(value) ? IGNORE_ATTRIBUTE : value;
  };
}

/** One key of a `Switch` with its value. */
interface Choice {
  readonly key: Run;
  readonly value: Run;
}

const NOTHING: Run = () => undefined;

/** Keys are tried in order and match case and all; the key `""` matches what is null or empty. */
function buildSwitch(call: Call): Run {
  const choices = constantChoices(call);
  const run = choices === undefined ? buildOpenSwitch(call) : buildConstantSwitch(call, choices);
  return call.settings.entraSwitchDelta === true ? withDeltaBug(call.node, run) : run;
}

/** Keys that all stand in the expression, of which the first of equal ones counts; undefined where one is worked out. */
function constantChoices({ node, args }: Call): ReadonlyMap<string, Run> | undefined {
  const choices = new Map<string, Run>();
  for (let index = 2; index < args.length; index += 2) {
    const key = literalText(node.args[index]);
    if (key === undefined) return undefined;
    if (!choices.has(key)) choices.set(key, args[index + 1] ?? NOTHING);
  }
  return choices;
}

function buildConstantSwitch(call: Call, choices: ReadonlyMap<string, Run>): Run {
  const { node } = call;
  const source = slot(call, 0);
  const otherwise = slot(call, 1);
  return (session) => {
    const chosen = choices.get(textOf(source(session), node) ?? "");
    return chosen === undefined ? otherwise(session) : chosen(session);
  };
}

function buildOpenSwitch(call: Call): Run {
  const { node, args } = call;
  const source = slot(call, 0);
  const otherwise = slot(call, 1);
  const choices: Choice[] = [];
  for (let index = 2; index < args.length; index += 2)
    choices.push({ key: args[index] ?? NOTHING, value: args[index + 1] ?? NOTHING });
  return (session) => {
    const wanted = textOf(source(session), node) ?? "";
    for (const { key, value } of choices) if (textOf(key(session), node) === wanted) return value(session);
    return otherwise(session);
  };
}

/**
 * The documented bug of delta cycles: another attribute changed but none that the source of this `Switch` is made of,
 * and Entra sees the source as null and writes null. What Entra computes anew every time is always seen.
 */
function withDeltaBug({ args }: CallNode, run: Run): Run {
  const [source] = args;
  const names = source !== undefined && isGiven(source) ? referencesOf(source) : [];
  if (names.length === 0) return run;
  return (session) => {
    const { changed } = session.input;
    const isUnseen = changed !== undefined && changed.size > 0 && !names.some((name) => changed.has(name));
    if (!isUnseen) return run(session);
    session.effects.push("writeNull");
    return null;
  };
}

function referencesOf(node: Node): readonly string[] {
  const names = [...nodesOf(node)].flatMap((each) => (each.kind === "reference" ? [each.name] : []));
  return names.includes("IsSoftDeleted") ? [] : names;
}

/**
 * A comparison: as numbers where both sides are numbers, else character by character, case and all. Two moments compare
 * by time. False where a side is nothing, whatever the operator: the condition fails, as is documented.
 */
export function buildComparison(node: OperationNode, left: Run, right: Run): Run {
  const holds = holdsFor(node.operator);
  const asText = [node.left, node.right].some(isPlainText);
  return (session) => {
    const first = left(session);
    const second = right(session);
    if (asText && typeof first === "string" && typeof second === "string") return holds(orderOf(first, second));
    return compareValues(first, second, node, holds);
  };
}

/** A text in the expression that is no number: then no side need be tried as one. */
function isPlainText(node: Node): boolean {
  return node.kind === "literal" && typeof node.value === "string" && comparableNumber(node.value) === undefined;
}

function compareValues(
  left: ExpressionValue,
  right: ExpressionValue,
  node: OperationNode,
  holds: (order: number) => boolean,
): boolean {
  if (isMoment(left) && isMoment(right)) return holds(left.epochMs - right.epochMs);
  const first = textOf(left, node);
  const second = textOf(right, node);
  if (first === undefined || second === undefined) return false;
  return holds(orderOfNumbers(first, second) ?? orderOf(first, second));
}

function isMoment(value: ExpressionValue): value is { readonly kind: "moment"; readonly epochMs: number } {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "moment";
}

/** The order of two numbers, exact also where they are long, such as time stamps; undefined where one is no number. */
function orderOfNumbers(left: string, right: string): number | undefined {
  const first = comparableNumber(left);
  const second = first === undefined ? undefined : comparableNumber(right);
  if (first === undefined || second === undefined) return undefined;
  const isExact =
    Number.isSafeInteger(first) || Number.isSafeInteger(second) || left.includes(".") || right.includes(".");
  return isExact ? first - second : Number(BigInt(left) - BigInt(right));
}

function orderOf(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function holdsFor(operator: Operator): (order: number) => boolean {
  switch (operator) {
    case "<>":
      return (order) => order !== 0;
    case "<":
      return (order) => order < 0;
    case "<=":
      return (order) => order <= 0;
    case ">":
      return (order) => order > 0;
    case ">=":
      return (order) => order >= 0;
    default:
      return (order) => order === 0;
  }
}
