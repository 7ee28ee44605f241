import type { Workspace } from "./workspace.ts";

/** Names of the attributes that people here have, or that their files carry. */
export function attributesKnown({
  directory: { users, sources = [] },
}: Pick<Workspace, "directory">): ReadonlySet<string> {
  return new Set([
    ...users.flatMap(({ attributes }) => Object.keys(attributes)),
    ...sources.flatMap(({ attributes }) => attributes),
  ]);
}
