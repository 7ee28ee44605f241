import { type AttributeValue, isList, valuesOf } from "../attribute-value.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import type { Evaluation } from "../trace/step.ts";
import type { ClaimMapping, GroupSet } from "./claim-mapping.ts";
import { describeSource, evaluateSource, type Lookup, type SourceResult, shownParts, valueMember } from "./evaluate.ts";
import { describeGroupSet, evaluateGroupSet, type GroupSetResult } from "./group-set.ts";
import type { ExpressionWorld } from "./person-world.ts";
import type { Source } from "./source.ts";

/** A person of the directory, with the groups that they are a member of. */
export interface Person {
  readonly user: DirectoryUser;
  readonly groups: readonly DirectoryGroup[];
}

/** One claim as it goes into the message: the row that made it, and its value (never null or an empty list). */
export interface ClaimValue {
  readonly mapping: ClaimMapping;
  readonly value: AttributeValue;
  /** The object that the claim is in a token, where it is more than a value; `value` is then its JSON text. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** What the claim mappings of one application give for one person. */
export interface ClaimValues {
  /** The claims to send, in the order of their rows. */
  readonly attributes: readonly ClaimValue[];
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
  /** Why the identity provider lets nobody in with these claims; absent: it does. */
  readonly refusal?: string;
}

/** The claims, with how each row came to its result told by whoever asks. */
export interface ExplainedClaims extends Omit<ClaimValues, "evaluations"> {
  /** {@link ClaimValues.evaluations}: pure, and more work than the claims themselves. */
  explain(): readonly Evaluation[];
}

/**
 * Evaluates the claim mappings of one application for one person. A row gives no claim where its attribute is absent,
 * null or without any value; an empty text is a value and is sent.
 * `settingPath` is where the rows are in the workspace: each evaluation's `setting` is that, `/` and the row's id.
 */
export function evaluateClaims(
  mappings: readonly ClaimMapping[],
  person: Person,
  settingPath: string,
  world?: ExpressionWorld,
): ClaimValues {
  const { explain, ...claims } = workOutClaims(mappings, person, settingPath, world);
  return { ...claims, evaluations: explain() };
}

/** The same for somebody who needs the claims now and their evaluations later, or never. */
export function workOutClaims(
  mappings: readonly ClaimMapping[],
  person: Person,
  settingPath: string,
  world?: ExpressionWorld,
): ExplainedClaims {
  const lookup = lookupInUser(person.user);
  const attributes: ClaimValue[] = [];
  let refusal: string | undefined;
  const rows = mappings.map((mapping): CarriedOutRow => {
    const found = evaluateClaim(mapping.source, person, lookup, world);
    if (found.overage?.kind === "refuse") refusal ??= found.why();
    const sent = claimsSent(mapping, found.result.value, found.overage, person.user.id);
    attributes.push(...sent);
    return { mapping, found, sent };
  });
  const explain = () => rows.map((row) => explainRow(row, settingPath));
  return refusal === undefined ? { attributes, explain } : { attributes, explain, refusal };
}

/** A row, what came out of its source, and what of it goes into the message. */
interface CarriedOutRow {
  readonly mapping: ClaimMapping;
  readonly found: ClaimResult;
  readonly sent: readonly ClaimValue[];
}

function explainRow({ mapping, found, sent }: CarriedOutRow, settingPath: string): Evaluation {
  const { result, why, problem, overage } = found;
  return {
    id: mapping.id,
    target: mapping.claim,
    rule: describeClaimSource(mapping.source),
    ...shownParts(result),
    ...(overage === undefined ? {} : valueMember(sent[0]?.value)),
    result: problem === undefined ? sentResult(sent) : "failed",
    why: problem ?? why(),
    setting: `${settingPath}/${mapping.id}`,
  };
}

function sentResult(sent: readonly ClaimValue[]): "applied" | "absent" {
  return sent.length > 0 ? "applied" : "absent";
}

/** What a row puts into the message: its claim, what takes its place, or nothing. */
function claimsSent(
  mapping: ClaimMapping,
  value: AttributeValue | undefined,
  overage: GroupSetResult["overage"],
  user: string,
): readonly ClaimValue[] {
  if (overage !== undefined) return overageClaims(mapping, overage, user);
  if (value === undefined || !isSent(value)) return [];
  const joined = mapping.severalValues === "joined" && isList(value) ? value.map(String).join(";") : value;
  return [{ mapping, value: joined }];
}

function overageClaims(
  mapping: ClaimMapping,
  overage: NonNullable<GroupSetResult["overage"]>,
  user: string,
): readonly ClaimValue[] {
  switch (overage.kind) {
    case "refuse":
      return [];
    case "link":
      return [{ mapping: { ...mapping, claim: overage.claim }, value: overage.url.replaceAll("{user}", user) }];
    case "claimSources": {
      const endpoint = overage.url.replaceAll("{user}", user);
      return [
        distributed({ ...mapping, claim: "_claim_names" }, { [mapping.claim]: "src1" }),
        distributed({ ...mapping, claim: "_claim_sources" }, { src1: { endpoint } }),
      ];
    }
  }
}

function distributed(mapping: ClaimMapping, json: Readonly<Record<string, unknown>>): ClaimValue {
  return { mapping, value: JSON.stringify(json), json };
}

/** A person's values by name: `id`, `userName`, `active`, else one of their attributes. */
export function lookupInUser(user: DirectoryUser): Lookup {
  return (name) => {
    if (name === "id" || name === "userName" || name === "active") return user[name];
    return Object.hasOwn(user.attributes, name) ? user.attributes[name] : undefined;
  };
}

/** A claim's source in words: "attribute `department` through a table", "groups whose name starts with `App-`, by name". */
export function describeClaimSource(source: ClaimMapping["source"]): string {
  return source.kind === "groups" ? describeGroupSet(source) : describeSource(source, "attribute");
}

interface ClaimResult {
  readonly result: SourceResult;
  /** In one or two sentences. */
  readonly why: () => string;
  readonly problem?: string;
  readonly overage?: GroupSetResult["overage"];
}

function evaluateClaim(
  source: ClaimMapping["source"],
  person: Person,
  lookup: Lookup,
  world: ExpressionWorld | undefined,
): ClaimResult {
  if (source.kind === "groups") return resultOfGroups(source, person.groups);
  const result = evaluateSource(source, lookup, world);
  const { problem } = result;
  const why = () => explainSource(source, result);
  return problem === undefined ? { result, why } : { result, why, problem };
}

function explainSource(source: Source, result: SourceResult): string {
  if (isSent(result.value)) return `The value comes from ${describeSource(source, "attribute")}.`;
  if (source.kind === "expression") return "Nothing came out of the expression, so no claim is sent.";
  const input = result.inputs[0];
  if (input === undefined) return "The constant is empty, so no claim is sent.";
  if (input.value === undefined) return `The person has no attribute \`${input.name}\`, so no claim is sent.`;
  if (!isSent(input.value)) return `The person's attribute \`${input.name}\` has no value, so no claim is sent.`;
  return `No value of \`${input.name}\` is in the table, so no claim is sent.`;
}

function resultOfGroups(set: GroupSet, groups: readonly DirectoryGroup[]): ClaimResult {
  const { value, intermediate, why, problem, overage } = evaluateGroupSet(set, groups);
  return {
    result: {
      inputs: [{ name: "groups", value: groups.map((group) => group.name) }],
      ...(intermediate === undefined ? {} : { intermediate }),
      ...valueMember(value),
    },
    why: () => why,
    ...(problem === undefined ? {} : { problem }),
    ...(overage === undefined ? {} : { overage }),
  };
}

function isSent(value: AttributeValue | undefined): boolean {
  return valuesOf(value).length > 0;
}
