import { valuesOf } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import type { ReadGroup, ReadPeople, ReadPerson } from "./read-people.ts";

/** A group of Active Directory, with the distinguished names of its members. */
export interface AdGroup extends ReadGroup {
  readonly dn: string;
  readonly members: readonly string[];
}

/**
 * The people with the groups of the file that they are in: as they say in `memberOf`, and as the groups say in `member`. A
 * group that the file does not describe stays in `memberOf` alone.
 */
export function withAdGroups(read: ReadPeople, groups: readonly AdGroup[]): ReadPeople {
  if (groups.length === 0) return read;
  const known = new Set(groups.map(({ dn }) => foldCase(dn)));
  const named = new Map<string, string[]>();
  for (const { dn, members } of groups) {
    for (const member of members) {
      const key = foldCase(member);
      const present = named.get(key);
      if (present === undefined) named.set(key, [foldCase(dn)]);
      else present.push(foldCase(dn));
    }
  }
  const join = (person: ReadPerson): ReadPerson => {
    const { distinguishedName, memberOf } = person.attributes;
    const said = valuesOf(memberOf).map((dn) => foldCase(String(dn)));
    const own = named.get(foldCase(String(distinguishedName ?? ""))) ?? [];
    return { ...person, groups: [...new Set([...said.filter((dn) => known.has(dn)), ...own])] };
  };
  return {
    ...read,
    people: read.people.map(join),
    groups: groups.map(({ dn, members: _, ...group }) => ({ ...group, key: foldCase(dn) })),
    carriesGroups: true,
  };
}
