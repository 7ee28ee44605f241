import { isSafeName } from "../attribute-value.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import { readAtPace } from "./at-pace.ts";
import { freeName } from "./free-name.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { ReadPeople, ReadPerson } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/** Somebody in a file with their id here, and who they are already. */
export interface MatchedPerson {
  readonly read: ReadPerson;
  readonly id: string;
  readonly present: DirectoryUser | undefined;
}

/** Finds everybody of a file in the directory. Whoever stands in the file twice, or is two people here, is refused. */
export async function matchPeople(
  { workspace: { directory }, pace }: Pick<PlannerInput, "workspace" | "pace">,
  { people, placeOf }: ReadPeople,
  report: ReportWriter,
): Promise<readonly MatchedPerson[]> {
  const seen = createSeen();
  const known = createKnown(directory);
  return readAtPace(people, { pace, what: "people" }, (read) => {
    const refuse = (message: string): undefined => {
      report.addOne("refused", () => ({ place: placeOf(read.at), subject: read.userName, message }));
    };
    if (!isSafeName(read.userName) || (read.id !== undefined && !isSafeName(read.id))) {
      return refuse("This name is reserved by JavaScript and cannot be used.");
    }
    const earlier = seen.add(read);
    if (earlier !== undefined) {
      return refuse(`${earlier.what} stands in ${placeOf(earlier.at)} already.`);
    }
    const present = known.find(read);
    if (present === "two") {
      return refuse("Its id is that of one person here, and its user name that of another.");
    }
    return { read, id: present?.id ?? known.newId(read), present };
  });
}

/** What stands in the file so far. */
function createSeen() {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  return {
    /** What was there already, and where. */
    add({ id, userName, at }: ReadPerson): { readonly what: string; readonly at: number } | undefined {
      const name = foldCase(userName);
      const [sameName, sameId] = [names.get(name), id === undefined ? undefined : ids.get(id)];
      if (sameName !== undefined) return { what: "The same user name", at: sameName };
      if (sameId !== undefined) return { what: `The id ${JSON.stringify(id)}`, at: sameId };
      names.set(name, at);
      if (id !== undefined) ids.set(id, at);
      return undefined;
    },
  };
}

/** Who is here already. */
function createKnown({ users }: Directory) {
  const byId = new Map(users.map((user) => [user.id, user]));
  const byName = new Map(users.map((user) => [foldCase(user.userName), user]));
  const taken = new Set(byId.keys());
  return {
    find({ id, userName }: ReadPerson): DirectoryUser | "two" | undefined {
      const [sameId, sameName] = [id === undefined ? undefined : byId.get(id), byName.get(foldCase(userName))];
      return sameId !== undefined && sameName !== undefined && sameId !== sameName ? "two" : (sameId ?? sameName);
    },
    /** The file's own id, else the user name: the same each time that the file is imported. */
    newId: ({ id, userName }: ReadPerson) => freeName(id ?? userName.toLowerCase(), taken),
  };
}
