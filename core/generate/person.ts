import type { DirectoryUser } from "../directory/directory.ts";
import type { Draw } from "./draw.ts";
import { ADMINISTRATORS, LEADS, PROJECT_GROUPS, STAFF } from "./groups.ts";
import { COMPANY, DEPARTMENTS, DOMAIN, GIVEN_NAMES, LANGUAGES, type PersonName, SURNAMES } from "./names.ts";

/** Whom to make. */
export interface NewPerson {
  /** From 1; everybody has another. */
  readonly number: number;
  readonly name: PersonName;
  /** Id of somebody who is there; undefined: nobody's. */
  readonly manager: string | undefined;
  readonly draw: Draw;
  /** Gives a name for a mailbox that nobody else has. */
  readonly nicknames: Nicknames;
}

/** Common names, given and family. */
export function drawName(draw: Draw): PersonName {
  return { given: draw.pick(GIVEN_NAMES), surname: draw.pick(SURNAMES) };
}

/** Somebody about whom nothing is awkward but perhaps the name. */
export function buildPerson({ number, name, manager, draw, nicknames }: NewPerson): DirectoryUser {
  const department = draw.pick(DEPARTMENTS);
  const nickname = nicknames(name, number);
  const address = `${nickname}@${DOMAIN}`;
  const leads = draw.once(12);
  const groups = [STAFF.id, department.group, ...(leads ? [LEADS.id] : []), ...drawGroups(draw)];
  return {
    id: `u-${number}`,
    userName: address,
    active: true,
    attributes: {
      displayName: name.surname === undefined ? name.given : `${name.given} ${name.surname}`,
      givenName: name.given,
      ...(name.surname === undefined ? {} : { surname: name.surname }),
      mail: address,
      mailNickname: nickname,
      emailVerified: true,
      employeeId: String(FIRST_EMPLOYEE + number),
      department: department.name,
      jobTitle: leads ? `Head of ${department.name}` : draw.pick(department.titles),
      companyName: COMPANY,
      ...(manager === undefined ? {} : { manager }),
      userType: "Member",
      preferredLanguage: draw.pick(LANGUAGES),
    },
    groups,
  };
}

const FIRST_EMPLOYEE = 100_000;

/** A project or two for some; few are administrators. */
function drawGroups(draw: Draw): readonly string[] {
  const projects = Array.from({ length: draw.below(3) }, () => draw.pick(PROJECT_GROUPS));
  return [...new Set(projects), ...(draw.once(200) ? [ADMINISTRATORS.id] : [])];
}

/** What stands before the `@` of somebody's address: `ines.moreau`, or `ines.moreau2` where there is one already. */
export type Nicknames = (name: PersonName, number: number) => string;

/** Makes one that remembers what it gave. Names in other scripts, which it cannot write, give `p17` and the like. */
export function createNicknames(): Nicknames {
  const given = new Map<string, number>();
  return (name, number) => {
    const stem = [name.given, name.surname ?? ""].map(toLatin).filter(Boolean).join(".").slice(0, LONGEST);
    if (stem === "") return `p${number}`;
    // No stem has a figure in it, so that none can be another with its number.
    const times = (given.get(stem) ?? 0) + 1;
    given.set(stem, times);
    return times === 1 ? stem : `${stem}${times}`;
  };
}

/** What stands before the `@` has at most 64 characters (RFC 5321, section 4.5.3.1.1), a number among them. */
const LONGEST = 58;

/** Letters that are no others with a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", þ: "th" };

/** Small letters of the alphabet, and apostrophes, which addresses may have. */
function toLatin(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain.replace(/[^a-z']/g, (letter) => LETTERS[letter] ?? "");
}
