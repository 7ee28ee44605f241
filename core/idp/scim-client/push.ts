import type { Call } from "../../party/party.ts";
import { isDue } from "../../provisioning/escrow.ts";
import type { ProvisioningState } from "../../provisioning/state.ts";
import { putAside } from "./apply-person.ts";
import { choosePerson, knownSource } from "./choose-people.ts";
import type { Halt } from "./exchange.ts";
import { type ClientSide, isInScope } from "./known-person.ts";
import { countPeople, provisionPeople, worthTelling } from "./people.ts";
import { notice } from "./person-steps.ts";
import { provisionGroups } from "./provision-groups.ts";
import { restarted } from "./restart.ts";
import { type ClientRun, hasNewSettings, type Subject, startRun } from "./run.ts";
import type { CycleOptions, CycleReport, PersonResult, ScimClientWorld } from "./world.ts";

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

/**
 * Pushes everybody whose account would come out otherwise than it was last sent: after a mapping was saved that is everybody
 * who has one (F17). `restart`: every account is read again first, and failures are forgotten.
 */
export async function pushEverybody(
  world: ScimClientWorld,
  call: Call,
  { restart }: Pick<CycleOptions, "restart">,
): Promise<CycleReport> {
  if (restart === true) world.state.write(restarted(world.state.read()));
  const state = world.state.read();
  tellStart(world, call, state);
  return pushPeople(world, call, [...world.directory.users.map(({ id }) => id), ...Object.keys(state.links)]);
}

/** How many people a push to everybody is about: whoever is in scope, or has an account that the client answers for. */
export function countPushed(side: ClientSide, { links }: Pick<ProvisioningState, "links">): number {
  const isManaged = (id: string) => Object.hasOwn(links, id) && links[id]?.unmanaged !== true;
  return side.directory.users.filter((user) => isManaged(user.id) || isInScope(side, user)).length;
}

function tellStart(world: ScimClientWorld, call: Call, state: ProvisioningState): void {
  const run = startRun(world, call, state, false);
  const { name } = world.application;
  const why = hasNewSettings(world, state)
    ? `A mapping, the scope or another setting of its provisioning was saved. ${run.dialect.name} does not wait for people to change: everybody is looked at, and whoever has an account is pushed.`
    : "Somebody asked for it. Whoever is known to have everything already is not pushed.";
  call.record(notice(run, "import", `${run.dialect.name} pushes everybody to ${name}`, why, "ok"));
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
