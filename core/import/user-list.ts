import { readAtPace } from "./at-pace.ts";
import type { ImportPlan } from "./import-plan.ts";
import { type JsonEntry, readJsonList, tellMorePages } from "./json-list.ts";
import { planPeople } from "./people-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { MANAGER, type ReadPerson } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { tellOddMembers } from "./tell-odd-members.ts";

/** What the users of one file have in common. */
export interface UserReading {
  /** The attributes that the file has for anybody. */
  readonly carried: Set<string>;
  /** Members that are no value of an attribute. */
  readonly odd: Set<string>;
  readonly placeOf: (at: number) => string;
  readonly report: ReportWriter;
}

/** How a product's JSON describes users. */
export interface UserFormat {
  /** Members of the document in which the list may stand. */
  readonly lists: readonly string[];
  /** Attributes that every user has. */
  readonly always?: readonly string[];
  /** What a manager may be named by; absent: managers are no people of the file. */
  readonly managersBy?: readonly string[];
  /** Undefined where the entry is refused, and the report says why. */
  readUser(entry: JsonEntry, reading: UserReading): ReadPerson | undefined;
}

/** Works out what a list of users in JSON would do. */
export async function planUserList(input: PlannerInput, format: UserFormat): Promise<ImportPlan> {
  const { json, file, pace } = input;
  const { lists, always = [], managersBy } = format;
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: lists, report });
  tellMorePages(json, report);
  const carried = new Set(always);
  const odd = new Set<string>();
  const reading = { carried, odd, placeOf, report };
  const people = await readAtPace(entries, { pace, what: "people" }, (entry) => format.readUser(entry, reading));
  tellOddMembers(odd, report);
  const managers = managersBy !== undefined && carried.has(MANAGER) ? { managersBy } : {};
  return planPeople(input, { people, carried, carriesGroups: false, ...managers, placeOf }, report);
}
