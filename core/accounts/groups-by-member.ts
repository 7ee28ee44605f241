import type { AccountGroup } from "./account-group.ts";

/** The groups that each account or group is directly in, by its id. Made once for each state of the groups. */
export function groupsByMember(groups: readonly AccountGroup[]): ReadonlyMap<string, readonly AccountGroup[]> {
  const known = indexes.get(groups);
  if (known !== undefined) return known;
  const index = new Map<string, AccountGroup[]>();
  for (const group of groups) {
    for (const { id } of group.members) {
      const present = index.get(id);
      if (present === undefined) index.set(id, [group]);
      else present.push(group);
    }
  }
  indexes.set(groups, index);
  return index;
}

const indexes = new WeakMap<readonly AccountGroup[], ReadonlyMap<string, readonly AccountGroup[]>>();
