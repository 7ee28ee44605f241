import { type AttributeValue, isBlank } from "../attribute-value.ts";
import { describeSource, evaluateSource, type Lookup, type SourceResult, shownParts } from "../mapping/evaluate.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { lookupByProductName } from "../mapping/product-names.ts";
import type { Evaluation } from "../trace/step.ts";
import type { ProvisioningMapping } from "./settings.ts";

/** What a row gives for its target. Never blank. */
export interface ProvisionedValue {
  readonly mapping: ProvisioningMapping;
  readonly value: AttributeValue;
}

/** A required row without a value, or one whose expression failed or cannot tell. */
export interface MissingRow {
  readonly target: string;
  readonly why: string;
  /** Id of the row. */
  readonly mapping: string;
}

/** What the rows give for one person. */
export interface MappedUser {
  /** At most one per target, in the order of the rows. */
  readonly values: readonly ProvisionedValue[];
  readonly missing: readonly MissingRow[];
  /** Why nothing at all is to be done for the person: an expression says so (Entra's `IgnoreObjectFlow`). */
  readonly ignored?: string;
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
}

/** What the rows are evaluated for: `create` rows and defaults count only when an account is made. */
export type MappingMoment = "create" | "update";

/**
 * Evaluates the rows for one person. The first row that gives a value for a target wins. Nothing, null, an empty text and
 * an empty list are no value: none is sent (F13). A default takes their place only when the account is made, as in Entra.
 * A row whose expression fails, or cannot tell, counts as missing: nobody is provisioned on a guess.
 * `settingPath` is where the rows are in the workspace: each evaluation's `setting` is that, `/` and the row's id.
 */
export function mapUser(
  mappings: readonly ProvisioningMapping[],
  lookup: Lookup,
  moment: MappingMoment,
  settingPath: string,
  world?: ExpressionWorld,
): MappedUser {
  const values = new Map<string, ProvisionedValue>();
  const missing: MissingRow[] = [];
  let ignored: string | undefined;
  const evaluations = mappings.map((mapping): Evaluation => {
    const { id, target, source } = mapping;
    const came = evaluateSource(source, lookup, world);
    const { result, value, why } = judge(mapping, came, moment, values.get(target));
    if (came.effects?.includes("ignoreObject") === true)
      ignored ??= `Row \`${id}\` says to leave the whole person out.`;
    if (value !== undefined) values.set(target, { mapping, value });
    if (result === "failed") missing.push({ target, why, mapping: id });
    const { value: _, ...others } = came;
    return {
      id,
      target,
      rule: describeSource(source, "attribute"),
      ...shownParts(value === undefined ? others : { ...others, value }),
      result,
      why,
      setting: `${settingPath}/${id}`,
    };
  });
  return { values: [...values.values()], missing, evaluations, ...(ignored === undefined ? {} : { ignored }) };
}

/** The rows' values alone: what {@link mapUser} gives, for somebody who does not want to know how. */
export function valuesFor(
  mappings: readonly ProvisioningMapping[],
  lookup: Lookup,
  moment: MappingMoment,
  world?: ExpressionWorld,
): ReadonlyMap<string, AttributeValue> {
  const values = new Map<string, AttributeValue>();
  for (const mapping of mappings) {
    if (values.has(mapping.target)) continue;
    const { value } = judge(mapping, evaluateSource(mapping.source, lookup, world, false), moment, undefined);
    if (value !== undefined) values.set(mapping.target, value);
  }
  return values;
}

/**
 * What the rows make of a person, for telling whether anything changed: what an expression reads stands in the place of
 * what it gives, which may be another thing at every moment. A person's groups and whom they are linked with are left out:
 * as in the products, a change of those alone sets no mapping going.
 */
export function valuesRead(
  mappings: readonly ProvisioningMapping[],
  lookup: Lookup,
): ReadonlyMap<string, AttributeValue> {
  const plain = mappings.filter(({ source }) => source.kind !== "expression");
  const values = new Map(valuesFor(plain, lookup, "create"));
  for (const { id, source } of mappings) {
    if (source.kind !== "expression") continue;
    const read = namesReadBy(source).map((name) => [name, lookupByProductName(source.dialect, name, lookup) ?? null]);
    values.set(`${id} reads`, JSON.stringify(read));
  }
  return values;
}

/** The rows that accounts are matched by, in their order: the lowest number first, rows of the same number as they stand. */
export function matchingRows(mappings: readonly ProvisioningMapping[]): readonly ProvisioningMapping[] {
  return mappings
    .filter(({ matching }) => matching !== undefined)
    .toSorted((left, right) => (left.matching ?? 0) - (right.matching ?? 0));
}

interface RowOutcome {
  readonly result: Evaluation["result"];
  /** Present where it is to be sent. */
  readonly value?: AttributeValue;
  readonly why: string;
}

function judge(
  mapping: ProvisioningMapping,
  { value: raw, problem, effects = [] }: SourceResult,
  moment: MappingMoment,
  earlier: ProvisionedValue | undefined,
): RowOutcome {
  const { target, source, apply, defaultIfNull, required } = mapping;
  if (earlier !== undefined) {
    return { result: "skipped", why: `Row \`${earlier.mapping.id}\` above sets \`${target}\` already.` };
  }
  if (apply === "create" && moment === "update") {
    return { result: "skipped", why: "The row counts only when the account is made." };
  }
  const from = describeSource(source, "attribute");
  if (problem !== undefined) return { result: "failed", why: problem };
  const instead = judgeEffects(effects, target);
  if (instead !== undefined) return instead;
  if (raw !== undefined && !isBlank(raw))
    return { result: "applied", value: raw, why: `The value comes from ${from}.` };
  if (defaultIfNull !== undefined && !isBlank(defaultIfNull)) return judgeDefault(defaultIfNull, from, moment);
  if (required === true) return { result: "failed", why: `\`${target}\` is required, and nothing came from ${from}.` };
  return { result: "absent", why: `Nothing came from ${from}. A value that is missing is not sent.` };
}

/** What an expression does in the place of a value; undefined where it gave one. */
function judgeEffects(effects: NonNullable<SourceResult["effects"]>, target: string): RowOutcome | undefined {
  if (effects.includes("ignoreAttribute"))
    return { result: "skipped", why: `The expression says to leave \`${target}\` alone.` };
  if (effects.includes("ignoreObject"))
    return { result: "skipped", why: "The expression says to leave the whole person out." };
  if (!effects.includes("escrow")) return undefined;
  return {
    result: "failed",
    why: `Every value that the expression offers for \`${target}\` is taken: the person waits.`,
  };
}

function judgeDefault(value: AttributeValue, from: string, moment: MappingMoment): RowOutcome {
  if (moment === "create")
    return { result: "default", value, why: `Nothing came from ${from}, so the default is used.` };
  return { result: "absent", why: `Nothing came from ${from}; the default counts only when the account is made.` };
}
