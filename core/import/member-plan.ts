import type { DirectoryUser } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import { type Walk, walkAtPace } from "./at-pace.ts";
import { planGroups } from "./group-plan.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { ReadGroup } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/** Somebody in a group, as a file says. */
export interface ReadMember {
  readonly at: number;
  readonly place: string;
  /** The group's key in the file, or the id of a group that is here. */
  readonly group: string;
  /** What the person may be found by, the surest first: an id, a user name, an address. */
  readonly names: readonly string[];
}

/** Groups of a file, and who is in them. */
export interface ReadMembers {
  readonly groups: readonly ReadGroup[];
  readonly members: readonly ReadMember[];
  placeOf(at: number): string;
}

/**
 * Works out what groups and their members change in the directory. Nobody leaves a group, and who is not in the directory is
 * not made: a list of members does not say enough of them.
 */
export async function planMembers(
  input: PlannerInput,
  { groups, members, placeOf }: ReadMembers,
  report: ReportWriter,
): Promise<ImportPlan> {
  const { workspace, file, kind } = input;
  const { directory } = workspace;
  const planned = planGroups(directory, { groups, placeOf }, report);
  const present = new Set(directory.groups.map(({ id }) => id));
  const groupOf = (key: string) => planned.ids.get(key) ?? (present.has(key) ? key : undefined);
  const walk = { pace: input.pace, what: "members" };
  const joined = await joinMembers(directory.users, members, { groupOf, report, walk });
  const users = joined.size === 0 ? directory.users : directory.users.map((user) => withGroups(user, joined.get(user)));
  const isSame = planned.changed === 0 && joined.size === 0;
  const next = isSame ? workspace : { ...workspace, directory: { ...directory, users, groups: planned.groups } };
  const count = [...joined.values()].reduce((sum, ids) => sum + ids.size, 0);
  const what = `${countOf(planned.changed, "group")} new or changed, ${countOf(count, "membership")} more from ${file}`;
  return { kind, what, report: report.finish(), questions: [], next };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function withGroups(user: DirectoryUser, ids: ReadonlySet<string> | undefined): DirectoryUser {
  return ids === undefined ? user : { ...user, groups: [...user.groups, ...ids] };
}

/** What members are looked up with. */
interface Joining {
  groupOf(key: string): string | undefined;
  readonly report: ReportWriter;
  readonly walk: Walk;
}

/** The groups that people join, of those whom that changes. */
async function joinMembers(
  users: readonly DirectoryUser[],
  members: readonly ReadMember[],
  { groupOf, report, walk }: Joining,
): Promise<ReadonlyMap<DirectoryUser, ReadonlySet<string>>> {
  const find = createPersonFinder(users);
  const joined = new Map<DirectoryUser, Set<string>>();
  await walkAtPace(members, walk, ({ place, group, names }) => {
    const [user, id] = [find(names), groupOf(group)];
    const subject = names[0] ?? "";
    if (user === undefined || id === undefined) {
      const message =
        id === undefined ? "Its group is not here." : "Nobody in the directory is called so; import the people first.";
      report.addOne("notUnderstood", () => ({ place, subject, message }));
      return;
    }
    if (!user.groups.includes(id)) {
      const ids = joined.get(user);
      if (ids === undefined) joined.set(user, new Set([id]));
      else ids.add(id);
    }
    const message = user.groups.includes(id) ? "In the group already." : "Joins the group.";
    report.addOne("taken", () => ({ place, subject: user.userName, message }));
  });
  return joined;
}

/** Finds people by ids, user names and addresses: the first name that finds somebody counts. */
export function createPersonFinder(
  users: readonly DirectoryUser[],
): (names: readonly string[]) => DirectoryUser | undefined {
  const byName = new Map<string, DirectoryUser>();
  for (const user of users) {
    const { mail, primaryEmail, email } = user.attributes;
    for (const name of [mail, primaryEmail, email])
      if (typeof name === "string") setFirst(byName, foldCase(name), user);
  }
  for (const user of users) byName.set(foldCase(user.userName), user);
  const byId = new Map(users.map((user) => [user.id, user]));
  return (names) => {
    for (const name of names) {
      const found = byId.get(name) ?? byName.get(foldCase(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function setFirst<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}
