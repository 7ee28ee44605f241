import { type AttributeValue, isBlank, type Scalar, valuesOf } from "../attribute-value.ts";
import type { Evaluation } from "../trace/step.ts";
import type { AttributeMapping } from "./attribute-mapping.ts";
import { describeSource, evaluateSource, type Lookup, type SourceResult, SUBJECT, valueMember } from "./evaluate.ts";
import type { ExpressionWorld } from "./person-world.ts";

/** An attribute of an application's accounts, as far as a mapping needs to know it. */
export interface TargetAttribute {
  readonly name: string;
  readonly multiValued?: boolean;
  readonly maxLength?: number;
}

/** What a mapping row gives for an account attribute. `null`: the value is taken away. */
export interface MappedValue {
  readonly mapping: AttributeMapping;
  readonly value: AttributeValue;
  /** Why, in one sentence: it goes into the account's provenance. */
  readonly why: string;
}

/** A row that gave nothing although the login cannot do without. */
export interface MissingValue {
  readonly mapping: AttributeMapping;
  readonly why: string;
}

/** What the attribute mappings of an application give for one login. */
export interface AccountValues {
  /** At most one per account attribute, in the order of the rows. */
  readonly values: readonly MappedValue[];
  /** Required rows without a value. */
  readonly missing: readonly MissingValue[];
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
}

/**
 * A login's values by name, for sources, conditions and match rows: `subject` is the NameID or `sub`, every other name
 * a claim. A claim that happens to be called `subject` is therefore out of reach.
 */
export function lookupInClaims(subject: string, claims: Readonly<Record<string, AttributeValue>>): Lookup {
  return (name) => {
    if (name === SUBJECT) return subject;
    return Object.hasOwn(claims, name) ? claims[name] : undefined;
  };
}

/**
 * Evaluates the attribute mappings of an application for one login. The first row that gives a value for an account
 * attribute wins. Whether a value is written (at creation only, or only into an empty attribute) is decided later.
 *
 * A default takes the place of nothing, null, an empty text or an empty list. Without one, nothing at all leaves the
 * attribute as it is, null or an empty list takes the value away, and an empty text is written as it is. `userName`
 * and `active` are never taken away.
 * `settingPath` is where the rows are in the workspace: each evaluation's `setting` is that, `/` and the row's id.
 */
export function evaluateAccountValues(
  mappings: readonly AttributeMapping[],
  attributes: readonly TargetAttribute[],
  lookup: Lookup,
  settingPath: string,
  world?: ExpressionWorld,
): AccountValues {
  const values: MappedValue[] = [];
  const missing: MissingValue[] = [];
  const evaluations = mappings.map((mapping): Evaluation => {
    const source = evaluateSource(mapping.source, lookup, world);
    const earlier = values.find((entry) => entry.mapping.target === mapping.target);
    const outcome = earlier === undefined ? judgeResult(mapping, source, attributes) : supersededBy(earlier);
    const { value, result, why } = outcome;
    if (value !== undefined && isWritten(result)) values.push({ mapping, value, why });
    else if (mapping.required === true && result !== "skipped") missing.push({ mapping, why });
    return explainRow(mapping, source, outcome, settingPath);
  });
  return { values, missing, evaluations };
}

/** Written member by member, in the order in which they are read: a login makes a dozen of these, and spreading is slow. */
function explainRow(
  { id, target, source }: AttributeMapping,
  { inputs, intermediate }: SourceResult,
  { result, value, why }: RowOutcome,
  settingPath: string,
): Evaluation {
  const rule = describeSource(source, "claim");
  const setting = `${settingPath}/${id}`;
  if (intermediate !== undefined)
    return { id, target, rule, inputs, intermediate, result, ...valueMember(value), why, setting };
  if (value === undefined) return { id, target, rule, inputs, result, why, setting };
  return { id, target, rule, inputs, result, value, why, setting };
}

interface RowOutcome {
  readonly result: Evaluation["result"];
  readonly value?: AttributeValue;
  readonly why: string;
}

function isWritten(result: Evaluation["result"]): boolean {
  return result === "applied" || result === "default";
}

