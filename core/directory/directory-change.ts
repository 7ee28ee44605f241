import { z } from "zod";
import { attributesSchema, nameSchema, sameValue } from "../attribute-value.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import { type Directory, type DirectoryUser, findUserByUserName } from "./directory.ts";

/**
 * What happens to people, as changes of the directory. Each names its person by userName, as people do; `attributes` with
 * null are taken away.
 */
export const directoryChangeSchema = z.discriminatedUnion("type", [
  /** Somebody new. */
  z.strictObject({
    type: z.literal("hire"),
    id: nameSchema,
    userName: z.string().min(1),
    attributes: attributesSchema,
    /** Ids of groups. */
    groups: z.array(z.string().min(1)),
  }),
  z.strictObject({ type: z.literal("changeAttributes"), user: z.string().min(1), attributes: attributesSchema }),
  z.strictObject({
    type: z.literal("changeGroups"),
    user: z.string().min(1),
    join: z.array(z.string().min(1)),
    leave: z.array(z.string().min(1)),
  }),
  /** Another sign-in name, another address, or both. */
  z.strictObject({
    type: z.literal("rename"),
    user: z.string().min(1),
    userName: z.exactOptional(z.string().min(1)),
    email: z.exactOptional(z.string().min(1)),
  }),
  /** Set aside for a while. */
  z.strictObject({ type: z.literal("suspend"), user: z.string().min(1) }),
  /** Gone from the company: disabled. */
  z.strictObject({ type: z.literal("leave"), user: z.string().min(1) }),
  /** Moved to the recycle bin. */
  z.strictObject({ type: z.literal("delete"), user: z.string().min(1) }),
  /** Back: neither suspended, disabled nor deleted any more. */
  z.strictObject({ type: z.literal("return"), user: z.string().min(1) }),
]);

export type DirectoryChange = z.infer<typeof directoryChangeSchema>;

/** A change of one person: undefined where there was nobody, or is nobody any more. */
export interface PersonChange {
  readonly directory: Directory;
  readonly before: DirectoryUser | undefined;
  readonly after: DirectoryUser | undefined;
}

/**
 * The directory after the change. `at`: the moment, an ISO instant.
 * @throws {RehearsalError} DIRECTORY_USER_UNKNOWN, DIRECTORY_USER_TAKEN, DIRECTORY_GROUP_UNKNOWN
 */
export function applyDirectoryChange(directory: Directory, change: DirectoryChange, at: string): PersonChange {
  if (change.type === "hire") return hire(directory, change);
  const before = findPerson(directory, change.user);
  const after = changePerson(directory, before, change, at);
  return { directory: withPerson(directory, after), before, after };
}

/** The directory without somebody who was deleted long enough ago. */
export function purgePerson(directory: Directory, id: string): Directory {
  return { ...directory, users: directory.users.filter((user) => user.id !== id) };
}

/** Tells whether the person may sign in and have accounts: neither disabled, suspended nor deleted. */
export function isAtWork({ active, suspended, deletedAt }: DirectoryUser): boolean {
  return active && suspended !== true && deletedAt === undefined;
}

/** The change in one sentence. */
export function describeDirectoryChange(change: DirectoryChange, name: string): string {
  switch (change.type) {
    case "hire":
      return `${name} begins`;
    case "changeAttributes":
      return `${name}: ${listOf(Object.keys(change.attributes), "attribute")} changed`;
    case "changeGroups":
      return `${name} ${describeGroups(change)}`;
    case "rename":
      return `${name} is renamed${change.userName === undefined ? "" : ` to ${change.userName}`}`;
    case "suspend":
      return `${name} is suspended`;
    case "leave":
      return `${name} leaves`;
    case "delete":
      return `${name} is deleted`;
    case "return":
      return `${name} returns`;
  }
}

function describeGroups({ join, leave }: Extract<DirectoryChange, { type: "changeGroups" }>): string {
  const joins = join.length === 0 ? [] : [`joins ${join.join(", ")}`];
  const leaves = leave.length === 0 ? [] : [`leaves ${leave.join(", ")}`];
  return [...joins, ...leaves].join(" and ") || "stays in the same groups";
}

