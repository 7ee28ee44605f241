import type { OnPremisesGroup } from "../directory/directory.ts";
import { readAtPace } from "./at-pace.ts";
import type { ImportPlan } from "./import-plan.ts";
import {
  isJsonObject,
  type JsonEntry,
  type JsonObject,
  listIn,
  objectIn,
  readJsonList,
  tellMorePages,
  textIn,
} from "./json-list.ts";
import { planMembers, type ReadMember } from "./member-plan.ts";
import type { Planner, PlannerInput } from "./plan-import.ts";
import type { ReadGroup } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { tellOddMembers } from "./tell-odd-members.ts";

/** How a product's JSON describes groups. */
interface GroupFormat {
  /** Members of the document in which the list may stand. */
  readonly lists: readonly string[];
  nameOf(group: JsonObject): string | undefined;
  descriptionOf(group: JsonObject): string | undefined;
  /** Absent: its groups come from no domain. */
  onPremisesOf?(group: JsonObject): OnPremisesGroup | undefined;
  /** Members of a group that are read, or say nothing of it. */
  readonly known: readonly string[];
}

const GRAPH: GroupFormat = {
  lists: ["value"],
  nameOf: (group) => textIn(group, "displayName"),
  descriptionOf: (group) => textIn(group, "description"),
  onPremisesOf: readOnPremises,
  known: [
    ...["id", "displayName", "description", "members", "onPremisesSamAccountName", "onPremisesNetBiosName"],
    ...["onPremisesDomainName", "onPremisesSecurityIdentifier"],
  ],
};

/** Null of a group that was made in the cloud. */
function readOnPremises(group: JsonObject): OnPremisesGroup | undefined {
  const samAccountName = textIn(group, "onPremisesSamAccountName");
  if (samAccountName === undefined) return undefined;
  const [netbiosName, dnsName] = [textIn(group, "onPremisesNetBiosName"), textIn(group, "onPremisesDomainName")];
  const sid = textIn(group, "onPremisesSecurityIdentifier");
  return {
    samAccountName,
    ...(netbiosName === undefined ? {} : { netbiosName }),
    ...(dnsName === undefined ? {} : { dnsName }),
    ...(sid === undefined ? {} : { sid }),
  };
}

const OKTA: GroupFormat = {
  lists: ["groups"],
  nameOf: (group) => textIn(objectIn(group, "profile"), "name"),
  descriptionOf: (group) => textIn(objectIn(group, "profile"), "description"),
  known: ["id", "profile", "members", "_links", "_embedded"],
};

const SCIM: GroupFormat = {
  lists: ["Resources"],
  nameOf: (group) => textIn(group, "displayName"),
  descriptionOf: () => undefined,
  known: ["id", "displayName", "members", "schemas", "meta"],
};

/** Groups of Microsoft Graph; members where somebody asked for them: `$expand=members`. */
export const planGraphGroups = groupPlanner(GRAPH);

/** Groups of Okta's API. They do not say who is in them. */
export const planOktaGroups = groupPlanner(OKTA);

/** Groups of a SCIM ListResponse, and who is in them. */
export const planScimGroups = groupPlanner(SCIM);

function groupPlanner(format: GroupFormat): Planner {
  return async (input: PlannerInput): Promise<ImportPlan> => {
    const { json, file, pace } = input;
    const report = createReport();
    const { entries, placeOf } = readJsonList(json, { file, members: format.lists, report });
    tellMorePages(json, report);
    tellOddMembers(oddMembers(entries, format), report);
    const walk = { pace, what: "groups" };
    const groups = await readAtPace(entries, walk, ({ at, value }): ReadGroup => {
      const [id, description] = [textIn(value, "id"), format.descriptionOf(value)];
      const onPremises = format.onPremisesOf?.(value);
      return { at, id, name: format.nameOf(value) ?? "", description, onPremises };
    });
    const members = await readAtPace(entries, walk, (entry) => membersOf(entry, format, placeOf, report));
    return planMembers(input, { groups, members: members.flat(), placeOf }, report);
  };
}

/** What groups have here is a name, a description and members. */
function oddMembers(entries: readonly JsonEntry[], { known }: GroupFormat): ReadonlySet<string> {
  const names = entries.flatMap(({ value }) => Object.keys(value));
  return new Set(names.filter((name) => !known.includes(name) && !name.startsWith("@")));
}

function membersOf(
  { at, value }: JsonEntry,
  { nameOf }: GroupFormat,
  placeOf: (at: number) => string,
  report: ReportWriter,
): readonly ReadMember[] {
  const group = textIn(value, "id") ?? nameOf(value) ?? "";
  return listIn(value, "members").flatMap((member, index): readonly ReadMember[] => {
    const place = `${placeOf(at)}.members[${index}]`;
    const names = isJsonObject(member) ? namesOf(member) : [];
    if (isJsonObject(member) && isGroup(member)) {
      const message = "A group in a group is left out: membership here is direct.";
      report.addOne("notUnderstood", () => ({ place, subject: names[0] ?? "", message }));
      return [];
    }
    return [{ at, place, group, names }];
  });
}

/** What a member may be found by. */
function namesOf(member: JsonObject): readonly string[] {
  return ["value", "id", "userPrincipalName", "display"].flatMap((name) => textIn(member, name) ?? []);
}

function isGroup(member: JsonObject): boolean {
  return member.type === "Group" || member["@odata.type"] === "#microsoft.graph.group";
}
