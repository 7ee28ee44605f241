import type { DirectoryUser } from "../directory/directory.ts";
import {
  APOSTROPHES,
  COMMON_NAMES,
  DECOMPOSED,
  DIACRITICS,
  DOTTED_I,
  ONE_LETTER,
  ONE_NAME,
  OTHER_SCRIPTS,
  VERY_LONG,
} from "./awkward-names.ts";
import { AWKWARD_GROUPS, CONTRACTORS, PROJECT_GROUPS, TOO_MANY_GROUPS } from "./groups.ts";
import { DOMAIN, type PersonName } from "./names.ts";

/** One way in which somebody is awkward. */
export interface AwkwardKind {
  /** Stands in the note, so that a search for it finds them. */
  readonly id: string;
  /** One sentence for the note. */
  readonly text: string;
  /** How many people it takes; 1 unless said. */
  readonly people?: number;
  /** What all of them are called, one of these; drawn for each where absent. */
  readonly names?: readonly PersonName[];
  /** Makes somebody ordinary awkward. `index`: from 0, among `all` whom it takes. */
  readonly change?: (person: DirectoryUser, index: number, all: readonly DirectoryUser[]) => DirectoryUser;
}

/** Every kind; a company that is too small for all of them has the first ones. */
export const AWKWARD_KINDS: readonly AwkwardKind[] = [
  { id: "apostrophe", text: "An apostrophe in the name, which ends a text in filters.", names: APOSTROPHES },
  { id: "diacritics", text: "Letters with marks, which the address has lost.", names: DIACRITICS },
  { id: "other-script", text: "A name in another script; the address is a number.", names: OTHER_SCRIPTS },
  { id: "very-long", text: "A name longer than many applications take.", names: VERY_LONG },
  { id: "one-letter", text: "A name of one letter, which some forms refuse.", names: ONE_LETTER },
  { id: "same-name", text: "Somebody else has the very same name.", people: 2, names: COMMON_NAMES },
  {
    id: "same-mail",
    text: "Two people have this address, but for its case.",
    people: 2,
    change: (person, index, all) =>
      withAttributes(person, { mail: index === 0 ? mailOf(person) : titleCase(mailOf(all[0])) }),
  },
  {
    id: "other-user-name",
    text: "Signs in with a number and has another address.",
    change: (person) => ({ ...person, userName: `x${person.id.slice(2)}@${DOMAIN}` }),
  },
  {
    id: "no-mail",
    text: "Has no mailbox.",
    change: (person) => without(person, "mail", "mailNickname", "emailVerified"),
  },
  { id: "no-manager", text: "Has no manager.", change: (person) => without(person, "manager") },
  {
    id: "manager-cycle",
    text: "Three people manage each other in a circle.",
    people: 3,
    change: (person, index, all) => withAttributes(person, { manager: all[(index + 1) % all.length]?.id ?? person.id }),
  },
  {
    id: "manager-left",
    text: "The manager has left, and the report still names them.",
    people: 2,
    change: (person, index, all) =>
      index === 0 ? { ...person, active: false } : withAttributes(person, { manager: all[0]?.id ?? null }),
  },
  { id: "disabled", text: "Disabled; was anybody told?", change: (person) => ({ ...person, active: false }) },
  {
    id: "suspended",
    text: "On leave: set aside, and not disabled.",
    change: (person) => ({ ...person, suspended: true }),
  },
  {
    id: "contractor",
    text: "A contractor without a department.",
    change: (person) => ({
      ...withAttributes(without(person, "department"), {
        companyName: "Northwind Staffing",
        jobTitle: "Consultant",
        userType: "Contractor",
      }),
      groups: [CONTRACTORS.id],
    }),
  },
  {
    id: "empty",
    text: "Department and title are empty texts, other addresses an empty list.",
    change: (person) => withAttributes(person, { department: "", jobTitle: "", otherMails: [] }),
  },
  {
    id: "absent",
    text: "Department and title are not there at all.",
    change: (person) => without(person, "department", "jobTitle"),
  },
  {
    id: "null",
    text: "Department and title are null.",
    change: (person) => withAttributes(person, { department: null, jobTitle: null }),
  },
  {
    id: "spaces",
    text: "Spaces at the ends of the department and the name.",
    change: (person) => padded(person, "department", "displayName", "surname"),
  },
  {
    id: "emoji",
    text: "A symbol in the name that takes two units of UTF-16.",
    change: (person) => withAttributes(person, { displayName: `${textOf(person, "displayName")} 🦊` }),
  },
  {
    id: "leading-zeros",
    text: "Employee numbers that are the same once a spreadsheet drops the zeros.",
    people: 2,
    change: (person, index, all) =>
      withAttributes(person, { employeeId: `${index === 0 ? "000" : ""}${all[0]?.id.slice(2)}` }),
  },
  { id: "no-groups", text: "In no group at all.", change: (person) => ({ ...person, groups: [] }) },
  {
    id: "many-groups",
    text: `In ${TOO_MANY_GROUPS} groups: more than SAML assertions (150) and tokens (200) may carry.`,
    change: (person) => ({ ...person, groups: filledUp(person.groups) }),
  },
  {
    id: "group-names",
    text: "In groups whose names have commas, quotes and slashes.",
    change: (person) => ({ ...person, groups: [...person.groups, ...AWKWARD_GROUPS] }),
  },
  { id: "one-name", text: "One name only, and no surname.", names: ONE_NAME },
  {
    id: "own-manager",
    text: "Is their own manager.",
    change: (person) => withAttributes(person, { manager: person.id }),
  },
  {
    id: "unknown-manager",
    text: "The manager is nobody who is here.",
    change: (person) => withAttributes(person, { manager: `u-gone-${person.id.slice(2)}` }),
  },
  {
    id: "decomposed",
    text: "Letters and their marks are stored apart: it looks the same, and is not.",
    names: DECOMPOSED,
  },
  { id: "dotted-i", text: "A Turkish i, which changes with case as no other letter does.", names: DOTTED_I },
  {
    id: "capitals",
    text: "Whoever typed the userName used capitals; the address has none.",
    change: (person) => ({ ...person, userName: titleCase(person.userName) }),
  },
  {
    id: "line-break",
    text: "A line break and a tab in the department, as pasted from a table.",
    change: (person) => withAttributes(person, { department: `${textOf(person, "department")}\n\tEMEA` }),
  },
  {
    id: "markup",
    text: "Characters in the name that mean something to XML and HTML.",
    change: (person) => withAttributes(person, { displayName: `${textOf(person, "displayName")} <b>"Al" & Co</b>` }),
  },
  {
    id: "several-addresses",
    text: "Several other addresses, one of them twice but for case.",
    change: (person) =>
      withAttributes(person, {
        otherMails: [`alias-${mailOf(person)}`, titleCase(`alias-${mailOf(person)}`), "home@example.test"],
      }),
  },
];

