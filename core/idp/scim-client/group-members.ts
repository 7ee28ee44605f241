import type { DirectoryUser } from "../../directory/directory.ts";
import type { GroupLink } from "../../provisioning/state.ts";
import { type ClientRun, managedLink } from "./run.ts";

/** Who comes into a pushed group and who leaves it, by ids of the directory. */
export interface MembersPlan {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Who is a member afterwards. */
  readonly members: readonly string[];
  /** Members who are out of scope, and are not looked at again until a restart. */
  readonly leftOut: readonly string[];
}

/**
 * Works out who is to be in a group over there: its direct members (F28) who have an account that this client manages. How
 * a client treats members who fall out of scope is not documented: here they leave the group. Entra does not add somebody
 * who comes into scope later, unless everything is restarted; others do.
 */
export function planMembers(run: ClientRun, group: string, link: Pick<GroupLink, "members" | "leftOut">): MembersPlan {
  const direct = membersOf(run.world.directory.users, group);
  const isPresent = new Set(link.members);
  const waits = new Set(run.dialect.fillsIn ? [] : link.leftOut);
  const members: string[] = [];
  const leftOut: string[] = [];
  for (const id of direct) {
    const hasAccount = managedLink(run, id) !== undefined;
    if (hasAccount && !waits.has(id)) members.push(id);
    else if (!run.dialect.fillsIn && run.memory.escrow.get(id) === undefined) leftOut.push(id);
  }
  const wanted = new Set(members);
  return {
    added: members.filter((id) => !isPresent.has(id)),
    removed: link.members.filter((id) => !wanted.has(id)),
    members,
    leftOut,
  };
}

/** The direct members of a group who are not deleted. */
function membersOf(users: readonly DirectoryUser[], group: string): readonly string[] {
  return indexOf(users).get(group) ?? [];
}

/** Lists of people are never changed in place. */
const indexes = new WeakMap<readonly DirectoryUser[], ReadonlyMap<string, readonly string[]>>();

function indexOf(users: readonly DirectoryUser[]): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(users);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const { id, groups, deletedAt } of users) {
    if (deletedAt !== undefined) continue;
    for (const group of groups) {
      const members = index.get(group);
      if (members === undefined) index.set(group, [id]);
      else members.push(id);
    }
  }
  indexes.set(users, index);
  return index;
}