function listOf(names: readonly string[], noun: string): string {
  return names.length === 0 ? `no ${noun}` : names.join(", ");
}

function hire(directory: Directory, change: Extract<DirectoryChange, { type: "hire" }>): PersonChange {
  const { id, userName, attributes, groups } = change;
  if (directory.users.some((user) => user.id === id)) throw taken("id", id);
  checkFree(directory, userName, id);
  checkGroups(directory, groups);
  const after: DirectoryUser = { id, userName, active: true, attributes, groups };
  return { directory: { ...directory, users: [...directory.users, after] }, before: undefined, after };
}

function changePerson(
  directory: Directory,
  before: DirectoryUser,
  change: Exclude<DirectoryChange, { type: "hire" }>,
  at: string,
): DirectoryUser {
  switch (change.type) {
    case "changeAttributes":
      return withAttributes(before, change.attributes);
    case "changeGroups": {
      checkGroups(directory, [...change.join, ...change.leave]);
      const stays = before.groups.filter((group) => !change.leave.includes(group));
      const joined = change.join.filter((group) => !stays.includes(group));
      return { ...before, groups: [...stays, ...new Set(joined)] };
    }
    case "rename":
      return rename(directory, before, change);
    case "suspend":
      return { ...before, suspended: true };
    case "leave":
      return { ...before, active: false };
    case "delete":
      return { ...before, active: false, deletedAt: at };
    case "return": {
      const { suspended: _, deletedAt: __, ...rest } = before;
      return { ...rest, active: true };
    }
  }
}

function rename(
  directory: Directory,
  before: DirectoryUser,
  { userName = before.userName, email }: Extract<DirectoryChange, { type: "rename" }>,
): DirectoryUser {
  checkFree(directory, userName, before.id);
  const renamed = { ...before, userName };
  return email === undefined ? renamed : withAttributes(renamed, { [mailAttribute(before)]: email });
}

/** What this person's address is called; directories differ. */
function mailAttribute({ attributes }: DirectoryUser): string {
  return ["mail", "email", "emailAddress"].find((name) => Object.hasOwn(attributes, name)) ?? "mail";
}

function withAttributes(before: DirectoryUser, changes: DirectoryUser["attributes"]): DirectoryUser {
  const attributes = Object.fromEntries(
    Object.entries({ ...before.attributes, ...changes }).filter(
      ([name, value]) => !(value === null && Object.hasOwn(changes, name)),
    ),
  );
  return { ...before, attributes };
}

/** Names of the attributes in which two states of a person differ. */
export function changedAttributes(before: DirectoryUser, after: DirectoryUser): readonly string[] {
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  return [...names].filter((name) => !sameValue(before.attributes[name], after.attributes[name]));
}

function withPerson(directory: Directory, person: DirectoryUser): Directory {
  return { ...directory, users: directory.users.map((user) => (user.id === person.id ? person : user)) };
}

/** @throws {RehearsalError} DIRECTORY_USER_UNKNOWN */
export function findPerson(directory: Directory, userName: string): DirectoryUser {
  const user = findUserByUserName(directory, userName);
  if (user !== undefined) return user;
  const hint = didYouMean(
    userName,
    directory.users.map((each) => each.userName),
  );
  throw new RehearsalError("DIRECTORY_USER_UNKNOWN", `Nobody has the userName ${JSON.stringify(userName)}.${hint}`, {
    path: "directory.users",
  });
}

function checkFree(directory: Directory, userName: string, id: string): void {
  const holder = findUserByUserName(directory, userName);
  if (holder !== undefined && holder.id !== id) throw taken("userName", userName);
}

function taken(what: string, value: string): RehearsalError {
  return new RehearsalError("DIRECTORY_USER_TAKEN", `Somebody has the ${what} ${JSON.stringify(value)} already.`, {
    path: "directory.users",
  });
}

function checkGroups(directory: Directory, groups: readonly string[]): void {
  const known = new Set(directory.groups.map(({ id }) => id));
  const unknown = groups.find((group) => !known.has(group));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known);
  throw new RehearsalError("DIRECTORY_GROUP_UNKNOWN", `No group has the id ${JSON.stringify(unknown)}.${hint}`, {
    path: "directory.groups",
  });
}
