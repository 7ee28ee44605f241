import type { Attributes, AttributeValue, DirectoryUser, Scalar } from "../../core/contract/model.ts";

/** The attributes that directories have in common, in the order in which a form shows them, with their labels. */
const KNOWN: readonly (readonly [string, string])[] = [
  ["displayName", "Display name"],
  ["givenName", "First name"],
  ["surname", "Last name"],
  ["mail", "E-mail"],
  ["department", "Department"],
  ["jobTitle", "Title"],
  ["title", "Title"],
  ["companyName", "Company"],
  ["employeeId", "Employee number"],
  ["manager", "Manager"],
  ["userType", "Kind of user"],
  ["mailNickname", "Mail nickname"],
  ["emailVerified", "E-mail verified"],
  ["otherMails", "Other e-mail addresses"],
  ["proxyAddresses", "Proxy addresses"],
  ["mobilePhone", "Mobile phone"],
  ["officeLocation", "Office"],
  ["country", "Country"],
  ["preferredLanguage", "Language"],
];

const PLACES: ReadonlyMap<string, number> = new Map(KNOWN.map(([name], index) => [name, index]));
const LABELS: ReadonlyMap<string, string> = new Map(KNOWN);

/** What an attribute is called on screen: its own name where it is not a common one. */
export function labelOf(name: string): string {
  return LABELS.get(name) ?? name;
}

/** Names in the order of the form: the common ones first, the others as they came. */
export function sortNames(names: readonly string[]): readonly string[] {
  return names.toSorted((left, right) => placeOf(left) - placeOf(right));
}

function placeOf(name: string): number {
  return PLACES.get(name) ?? PLACES.size;
}

/** What an attribute holds, as far as its control is concerned. */
export type ValueKind = "text" | "list" | "yesNo" | "number";

/** The kind of a value. Null has none of its own: it is edited as a text. */
export function kindOf(value: AttributeValue): ValueKind {
  if (Array.isArray(value)) return "list";
  if (typeof value === "boolean") return "yesNo";
  return typeof value === "number" ? "number" : "text";
}

/** What a new attribute of each kind begins with. */
export const FIRST_VALUES: Readonly<Record<ValueKind, AttributeValue>> = {
  text: "",
  list: [],
  yesNo: false,
  number: 0,
};

/** The attributes with one of them set; undefined takes it away. */
export function setAttribute(
  attributes: Attributes,
  name: string,
  value: AttributeValue | undefined,
): DirectoryUser["attributes"] {
  const others = Object.entries(attributes).filter(([other]) => other !== name || value !== undefined);
  const all = others.map(([other, old]): [string, AttributeValue] => [other, other === name ? (value ?? null) : old]);
  const added: [string, AttributeValue][] =
    value === undefined || Object.hasOwn(attributes, name) ? [] : [[name, value]];
  return Object.fromEntries([...all, ...added].map(([key, each]) => [key, isList(each) ? [...each] : each]));
}

function isList(value: AttributeValue): value is readonly Scalar[] {
  return Array.isArray(value);
}

/** Tags as they were typed, as values: what was there before keeps being a number or a boolean. */
export function parseTags(tags: readonly string[], before: AttributeValue): Scalar[] {
  const old = new Map((Array.isArray(before) ? before : []).map((value: Scalar) => [String(value), value]));
  return tags.map((tag) => old.get(tag) ?? tag);
}

/** A number as it was typed; undefined where that is none. */
export function parseNumber(typed: string): number | undefined {
  const number = Number(typed);
  return typed.trim() === "" || !Number.isFinite(number) ? undefined : number;
}

/** What is wrong with the name of a new attribute; undefined: nothing. */
export function checkNewName(name: string, attributes: Attributes): string | undefined {
  if (name.trim() === "") return "It needs a name.";
  if (["__proto__", "constructor", "prototype"].includes(name)) return "This name is reserved by JavaScript.";
  return Object.hasOwn(attributes, name) ? `There is a ${name} already.` : undefined;
}

/** A value in a table, without quotes: several apart by commas, nothing as an empty text. */
export function showScalars(value: AttributeValue | undefined): string {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
