import { sameValue } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { MatchedPerson } from "./match-people.ts";
import type { ReadPeople } from "./read-people.ts";

/** What one person is merged with. */
interface Merging {
  readonly read: Pick<ReadPeople, "carried">;
  /** Ids of groups as the file calls them, to those here. */
  readonly groupIds: ReadonlyMap<string, string>;
  /** The import that they come from afterwards. */
  sourceFor(present: DirectoryUser | undefined): string | undefined;
}

/** The person as they are after the import: the very same object where nothing changes. */
export function mergePerson({ read, id, present }: MatchedPerson, merging: Merging): DirectoryUser {
  const groups = (read.groups ?? []).flatMap((group) => merging.groupIds.get(group) ?? []);
  const source = merging.sourceFor(present);
  if (present === undefined) {
    return {
      id,
      userName: read.userName,
      active: read.active ?? true,
      ...(read.suspended === true ? { suspended: true } : {}),
      attributes: read.attributes,
      groups: [...new Set(groups)],
      ...(source === undefined ? {} : { source }),
    };
  }
  const joined = groups.filter((group) => !present.groups.includes(group));
  const attributes = mergeAttributes(present.attributes, read.attributes, merging.read.carried);
  const active = read.active ?? present.active;
  const suspended = read.suspended ?? present.suspended === true;
  const isSame =
    attributes === present.attributes &&
    joined.length === 0 &&
    active === present.active &&
    suspended === (present.suspended === true) &&
    read.userName === present.userName &&
    source === present.source;
  if (isSame) return present;
  const { suspended: _, ...others } = present;
  return {
    ...others,
    userName: read.userName,
    active,
    ...(suspended ? { suspended } : {}),
    attributes,
    groups: joined.length === 0 ? present.groups : [...present.groups, ...new Set(joined)],
    ...(source === undefined ? {} : { source }),
  };
}

type Attributes = DirectoryUser["attributes"];

/** What the file carries is as the file has it, present or not; the rest stays. */
function mergeAttributes(present: Attributes, read: Attributes, carried: ReadonlySet<string>): Attributes {
  const kept = Object.entries(present).flatMap(([name, value]): readonly (readonly [string, Attributes[string]])[] => {
    const said = Object.hasOwn(read, name) ? read[name] : undefined;
    if (said !== undefined) return [[name, said]];
    return carried.has(name) ? [] : [[name, value]];
  });
  const added = Object.entries(read).filter(([name]) => !Object.hasOwn(present, name));
  const isSame =
    added.length === 0 &&
    kept.length === Object.keys(present).length &&
    kept.every(([name, value]) => sameValue(value, present[name]));
  return isSame ? present : Object.fromEntries([...kept, ...added]);
}
