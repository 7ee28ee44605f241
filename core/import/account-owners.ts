import type { AccountImport } from "../accounts/account.ts";
import { type AttributeValue, valuesOf } from "../attribute-value.ts";
import { type Directory, type DirectoryUser, whyNotKnown } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";

/** What a file says of whose an account is. */
export interface OwnerFacts {
  /** Id of the person, where the file names one. */
  readonly person?: string | undefined;
  readonly externalId?: string | undefined;
  readonly userName: string;
  readonly mail?: string | undefined;
}

/** Whose an account is, as far as the file says. */
export interface FoundOwner {
  readonly owner: AccountImport["owner"];
  readonly person?: DirectoryUser;
  /** In one sentence, without names of people. */
  readonly why: string;
}

/** Attributes that hold somebody's address, in the products that people come from. */
const MAIL = ["mail", "email", "primaryEmail", "emails"];

/**
 * Finds the people whose accounts these are: by the id that the file names, by `externalId`, by the user name, by the
 * address. The first of these that finds anybody counts; where it finds several, whose it is is not known.
 */
export function createOwnerFinder(directory: Directory): (facts: OwnerFacts) => FoundOwner {
  const { users } = directory;
  const byId = indexBy(users, ({ id, attributes }) => [id, attributes.objectId ?? null, attributes.employeeId ?? null]);
  const byUserName = indexBy(users, ({ userName }) => [userName]);
  const byMail = indexBy(users, ({ attributes }) =>
    MAIL.flatMap((name) => valuesOf(Object.hasOwn(attributes, name) ? attributes[name] : undefined)),
  );
  const withoutMail = sourceWithoutMail(directory);
  return ({ person, externalId, userName, mail }) => {
    const ways = [
      { index: byId, value: person, what: "the id of the person" },
      { index: byId, value: externalId, what: "the external id" },
      { index: byUserName, value: userName, what: "the user name" },
      { index: byMail, value: mail ?? (userName.includes("@") ? userName : undefined), what: "the address" },
    ];
    for (const { index, value, what } of ways) {
      const found = value === undefined ? undefined : index.get(foldCase(value));
      if (found !== undefined) return ownerAmong(found, what);
    }
    return nobody(withoutMail);
  };
}

function ownerAmong(found: ReadonlySet<DirectoryUser>, what: string): FoundOwner {
  const [only] = found;
  if (found.size === 1 && only !== undefined) return { owner: "linked", person: only, why: `Found by ${what}.` };
  return { owner: "notKnown", why: `${found.size} people have the same: ${what}.` };
}

/** `withoutMail`: the name of a file that people come from without their addresses. */
function nobody(withoutMail: string | undefined): FoundOwner {
  if (withoutMail !== undefined)
    return { owner: "notKnown", why: `Nobody has its id or user name, and ${withoutMail} does not carry addresses.` };
  return { owner: "unlinked", why: "Nobody in the directory has its id, user name or address." };
}

/** An import of people whose addresses are not known. */
function sourceWithoutMail(directory: Directory): string | undefined {
  for (const user of directory.users) {
    if (MAIL.some((name) => Object.hasOwn(user.attributes, name))) continue;
    const sources = MAIL.map((name) => whyNotKnown(directory, user, name));
    if (sources.every((source) => source !== undefined)) return sources[0]?.name;
  }
  return undefined;
}

type Index = ReadonlyMap<string, ReadonlySet<DirectoryUser>>;

function indexBy(
  users: readonly DirectoryUser[],
  keysOf: (user: DirectoryUser) => readonly (AttributeValue | undefined)[],
): Index {
  const index = new Map<string, Set<DirectoryUser>>();
  for (const user of users) {
    for (const value of keysOf(user)) {
      if (typeof value !== "string" || value === "") continue;
      const key = foldCase(value);
      const found = index.get(key);
      if (found === undefined) index.set(key, new Set([user]));
      else found.add(user);
    }
  }
  return index;
}
