import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import { walkAtPace } from "./at-pace.ts";
import type { MatchedPerson } from "./match-people.ts";
import type { PlannerInput } from "./plan-import.ts";
import { MANAGER, type ReadPeople } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/**
 * Puts the id of the manager in the place of what the file calls them: somebody of the file, else somebody who is here
 * already. Where nobody is found, or several are, the text stays, and the report says so.
 */
export async function resolveManagers(
  { workspace: { directory }, pace }: Pick<PlannerInput, "workspace" | "pace">,
  matched: readonly MatchedPerson[],
  { managersBy, placeOf }: ReadPeople,
  report: ReportWriter,
): Promise<void> {
  if (managersBy === undefined) return;
  const found = new Map<string, Found>();
  const find = createFinder(directory, matched, managersBy);
  await walkAtPace(matched, { pace, what: "people" }, ({ read }) => {
    const text = read.attributes[MANAGER];
    if (typeof text !== "string" || text === "") return;
    const manager = found.get(text) ?? find(text);
    found.set(text, manager);
    if ("id" in manager) read.attributes[MANAGER] = manager.id;
    else {
      report.addOne("adapted", () => ({
        place: placeOf(read.at),
        subject: read.userName,
        message: `The manager ${JSON.stringify(text.slice(0, 200))} is ${manager.why}, and stays as text.`,
      }));
    }
  });
}

type Found = { readonly id: string } | { readonly why: string };

/** Somebody who can be a manager. */
interface Candidate extends Pick<DirectoryUser, "id" | "userName" | "attributes"> {
  /** Their id as the file has it. */
  readonly own?: string | undefined;
}

function createFinder(
  directory: Directory,
  matched: readonly MatchedPerson[],
  by: readonly string[],
): (text: string) => Found {
  const ofFile = matched.map(({ id, read }) => ({
    id,
    userName: read.userName,
    attributes: read.attributes,
    own: read.id,
  }));
  const inFile = new Set(ofFile.map(({ id }) => id));
  const others = directory.users.filter(({ id }) => !inFile.has(id));
  const indexes = by.flatMap((name) => [indexBy(ofFile, name), indexBy(others, name)]);
  return (text) => {
    const key = foldCase(text.trim());
    for (const index of indexes) {
      const ids = index.get(key);
      if (ids === undefined) continue;
      const [only] = ids;
      return ids.size === 1 && only !== undefined ? { id: only } : { why: `the name of ${ids.size} people` };
    }
    return { why: "neither in the file nor here" };
  };
}

function indexBy(people: readonly Candidate[], name: string) {
  const index = new Map<string, Set<string>>();
  const add = (value: unknown, id: string): void => {
    if (typeof value !== "string" || value === "") return;
    const key = foldCase(value);
    const ids = index.get(key);
    if (ids === undefined) index.set(key, new Set([id]));
    else ids.add(id);
  };
  for (const { id, own, userName, attributes } of people) {
    if (name === "userName") add(userName, id);
    else if (name === "id") {
      add(id, id);
      add(own, id);
    } else if (name === "fullName") add(`${attributes.givenName} ${attributes.surname}`, id);
    else if (Object.hasOwn(attributes, name)) add(attributes[name], id);
  }
  return index;
}
