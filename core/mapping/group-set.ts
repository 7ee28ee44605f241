import type { DirectoryGroup } from "../directory/directory.ts";
import type { GroupForm, GroupLimit, GroupSet } from "./claim-mapping.ts";
import type { ClaimTransformation } from "./claim-transformation.ts";
import { parsePattern } from "./pattern.ts";
import { replaceByPattern } from "./replace-by-pattern.ts";
import type { SourceResult } from "./source-result.ts";

/** What a group set gives for one person. */
export interface GroupSetResult {
  /** Never empty; absent: no groups are sent. */
  readonly value?: readonly string[];
  /** What is worth showing beside the value. */
  readonly intermediate?: NonNullable<SourceResult["intermediate"]>;
  /** In one or two sentences. */
  readonly why: string;
  /** Why nothing could be worked out. */
  readonly problem?: string;
  /** There are more groups than the claim can hold, so that something else happens than sending them. */
  readonly overage?: Exclude<GroupLimit["above"], { kind: "truncate" }>;
}

/**
 * The filter looks at a group's name, also where its id is what is sent; the limit counts what passes it. `assigned`: ids
 * of the groups that are assigned to the application, for a set of those alone.
 */
export function evaluateGroupSet(
  set: GroupSet,
  groups: readonly DirectoryGroup[],
  assigned: readonly string[] = [],
): GroupSetResult {
  const test = groupTest(set.filter);
  if (typeof test === "string") return { why: test, problem: test };
  if (groups.length === 0) return { why: "The person is in no group, so no claim is sent." };
  if (set.limit !== undefined && isFilterOverrun(set, groups.length)) {
    const why = `The filter works for people in up to ${set.limit.filterMost} groups, and this one is in ${groups.length}.`;
    return applyLimit(set.limit, why, []);
  }
  const chosen = groups.filter(
    ({ id, name }) =>
      set.chosen?.includes(id) !== false && (set.assigned !== true || assigned.includes(id)) && test(name),
  );
  const of = `of the person's ${groups.length} ${groups.length === 1 ? "group" : "groups"}`;
  if (chosen.length === 0) return { why: whyNone(set, of) };
  return sendGroups(set, chosen, of);
}

function whyNone({ assigned, filter, chosen }: GroupSet, of: string): string {
  const only = assigned === true && filter === undefined && chosen === undefined;
  return `None ${of} ${only ? "is assigned to the application" : "passes the filter"}, so no claim is sent.`;
}

/**
 * The groups of a claim through RegexReplace: those that do not match are left out, and where none does, they are sent
 * as they are (reference: idp-claims.md, "Entra groups claim details").
 */
export function replaceInGroups(
  found: GroupSetResult,
  transformations: readonly ClaimTransformation[],
): GroupSetResult {
  const [replace] = transformations;
  if (found.value === undefined || replace?.function !== "RegexReplace") return found;
  const replaced = found.value.map((text) =>
    replaceByPattern(replace.pattern, replace.replacement, text, () => undefined),
  );
  const problem = replaced.flatMap((each) => ("problem" in each ? [each.problem] : []))[0];
  if (problem !== undefined) return { why: problem, problem };
  const value = replaced.flatMap((each) => ("text" in each && each.text !== "" ? (each.text ?? []) : []));
  const before = { text: "before RegexReplace()", value: found.value };
  const intermediate = [...(found.intermediate ?? []), before];
  if (value.length === 0)
    return { ...found, intermediate, why: `${found.why} None of them matches the pattern: they are sent as they are.` };
  const left = found.value.length - value.length;
  const leftOut = left === 0 ? "" : ` Left out, for they do not match the pattern: ${left}.`;
  return { ...found, value, intermediate, why: `${found.why}${leftOut}` };
}

function isFilterOverrun({ filter, limit }: GroupSet, count: number): boolean {
  return filter !== undefined && limit?.filterMost !== undefined && count > limit.filterMost;
}

