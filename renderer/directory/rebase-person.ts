import type { AttributeValue, DirectoryUser } from "../../core/contract/model.ts";

/** A person being edited: as saved when the edit began or was last laid over what is saved, and as they would be. */
export interface Draft {
  readonly base: DirectoryUser;
  readonly person: DirectoryUser;
  /** Members that somebody else saved otherwise while they were edited here; the draft keeps its own. `attributes.mail` */
  readonly clashes: readonly string[];
}

/** A member that was changed on both sides, and what is saved there now; undefined: nothing. */
export interface Clash {
  readonly member: string;
  readonly saved: unknown;
}

/**
 * A draft laid over what is saved by now, member by member: what the draft changed stays as drafted, all others are as
 * saved. Each attribute and each membership of a group is a member of its own.
 */
export function rebaseDraft(draft: Draft, saved: DirectoryUser): Draft {
  const { base, person } = draft;
  if (isSame(base, saved)) return draft;
  const members = membersOf(base, person, saved);
  const edited = members.filter((member) => !isSame(readMember(base, member), readMember(person, member)));
  const moved = members.filter((member) => !isSame(readMember(base, member), readMember(saved, member)));
  const rebased = edited.reduce((result, member) => writeMember(result, member, readMember(person, member)), {
    ...saved,
    groups: rebaseGroups(base.groups, person.groups, saved.groups),
  });
  const clashes = edited.filter((member) => draft.clashes.includes(member) || moved.includes(member));
  return { base: saved, person: rebased, clashes: clashes.filter((member) => differs(member, saved, rebased)) };
}

/** What somebody else changed meanwhile and the draft still writes otherwise. */
export function findClashes({ base, person, clashes }: Draft): readonly Clash[] {
  return clashes
    .filter((member) => differs(member, base, person))
    .map((member) => ({ member, saved: readMember(base, member) }));
}

/** Tells whether two states of a person are alike; the order of attributes is no difference. */
export function isSamePerson(left: DirectoryUser, right: DirectoryUser): boolean {
  return isSame(left.groups, right.groups) && membersOf(left, right).every((member) => !differs(member, left, right));
}

const ATTRIBUTE = "attributes.";

/** Every member that one of the people has, but the id and the groups. */
function membersOf(...people: readonly DirectoryUser[]): readonly string[] {
  const names = people.flatMap(({ id: _, groups: __, attributes, ...members }) => [
    ...Object.keys(members),
    ...Object.keys(attributes).map((name) => ATTRIBUTE + name),
  ]);
  return [...new Set(names)];
}

function differs(member: string, left: DirectoryUser, right: DirectoryUser): boolean {
  return !isSame(readMember(left, member), readMember(right, member));
}

function readMember({ attributes, ...person }: DirectoryUser, member: string): unknown {
  const [from, name]: [object, string] = member.startsWith(ATTRIBUTE)
    ? [attributes, member.slice(ATTRIBUTE.length)]
    : [person, member];
  return Object.hasOwn(from, name) ? (from as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The value comes from a person, from the member of the same name. */
function writeMember(person: DirectoryUser, member: string, value: unknown): DirectoryUser {
  if (!member.startsWith(ATTRIBUTE)) return withMember(person, member, value);
  const attributes = withMember(person.attributes, member.slice(ATTRIBUTE.length), value as AttributeValue | undefined);
  return { ...person, attributes };
}

function withMember<Of extends object>(of: Of, name: string, value: unknown): Of {
  const entries = Object.entries(of).filter(([other]) => other !== name || value !== undefined);
  const all = entries.map(([other, old]: [string, unknown]) => [other, other === name ? value : old]);
  const added = value === undefined || Object.hasOwn(of, name) ? [] : [[name, value]];
  return Object.fromEntries([...all, ...added]) as Of;
}

/** Groups that the draft left are left, groups that it joined are joined. */
function rebaseGroups(base: readonly string[], draft: readonly string[], saved: readonly string[]): string[] {
  const left = base.filter((group) => !draft.includes(group));
  const joined = draft.filter((group) => !base.includes(group) && !saved.includes(group));
  return [...saved.filter((group) => !left.includes(group)), ...joined];
}

/** Plain JSON of the engine; the order of members counts only below a member, where nobody changes it. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
