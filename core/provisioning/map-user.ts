import { type AttributeValue, isBlank } from "../attribute-value.ts";
import {
  describeSource,
  evaluateSource,
  type Lookup,
  type SourceResult,
  shownParts,
  valueMember,
} from "../mapping/evaluate.ts";
import { valuesReadBy } from "../mapping/names-read.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { asksForUniqueValue } from "../mapping/unique-value.ts";
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
  /** Targets that lose their value, where others without one are left as they are. Absent: none. */
  readonly cleared?: readonly string[];
  /** Why nothing at all is to be done for the person: an expression says so (Entra's `IgnoreObjectFlow`). */
  readonly ignored?: string;
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
}

/** What the rows are evaluated for: `create` rows and defaults count only when an account is made. */
export type MappingMoment = "create" | "update";

/** What rows may ask about a person. */
export interface RowWorld extends ExpressionWorld {
  /** Whether somebody has this value at a target already: for `SelectUniqueValue`. Absent: there is nobody to ask. */
  readonly isTakenAt?: (target: string, value: string) => boolean;
}

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
  world?: RowWorld,
): MappedUser {
  const values = new Map<string, ProvisionedValue>();
  const missing: MissingRow[] = [];
  const cleared: string[] = [];
  let ignored: string | undefined;
  const evaluations = mappings.map((mapping): Evaluation => {
    const { id, target, source } = mapping;
    const came = evaluateSource(source, lookup, worldAt(target, world));
    const { result, value, why, writesNull } = judge(mapping, came, moment, values.get(target));
    if (came.effects?.includes("ignoreObject") === true)
      ignored ??= `Row \`${id}\` says to leave the whole person out.`;
    if (value !== undefined) values.set(target, { mapping, value });
    if (result === "failed") missing.push({ target, why, mapping: id });
    if (writesNull === true) cleared.push(target);
    const { value: _, ...others } = came;
    return {
      id,
      target,
      rule: describeSource(source, "attribute"),
      ...shownParts({ ...others, ...valueMember(writesNull === true ? null : value) }),
      result,
      why,
      setting: `${settingPath}/${id}`,
    };
  });
  return {
    values: [...values.values()],
    missing,
    evaluations,
    ...(cleared.length === 0 ? {} : { cleared }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}

/** The world as the row of one target sees it. */
function worldAt(target: string, world: RowWorld | undefined): ExpressionWorld | undefined {
  if (world?.isTakenAt === undefined) return world;
  const { isTakenAt } = world;
  return { ...world, isTaken: (value: string) => isTakenAt(target, value) };
}

/** The rows' values alone: what {@link mapUser} gives, for somebody who does not want to know how. */
export function valuesFor(
  mappings: readonly ProvisioningMapping[],
  lookup: Lookup,
  moment: MappingMoment,
  world?: RowWorld,
): ReadonlyMap<string, AttributeValue> {
  const values = new Map<string, AttributeValue>();
  for (const mapping of mappings) {
    if (values.has(mapping.target)) continue;
    const { value } = judge(
      mapping,
      evaluateSource(mapping.source, lookup, worldAt(mapping.target, world), false),
      moment,
      undefined,
    );
    if (value !== undefined) values.set(mapping.target, value);
  }
  return values;
}

/**
 * What the rows make of a person, for telling whether anything changed: what an expression reads stands in the place of
 * what it gives, which may be another thing at every moment. A person's groups and whom they are linked with are left out:
 * as in the products, a change of those alone sets no mapping going. Which roles of the application somebody is assigned is
 * part of what is read.
 */
export function valuesRead(
  mappings: readonly ProvisioningMapping[],
  lookup: Lookup,
  appRoles?: ExpressionWorld["appRoles"],
): ReadonlyMap<string, AttributeValue> {
  const plain = mappings.filter(({ source }) => source.kind !== "expression");
  const values = new Map(valuesFor(plain, lookup, "create"));
  for (const { id, source } of mappings) {
    if (source.kind !== "expression") continue;
    values.set(`${id} reads`, JSON.stringify(valuesReadBy(source, lookup, appRoles)));
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
  /** The target loses its value. */
  readonly writesNull?: true;
}

function judge(
  mapping: ProvisioningMapping,
  { value: raw, problem, effects = [] }: SourceResult,
  moment: MappingMoment,
  earlier: ProvisionedValue | undefined,
): RowOutcome {
  const { target, source, defaultIfNull, required } = mapping;
  if (earlier !== undefined) {
    return { result: "skipped", why: `Row \`${earlier.mapping.id}\` above sets \`${target}\` already.` };
  }
  const notNow = moment === "update" ? whyOnlyAtCreation(mapping) : undefined;
  if (notNow !== undefined) return { result: "skipped", why: notNow };
  const from = describeSource(source, "attribute");
  if (problem !== undefined) return { result: "failed", why: problem };
  const instead = judgeEffects(effects, target, raw);
  if (instead !== undefined) return instead;
  if (raw !== undefined && !isBlank(raw))
    return { result: "applied", value: raw, why: `The value comes from ${from}.${nextChoice(effects)}` };
  if (defaultIfNull !== undefined && !isBlank(defaultIfNull)) return judgeDefault(defaultIfNull, from, moment);
  if (required === true) return { result: "failed", why: `\`${target}\` is required, and nothing came from ${from}.` };
  return { result: "absent", why: `Nothing came from ${from}. A value that is missing is not sent.` };
}

/** An account that is there has its unique value, which `SelectUniqueValue` would find taken: by itself. */
function whyOnlyAtCreation({ apply, source }: ProvisioningMapping): string | undefined {
  if (apply === "create") return "The row counts only when the account is made.";
  return asksForUniqueValue(source)
    ? "A unique value is looked for only when the account is made (`SelectUniqueValue`)."
    : undefined;
}

function nextChoice(effects: NonNullable<SourceResult["effects"]>): string {
  return effects.includes("nextUnique")
    ? " Somebody has the first choice already, so the next unique value is tried."
    : "";
}

/** What an expression does in the place of a value; undefined where it gave one. */
function judgeEffects(
  effects: NonNullable<SourceResult["effects"]>,
  target: string,
  raw: AttributeValue | undefined,
): RowOutcome | undefined {
  if (raw === null && effects.includes("writeNull")) return { result: "applied", why: DELTA_NULL, writesNull: true };
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

const DELTA_NULL =
  "Another attribute changed since the last cycle, and none that the source of `Switch` reads: Entra takes that source for null and writes null (a documented bug; Microsoft's way round is `IIF`).";

function judgeDefault(value: AttributeValue, from: string, moment: MappingMoment): RowOutcome {
  if (moment === "create")
    return { result: "default", value, why: `Nothing came from ${from}, so the default is used.` };
  return { result: "absent", why: `Nothing came from ${from}; the default counts only when the account is made.` };
}
