import { type AttributeValue, isSafeName, valuesOf } from "../attribute-value.ts";
import type { Application } from "../sp/application.ts";
import { planAccounts, type ReadAccount } from "./account-plan.ts";
import { withAssigned } from "./assigned.ts";
import { readAtPace } from "./at-pace.ts";
import { askForApplication, findConnection } from "./find-application.ts";
import { plainHeading } from "./hr-columns.ts";
import type { ImportPlan } from "./import-plan.ts";
import { type ImportWriting, writeImported } from "./imported-account.ts";
import { type JsonEntry, type JsonObject, objectIn, readJsonList, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readMembers } from "./read-members.ts";
import type { PersonAttributes } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { tellOddMembers } from "./tell-odd-members.ts";

/**
 * Works out what the users of an application of Okta's would do: each is an assignment of somebody, by their Okta id, and
 * where it has an `externalId` the account that goes with it in the application.
 */
export async function planOktaAppUsers(input: PlannerInput): Promise<ImportPlan> {
  const { json, file, workspace, pace } = input;
  const found = findConnection(input, []);
  if (found === undefined) return askForApplication(input);
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: [], report });
  const writing: ImportWriting = { file, at: workspace.clock.now, writer: "scim" };
  const left = new Set<string>();
  const context = { application: found.application, writing, left };
  const accounts = await readAtPace(entries, { pace, what: "accounts" }, (entry) =>
    hasAccount(entry.value) ? readAppUser(entry, context) : undefined,
  );
  const people = new Set(workspace.directory.users.map(({ id }) => id));
  const users = directlyAssigned(entries, people, placeOf, report);
  const assigned = withAssigned(workspace, found, { users, groups: new Set() }, report);
  tellOddMembers(left, report);
  const plan = await planAccounts({ ...input, workspace: assigned }, found, { accounts, placeOf }, report);
  return users.size === 0 ? plan : { ...plan, what: `${plan.what}; ${users.size} people assigned` };
}

/** Somebody who is assigned but not provisioned has none. */
function hasAccount(value: JsonObject): boolean {
  return textIn(value, "externalId") !== undefined || userNameOf(value) !== "";
}

function userNameOf(value: JsonObject): string {
  const profile = objectIn(value, "profile");
  const names = [
    textIn(objectIn(value, "credentials"), "userName"),
    textIn(profile, "userName"),
    textIn(profile, "login"),
  ];
  return names.find((name) => name !== undefined)?.trim() ?? textIn(profile, "email") ?? "";
}

/** Whether an account in this status is in use; a status that is not known here leaves it as it is. */
const IN_USE: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  PROVISIONED: true,
  SUSPENDED: false,
  INACTIVE: false,
  DEPROVISIONED: false,
};

interface Reading {
  readonly application: Application;
  readonly writing: ImportWriting;
  /** Gathers what accounts have no attribute for. */
  readonly left: Set<string>;
}

function readAppUser({ at, value }: JsonEntry, { application, writing, left }: Reading): ReadAccount {
  const userName = userNameOf(value);
  const attributes = profileOf(value, application, left);
  const status = textIn(value, "status") ?? "";
  const active = Object.hasOwn(IN_USE, status) ? IN_USE[status] : undefined;
  const [mail] = valuesOf(attributes.email ?? attributes.mail);
  return {
    at,
    id: textIn(value, "externalId"),
    userName,
    person: textIn(value, "id"),
    mail: typeof mail === "string" ? mail : textIn(objectIn(value, "profile"), "email"),
    write: (present, id) => writeImported(present, id, { userName, active, attributes, roles: [] }, writing),
  };
}

/** The application's attributes, by their names without regard to case and punctuation. */
function profileOf(
  value: JsonObject,
  { accountAttributes }: Application,
  left: Set<string>,
): Readonly<Record<string, AttributeValue>> {
  const names = new Map(accountAttributes.map(({ name }) => [plainHeading(name), name]));
  const attributes: PersonAttributes = {};
  const nameOf = (member: string): string | undefined => {
    const name = names.get(plainHeading(member));
    if (name === undefined && isSafeName(member) && !NAMES.has(member)) left.add(`profile.${member}`);
    return name;
  };
  readMembers(objectIn(value, "profile"), attributes, { carried: new Set(), odd: left, nullIsNothing: true, nameOf });
  return attributes;
}

/** What the user name is read from. */
const NAMES: ReadonlySet<string> = new Set(["userName", "login"]);

/** The people whom somebody assigned one by one; the others come by a group, which the file does not name. */
function directlyAssigned(
  entries: readonly JsonEntry[],
  people: ReadonlySet<string>,
  placeOf: (at: number) => string,
  report: ReportWriter,
): ReadonlySet<string> {
  const ids = entries.flatMap(({ at, value }): readonly string[] => {
    const id = textIn(value, "id") ?? "";
    if (people.has(id) && textIn(value, "scope") !== "GROUP") return [id];
    const message = people.has(id)
      ? "Assigned by a group, which the file does not name: assign the group."
      : "Nobody in the directory has this id, so that nobody is assigned; import the people first.";
    report.addOne("notUnderstood", () => ({ place: placeOf(at), subject: userNameOf(value) || id, message }));
    return [];
  });
  return new Set(ids);
}
