import { type ExpressionValue, isList } from "../value.ts";
import { type Build, listOf, readAny, readList, readWhole, spanAt } from "./site.ts";
import { fail, isNothing, showText, toText, valuesOfCsv } from "./values.ts";

/**
 * Functions of arrays (okta-expressions.md, section 3): wherever an array is wanted, a CSV text will do; null counts as
 * an empty one. Values compare by type and value; those of a CSV text are texts.
 */

/** `add(array, value)` */
export const buildAddValue: Build = (args) => {
  const list = readList(args, 0);
  const value = readAny(args, 1);
  return (session) => [...list(session), value(session)];
};

/** `remove(array, value)`: the first one that is equal, as Java's lists do. */
export const buildRemoveValue: Build = (args) => {
  const list = readAny(args, 0);
  const value = readAny(args, 1);
  return (session) => {
    const from = list(session);
    const at = positionIn(from, value(session));
    return at === -1 ? listOf(from) : listOf(from).toSpliced(at, 1);
  };
};

/** `contains(array, value)` */
export const buildContainsValue: Build = (args) => {
  const list = readAny(args, 0);
  const value = readAny(args, 1);
  return (session) => positionIn(list(session), value(session)) !== -1;
};

/** Where the value is in the list; -1 where it is not. In a CSV text there are texts only. */
function positionIn(list: ExpressionValue, value: ExpressionValue): number {
  if (isList(list)) return list.indexOf(value);
  return typeof list === "string" ? valuesOfCsv(list).indexOf(showText(value)) : listOf(list).indexOf(value);
}

/** Identity Engine's `.contains(item)`: of a text a part, of an array an element. */
export const buildContainsPart: Build = (args, site) => {
  const whole = readAny(args, 0);
  const part = readAny(args, 1);
  const at = spanAt(site, 1);
  return (session) => {
    const value = whole(session);
    const wanted = part(session);
    if (typeof value !== "string") return positionIn(value, wanted) !== -1;
    return !isNothing(wanted) && value.includes(toText(wanted, at));
  };
};

/** `clear(array)` */
export const buildClear: Build = () => () => [];

/** `get(array, position)`, counted from 0. Null of a null array. */
export const buildGet: Build = (args, site) => {
  const list = readAny(args, 0);
  const position = readWhole(args, site, 1);
  const at = spanAt(site, 1);
  return (session) => {
    const from = list(session);
    if (isNothing(from)) return null;
    const values = listOf(from);
    const index = position(session);
    return index >= 0 && index < values.length ? values[index] : noElement(index, values.length, at);
  };
};

/** An element that is not there: an evaluation error. */
export function noElement(index: number, size: number, at: Parameters<typeof fail>[2]): never {
  const message = `There is no element ${index} in a list of ${size}: positions count from 0.`;
  return fail("EXPRESSION_OUT_OF_RANGE", message, at);
}

/** `flatten(values…)`: lists and CSV texts become their values, however deep; nulls go. */
export const buildFlatten: Build = (args) => (session) => {
  const flat: ExpressionValue[] = [];
  for (const run of args) flattenInto(flat, run(session), 0);
  return flat;
};

/** Lists from expressions are never deeper than the expression; the limit holds whatever else is handed in. */
const DEEPEST_LIST = 400;

function flattenInto(flat: ExpressionValue[], value: ExpressionValue, depth: number): void {
  if (isNothing(value)) return;
  if (typeof value === "string" && value.includes(",")) for (const each of valuesOfCsv(value)) flat.push(each);
  else if (!isList(value) || depth > DEEPEST_LIST) flat.push(value);
  else for (const each of value) flattenInto(flat, each, depth + 1);
}

/** `size(array)` */
export const buildSize: Build = (args) => {
  const list = readList(args, 0);
  return (session) => list(session).length;
};

/** `isEmpty(array)` */
export const buildIsEmpty: Build = (args) => {
  const list = readList(args, 0);
  return (session) => list(session).length === 0;
};

/** `toCsvString(array)`: commas between, nothing trimmed or quoted. */
export const buildToCsv: Build = (args) => {
  const run = readAny(args, 0);
  return (session) => showText(run(session));
};
