import type { Directory, DirectorySource, DirectoryUser } from "../directory/directory.ts";
import { freeName } from "./free-name.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { ReadPeople } from "./read-people.ts";

/** The imports that the people of a directory come from, with one more. */
export interface PeopleSources {
  /** The import that somebody comes from afterwards; undefined: they were made here, and everything is known of them. */
  sourceFor(present: DirectoryUser | undefined): string | undefined;
  /** The directory with the imports that its people name. */
  addTo(directory: Directory): Directory;
}

/**
 * Of whom a file says more than an earlier one did, both are known: they come from an import of their own, whose attributes
 * are those of both.
 */
export function createPeopleSources(
  { sources = [] }: Directory,
  { file, importedAt }: Pick<PlannerInput, "file" | "importedAt">,
  { carried, carriesGroups }: Pick<ReadPeople, "carried" | "carriesGroups">,
): PeopleSources {
  const taken = new Set(sources.map(({ id }) => id));
  const made: DirectorySource[] = [];
  const make = (name: string, attributes: readonly string[], groups: boolean): string => {
    const id = freeName(`import-${plainName(file)}`, taken);
    made.push({ id, name, importedAt, attributes: [...attributes], groups });
    return id;
  };
  const after = new Map<string, string>();
  const follow = (earlier: DirectorySource): string => {
    const isCovered = [...carried].every((name) => earlier.attributes.includes(name));
    if (isCovered && (earlier.groups || !carriesGroups)) return earlier.id;
    const name = earlier.name === file ? file : `${earlier.name}, ${file}`;
    return make(name, [...new Set([...earlier.attributes, ...carried])], earlier.groups || carriesGroups);
  };
  let own: string | undefined;
  return {
    sourceFor(present) {
      if (present === undefined) {
        own ??= make(file, [...carried], carriesGroups);
        return own;
      }
      if (present.source === undefined) return undefined;
      const known = after.get(present.source);
      if (known !== undefined) return known;
      const earlier = sources.find(({ id }) => id === present.source);
      const next = earlier === undefined ? present.source : follow(earlier);
      after.set(present.source, next);
      return next;
    },
    addTo(directory) {
      const all = [...sources, ...made];
      const used = new Set(directory.users.map(({ source }) => source));
      return { ...directory, sources: all.filter(({ id }) => used.has(id)) };
    },
  };
}

/** `Users (May).csv` as `users-may`. */
function plainName(file: string): string {
  const stem = file
    .toLowerCase()
    .replace(/\.[a-z0-9]{1,5}$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return stem === "" ? "file" : stem.slice(0, 60);
}
