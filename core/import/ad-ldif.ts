import { RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import { finishAdPeople } from "./ad-people.ts";
import { firstNameIn, guidOf, guidOfBytes } from "./ad-values.ts";
import type { ImportPlan } from "./import-plan.ts";
import { type LdifEntry, type LdifValue, readLdif, textOfLdif } from "./ldif.ts";
import { planPeople } from "./people-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { MANAGER, type PersonAttributes, type ReadPeople, type ReadPerson } from "./read-people.ts";
import { createReport } from "./report.ts";

/** Works out what an LDIF export of Active Directory would do: its people, its groups, and who is in them. */
export async function planAdLdif(input: PlannerInput): Promise<ImportPlan> {
  const { text, file, pace } = input;
  const report = createReport();
  const rows: ReadPerson[] = [];
  const carried = new Set<string>();
  await readLdif(text, { file, pace, take: (entry) => rows.push(readEntry(entry, carried)) });
  const read: ReadPeople = {
    people: rows,
    carried,
    carriesGroups: false,
    ...(carried.has(MANAGER) ? { managersBy: ["distinguishedName"] } : {}),
    placeOf: (at) => `line ${at}`,
  };
  const finished = await finishAdPeople(read, input, report);
  if (finished.people.length + (finished.groups ?? []).length > 0) return planPeople(input, finished, report);
  const message = "There is no entry of a person or a group in it.";
  throw new RehearsalError("IMPORT_NOBODY", message, { file });
}

/** What has a place of its own, and is no attribute. */
const TAKEN: ReadonlySet<string> = new Set(["objectguid", "userprincipalname"]);

/** An entry as a row of csvde is read: everything it says by its names, also where it is no person. */
function readEntry(entry: LdifEntry, carried: Set<string>): ReadPerson {
  const attributes: PersonAttributes = { distinguishedName: entry.dn };
  for (const [name, values] of entry.attributes) {
    if (TAKEN.has(name.toLowerCase())) continue;
    const own = OWN_SPELLING.get(foldCase(name)) ?? name;
    const texts = values.map((value) => textOfLdif(value) ?? hexOf(value));
    const [only] = texts;
    attributes[own] = texts.length === 1 && only !== undefined ? only : texts;
  }
  for (const name of Object.keys(attributes)) carried.add(name);
  const userName = textIn(entry, "userPrincipalName") ?? textIn(entry, "sAMAccountName") ?? firstNameIn(entry.dn);
  return { at: entry.line, id: guidIn(entry), userName: userName.trim(), attributes };
}

/** Names that are looked for here, which are the same in any case. */
const OWN_SPELLING: ReadonlyMap<string, string> = new Map(
  [
    ...["manager", "memberOf", "member", "objectClass", "cn", "description", "userAccountControl", "accountExpires"],
    ...["sAMAccountName", "distinguishedName", "objectSid"],
  ].map((name) => [foldCase(name), name]),
);

/** Bytes that are no text, as csvde writes them. */
function hexOf(value: LdifValue): string {
  return `X'${Buffer.from(value).toString("hex")}'`;
}

function guidIn(entry: LdifEntry): string | undefined {
  const [value] = valuesIn(entry, "objectGUID");
  if (value === undefined) return undefined;
  return typeof value === "string" ? guidOf(value) : guidOfBytes(value);
}

function valuesIn({ attributes }: LdifEntry, name: string): readonly LdifValue[] {
  const wanted = name.toLowerCase();
  for (const [each, values] of attributes) if (each.toLowerCase() === wanted) return values;
  return [];
}

function textIn(entry: LdifEntry, name: string): string | undefined {
  const [value] = valuesIn(entry, name);
  return value === undefined ? undefined : textOfLdif(value);
}
