import type { PersonAttributes, ReadPeople, ReadPerson } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/** What `Export-Csv` writes for a property with several values or with bytes: the name of its type. */
const TYPE_NAME = /^(?:Microsoft\.ActiveDirectory\.Management\.AD\w+Collection|System\.[A-Za-z.]+\[\])$/;

/**
 * Takes out the names of types that PowerShell wrote in the place of values, and says so once for each attribute. Where
 * nobody is left with a value, it is not known whether anybody has one.
 */
export function withoutTypeNames(read: ReadPeople, report: ReportWriter): ReadPeople {
  const found = new Map<string, number>();
  const people = read.people.map((person) => withoutTypes(person, found));
  if (found.size === 0) return read;
  for (const [name, at] of found) {
    report.add({ result: "notUnderstood", place: read.placeOf(at), subject: name, message: adviceOn(name) });
  }
  const isKnown = (name: string) =>
    !found.has(name) || people.some(({ attributes }) => Object.hasOwn(attributes, name));
  return { ...read, people, carried: new Set([...read.carried].filter(isKnown)) };
}

function adviceOn(name: string): string {
  return `PowerShell wrote the type of its values, not the values. Export it as @{n="${name}";e={$_.${name} -join ";"}}.`;
}

function withoutTypes(person: ReadPerson, found: Map<string, number>): ReadPerson {
  const names = Object.entries(person.attributes).flatMap(([name, value]) => (isTypeName(value) ? name : []));
  if (names.length === 0) return person;
  for (const name of names) if (!found.has(name)) found.set(name, person.at);
  const attributes: PersonAttributes = { ...person.attributes };
  for (const name of names) delete attributes[name];
  return { ...person, attributes };
}

function isTypeName(value: PersonAttributes[string] | undefined): boolean {
  return typeof value === "string" && TYPE_NAME.test(value);
}
