import type { Run } from "../compile.ts";
import type { CallNode } from "../tree.ts";
import { isGiven } from "../tree.ts";
import { type ExpressionValue, isList, type Moment } from "../value.ts";
import { DAY_MS, daysInMonth, EARLIEST_MS, fromDays, LATEST_MS, toDays, weekdayOf } from "./calendar.ts";
import { type Call, callError, constantText, type FunctionTable, slot } from "./call.ts";
import { integerOf, textOf } from "./coerce.ts";
import { describeNoDate, parseDateText } from "./date-text.ts";
import { DEFAULT_STYLES, parseDateStyles, parseExactDate } from "./dotnet-date-exact.ts";
import { type FormatPart, FormatProblem, parseDateFormat, writeDate } from "./dotnet-date-format.ts";

/** Functions on dates, all in UTC (entra-expressions.md, section 2, "Dates"). Of no date comes no date. */
export const DATE_FUNCTIONS: FunctionTable = {
  CDate: buildDateFrom,
  Now: () => (session) => moment(Math.floor(session.input.now / 1000) * 1000),
  DateAdd: buildAdd,
  DateDiff: buildDifference,
  DateFromNum: buildFromNumber,
  NumFromDate: buildNumber,
  FormatDateTime: buildFormat,
};

/** The units that `DateAdd` and `DateDiff` take. */
export const INTERVALS: readonly string[] = ["yyyy", "m", "d", "ww", "h", "n", "s"];

/** How many milliseconds a unit has that always has the same. */
const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["ww", 7 * DAY_MS],
  ["d", DAY_MS],
  ["h", 3_600_000],
  ["n", 60_000],
  ["s", 1000],
]);

function moment(epochMs: number): Moment {
  return { kind: "moment", epochMs };
}

/** Milliseconds since the epoch of a moment or of a text that says one; undefined where there is nothing. */
function momentOf(value: ExpressionValue, node: CallNode): number | undefined {
  if (typeof value === "object" && value !== null && !isList(value) && value.kind === "moment") return value.epochMs;
  const text = textOf(value, node);
  if (text === undefined) return undefined;
  const epochMs = parseDateText(text);
  if (epochMs !== undefined) return epochMs;
  throw callError("EXPRESSION_NOT_A_DATE", describeNoDate(node.name, text), node);
}

function buildDateFrom(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  return (session) => {
    const epochMs = momentOf(source(session), node);
    return epochMs === undefined ? undefined : checked(epochMs, node);
  };
}

/** A moment that .NET can hold: from the year 1 to the year 9999. */
function checked(epochMs: number, node: CallNode): Moment {
  if (epochMs >= EARLIEST_MS && epochMs <= LATEST_MS) return moment(epochMs);
  throw callError("EXPRESSION_DATE_OUT_OF_RANGE", `\`${node.name}\`: the years run from 1 to 9999 only.`, node);
}

/** A unit that stands in the expression is chosen once; any other for each person. */
function intervalSlot<Chosen>(
  call: Call,
  choose: (interval: string) => Chosen,
): (session: Parameters<Run>[0]) => Chosen {
  const { node } = call;
  const constant = constantText(call, 0);
  if (constant !== undefined && INTERVALS.includes(constant)) {
    const chosen = choose(constant);
    return () => chosen;
  }
  const run = slot(call, 0);
  return (session) => {
    const interval = textOf(run(session), node) ?? "";
    if (INTERVALS.includes(interval)) return choose(interval);
    const message = `\`${node.name}\` takes one of ${INTERVALS.join(", ")}; it got ${JSON.stringify(interval)}.`;
    throw callError("EXPRESSION_UNKNOWN_INTERVAL", message, node);
  };
}

function buildAdd(call: Call): Run {
  const { node } = call;
  const [amount, source] = [slot(call, 1), slot(call, 2)];
  const adder = intervalSlot(call, adderFor);
  return (session) => {
    const add = adder(session);
    const count = integerOf(amount(session), "value", node);
    const from = momentOf(source(session), node);
    return from === undefined ? undefined : checked(add(from, count), node);
  };
}

function adderFor(interval: string): (epochMs: number, count: number) => number {
  const unit = UNIT_MS.get(interval);
  if (unit !== undefined) return (epochMs, count) => epochMs + count * unit;
  return interval === "yyyy" ? (epochMs, count) => addMonths(epochMs, count * 12) : addMonths;
}

/** The same day of another month; its last day where it is shorter. */
function addMonths(epochMs: number, count: number): number {
  const days = Math.floor(epochMs / DAY_MS);
  const { year, month, day } = fromDays(days);
  const months = year * 12 + month - 1 + count;
  const toYear = Math.floor(months / 12);
  const toMonth = months - toYear * 12 + 1;
  if (!(toYear >= 1 && toYear <= 9999)) return Number.NaN;
  return toDays(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth))) * DAY_MS + (epochMs - days * DAY_MS);
}

function buildDifference(call: Call): Run {
  const { node } = call;
  const [first, second] = [slot(call, 1), slot(call, 2)];
  const counter = intervalSlot(call, counterFor);
  return (session) => {
    const count = counter(session);
    const from = momentOf(first(session), node);
    const to = momentOf(second(session), node);
    return from === undefined || to === undefined ? undefined : count(from, to);
  };
}

