import { foldCase } from "../fold-case.ts";
import { ENTRA_COLUMNS } from "./entra-columns.ts";
import type { ImportPlan } from "./import-plan.ts";
import { isJsonObject, type JsonEntry, type JsonObject, listIn, objectIn, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readMembers } from "./read-members.ts";
import { MANAGER, type PersonAttributes, type ReadPerson } from "./read-people.ts";
import { planUserList, type UserReading } from "./user-list.ts";

/**
 * Works out what users of Microsoft Graph would do (reference: user-formats.md, section 1d). Attributes get the names that
 * Entra's expressions have for them; null is no value.
 */
export function planGraphUsers(input: PlannerInput): Promise<ImportPlan> {
  return planUserList(input, { lists: ["value"], managersBy: ["id", "userName"], readUser });
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

function readUser({ at, value }: JsonEntry, { carried, odd, placeOf, report }: UserReading): ReadPerson | undefined {
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
