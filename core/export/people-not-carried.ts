import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { NotCarried } from "./exported.ts";

/** Members of people that no list of people has a place for. */
const MEMBERS: readonly {
  readonly member: string;
  readonly message: string;
  has(user: DirectoryUser): boolean;
}[] = [
  {
    member: "groups",
    message: "Who is in which group stands in lists of groups and their members.",
    has: ({ groups }) => groups.length > 0,
  },
  {
    member: "suspended",
    message: "Somebody who is suspended is active in the file.",
    has: ({ suspended }) => suspended === true,
  },
  {
    member: "deletedAt",
    message: "Somebody in the recycle bin is like anybody else in the file.",
    has: ({ deletedAt }) => deletedAt !== undefined,
  },
  {
    member: "secondFactors",
    message: "Second factors are not in lists of people.",
    has: ({ secondFactors }) => (secondFactors ?? []).length > 0,
  },
  { member: "note", message: "Notes are not in lists of people.", has: ({ note }) => note !== undefined },
  {
    member: "source",
    message: "An import of the file is the only file that people come from then.",
    has: ({ source }) => source !== undefined,
  },
];

/** What no list of people carries, of what these people have. */
export function describeMembers({ users }: Pick<Directory, "users">): readonly NotCarried[] {
  return MEMBERS.flatMap(({ member, message, has }) =>
    users.some(has)
      ? [{ place: `directory/users/*/${member}`, message: `${message} ${count(users.filter(has))}` }]
      : [],
  );
}

function count({ length }: readonly unknown[]): string {
  return length === 1 ? "This is about one person." : `This is about ${length} people.`;
}

/** Counts what becomes another value, by attribute and reason, for one line each. */
export function createLosses(root: string) {
  const counts = new Map<string, { readonly place: string; readonly message: string; count: number }>();
  return {
    add(attribute: string, message: string): void {
      const key = `${attribute}\n${message}`;
      const present = counts.get(key);
      if (present === undefined) counts.set(key, { place: `${root}/${attribute}`, message, count: 1 });
      else present.count += 1;
    },
    finish: (): readonly NotCarried[] =>
      [...counts.values()].map(({ place, message, count: times }) => ({
        place,
        message: times === 1 ? message : `${message} (${times} times)`,
      })),
  };
}
