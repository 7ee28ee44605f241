import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { DialectId, ExpressionPlace, ExpressionSettings, Finding } from "../expression/dialect.ts";
import type { Evaluated } from "../expression/evaluate.ts";
import type { ExpressionError } from "../expression/expression-error.ts";
import { dialectOf } from "../expression/languages.ts";
import { prepareExpression } from "../expression/prepare.ts";
import { checkGiven } from "./check-given.ts";
import { lookupInUser } from "./claims.ts";
import { runExpression } from "./expression-source.ts";
import { buildPersonWorld, type ExpressionWorld, type PersonWorldInput } from "./person-world.ts";
import { builtInNames } from "./product-names.ts";
import type { Lookup, NamedValue } from "./source-result.ts";
import { standardAttributes } from "./standard-attributes.ts";

/** An expression that somebody is writing, and where it is to stand. */
export interface WrittenExpression {
  readonly dialect: DialectId;
  readonly text: string;
  readonly place: ExpressionPlace;
  readonly settings?: ExpressionSettings;
  /** The people at hand do not show which attributes there are, such as a person in a file of their own. */
  readonly attributesMayBeMore?: boolean;
}

/** What a check and a trial say of an expression. */
export interface TriedExpression {
  readonly findings: readonly Finding[];
  /** Absent where the check found an error: nothing was evaluated. */
  readonly evaluated?: Evaluated;
  /** The attributes that were read. */
  readonly inputs?: readonly NamedValue[];
}

/**
 * What can be told of an expression without any person. `attributes`: the names that people have; absent: not known, so
 * that no name is called unknown. A text that cannot be read gives one finding, with its place.
 */
export function checkExpression(written: WrittenExpression, attributes?: readonly string[]): readonly Finding[] {
  const { dialect, text, place, attributesMayBeMore = false } = written;
  const prepared = prepareExpression(dialect, text, { log: true });
  if (prepared.tree === undefined) return prepared.ok ? [] : [findingOf(prepared.error)];
  const known =
    attributes === undefined ? {} : { attributes: knownAttributes(dialect, attributes), attributesMayBeMore };
  const checked = dialectOf(dialect).check(prepared.tree, { place, ...known });
  const isTold = ({ from }: Finding) =>
    checked.some((each) => each.code === "EXPRESSION_UNKNOWN_ROOT" && each.from === from);
  const findings = [...checked, ...checkGiven(prepared.tree, dialect).filter((each) => !isTold(each))];
  const isFound = prepared.ok || findings.some(({ severity }) => severity === "error");
  return isFound ? findings : [...findings, findingOf(prepared.error)];
}

/** The attributes that an expression may read: those that people here have, and those that the product has for everybody. */
export function knownAttributes(dialect: DialectId, attributes: readonly string[]): readonly string[] {
  return [...new Set([...builtInNames(dialect), ...standardAttributes(dialect), ...attributes])];
}

function findingOf({ code, message, span: { from, to } }: ExpressionError): Finding {
  return { code, message, severity: "error", from, to };
}

/** What an expression reads, where that is not the person's attributes alone. */
export interface TriedSubject {
  readonly lookup: Lookup;
  readonly world: ExpressionWorld;
}

/** Checks an expression and, unless that finds an error, evaluates it for one person, sub-expression by sub-expression. */
export function tryExpression(
  written: WrittenExpression,
  person: PersonWorldInput,
  asked?: TriedSubject,
): TriedExpression {
  const findings = checkExpression(written, attributeNamesOf(person.directory));
  if (findings.some(({ severity }) => severity === "error")) return { findings };
  const { dialect, text, settings } = written;
  const prepared = prepareExpression(dialect, text, { log: true, ...(settings === undefined ? {} : { settings }) });
  if (!prepared.ok) return { findings };
  const { lookup, world } = asked ?? { lookup: lookupInUser(person.user), world: buildPersonWorld(person) };
  const subject = { lookup, world, log: true };
  return { findings, ...runExpression(prepared, written, subject) };
}

/** The attributes that anybody in a directory has. One list for each list of people: they are never changed in place. */
function attributeNamesOf({ users }: Directory): readonly string[] {
  const known = names.get(users);
  if (known !== undefined) return known;
  const found = [...new Set(users.flatMap(({ attributes }) => Object.keys(attributes)))].toSorted();
  names.set(users, found);
  return found;
}

const names = new WeakMap<readonly DirectoryUser[], readonly string[]>();
