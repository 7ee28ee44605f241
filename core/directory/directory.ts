import { z } from "zod";
import { attributesSchema, nameSchema } from "../attribute-value.ts";
import { noteSchema } from "../note.ts";
import { instantSchema } from "../time.ts";

/** A person on the identity provider's side. */
export const directoryUserSchema = z.strictObject({
  id: nameSchema,
  userName: z.string().min(1),
  /** False: disabled, and no longer let in. */
  active: z.boolean(),
  /** Set aside for a while: still there, but not let in. */
  suspended: z.exactOptional(z.boolean()),
  /** When the person was deleted: in the recycle bin, from where they vanish after thirty days. */
  deletedAt: z.exactOptional(instantSchema),
  attributes: attributesSchema,
  /** Ids of the groups that the person is a direct member of. */
  groups: z.array(z.string().min(1)),
  /** Those of them that a rule of the identity provider put the person into, and takes them out of again. */
  groupsByRule: z.exactOptional(z.array(z.string().min(1))),
  /** Second factors that the person has set up; empty or absent: none. */
  secondFactors: z.exactOptional(z.array(z.enum(["otp", "hwk"]))),
  /** The import that the person came from, by its id; absent: made here, so that everything about them is known. */
  source: z.exactOptional(nameSchema),
  note: z.exactOptional(noteSchema),
});

export type DirectoryUser = z.infer<typeof directoryUserSchema>;

/** What a group is called in the domain that it is synchronised from. */
export const onPremisesGroupSchema = z.strictObject({
  samAccountName: z.string().min(1),
  /** `ACME`, of `ACME\Finance`. */
  netbiosName: z.exactOptional(z.string().min(1)),
  /** `corp.acme.test`. */
  dnsName: z.exactOptional(z.string().min(1)),
  /** Its security identifier: `S-1-5-21-…`. */
  sid: z.exactOptional(z.string().min(1)),
});

export type OnPremisesGroup = z.infer<typeof onPremisesGroupSchema>;

/** A group of people on the identity provider's side. */
export const directoryGroupSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1),
  description: z.exactOptional(z.string()),
  /** Absent: it was made in the cloud, and has no such names. */
  onPremises: z.exactOptional(onPremisesGroupSchema),
  note: z.exactOptional(noteSchema),
});

export type DirectoryGroup = z.infer<typeof directoryGroupSchema>;

/**
 * An import that people came from. An attribute that its files do not carry is *not known* of these people, which is
 * neither absent nor null, until somebody says it.
 */
export const directorySourceSchema = z.strictObject({
  id: nameSchema,
  /** The file's name. */
  name: z.string().min(1),
  importedAt: instantSchema,
  /** The attributes that the file carries, whether or not each person has a value. */
  attributes: z.array(nameSchema),
  /** Whether it says who is in which group. */
  groups: z.boolean(),
});

export type DirectorySource = z.infer<typeof directorySourceSchema>;

/** Everybody, and their groups. */
export const directorySchema = z.strictObject({
  users: z.array(directoryUserSchema),
  groups: z.array(directoryGroupSchema),
  /** Where the people were imported from. */
  sources: z.exactOptional(z.array(directorySourceSchema)),
});

export type Directory = z.infer<typeof directorySchema>;

/** The person with this sign-in name. Sign-in names are compared without regard to case, as identity providers do. */
export function findUserByUserName(directory: Directory, userName: string): DirectoryUser | undefined {
  return usersByName(directory).get(userName.toLowerCase());
}

/** One index for each list of people, as for their ids. Of two with the same name the first counts. */
const nameIndexes = new WeakMap<readonly DirectoryUser[], ReadonlyMap<string, DirectoryUser>>();

function usersByName({ users }: Directory): ReadonlyMap<string, DirectoryUser> {
  const known = nameIndexes.get(users);
  if (known !== undefined) return known;
  const index = new Map<string, DirectoryUser>();
  for (const user of users) {
    const name = user.userName.toLowerCase();
    if (!index.has(name)) index.set(name, user);
  }
  nameIndexes.set(users, index);
  return index;
}

/** The person with this id: at the same cost however many there are. */
export function findUserById({ users }: Pick<Directory, "users">, id: string): DirectoryUser | undefined {
  const known = userIndexes.get(users);
  if (known !== undefined) return known.get(id);
  const index = new Map(users.map((user) => [user.id, user]));
  userIndexes.set(users, index);
  return index.get(id);
}

/** One index for each list of people: lists are never changed in place. */
const userIndexes = new WeakMap<readonly DirectoryUser[], ReadonlyMap<string, DirectoryUser>>();

/** The groups that the person is a direct member of, in the person's own order; unknown ids are left out. */
export function groupsOfUser(directory: Directory, user: DirectoryUser): readonly DirectoryGroup[] {
  const byId = groupsById(directory);
  return user.groups.map((id) => byId.get(id)).filter((group) => group !== undefined);
}

/** One index for each list of groups: lists are never changed in place, so that theirs stays true. */
const indexes = new WeakMap<readonly DirectoryGroup[], ReadonlyMap<string, DirectoryGroup>>();

function groupsById({ groups }: Directory): ReadonlyMap<string, DirectoryGroup> {
  const known = indexes.get(groups);
  if (known !== undefined) return known;
  const index = new Map(groups.map((group) => [group.id, group]));
  indexes.set(groups, index);
  return index;
}

/** Always known of everybody, whatever file they came from. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(["id", "userName", "active"]);

/**
 * The import that leaves open whether the person has a value for an attribute; undefined where it is known. A value that
 * is there is known, wherever it came from.
 */
export function whyNotKnown(
  { sources }: Pick<Directory, "sources">,
  { source, attributes }: Pick<DirectoryUser, "source" | "attributes">,
  name: string,
): DirectorySource | undefined {
  if (source === undefined || ALWAYS_KNOWN.has(name) || Object.hasOwn(attributes, name)) return undefined;
  const found = sources?.find(({ id }) => id === source);
  return found === undefined || found.attributes.includes(name) ? undefined : found;
}
