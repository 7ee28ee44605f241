import { type AttributeValue, valuesOf } from "../attribute-value.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import type { Evaluation } from "../trace/step.ts";
import type { ClaimMapping, GroupSet } from "./claim-mapping.ts";
import { describeSource, evaluateSource, type Lookup, type SourceResult, shownParts } from "./evaluate.ts";
import { parsePattern } from "./pattern.ts";
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
}

/** What the claim mappings of one application give for one person. */
export interface ClaimValues {
  /** The claims to send, in the order of their rows. */
  readonly attributes: readonly ClaimValue[];
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
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
  const lookup = lookupInUser(person.user);
  const attributes: ClaimValue[] = [];
  const evaluations = mappings.map((mapping): Evaluation => {
    const { result, why, problem } = evaluateClaim(mapping.source, person, lookup, world);
    const sent = result.value !== undefined && isSent(result.value) ? "applied" : "absent";
    if (result.value !== undefined && sent === "applied") attributes.push({ mapping, value: result.value });
    return {
      id: mapping.id,
      target: mapping.claim,
      rule: describeClaimSource(mapping.source),
      ...shownParts(result),
      result: problem === undefined ? sent : "failed",
      why: problem ?? why,
      setting: `${settingPath}/${mapping.id}`,
    };
  });
  return { attributes, evaluations };
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
  readonly why: string;
  readonly problem?: string;
}

function evaluateClaim(
  source: ClaimMapping["source"],
  person: Person,
  lookup: Lookup,
  world: ExpressionWorld | undefined,
): ClaimResult {
  if (source.kind === "groups") return evaluateGroupSet(source, person.groups);
  const result = evaluateSource(source, lookup, world);
  if (result.problem !== undefined) return { result, why: result.problem, problem: result.problem };
  return { result, why: explainSource(source, result) };
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

/** The filter looks at a group's name, also where its id is what is sent. */
function evaluateGroupSet(set: GroupSet, groups: readonly DirectoryGroup[]): ClaimResult {
  const inputs = [{ name: "groups", value: groups.map((group) => group.name) }];
  const test = groupTest(set.filter);
  if (typeof test === "string") return { result: { inputs }, why: test, problem: test };
  const chosen = groups.filter((group) => test(group.name));
  const of = `of the person's ${groups.length} ${groups.length === 1 ? "group" : "groups"}`;
  if (groups.length === 0) return { result: { inputs }, why: "The person is in no group, so no claim is sent." };
  if (chosen.length === 0) return { result: { inputs }, why: `None ${of} passes the filter, so no claim is sent.` };
  const value = chosen.map((group) => group[set.emit]);
  return { result: { value, inputs }, why: `Sent: ${chosen.length} ${of}.` };
}

/** The filter as a test on a group's name, or what is wrong with it. */
function groupTest(filter: GroupSet["filter"]): ((name: string) => boolean) | string {
  if (filter === undefined) return () => true;
  const { operator, value } = filter;
  switch (operator) {
    case "equals":
      return (name) => name === value;
    case "startsWith":
      return (name) => name.startsWith(value);
    case "contains":
      return (name) => name.includes(value);
    case "matches": {
      const pattern = parsePattern(value);
      return pattern.ok ? pattern.matches : `The pattern \`${value}\` is not valid: ${pattern.problem}`;
    }
  }
}

const FILTER_WORDS = { equals: "equals", startsWith: "starts with", contains: "contains", matches: "matches" } as const;

function describeGroupSet({ filter, emit }: GroupSet): string {
  if (filter === undefined) return `all groups, by ${emit}`;
  return `groups whose name ${FILTER_WORDS[filter.operator]} \`${filter.value}\`, by ${emit}`;
}

function isSent(value: AttributeValue | undefined): boolean {
  return valuesOf(value).length > 0;
}