/** Ends of years, months and weeks (Sunday first) between two moments; of smaller units whole ones that went by. */
function counterFor(interval: string): (from: number, to: number) => number {
  const index = BOUNDARIES.get(interval);
  if (index !== undefined) return (from, to) => index(to) - index(from);
  const unit = UNIT_MS.get(interval) ?? 1;
  // No negative zero.
  return (from, to) => Math.trunc((to - from) / unit) + 0;
}

/** The number of the year, month or week that a moment lies in. */
const BOUNDARIES: ReadonlyMap<string, (epochMs: number) => number> = new Map([
  ["yyyy", yearOf],
  ["m", monthOf],
  ["ww", weekOf],
]);

function yearOf(epochMs: number): number {
  return fromDays(Math.floor(epochMs / DAY_MS)).year;
}

function monthOf(epochMs: number): number {
  const { year, month } = fromDays(Math.floor(epochMs / DAY_MS));
  return year * 12 + month;
}

function weekOf(epochMs: number): number {
  const days = Math.floor(epochMs / DAY_MS);
  return (days - weekdayOf(days)) / 7;
}

/** Milliseconds from 1601-01-01, where the time stamps of Active Directory begin, to 1970-01-01. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

function buildFromNumber(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  return (session) => {
    const text = textOf(source(session), node);
    if (text === undefined) return undefined;
    if (!/^[0-9]{1,19}$/.test(text.trim())) throw notATimeStamp(text, node);
    return checked(Number(BigInt(text.trim()) / 10_000n) - FILETIME_EPOCH_MS, node);
  };
}

function notATimeStamp(text: string, node: CallNode) {
  const message = `\`${node.name}\` takes a number of 100 ns since 1601-01-01, such as 129699324000000000; it got ${JSON.stringify(text)}.`;
  return callError("EXPRESSION_NOT_A_NUMBER", message, node);
}

/** From this day on there is no time stamp: the documented overflow of `12/31/9999`. */
const OVERFLOW_MS = toDays(9999, 12, 31) * DAY_MS;

function buildNumber(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  return (session) => {
    const epochMs = momentOf(source(session), node);
    if (epochMs === undefined) return undefined;
    if (epochMs >= OVERFLOW_MS)
      throw callError(
        "EXPRESSION_DATE_OVERFLOW",
        "`NumFromDate` overflows for 12/31/9999; a `Switch` before it can give 9223372036854775807, which means never.",
        node,
      );
    if (epochMs < -FILETIME_EPOCH_MS)
      throw callError("EXPRESSION_DATE_OUT_OF_RANGE", "There are no such time stamps before 1601-01-01.", node);
    return String(BigInt(epochMs + FILETIME_EPOCH_MS) * 10_000n);
  };
}

/** Where the four parameters of `FormatDateTime` stand: with three arguments there is no slot for styles. */
function formatSlots({ node }: Call): { readonly styles: number; readonly input: number; readonly output: number } {
  const given = node.args.findLastIndex(isGiven) + 1;
  return given <= 3 ? { styles: -1, input: 1, output: 2 } : { styles: 1, input: 2, output: 3 };
}

function buildFormat(call: Call): Run {
  const { node } = call;
  const places = formatSlots(call);
  const [source, styles] = [slot(call, 0), slot(call, places.styles)];
  const input = formatSlot(call, places.input);
  const output = formatSlot(call, places.output);
  return (session) => {
    const text = textOf(source(session), node);
    if (text === undefined) return undefined;
    const style = stylesOf(textOf(styles(session), node), node);
    const date = parseExactDate(text, input(session).parts, style, session.input.now);
    if (date === undefined) throw notInFormat(text, input(session).text, node);
    checked(date.epochMs, node);
    return writeDate(date, output(session).parts);
  };
}

/** A format, with the text it was read from. */
interface ReadFormat {
  readonly text: string;
  readonly parts: readonly FormatPart[];
}

function formatSlot(call: Call, index: number): (session: Parameters<Run>[0]) => ReadFormat {
  const constant = constantText(call, index);
  if (constant !== undefined) {
    const format = readFormat(constant, call.node);
    return () => format;
  }
  const run = slot(call, index);
  return (session) => readFormat(textOf(run(session), call.node) ?? "", call.node);
}

function readFormat(text: string, node: CallNode): ReadFormat {
  try {
    return { text, parts: parseDateFormat(text) };
  } catch (error) {
    if (error instanceof FormatProblem) throw callError("EXPRESSION_DATE_FORMAT", error.message, node);
    throw error;
  }
}

function stylesOf(text: string | undefined, node: CallNode) {
  const styles = text === undefined || text === "" ? DEFAULT_STYLES : parseDateStyles(text);
  if (styles !== undefined) return styles;
  const message = `There is a \`dateTimeStyles\` that .NET does not know in ${JSON.stringify(text)}.`;
  throw callError("EXPRESSION_UNKNOWN_STYLE", message, node);
}

function notInFormat(text: string, format: string, node: CallNode) {
  const message = `${JSON.stringify(text)} is not written as \`${format}\`: .NET takes a text that is exactly in its format, and no other.`;
  return callError("EXPRESSION_DATE_NOT_IN_FORMAT", message, node);
}
