import type { Call } from "../../party/party.ts";
import { isDue } from "../../provisioning/escrow.ts";
import { putAside } from "./apply-person.ts";
import { choosePerson, knownSource } from "./choose-people.ts";
import type { Halt } from "./exchange.ts";
import { countPeople, provisionPeople, worthTelling } from "./people.ts";
import { provisionGroups } from "./provision-groups.ts";
import { type ClientRun, type Subject, startRun } from "./run.ts";
import type { CycleReport, PersonResult, ScimClientWorld } from "./world.ts";

/**
 * Pushes people, and the groups that they are in, as soon as something has happened to them: how Okta does it. Whoever has
 * not changed in the eyes of this application is not pushed; whoever failed before is when their time has come. What came of
 * it is written to `world.state`.
 *
 * @param people ids of the directory, also of those who are gone from it
 */
export async function pushPeople(world: ScimClientWorld, call: Call, people: readonly string[]): Promise<CycleReport> {
  const before = world.state.read();
  const run = startRun(world, call, before, false);
  const named = [...new Set(people)].flatMap((id) => choosePerson(run, id));
  const subjects = named.filter((subject) => isToPush(run, subject));
  const { results, halt } = await provisionPeople(run, subjects);
  if (halt !== undefined) postpone(run, subjects, results, halt);
  const groups = halt === undefined ? (await provisionGroups(run)).results : [];
  const after = run.memory.result(before);
  world.state.write(after);
  return {
    kind: "push",
    people: worthTelling(results),
    groups,
    counts: countPeople(results, named.length - subjects.length),
    requests: run.exchange.count(),
  };
}

function isToPush(run: ClientRun, { id, source }: Subject): boolean {
  const escrow = run.memory.escrow.get(id);
  return escrow === undefined ? knownSource(run, id) !== source : isDue(escrow, source, run.call.now);
}

/** Nobody else would come back to those who were not reached. */
function postpone(run: ClientRun, subjects: readonly Subject[], results: readonly PersonResult[], halt: Halt): void {
  const reached = new Set(results.map(({ user }) => user));
  const { code, reason } = halt;
  const retryAt = halt.kind === "throttled" ? { retryAt: halt.until } : {};
  for (const subject of subjects) {
    if (!reached.has(subject.id)) putAside(run, subject, { code, reason, ...retryAt });
  }
}
