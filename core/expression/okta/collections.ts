import { isSafeName } from "../../attribute-value.ts";
import type { Run, Session } from "../compile.ts";
import type { CompileOptions } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { IndexNode, ListNode, MapNode, Node, ProjectionNode } from "../tree.ts";
import { type ExpressionObject, type ExpressionValue, isList } from "../value.ts";
import { noElement } from "./arrays.ts";
import { ELEMENT } from "./references.ts";
import { describe, fail, isNothing, isObject, objectOf, showText } from "./values.ts";

/** `{1, 2}`. A list of constants is made once; unless every value is to be logged. */
export function buildList(node: ListNode, items: readonly Run[], { log }: CompileOptions): Run {
  if (!log && node.items.every(isConstant)) {
    const constant = items.map((item) => item(NO_SESSION));
    return () => constant;
  }
  return (session) => items.map((item) => item(session));
}

type EntryRuns = readonly { readonly key: Run; readonly value: Run }[];

/** `{'group.id': {'00g…'}}`. A bare name as a key is the name itself, as in SpEL. */
export function buildMap(node: MapNode, entries: EntryRuns, { log }: CompileOptions): Run {
  const keys = node.entries.map(({ key }, index) => (key.kind === "reference" ? () => key.name : entries[index]?.key));
  const make = (session: Session) =>
    objectOf(
      "map",
      Object.fromEntries(entries.map(({ value }, index) => [showText(keys[index]?.(session)), value(session)])),
    );
  if (!log && isConstant(node)) {
    const constant = make(NO_SESSION);
    return () => constant;
  }
  return make;
}

/** Constants ask nothing of any person. */
const NO_SESSION: Session = { input: { attribute: () => undefined, now: 0 }, effects: [], log: undefined };

function isConstant(node: Node): boolean {
  if (node.kind === "list") return node.items.every(isConstant);
  if (node.kind !== "map") return node.kind === "literal";
  return node.entries.every(({ key, value }) => (key.kind === "reference" || isConstant(key)) && isConstant(value));
}

/** `list[0]`, `map['key']` */
export function buildIndex(node: IndexNode, of: Run, index: Run): Run {
  return (session) => {
    const value = of(session);
    if (isNothing(value)) return fail("EXPRESSION_PROPERTY_OF_NULL", "Null has no elements.", node.of);
    const key = index(session);
    return isList(value) ? elementOf(value, key, node.index) : memberOf(value, key, node);
  };
}

function elementOf(list: readonly ExpressionValue[], key: ExpressionValue, at: Span): ExpressionValue {
  if (typeof key !== "number" || !Number.isInteger(key)) {
    return fail("EXPRESSION_NOT_A_NUMBER", `A position in a list is a whole number; this is ${describe(key)}.`, at);
  }
  return key >= 0 && key < list.length ? list[key] : noElement(key, list.length, at);
}

function memberOf(value: ExpressionValue, key: ExpressionValue, node: IndexNode): ExpressionValue {
  if (isObject(value) && typeof key === "string") return isSafeName(key) ? (value.member(key) ?? null) : null;
  return fail("EXPRESSION_TYPE_CLASH", `Only lists and maps have elements; this is ${describe(value)}.`, node.of);
}

/** `user.getGroups(…).![name]`: each element's value. Names inside are the element's members. */
export function buildProjection(node: ProjectionNode, of: Run, compileEach: (each: Node) => Run): Run {
  const each = compileEach(node.each);
  return (session) => {
    const value = of(session);
    if (isNothing(value)) return null;
    if (!isList(value))
      return fail("EXPRESSION_TYPE_CLASH", `Only a list can be projected; this is ${describe(value)}.`, node.of);
    return value.map((item) => each(sessionOf(item, session, node)));
  };
}

function sessionOf(item: ExpressionValue, session: Session, node: ProjectionNode): Session {
  if (!isObject(item)) return fail("EXPRESSION_TYPE_CLASH", `${describe(item)} has no members to project.`, node.of);
  return { ...session, input: inputOf(item, session) };
}

function inputOf(item: ExpressionObject, { input }: Session): Session["input"] {
  return {
    attribute: (name) => input.attribute(name),
    now: input.now,
    root: (name) => (name === ELEMENT ? item : undefined),
  };
}