function sendGroups(set: GroupSet, chosen: readonly DirectoryGroup[], of: string): GroupSetResult {
  const value = chosen.flatMap((group) => writeGroup(group, set) ?? []);
  const form = GROUP_FORM_NAMES[set.emit];
  if (value.length === 0) return { why: `None ${of} that could be sent has ${form}, so no claim is sent.` };
  if (set.limit !== undefined && value.length > set.limit.most) {
    return applyLimit(
      set.limit,
      `There are ${value.length} groups to send, and ${set.limit.most} are the most.`,
      value,
    );
  }
  const left = chosen.length - value.length;
  const leftOut = left === 0 ? "" : ` Left out for want of ${form}: ${left}.`;
  return { value, why: `Sent: ${value.length} ${of}.${leftOut}`, ...implicitPreview(set.limit, value) };
}

function applyLimit({ most, above }: GroupLimit, why: string, value: readonly string[]): GroupSetResult {
  switch (above.kind) {
    case "truncate":
      return { value: value.slice(0, most), why: `${why} The first ${most} are sent.` };
    case "refuse": {
      const problem = `${why} Nobody is let in with some of their groups left out.`;
      return { why: problem, problem, overage: above };
    }
    case "link":
    case "claimSources":
      return { why: `${why} None is sent: a link to where they can be asked for takes their place.`, overage: above };
  }
}

/** What a token of the implicit flow would have instead; nothing where it would have the groups too. */
function implicitPreview(
  limit: GroupLimit | undefined,
  value: readonly string[],
): Pick<GroupSetResult, "intermediate"> {
  const most = limit?.implicitMost;
  if (most === undefined || value.length <= most) return {};
  return {
    intermediate: [{ text: `\`hasgroups\` in a token of the implicit flow, for more than ${most}`, value: true }],
  };
}

/** One group as it is sent; undefined where it has no such form. */
function writeGroup({ id, name, onPremises }: DirectoryGroup, { emit, otherwise }: GroupSet): string | undefined {
  const behind = (domain: string | undefined): string | undefined =>
    domain === undefined || onPremises === undefined ? undefined : `${domain}\\${onPremises.samAccountName}`;
  const forms: Readonly<Record<GroupForm, string | undefined>> = {
    id,
    name,
    path: name.startsWith("/") ? name : `/${name}`,
    samAccountName: onPremises?.samAccountName,
    netbiosSamAccountName: behind(onPremises?.netbiosName),
    dnsSamAccountName: behind(onPremises?.dnsName),
    sid: onPremises?.sid,
  };
  return forms[emit] ?? (otherwise === "name" ? name : undefined);
}

/** The forms in words, as they follow "has". */
const GROUP_FORM_NAMES: Readonly<Record<GroupForm, string>> = {
  name: "a name",
  id: "an id",
  path: "a path",
  samAccountName: "a sAMAccountName",
  netbiosSamAccountName: "a NetBIOS name and a sAMAccountName",
  dnsSamAccountName: "a DNS name and a sAMAccountName",
  sid: "a security identifier",
};

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

const WRITTEN_BY: Readonly<Record<GroupForm, string>> = {
  name: "name",
  id: "id",
  path: "path",
  samAccountName: "sAMAccountName",
  netbiosSamAccountName: "NetBIOS\\sAMAccountName",
  dnsSamAccountName: "DNS\\sAMAccountName",
  sid: "security identifier",
};

/** A group set in words: "groups whose name starts with `App-`, by name". */
export function describeGroupSet({ filter, emit, chosen, assigned }: GroupSet): string {
  const all = assigned === true ? "assigned groups" : "all groups";
  const which = chosen === undefined ? all : `${chosen.length} chosen groups`;
  const by = WRITTEN_BY[emit];
  if (filter === undefined) return `${which}, by ${by}`;
  const some = assigned === true ? "assigned groups" : "groups";
  const noun = chosen === undefined ? some : "chosen groups";
  return `${noun} whose name ${FILTER_WORDS[filter.operator]} \`${filter.value}\`, by ${by}`;
}
