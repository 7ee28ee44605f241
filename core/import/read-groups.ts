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
  /** Members of a group that are read, or say nothing of it. */
  readonly known: readonly string[];
}

const GRAPH: GroupFormat = {
  lists: ["value"],
  nameOf: (group) => textIn(group, "displayName"),
  descriptionOf: (group) => textIn(group, "description"),
  known: ["id", "displayName", "description", "members"],
};

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
  return (input: PlannerInput): Promise<ImportPlan> => {
    const { json, file } = input;
    const report = createReport();
    const { entries, placeOf } = readJsonList(json, { file, members: format.lists, report });
    tellMorePages(json, report);
    tellOddMembers(oddMembers(entries, format), report);
    const groups = entries.map(({ at, value }): ReadGroup => {
      const [id, description] = [textIn(value, "id"), format.descriptionOf(value)];
      return { at, id, name: format.nameOf(value) ?? "", description };
    });
    const members = entries.flatMap((entry) => membersOf(entry, format, placeOf, report));
    return planMembers(input, { groups, members, placeOf }, report);
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
