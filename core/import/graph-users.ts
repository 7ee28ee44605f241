import { foldCase } from "../fold-case.ts";
import { readAtPace } from "./at-pace.ts";
import { ENTRA_COLUMNS } from "./entra-columns.ts";
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
import { planPeople } from "./people-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readMembers } from "./read-members.ts";
import { MANAGER, type PersonAttributes, type ReadPerson } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { tellOddMembers } from "./tell-odd-members.ts";

/**
 * Works out what users of Microsoft Graph would do (reference: user-formats.md, section 1d). Attributes get the names that
 * Entra's expressions have for them; null is no value.
 */
export async function planGraphUsers(input: PlannerInput): Promise<ImportPlan> {
  const { json, file, pace } = input;
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: ["value"], report });
  tellMorePages(json, report);
  const carried = new Set<string>();
  const odd = new Set<string>();
  const reading = { carried, odd, placeOf, report };
  const people = await readAtPace(entries, { pace, what: "people" }, (entry) => readUser(entry, reading));
  tellOddMembers(odd, report);
  const managersBy = carried.has(MANAGER) ? { managersBy: ["id", "userName"] } : {};
  return planPeople(input, { people, carried, carriesGroups: false, ...managersBy, placeOf }, report);
}

/** What the users of a file have in common. */
interface Reading {
  readonly carried: Set<string>;
  readonly odd: Set<string>;
  readonly placeOf: (at: number) => string;
  readonly report: ReportWriter;
}

/** Members with a place of their own. */
const TAKEN: ReadonlySet<string> = new Set([
  ...["id", "userPrincipalName", "accountEnabled", "manager", "businessPhones", "onPremisesExtensionAttributes"],
  ...["passwordProfile"],
]);

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(ENTRA_COLUMNS.columns).flatMap(([column, use]) =>
    use.to === "attribute" ? [[foldCase(column), use.name] as const] : [],
  ),
);

function readUser({ at, value }: JsonEntry, { carried, odd, placeOf, report }: Reading): ReadPerson | undefined {
  const userName = textIn(value, "userPrincipalName");
  if (userName === undefined) {
    report.addOne("refused", () => ({
      place: placeOf(at),
      subject: textIn(value, "displayName") ?? textIn(value, "id") ?? "",
      message: "It has no userPrincipalName.",
    }));
    return undefined;
  }
  const attributes: PersonAttributes = {};
  const reading = { carried, odd, nullIsNothing: true };
  const nameOf = (member: string): string | undefined =>
    TAKEN.has(member) || member.startsWith("@") ? undefined : (NAMES.get(foldCase(member)) ?? member);
  readMembers(value, attributes, { ...reading, nameOf });
  readMembers(objectIn(value, "onPremisesExtensionAttributes"), attributes, { ...reading, nameOf: (name) => name });
  readPhone(value, attributes, carried);
  readManager(value, attributes, carried);
  const { accountEnabled } = value;
  const active = typeof accountEnabled === "boolean" ? accountEnabled : undefined;
  return { at, id: textIn(value, "id"), userName: userName.trim(), active, attributes };
}

function readPhone(value: JsonObject, attributes: PersonAttributes, carried: Set<string>): void {
  if (!Object.hasOwn(value, "businessPhones")) return;
  carried.add("telephoneNumber");
  const [first] = listIn(value, "businessPhones");
  if (typeof first === "string") attributes.telephoneNumber = first;
}

/** There where somebody asked for it: `$expand=manager`. */
function readManager(value: JsonObject, attributes: PersonAttributes, carried: Set<string>): void {
  if (!Object.hasOwn(value, "manager")) return;
  carried.add(MANAGER);
  const { manager } = value;
  const named = isJsonObject(manager) ? (textIn(manager, "id") ?? textIn(manager, "userPrincipalName")) : manager;
  if (typeof named === "string") attributes[MANAGER] = named;
}
