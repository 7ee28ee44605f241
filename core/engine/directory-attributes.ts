import type { Workspace } from "../store/workspace.ts";
import { attributeNames } from "./people-table.ts";

/** What an application usually wants to know of a person. */
export type Meaning =
  | "userName"
  | "email"
  | "displayName"
  | "firstName"
  | "lastName"
  | "department"
  | "title"
  | "groups";

/** What directories call it, the most usual first. A sign-in name is no attribute, and every person has one. */
const DIRECTORY_NAMES: Readonly<Record<Exclude<Meaning, "groups">, readonly string[]>> = {
  userName: [],
  email: ["mail", "email", "emailAddress"],
  displayName: ["displayName", "name", "cn"],
  firstName: ["givenName", "firstName", "given_name"],
  lastName: ["surname", "sn", "lastName", "familyName", "family_name"],
  department: ["department", "dept", "division"],
  title: ["jobTitle", "title"],
};

/** Which meaning a name has, whatever an application calls it: `User.LastName`, `given_name`, `sn`. */
const PATTERNS: readonly (readonly [RegExp, Meaning])[] = [
  [/mail/i, "email"],
  [/first|given/i, "firstName"],
  [/last|surname|family|^sn$/i, "lastName"],
  [/display|^name$|full/i, "displayName"],
  [/group/i, "groups"],
  [/depart|profile|division/i, "department"],
  [/title/i, "title"],
  [/user|login|subject/i, "userName"],
];

/** What a claim or an account attribute of this name is about; undefined where its name does not tell. */
export function meaningOf(name: string): Meaning | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
}

/** The directory's attribute for a meaning, as it is called here; the sign-in name where it has none for a name or an address. */
export function directoryAttribute({ directory }: Workspace, meaning: Exclude<Meaning, "groups">): string {
  const usual = DIRECTORY_NAMES[meaning];
  const present = new Set(attributeNames(directory.users));
  const found = usual.find((name) => present.has(name));
  if (found !== undefined) return found;
  const isAddressOrName = meaning === "email" || meaning === "displayName" || meaning === "userName";
  return isAddressOrName && directory.users.length > 0 ? "userName" : (usual[0] ?? "userName");
}
