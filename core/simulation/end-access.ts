import type { DirectoryUser } from "../directory/directory.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { type Due, dueOf } from "./due.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

type Expiry = Extract<Due, { readonly kind: "expiry" }>;

/**
 * Somebody may no longer sign in. What is open stays open: an identity provider that revokes on disabling ends its own
 * sessions and tokens, and nothing else; each application's session lasts until it expires.
 */
export async function endAccess(stage: Stage, person: DirectoryUser): Promise<void> {
  const open = dueOf(stage.read()).filter((due) => due.kind === "expiry" && due.person === person.id);
  for (const due of open) {
    if (due.kind !== "expiry") continue;
    if (isRevoked(stage.read(), due)) end(stage, due, `${showName(person)}: ${describe(stage.read(), due)} is revoked`);
    else tellOpen(stage, due, person);
  }
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

function tellOpen(stage: Stage, due: Expiry, person: DirectoryUser): void {
  const actor = actorOf(due);
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "session",
    status: "warning",
    title: `${showName(person)}: ${describe(stage.read(), due)} stays open`,
    why: `Nobody tells it that the person is disabled. It ends by itself on ${isoInstant(due.at)}.`,
  });
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
