import { clearBound, readBound } from "../scim/binding.ts";
import { checkResource } from "../scim/check-resource.ts";
import { PERSON_PATHS, PERSON_TYPE } from "../scim/person-paths.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "../scim/resource.ts";
import { ScimError } from "../scim/scim-error.ts";
import type { ImportPlan } from "./import-plan.ts";
import { isJsonObject, type JsonEntry, type JsonObject, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readMembers } from "./read-members.ts";
import type { PersonAttributes, ReadPerson } from "./read-people.ts";
import { withKnownSchemas } from "./scim-resource.ts";
import { planUserList, type UserReading } from "./user-list.ts";

/**
 * Works out what the users of a SCIM ListResponse would do (RFC 7644, section 3.4.2). What RFC 7643 has a place for gets the
 * name that Entra has for it; members of other extensions keep their own.
 */
export function planScimUsers(input: PlannerInput): Promise<ImportPlan> {
  return planUserList(input, { lists: ["Resources"], managersBy: ["id", "userName"], readUser });
}

/** What has a place of its own, or is the server's. */
const TAKEN: ReadonlySet<string> = new Set(["id", "userName", "active", "schemas", "meta", "groups", "password"]);

function readUser({ at, value }: JsonEntry, reading: UserReading): ReadPerson | undefined {
  const resource = checked({ at, value }, reading);
  if (resource === undefined) return undefined;
  const attributes: PersonAttributes = {};
  for (const { attribute, path } of PERSON_PATHS) {
    const held = readBound(resource, path);
    if (typeof held !== "string") continue;
    reading.carried.add(attribute);
    attributes[attribute] = held;
  }
  const { carried, odd } = reading;
  const members = { carried, odd: new Set<string>(), nullIsNothing: true };
  const rest = clearBound(resource, PERSON_PATHS);
  readMembers(rest, attributes, { ...members, nameOf: (name) => (TAKEN.has(name) ? undefined : name) });
  for (const name of members.odd) if (holdsValue(memberOf(rest, name))) odd.add(name);
  readExtensions(value, attributes, reading);
  const active = memberOf(resource, "active");
  return {
    at,
    id: textIn(value, "id"),
    userName: String(memberOf(resource, "userName")).trim(),
    active: typeof active === "boolean" ? active : undefined,
    attributes,
  };
}

/** Types and marks of elements tell nothing where the values are gone. */
function holdsValue(value: ScimValue | undefined): boolean {
  if (isScimList(value)) return value.some(holdsValue);
  if (!isScimObject(value)) return true;
  return Object.keys(value).some((name) => name !== "type" && name !== "primary");
}

/** @returns undefined where it is refused, and the report says why */
function checked({ at, value }: JsonEntry, { placeOf, report, odd }: UserReading): ScimObject | undefined {
  try {
    const { resource, ignored } = checkResource(withKnownSchemas(value, PERSON_TYPE), PERSON_TYPE, LENIENT);
    for (const place of ignored) if (!isServers(place)) odd.add(place.replace(/\[\d+\]/g, "[]"));
    return resource;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    report.addOne("refused", () => ({
      place: placeOf(at),
      subject: textIn(value, "userName") ?? textIn(value, "id") ?? "",
      message: error.message,
    }));
    return undefined;
  }
}

/** Real servers are not strict. */
const LENIENT = { lenient: true, lenientBooleans: true, lenientManager: true, emptyClears: true } as const;

/** What only the server writes, and extensions, which are read on their own. */
function isServers(place: string): boolean {
  const [first = ""] = place.split(/[.[]/);
  return TAKEN.has(first) || place.startsWith("urn:");
}

/** Of extensions that RFC 7643 does not have. */
function readExtensions(value: JsonObject, attributes: PersonAttributes, { carried, odd }: UserReading): void {
  for (const [urn, members] of Object.entries(value)) {
    if (!urn.startsWith("urn:") || !isJsonObject(members) || KNOWN.has(urn.toLowerCase())) continue;
    const nameOf = (name: string): string => (Object.hasOwn(attributes, name) ? `${urn}:${name}` : name);
    readMembers(members, attributes, { carried, odd, nullIsNothing: true, nameOf });
  }
}

const KNOWN: ReadonlySet<string> = new Set(PERSON_TYPE.extensions.map(({ schema }) => schema.id.toLowerCase()));
