import { isDeepStrictEqual } from "node:util";
import { isSafeName } from "../attribute-value.ts";
import type { Directory, DirectoryGroup } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import { freeName } from "./free-name.ts";
import type { ReadGroup, ReadPeople } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/** What the groups of a file change. */
export interface PlannedGroups {
  readonly groups: DirectoryGroup[];
  /** Ids as the file calls them, to those here. */
  readonly ids: ReadonlyMap<string, string>;
  /** How many are new or changed. */
  readonly changed: number;
}

/** Finds the groups of a file in the directory by their ids, then by their names; whoever is not there is new. */
export function planGroups(
  directory: Directory,
  { groups = [], placeOf }: Pick<ReadPeople, "groups" | "placeOf">,
  report: ReportWriter,
): PlannedGroups {
  if (groups.length === 0) return { groups: directory.groups, ids: new Map(), changed: 0 };
  const byId = new Map(directory.groups.map((group) => [group.id, group]));
  const byName = new Map(directory.groups.map((group) => [foldCase(group.name), group]));
  const taken = new Set(byId.keys());
  const ids = new Map<string, string>();
  const changed = new Map<string, DirectoryGroup>();
  const first = new Map<string, number>();
  for (const read of groups) {
    const earlier = whyNotGroup(read, first, placeOf);
    if (earlier !== undefined) {
      report.addOne("refused", () => ({ place: placeOf(read.at), subject: read.name, message: earlier }));
      continue;
    }
    first.set(keyOf(read), read.at);
    const present = (read.id === undefined ? undefined : byId.get(read.id)) ?? byName.get(foldCase(read.name));
    const group = mergeGroup(read, present, () => freeName(read.id ?? read.name, taken));
    ids.set(keyOf(read), group.id);
    if (group !== present) changed.set(group.id, group);
    const message = present === undefined ? "A new group." : describePresent(group !== present);
    report.addOne("taken", () => ({ place: placeOf(read.at), subject: group.name, message }));
  }
  const kept = directory.groups.map((group) => changed.get(group.id) ?? group);
  const added = [...changed.values()].filter(({ id }) => !byId.has(id));
  return { groups: changed.size === 0 ? directory.groups : [...kept, ...added], ids, changed: changed.size };
}

/** A group as others in the file name it. */
function keyOf({ key, id, name }: ReadGroup): string {
  return key ?? id ?? name;
}

function whyNotGroup(
  read: ReadGroup,
  first: ReadonlyMap<string, number>,
  placeOf: (at: number) => string,
): string | undefined {
  if (read.name.trim() === "") return "It has no name.";
  if (!isSafeName(keyOf(read))) return "This name is reserved by JavaScript and cannot be used.";
  const earlier = first.get(keyOf(read));
  return earlier === undefined ? undefined : `The same group stands in ${placeOf(earlier)} already.`;
}

function mergeGroup(read: ReadGroup, present: DirectoryGroup | undefined, newId: () => string): DirectoryGroup {
  const { description, onPremises } = read;
  const said = {
    ...(description === undefined || description === "" ? {} : { description }),
    // What the file does not carry of it stays: a list of one kind has no name of the domain.
    ...(onPremises === undefined ? {} : { onPremises: { ...present?.onPremises, ...onPremises } }),
  };
  if (present === undefined) return { id: newId(), name: read.name, ...said };
  const isSame = present.name === read.name && isDeepStrictEqual({ ...present, ...said }, present);
  return isSame ? present : { ...present, name: read.name, ...said };
}

function describePresent(isChanged: boolean): string {
  return isChanged ? "A group that is here, changed." : "A group that is here, as it is.";
}