function supersededBy(earlier: MappedValue): RowOutcome {
  return { result: "skipped", why: `Row \`${earlier.mapping.id}\` above sets \`${earlier.mapping.target}\` already.` };
}

function judgeResult(
  mapping: AttributeMapping,
  { value, problem }: SourceResult,
  attributes: readonly TargetAttribute[],
): RowOutcome {
  return problem === undefined ? judge(mapping, value, attributes) : { result: "failed", why: problem };
}

/** What the row gives, after its default, shaped for its target. */
function judge(
  mapping: AttributeMapping,
  raw: AttributeValue | undefined,
  attributes: readonly TargetAttribute[],
): RowOutcome {
  const from = describeSource(mapping.source, "claim");
  if (!isBlank(raw))
    return shape(mapping.target, raw ?? null, "applied", `Row \`${mapping.id}\`: ${from}.`, attributes);
  const { defaultIfNull } = mapping;
  if (defaultIfNull !== undefined && !isBlank(defaultIfNull)) {
    const why = `Nothing came from ${from}, so row \`${mapping.id}\` uses its default.`;
    return shape(mapping.target, defaultIfNull, "default", why, attributes);
  }
  if (mapping.required === true) {
    return { result: "failed", why: `Row \`${mapping.id}\` is required, and nothing came from ${from}.` };
  }
  if (raw === undefined)
    return { result: "absent", why: `Nothing came from ${from}, so the attribute is left as it is.` };
  return shape(mapping.target, raw, "applied", `Row \`${mapping.id}\`: ${from} came empty.`, attributes);
}

/** Fits a value to its target: `userName` is one text, `active` a boolean, anything else as its attribute says. */
function shape(
  target: string,
  value: AttributeValue,
  result: "applied" | "default",
  why: string,
  attributes: readonly TargetAttribute[],
): RowOutcome {
  if (target === "active") return shapeActive(value, result, why);
  const attribute = attributes.find((entry) => entry.name === target);
  if (target === "userName") {
    if (isBlank(value)) return { result: "failed", why: "A userName cannot be empty, so it is left as it is." };
    const { value: name, why: whyName } = firstValue(value, why);
    return limitLength({ result, value: String(name), why: whyName }, attribute?.maxLength);
  }
  if (attribute === undefined) {
    return { result: "failed", why: `The application's accounts have no attribute \`${target}\`.` };
  }
  if (valuesOf(value).length === 0) return { result, value: null, why: `${why} The attribute is emptied.` };
  const shaped = attribute.multiValued === true ? { value: valuesOf(value), why } : firstValue(value, why);
  return limitLength({ result, ...shaped }, attribute.maxLength);
}

/** An attribute with room for one value takes the first that is not empty. */
function firstValue(value: AttributeValue, why: string): { readonly value: AttributeValue; readonly why: string } {
  const values = valuesOf(value);
  const first = values.find((entry) => entry !== "") ?? values[0] ?? null;
  if (values.length < 2) return { value: first, why };
  return { value: first, why: `${why} ${values.length} values came; the attribute holds one, so the first is used.` };
}

const BOOLEANS: ReadonlyMap<Scalar, boolean> = new Map<Scalar, boolean>([
  [true, true],
  [false, false],
  ["true", true],
  ["false", false],
]);

function shapeActive(value: AttributeValue, result: "applied" | "default", why: string): RowOutcome {
  const active = BOOLEANS.get(valuesOf(value)[0] ?? "");
  if (active === undefined) return { result: "failed", why: "`active` takes true or false, so it is left as it is." };
  return { result, value: active, why };
}

/** Counts characters as a person does, not UTF-16 units. A value that is too long is refused, never cut. */
function limitLength(outcome: RowOutcome, maxLength: number | undefined): RowOutcome {
  if (maxLength === undefined) return outcome;
  // There are never more characters than units.
  if (valuesOf(outcome.value).every((entry) => String(entry).length <= maxLength)) return outcome;
  const longest = Math.max(0, ...valuesOf(outcome.value).map((entry) => [...String(entry)].length));
  if (longest <= maxLength) return outcome;
  return { result: "failed", why: `The value has ${longest} characters; the attribute holds at most ${maxLength}.` };
}
