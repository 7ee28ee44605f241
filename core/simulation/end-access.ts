import type { DirectoryUser } from "../directory/directory.ts";
import type { Workspace } from "../store/workspace.ts";
import { readableInstant } from "../time.ts";
import { type Due, dueOf } from "./due.ts";
import { tellOfRevocation } from "./logout-on-disable.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

type Expiry = Extract<Due, { readonly kind: "expiry" }>;

/**
 * Somebody may no longer sign in. An identity provider that revokes on disabling ends its own sessions and tokens, and
 * tells the applications that it can reach without the browser; whatever else is open lasts until it expires.
 */
export async function endAccess(stage: Stage, person: DirectoryUser): Promise<void> {
  const told = await tellApplications(stage, person);
  for (const due of openFor(stage, person)) {
    if (isRevoked(stage.read(), due)) end(stage, due, `${showName(person)}: ${describe(stage.read(), due)} is revoked`);
    else tellOpen(stage, due, person, told);
  }
}

function openFor(stage: Stage, { id }: DirectoryUser): readonly Expiry[] {
  return dueOf(stage.read())
    .filter((due) => due.kind === "expiry")
    .filter(({ person }) => person === id);
}

/** Ids of the applications that took part in a session that is revoked now. */
async function tellApplications(stage: Stage, person: DirectoryUser): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  for (const due of openFor(stage, person)) {
    if (due.what !== "sessions" || !isRevoked(stage.read(), due)) continue;
    const session = stage.read().runtime.identityProviders[due.party]?.sessions[due.key];
    const participants = session === undefined ? [] : await tellOfRevocation(stage, due.party, session);
    for (const application of participants) told.add(application);
  }
  return told;
}

/** A session or token that is over by now. */
export function expire(stage: Stage, due: Expiry): void {
  const workspace = stage.read();
  const person = workspace.directory.users.find(({ id }) => id === due.person);
  const whose = person === undefined ? due.person : showName(person);
  end(stage, due, `${whose}: ${describe(workspace, due)} expires`);
}

function isRevoked({ identityProviders }: Workspace, { where, party }: Expiry): boolean {
  if (where !== "identityProviders") return false;
  return identityProviders.find(({ id }) => id === party)?.signOnPolicy.revokeOnDisable === true;
}

function describe(workspace: Workspace, { where, party, what }: Expiry): string {
  const parties = where === "applications" ? workspace.applications : workspace.identityProviders;
  const name = parties.find(({ id }) => id === party)?.name ?? party;
  return what === "sessions" ? `the session at ${name}` : `an access token of ${name}`;
}

function tellOpen(stage: Stage, due: Expiry, person: DirectoryUser, told: ReadonlySet<string>): void {
  const actor = actorOf(due);
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "session",
    status: "warning",
    title: `${showName(person)}: ${describe(stage.read(), due)} stays open`,
    why: `${whyOpen(stage.read(), due, told)} It ends by itself on ${readableInstant(due.at)}.`,
  });
}

function whyOpen({ runtime, identityProviders }: Workspace, due: Expiry, told: ReadonlySet<string>): string {
  const nobody = "Nobody tells it that the person is disabled.";
  if (due.where !== "applications" || !told.has(due.party)) return nobody;
  const session = runtime.applications[due.party]?.sessions[due.key];
  const provider = identityProviders.find(({ entityId }) => entityId === session?.issuer);
  const connection = provider?.connections.find(({ application }) => application === due.party);
  if (session?.protocol === "saml" && connection?.saml?.singleLogout?.soapUrl === undefined)
    return "SAML single logout goes through the person's browser, and there is none now: nobody can tell it.";
  return "It was told that the session at the identity provider is over, and did not end its own.";
}

function end(stage: Stage, due: Expiry, title: string): void {
  const workspace = stage.read();
  stage.write({ ...workspace, runtime: withoutRecord(workspace.runtime, due) });
  const actor = actorOf(due);
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "session",
    status: "ok",
    title,
    why: "From now on, nobody gets in with it.",
  });
}

function withoutRecord(runtime: Workspace["runtime"], { where, party, what, key }: Expiry): Workspace["runtime"] {
  if (where === "applications") {
    const state = runtime.applications[party];
    if (state === undefined) return runtime;
    const after = { ...state, sessions: without(state.sessions, key) };
    return { ...runtime, applications: { ...runtime.applications, [party]: after } };
  }
  const state = runtime.identityProviders[party];
  if (state === undefined) return runtime;
  const after =
    what === "sessions"
      ? { ...state, sessions: without(state.sessions, key) }
      : { ...state, accessTokens: without(state.accessTokens, key) };
  return { ...runtime, identityProviders: { ...runtime.identityProviders, [party]: after } };
}

function without<Value>(records: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = records;
  return rest;
}

function actorOf({ where, party }: Expiry): string {
  return where === "applications" ? `app:${party}` : `idp:${party}`;
}
