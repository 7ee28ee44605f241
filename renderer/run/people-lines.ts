import type { PeopleResults, Trace } from "../../core/contract/model.ts";

/** What came of one person. */
export interface PersonLine {
  readonly application: string;
  readonly at: string;
  /** Id of the directory. */
  readonly user: string;
  readonly result: string;
  readonly status: PeopleResults["status"][number];
  readonly reason: string;
}

/** Everybody of every cycle and batch, a line each. */
export function listPeople(people: readonly PeopleResults[]): readonly PersonLine[] {
  return people.flatMap(({ application, at, user, result, status, reason }) =>
    user.map((id, index) => ({
      application,
      at,
      user: id,
      result: result[index] ?? "",
      status: status[index] ?? "success",
      reason: reason[index] ?? "",
    })),
  );
}

/** A result in words: what was done, or what kept it from being done. */
export function resultsOf(line: PersonLine | undefined): string {
  if (line === undefined) return "";
  const word = Object.hasOwn(WORDS, line.result) ? (WORDS[line.result] ?? line.result) : line.result;
  return line.status === "failure" ? `failed: ${word}` : word;
}

const WORDS: Readonly<Record<string, string>> = {
  create: "created",
  link: "linked",
  update: "updated",
  disable: "deactivated",
  reactivate: "reactivated",
  delete: "deleted",
  skip: "skipped",
  stage: "held back",
};

/** How many there are of each result, the most frequent first. */
export function countByResult(lines: readonly PersonLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(resultsOf(line), (counts.get(resultsOf(line)) ?? 0) + 1);
  return new Map([...counts].sort(([, left], [, right]) => right - left));
}

/** The first step about a person at that time, where their steps are shown. */
export function findPersonStep({ steps }: Trace, { at }: PersonLine, userName: string | undefined): number | undefined {
  if (userName === undefined) return undefined;
  return steps.find((step) => step.at === at && step.title.includes(userName))?.seq;
}
