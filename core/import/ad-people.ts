import { valuesOf } from "../attribute-value.ts";
import type { OnPremisesGroup } from "../directory/directory.ts";
import { isoInstant } from "../time.ts";
import { type AdGroup, withAdGroups } from "./ad-groups.ts";
import { domainOf, expiryOf, firstNameIn, guidOf, isEnabled, sidOf } from "./ad-values.ts";
import { readAtPace } from "./at-pace.ts";
import type { FinishPeople } from "./people-csv.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { PersonAttributes, ReadPeople, ReadPerson } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";
import { withoutTypeNames } from "./type-names.ts";

/**
 * What the rows of Active Directory need beyond their columns: an id as a GUID is written; whether people are let in, which
 * stands in a bit of a number and in a date; and groups, which stand among the people.
 */
export const finishAdPeople: FinishPeople = async (written, input, report) => {
  const read = withoutTypeNames(written, report);
  const groups: AdGroup[] = [];
  const walk = { pace: input.pace, what: "entries" };
  const people = await readAtPace(read.people, walk, (row): ReadPerson | undefined => {
    const kind = kindOf(row.attributes);
    if (kind === "person") return finishPerson(row, read.placeOf, input, report);
    if (kind === "group") groups.push(groupOf(row));
    else leaveOut(row, kind, read, report);
    return undefined;
  });
  return withAdGroups({ ...read, people }, groups);
};

/** By its classes; without any it is a person. */
function kindOf({ objectClass }: PersonAttributes): string {
  const classes = valuesOf(objectClass).map((name) => String(name).toLowerCase());
  if (classes.includes("group") || classes.includes("computer"))
    return classes.includes("group") ? "group" : "computer";
  return classes.length === 0 || classes.includes("user") ? "person" : (classes.at(-1) ?? "");
}

function leaveOut(row: ReadPerson, kind: string, { placeOf }: ReadPeople, report: ReportWriter): void {
  report.addOne("notUnderstood", () => ({
    place: placeOf(row.at),
    subject: row.userName,
    message: `It is no person and no group, but ${kind}, and is left out.`,
  }));
}

function groupOf({ at, id, userName, attributes }: ReadPerson): AdGroup {
  const { distinguishedName, cn, description, member } = attributes;
  const dn = String(distinguishedName ?? userName);
  const onPremises = namesInDomain(attributes, dn);
  return {
    at,
    ...(id === undefined ? {} : { id: guidOf(id) }),
    name: String(cn ?? firstNameIn(dn)),
    ...(typeof description === "string" ? { description } : {}),
    ...(onPremises === undefined ? {} : { onPremises }),
    dn,
    members: valuesOf(member).map(String),
  };
}

/** The domain's NetBIOS name stands in no entry of a group. */
function namesInDomain(attributes: PersonAttributes, dn: string): OnPremisesGroup | undefined {
  const samAccountName = textIn(attributes, "sAMAccountName");
  if (samAccountName === "") return undefined;
  const [dnsName, sid] = [domainOf(dn), sidOf(textIn(attributes, "objectSid"))];
  return {
    samAccountName,
    ...(dnsName === undefined ? {} : { dnsName }),
    ...(sid === undefined ? {} : { sid }),
  };
}

function finishPerson(
  person: ReadPerson,
  placeOf: (at: number) => string,
  { workspace }: PlannerInput,
  report: ReportWriter,
): ReadPerson {
  const { id, attributes } = person;
  const enabled = isEnabled(textIn(attributes, "userAccountControl"));
  const expiry = expiryOf(textIn(attributes, "accountExpires"));
  const hasExpired = expiry !== undefined && expiry <= Date.parse(workspace.clock.now);
  const active = hasExpired ? false : (enabled ?? person.active);
  if (hasExpired) {
    report.addOne("adapted", () => ({
      place: placeOf(person.at),
      subject: person.userName,
      message: `The account expired on ${isoInstant(expiry).slice(0, 10)}, so the person is not active.`,
    }));
  }
  return { ...person, active, ...(id === undefined ? {} : { id: guidOf(id) }) };
}

function textIn(attributes: PersonAttributes, name: string): string {
  return Object.hasOwn(attributes, name) ? String(valuesOf(attributes[name])[0] ?? "") : "";
}
