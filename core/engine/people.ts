import { type AttributeValue, sameValue, showValue, valuesOf } from "../attribute-value.ts";
import type { PeopleChange } from "../contract/methods.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import { didYouMean, nearestName, RehearsalError } from "../errors.ts";
import { keepAssignees } from "../idp/assigned-roles.ts";
import type { Problem } from "../store/problem.ts";
import type { Workspace } from "../store/workspace.ts";
import type { PathNames } from "./check-edit.ts";
import type { Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { ProblemsError } from "./problems-error.ts";

/** People to write, and where each stands in the arguments. */
export interface PlannedPeople {
  readonly people: readonly DirectoryUser[];
  pathOf(index: number): string;
}

/** Writes people, new ones too. */
export function savePeople(workspace: Workspace, { people, pathOf }: PlannedPeople): PlannedEdit {
  const problems = checkPeople(workspace, people, pathOf);
  if (problems.length > 0) throw new ProblemsError("EDIT_INVALID", problems);
  const replacements = people.map((value): Replacement => ({ part: "person", id: value.id, value }));
  const before = new Map(workspace.directory.users.map((user) => [user.id, user]));
  const what = describeSaved(people, before, workspace);
  return { edit: { what, replacements }, names: namesOf(workspace, people, pathOf) };
}

/** One change for several people at once; those that it changes nothing of are left out. */
export function changePeople(workspace: Workspace, ids: readonly string[], change: PeopleChange): PlannedEdit {
  const chosen = findPeople(workspace, ids);
  if (change.kind === "joinGroup" || change.kind === "leaveGroup") findGroup(workspace, change.group, "change.group");
  const changed = chosen.flatMap((user) => changePerson(user, change) ?? []);
  const replacements = changed.map((value): Replacement => ({ part: "person", id: value.id, value }));
  return { edit: { what: describeChanged(chosen, changed, change, workspace), replacements } };
}

/** Takes people out of the directory, and out of the assignments that name them. Their accounts stay, as they do in life. */
export function removePeople(workspace: Workspace, ids: readonly string[]): PlannedEdit {
  const people = findPeople(workspace, ids);
  const gone = new Set(ids);
  const replacements: Replacement[] = people.map(({ id }) => ({ part: "person", id }));
  const assignments = withoutAssigned(workspace, "users", gone);
  return { edit: { what: `Removed ${countPeople(people)}`, replacements: [...replacements, ...assignments] } };
}

/** Writes a group, a new one too. */
export function saveGroup(workspace: Workspace, group: DirectoryGroup): PlannedEdit {
  const isNew = !workspace.directory.groups.some(({ id }) => id === group.id);
  const what = `${isNew ? "Added" : "Changed"} the group ${group.name}`;
  return { edit: { what, replacements: [{ part: "group", id: group.id, value: group }] } };
}

/** Takes a group away, from its members and from the assignments that name it. */
export function removeGroup(workspace: Workspace, id: string): PlannedEdit {
  const group = findGroup(workspace, id, "group");
  const members = workspace.directory.users.filter(({ groups }) => groups.includes(id));
  const replacements: readonly Replacement[] = [
    { part: "group", id },
    ...members.map((user): Replacement => ({ part: "person", id: user.id, value: leaveGroup(user, id) })),
    ...withoutAssigned(workspace, "groups", new Set([id])),
  ];
  const left =
    members.length === 0 ? "" : `, which had ${members.length} ${members.length === 1 ? "member" : "members"}`;
  return { edit: { what: `Removed the group ${group.name}${left}`, replacements } };
}

/** Who somebody is, on screen: the display name, else the user name. */
export function nameOf({ attributes, userName }: DirectoryUser): string {
  const { displayName } = attributes;
  return typeof displayName === "string" && displayName.trim() !== "" ? displayName : userName;
}

/**
 * The person with this id.
 * @throws RehearsalError `PERSON_UNKNOWN`
 */
export function findPerson(workspace: Workspace, id: string, path = "person"): DirectoryUser {
  const person = workspace.directory.users.find((user) => user.id === id);
  if (person === undefined) throw unknown("PERSON_UNKNOWN", "person", id, workspace.directory.users, path);
  return person;
}

function findPeople(workspace: Workspace, ids: readonly string[]): readonly DirectoryUser[] {
  const users = new Map(workspace.directory.users.map((user) => [user.id, user]));
  return [...new Set(ids)].map((id) => users.get(id) ?? findPerson(workspace, id, `people[${ids.indexOf(id)}]`));
}

function findGroup(workspace: Workspace, id: string, path: string): DirectoryGroup {
  const group = workspace.directory.groups.find((each) => each.id === id);
  if (group === undefined) throw unknown("GROUP_UNKNOWN", "group", id, workspace.directory.groups, path);
  return group;
}

function unknown(
  code: string,
  kind: string,
  id: string,
  known: readonly { readonly id: string }[],
  path: string,
): RehearsalError {
  const hint = didYouMean(
    id,
    known.map((each) => each.id),
  );
  return new RehearsalError(code, `There is no ${kind} with the id ${JSON.stringify(id)}.${hint}`, { path });
}

/** What would make two people one, or name a group that is not there. */
function checkPeople(
  { directory }: Workspace,
  people: readonly DirectoryUser[],
  pathOf: (index: number) => string,
): readonly Problem[] {
  const problem = (index: number, member: string, message: string): Problem => {
    return { code: "EDIT_INVALID", path: `${pathOf(index)}.${member}`, message, severity: "error" };
  };
  const written = new Set(people.map(({ id }) => id));
  const others = directory.users.filter(({ id }) => !written.has(id));
  const taken = new Map(others.map((user) => [user.userName.toLowerCase(), user]));
  const ids = new Set<string>();
  const groups = new Set(directory.groups.map(({ id }) => id));
  return people.flatMap((person, index) => {
    const owner = taken.get(person.userName.toLowerCase());
    const twice = ids.has(person.id);
    taken.set(person.userName.toLowerCase(), person);
    ids.add(person.id);
    return [
      ...(twice ? [problem(index, "id", `The id ${JSON.stringify(person.id)} stands here twice.`)] : []),
      ...(owner === undefined || twice
        ? []
        : [problem(index, "userName", `${person.userName} is the userName of ${nameOf(owner)} already.`)]),
      ...person.groups.flatMap((group, place) =>
        groups.has(group) ? [] : [problem(index, `groups[${place}]`, noGroup(group, groups))],
      ),
    ];
  });
}

function noGroup(group: string, groups: ReadonlySet<string>): string {
  const near = nearestName(group, groups);
  return `There is no group ${JSON.stringify(group)}.${near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`}`;
}

/** Where the people will stand in the directory. */
function namesOf(
  { directory }: Workspace,
  people: readonly DirectoryUser[],
  pathOf: (index: number) => string,
): PathNames {
  const places = new Map(directory.users.map(({ id }, index) => [id, index]));
  let end = directory.users.length;
  return new Map(
    people.map(({ id }, index) => {
      const place = places.get(id) ?? end++;
      return [`directory.users[${place}]`, pathOf(index)];
    }),
  );
}

function changePerson(user: DirectoryUser, change: PeopleChange): DirectoryUser | undefined {
  switch (change.kind) {
    case "active":
      return user.active === change.value ? undefined : { ...user, active: change.value };
    case "joinGroup":
      return user.groups.includes(change.group) ? undefined : { ...user, groups: [...user.groups, change.group] };
    case "leaveGroup":
      return user.groups.includes(change.group) ? leaveGroup(user, change.group) : undefined;
    case "attribute":
      return setAttribute(user, change.name, change.value);
  }
}

function leaveGroup(user: DirectoryUser, group: string): DirectoryUser {
  return { ...user, groups: user.groups.filter((id) => id !== group) };
}

/** `null` takes the attribute away. */
function setAttribute(user: DirectoryUser, name: string, value: string | null): DirectoryUser | undefined {
  const { [name]: before, ...others } = user.attributes;
  if (value === null) return before === undefined ? undefined : { ...user, attributes: others };
  return sameValue(before, value) ? undefined : { ...user, attributes: { ...user.attributes, [name]: value } };
}

function withoutAssigned(
  workspace: Workspace,
  list: "users" | "groups",
  gone: ReadonlySet<string>,
): readonly Replacement[] {
  return workspace.identityProviders.flatMap((provider) =>
    provider.connections.flatMap((connection): readonly Replacement[] => {
      const { assignment, application } = connection;
      const named = [...assignment[list], ...Object.keys(assignment.roles?.[list] ?? {})];
      if (!named.some((id) => gone.has(id))) return [];
      const left = keepAssignees(assignment, list, (id) => !gone.has(id));
      return [
        { part: "connection", provider: provider.id, id: application, value: { ...connection, assignment: left } },
      ];
    }),
  );
}

function countPeople(people: readonly DirectoryUser[]): string {
  const [only] = people;
  return people.length === 1 && only !== undefined ? nameOf(only) : `${people.length} people`;
}

function describeChanged(
  chosen: readonly DirectoryUser[],
  changed: readonly DirectoryUser[],
  change: PeopleChange,
  workspace: Workspace,
): string {
  const [only] = changed;
  if (only === undefined) return `Nothing to change: ${describeChange(workspace, change)}`;
  const was = changed.length === 1 ? chosen.find(({ id }) => id === only.id) : undefined;
  if (was !== undefined) return describePerson(was, only, workspace);
  return `Changed ${countPeople(changed)}: ${describeChange(workspace, change)}`;
}

function describeChange({ directory }: Workspace, change: PeopleChange): string {
  const groupName = (id: string): string => directory.groups.find((group) => group.id === id)?.name ?? id;
  switch (change.kind) {
    case "active":
      return change.value ? "enabled" : "disabled";
    case "joinGroup":
      return `in the group ${groupName(change.group)}`;
    case "leaveGroup":
      return `out of the group ${groupName(change.group)}`;
    case "attribute":
      return change.value === null ? `no ${change.name}` : `${change.name} is ${change.value}`;
  }
}

function describeSaved(
  people: readonly DirectoryUser[],
  before: ReadonlyMap<string, DirectoryUser>,
  workspace: Workspace,
): string {
  const [only] = people;
  if (people.length === 1 && only !== undefined) {
    const was = before.get(only.id);
    return was === undefined ? `Added ${nameOf(only)}` : describePerson(was, only, workspace);
  }
  const added = people.filter(({ id }) => !before.has(id)).length;
  if (added === people.length) return `Added ${added} people`;
  return added === 0 ? `Changed ${people.length} people` : `Changed ${people.length - added} and added ${added} people`;
}

/** What is different about a person, in words: all of it where it is little, else how much. */
function describePerson(was: DirectoryUser, is: DirectoryUser, { directory }: Workspace): string {
  const groupName = (id: string): string => directory.groups.find((group) => group.id === id)?.name ?? id;
  const changes = [
    ...describeValues(was, is),
    ...is.groups
      .filter((id) => !was.groups.includes(id))
      .map((id) => ({ member: `put %in the group ${groupName(id)}` })),
    ...was.groups
      .filter((id) => !is.groups.includes(id))
      .map((id) => ({ member: `took %out of the group ${groupName(id)}` })),
  ];
  return sentenceOf(changes, nameOf(was));
}

interface ChangeInWords {
  readonly member: string;
  readonly to?: string;
}

function describeValues(was: DirectoryUser, is: DirectoryUser): readonly ChangeInWords[] {
  const names = new Set([...Object.keys(was.attributes), ...Object.keys(is.attributes)]);
  const attributes = [...names].filter((name) => !sameValue(was.attributes[name], is.attributes[name]));
  return [
    ...(was.userName === is.userName ? [] : [{ member: "userName", to: is.userName }]),
    ...(was.active === is.active ? [] : [{ member: is.active ? "enabled %" : "disabled %" }]),
    ...((was.suspended === true) === (is.suspended === true)
      ? []
      : [{ member: is.suspended === true ? "suspended %" : "no longer suspended: %" }]),
    ...attributes.map((member) => ({ member, to: words(is.attributes[member]) })),
  ];
}

function words(value: AttributeValue | undefined): string {
  if (valuesOf(value).length === 0) return "nothing";
  return typeof value === "string" && value !== "" ? value : showValue(value);
}

/** "Changed department of Ada Lovelace to Engineering"; more than two changes are counted. */
function sentenceOf(changes: readonly ChangeInWords[], name: string): string {
  if (changes.length === 0) return `Saved ${name} as before`;
  if (changes.length > 2) return `Changed ${name}: ${changes.length} changes`;
  const sentence = changes.map((change) => inWords(change, name)).join(", and ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function inWords({ member, to }: ChangeInWords, name: string): string {
  if (to !== undefined) return `changed ${member} of ${name} to ${to}`;
  return member.endsWith("%") ? member.replace("%", name) : member.replace("%", `${name} `);
}
