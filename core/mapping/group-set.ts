import type { DirectoryGroup } from "../directory/directory.ts";
import type { GroupForm, GroupLimit, GroupSet } from "./claim-mapping.ts";
import { parsePattern } from "./pattern.ts";
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

/** The filter looks at a group's name, also where its id is what is sent; the limit counts what passes it. */
export function evaluateGroupSet(set: GroupSet, groups: readonly DirectoryGroup[]): GroupSetResult {
  const test = groupTest(set.filter);
  if (typeof test === "string") return { why: test, problem: test };
  if (groups.length === 0) return { why: "The person is in no group, so no claim is sent." };
  if (set.limit !== undefined && isFilterOverrun(set, groups.length)) {
    const why = `The filter works for people in up to ${set.limit.filterMost} groups, and this one is in ${groups.length}.`;
    return applyLimit(set.limit, why, []);
  }
  const chosen = groups.filter(({ id, name }) => set.chosen?.includes(id) !== false && test(name));
  const of = `of the person's ${groups.length} ${groups.length === 1 ? "group" : "groups"}`;
  if (chosen.length === 0) return { why: `None ${of} passes the filter, so no claim is sent.` };
  return sendGroups(set, chosen, of);
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
export function describeGroupSet({ filter, emit, chosen }: GroupSet): string {
  const which = chosen === undefined ? "all groups" : `${chosen.length} chosen groups`;
  const by = WRITTEN_BY[emit];
  if (filter === undefined) return `${which}, by ${by}`;
  const noun = chosen === undefined ? "groups" : "chosen groups";
  return `${noun} whose name ${FILTER_WORDS[filter.operator]} \`${filter.value}\`, by ${by}`;
}
