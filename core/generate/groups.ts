import type { DirectoryGroup } from "../directory/directory.ts";
import { DEPARTMENTS } from "./names.ts";

/** More than a SAML assertion (150) or a token (200) of some identity providers carries. */
export const TOO_MANY_GROUPS = 250;

/** What groups are called by those who never thought of programs: id, name, and what is awkward about it. */
const AWKWARD_NAMES: readonly (readonly [id: string, name: string, text: string])[] = [
  ["g-comma", "Sales, EMEA", "A comma in the name, which lists of groups are cut at."],
  ["g-semicolon", "North; South", "A semicolon in the name, which lists of groups are cut at."],
  ["g-quotes", 'The "Key" Accounts', "Quotes in the name, which end a text in filters and expressions."],
  ["g-apostrophe", "Director's Office", "An apostrophe in the name, which ends a text in some filters."],
  ["g-slash", "R&D/Prototypes", "A slash and an ampersand in the name, which mean something in URLs and in XML."],
  ["g-backslash", "MERIDIAN\\Auditors", "A backslash in the name, as Windows domains write it."],
  ["g-dn", "CN=Domain Users,OU=Groups,DC=meridian,DC=test", "A whole distinguished name for a name."],
  ["g-spaces", " Night shift ", "A space before the name and one after it."],
  ["g-case", "App-Admins", "The same name as app-admins but for case."],
  ["g-emoji", "Café crew ☕", "An accent and a symbol in the name."],
];

/** Ids of the groups with awkward names. */
export const AWKWARD_GROUPS: readonly string[] = AWKWARD_NAMES.map(([id]) => id);

/** Ids of the groups of projects, of which there are as many as are too many. */
export const PROJECT_GROUPS: readonly string[] = Array.from(
  { length: TOO_MANY_GROUPS },
  (_, index) => `g-project-${String(index + 1).padStart(3, "0")}`,
);

/** Groups by what they are for: applications are assigned to them, and roles come from them. */
export const STAFF = { id: "g-staff", name: "All staff" } as const;
export const CONTRACTORS = { id: "g-contractors", name: "Contractors" } as const;
export const LEADS = { id: "g-leads", name: "Team leads" } as const;
export const ADMINISTRATORS = { id: "g-app-admins", name: "app-admins" } as const;

/** Every group of the made-up company; the same ones however many people there are. */
export function buildGroups(): DirectoryGroup[] {
  return [
    { ...STAFF, description: "Everybody who is employed." },
    { ...CONTRACTORS, description: "People of other companies who work here." },
    { ...LEADS, description: "Whoever leads a team." },
    { ...ADMINISTRATORS, description: "Administrators of applications." },
    ...DEPARTMENTS.map(({ group, name }) => ({ id: group, name, description: `Everybody in ${name}.` })),
    { id: "g-nobody", name: "Book club", note: awkward("Nobody is in it.") },
    ...AWKWARD_NAMES.map(([id, name, text]) => ({ id, name, note: awkward(text) })),
    ...PROJECT_GROUPS.map((id) => ({ id, name: id.slice("g-".length) })),
  ];
}

function awkward(text: string): NonNullable<DirectoryGroup["note"]> {
  return { kind: "assumption", text: `Awkward on purpose: ${text}` };
}