/** The id of the kind that somebody's note names; undefined: nothing about them is awkward on purpose. */
export function awkwardKindOf({ note }: DirectoryUser): string | undefined {
  return note === undefined ? undefined : /^Awkward on purpose \(([a-z-]+)\): /.exec(note.text)?.[1];
}

/** The note that {@link awkwardKindOf} reads. */
export function buildNote({ id, text }: AwkwardKind): NonNullable<DirectoryUser["note"]> {
  return { kind: "assumption", text: `Awkward on purpose (${id}): ${text}` };
}

function withAttributes(person: DirectoryUser, attributes: DirectoryUser["attributes"]): DirectoryUser {
  return { ...person, attributes: { ...person.attributes, ...attributes } };
}

function without(person: DirectoryUser, ...names: readonly string[]): DirectoryUser {
  const kept = Object.entries(person.attributes).filter(([name]) => !names.includes(name));
  return { ...person, attributes: Object.fromEntries(kept) };
}

function padded(person: DirectoryUser, ...names: readonly string[]): DirectoryUser {
  return withAttributes(person, Object.fromEntries(names.map((name) => [name, ` ${textOf(person, name)}  `])));
}

function filledUp(groups: readonly string[]): string[] {
  return [...new Set([...groups, ...PROJECT_GROUPS])].slice(0, TOO_MANY_GROUPS);
}

function mailOf(person: DirectoryUser | undefined): string {
  return person === undefined ? "" : textOf(person, "mail");
}

function textOf({ attributes }: DirectoryUser, name: string): string {
  return String(attributes[name] ?? "");
}

/** `Ines.Moreau@…` for `ines.moreau@…`. */
function titleCase(address: string): string {
  return address.replace(/(^|\.)[a-z](?=[^@]*@)/g, (found) => found.toUpperCase());
}
