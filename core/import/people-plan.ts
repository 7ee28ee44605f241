import type { DirectoryUser } from "../directory/directory.ts";
import type { Workspace } from "../store/workspace.ts";
import { planGroups } from "./group-plan.ts";
import type { ImportPlan } from "./import-plan.ts";
import { resolveManagers } from "./managers.ts";
import { type MatchedPerson, matchPeople } from "./match-people.ts";
import { mergePerson } from "./merge-person.ts";
import { createPeopleSources, type PeopleSources } from "./people-sources.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { ReadPeople } from "./read-people.ts";
import type { ReportWriter } from "./report.ts";

/**
 * Works out what people out of a file change in the directory. They are found by their ids, then by their user names; what
 * the file says takes the place of what was there, and what it does not carry stays. Nobody is removed.
 */
export async function planPeople(input: PlannerInput, read: ReadPeople, report: ReportWriter): Promise<ImportPlan> {
  const { workspace, file, kind } = input;
  const groups = planGroups(workspace.directory, read, report);
  const matched = await matchPeople(input, read, report);
  await resolveManagers(input, matched, read, report);
  const sources = createPeopleSources(workspace.directory, input, read);
  const { users, counts } = await applyPeople(matched, { input, read, sources, groupIds: groups.ids, report });
  const isChanged = counts.new + counts.changed > 0 || groups.changed > 0;
  const next: Workspace = isChanged
    ? {
        ...workspace,
        people: "imported",
        directory: sources.addTo({ ...workspace.directory, users, groups: groups.groups }),
      }
    : workspace;
  const what = `${describeCounts(matched.length, counts)} from ${file}${describeGroups(groups.changed)}`;
  return { kind, what, report: report.finish(), questions: [], next };
}

/** How many people a file brings. */
interface Counts {
  new: number;
  changed: number;
  unchanged: number;
}

function describeCounts(total: number, counts: Counts): string {
  const people = total === 1 ? "1 person" : `${total} people`;
  const parts = [
    [counts.new, "new"],
    [counts.changed, "changed"],
    [counts.unchanged, "unchanged"],
  ].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  return parts.length === 0 ? people : `${people} (${parts.join(", ")})`;
}

function describeGroups(changed: number): string {
  if (changed === 0) return "";
  return `, and ${changed === 1 ? "1 group" : `${changed} groups`} new or changed`;
}

/** What people are applied with. */
interface Application {
  readonly input: PlannerInput;
  readonly read: ReadPeople;
  readonly sources: PeopleSources;
  /** Ids of groups as the file calls them, to those here. */
  readonly groupIds: ReadonlyMap<string, string>;
  readonly report: ReportWriter;
}

async function applyPeople(matched: readonly MatchedPerson[], application: Application) {
  const { input, read, sources, groupIds, report } = application;
  const counts: Counts = { new: 0, changed: 0, unchanged: 0 };
  const changed = new Map<string, DirectoryUser>();
  const added: DirectoryUser[] = [];
  for (const [index, person] of matched.entries()) {
    if (input.pace.isDue()) await input.pace.rest({ done: index, total: matched.length, what: "people" });
    const { present } = person;
    const user = mergePerson(person, { read, groupIds, sourceFor: sources.sourceFor });
    const state = stateOf(present, user);
    counts[state] += 1;
    if (state === "new") added.push(user);
    else if (state === "changed") changed.set(user.id, user);
    report.addOne("taken", () => ({
      place: read.placeOf(person.read.at),
      subject: user.userName,
      message: WORDS[state],
    }));
  }
  const present = input.workspace.directory.users;
  const kept = changed.size === 0 ? present : present.map((user) => changed.get(user.id) ?? user);
  return { users: added.length === 0 ? kept : [...kept, ...added], counts };
}

function stateOf(present: DirectoryUser | undefined, user: DirectoryUser): keyof Counts {
  if (present === undefined) return "new";
  return user === present ? "unchanged" : "changed";
}

const WORDS: Readonly<Record<keyof Counts, string>> = {
  new: "Somebody new.",
  changed: "Somebody here, changed.",
  unchanged: "Somebody here, as they are.",
};
