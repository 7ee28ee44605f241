import type { ProvisioningResult } from "../../provisioning/rule.ts";
import type { Halt } from "./exchange.ts";
import { provisionPerson } from "./provision-person.ts";
import { provisionReferences, type ReferenceOutcome } from "./references.ts";
import { type ClientRun, PENDING, restIfDue, type Subject } from "./run.ts";
import type { CycleReport, PersonResult } from "./world.ts";

/** What came of people, and why it was not gone on with the others. */
export interface PeopleOutcome {
  readonly results: readonly PersonResult[];
  readonly halt?: Halt;
}

/** Provisions people one after another, then their references: two passes. */
export async function provisionPeople(run: ClientRun, subjects: readonly Subject[]): Promise<PeopleOutcome> {
  const results = new Map<string, PersonResult>();
  const reached: Subject[] = [];
  let halt: Halt | undefined;
  for (const [done, subject] of subjects.entries()) {
    await restIfDue(run, { done, total: subjects.length, what: "people" });
    run.world.about?.(subject.id);
    const outcome = await provisionPerson(run, subject);
    results.set(subject.id, outcome.result);
    if (hasReferences(outcome.result)) reached.push(subject);
    halt = outcome.halt;
    if (halt !== undefined) break;
  }
  if (halt === undefined) halt = await secondPass(run, reached, results);
  else leaveReferences(run, reached);
  run.world.about?.(undefined);
  return { results: [...results.values()], ...(halt === undefined ? {} : { halt }) };
}

/** Whoever was left as they are, or is to go, keeps the references that they have. */
function hasReferences({ result, status }: PersonResult): boolean {
  return status === "success" && REFERRING.has(result);
}

const REFERRING: ReadonlySet<ProvisioningResult> = new Set(["create", "link", "update", "reactivate", "unchanged"]);

async function secondPass(
  run: ClientRun,
  subjects: readonly Subject[],
  results: Map<string, PersonResult>,
): Promise<Halt | undefined> {
  if (run.targets.reference === undefined) return undefined;
  for (const [index, subject] of subjects.entries()) {
    await restIfDue(run, { done: index, total: subjects.length, what: "managers looked at" });
    run.world.about?.(subject.id);
    const outcome = await provisionReferences(run, subject);
    const before = results.get(subject.id);
    if (before !== undefined) results.set(subject.id, withReference(before, outcome));
    if (outcome.halt === undefined) continue;
    leaveReferences(run, subjects.slice(index + 1));
    return outcome.halt;
  }
  return undefined;
}

/** Whoever was not reached by the second pass is looked at again. */
function leaveReferences({ memory, targets }: ClientRun, subjects: readonly Subject[]): void {
  if (targets.reference === undefined) return;
  for (const { id } of subjects) {
    const link = memory.links.get(id);
    if (link !== undefined) memory.links.set(id, { ...link, source: PENDING });
  }
}

/** A manager who was all that changed makes an update. */
function withReference(before: PersonResult, { kind, reason, code, requests: sent }: ReferenceOutcome): PersonResult {
  const requests = before.requests + sent;
  switch (kind) {
    case "nothing":
      return before;
    case "set":
      return before.result === "unchanged"
        ? { ...before, result: "update", reason, requests }
        : { ...before, requests };
    case "leftOut":
      return { ...before, status: "warning", reason: `${before.reason} ${reason}` };
    case "failed":
      return { ...before, status: "warning", reason, requests, ...(code === undefined ? {} : { code }) };
  }
}

type Counts = Record<ProvisioningResult | "failed", number>;

/** People by result. `passed`: people who were not even looked at, since nothing about them has changed. */
export function countPeople(results: readonly PersonResult[], passed: number): CycleReport["counts"] {
  const counts: Counts = {
    create: 0,
    link: 0,
    update: 0,
    unchanged: passed,
    disable: 0,
    reactivate: 0,
    delete: 0,
    skip: 0,
    stage: 0,
    failed: 0,
  };
  for (const { status, result } of results) counts[status === "failure" ? "failed" : result] += 1;
  return counts;
}

/** Everybody but those for whom nothing had to be done. */
export function worthTelling(results: readonly PersonResult[]): readonly PersonResult[] {
  return results.filter(({ result, status }) => result !== "unchanged" || status !== "success");
}
