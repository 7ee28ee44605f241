import { isDeepStrictEqual } from "node:util";
import type { Arguments, Method } from "../contract/methods.ts";
import type { ApplicationLifecycle, Lifecycle } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { EMPTY_PROVISIONING_STATE } from "../provisioning/state.ts";
import { conflictsIn } from "../simulation/conflicts.ts";
import { dueOf } from "../simulation/due.ts";
import { connectedApplications } from "../simulation/find-in-workspace.ts";
import { type AccountOwner, ownershipIn } from "../simulation/ownership.ts";
import { provisioningStateOf } from "../simulation/provisioning-state.ts";
import type { Application } from "../sp/application.ts";
import { describeMinutes } from "../store/describe-action.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { Handlers } from "./context.ts";
import { describeDue } from "./describe-due.ts";
import type { Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";

/** The clock, and what goes by it. */
export const lifecycleHandlers: Handlers<Extract<Method, `lifecycle.${string}`>> = {
  "lifecycle.read": async ({ sessions }, { workspace }) => readLifecycle((await sessions.open(workspace)).workspace),
  "lifecycle.save": async ({ sessions }, args) =>
    (await sessions.open(args.workspace)).edit((now) => saveLifecycle(now, args)),
};

const MOST_DUE = 50;

/** One answer for each workspace: every screen asks for it, and whose accounts are takes a while to tell. */
const known = new WeakMap<Workspace, Lifecycle>();

function readLifecycle(workspace: Workspace): Lifecycle {
  const answer = known.get(workspace) ?? buildLifecycle(workspace);
  known.set(workspace, answer);
  return answer;
}

function buildLifecycle(workspace: Workspace): Lifecycle {
  const due = dueOf(workspace);
  return {
    clock: workspace.clock.now,
    unreachable: workspace.runtime.outages ?? [],
    hr: workspace.hr ?? AT_ONCE,
    revokeOnDisable: workspace.identityProviders.filter(revokes).map(({ id }) => id),
    due: due.slice(0, MOST_DUE).map((each) => describeDue(workspace, each)),
    dueCount: due.length,
    applications: workspace.applications.map((application) => describeWay(workspace, application)),
  };
}

const AT_ONCE = { delayMinutes: 0 } as const;

function revokes({ signOnPolicy }: IdentityProvider): boolean {
  return signOnPolicy.revokeOnDisable === true;
}

function describeWay(workspace: Workspace, { id, name, jit, accounts }: Application): ApplicationLifecycle {
  const connected = connectedApplications(workspace).find(({ application }) => application.id === id);
  const { provisioning } = connected?.connection ?? {};
  const state =
    connected === undefined ? EMPTY_PROVISIONING_STATE : provisioningStateOf(workspace, connected.provider.id, id);
  const { lastCycleAt, nextCycleAt, quarantine, disabledAt, escrow, staged = [] } = state;
  return {
    application: id,
    name,
    way: provisioning?.way ?? "logins",
    jit: jit.enabled,
    cycles: state.cycles,
    ...instant("lastCycleAt", lastCycleAt),
    ...instant("nextCycleAt", nextCycleAt),
    ...instant("disabledAt", disabledAt),
    ...(quarantine === undefined
      ? {}
      : { quarantine: { since: isoInstant(quarantine.since), reason: quarantine.reason } }),
    escrow: Object.keys(escrow).length,
    staged: staged.length,
    accounts: accounts.length,
    owners: countOwners(accounts.map(ownershipIn(workspace, id))),
    conflicts: accounts.filter((account) => conflictsIn(account).length > 0).length,
  };
}

function instant<Name extends string>(name: Name, at: number | undefined): Partial<Record<Name, string>> {
  return at === undefined ? {} : ({ [name]: isoInstant(at) } as Record<Name, string>);
}

function countOwners(owners: readonly AccountOwner[]): ApplicationLifecycle["owners"] {
  const counts = new Map<AccountOwner, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function saveLifecycle(workspace: Workspace, { hr, revokeOnDisable }: Arguments<"lifecycle.save">): PlannedEdit {
  const { identityProviders } = workspace;
  const unknown = revokeOnDisable.find((id) => identityProviders.every((provider) => provider.id !== id));
  if (unknown !== undefined) {
    const message = `There is no identity provider with the id ${JSON.stringify(unknown)}.`;
    throw new RehearsalError("PROVIDER_UNKNOWN", message, { path: "revokeOnDisable" });
  }
  const late = isDeepStrictEqual(hr, workspace.hr ?? AT_ONCE) ? [] : [`The directory hears from HR ${when(hr)}`];
  const changed = identityProviders.filter((provider) => revokes(provider) !== revokeOnDisable.includes(provider.id));
  const replacements: readonly Replacement[] = [
    ...(late.length === 0 ? [] : [{ part: "hr", id: "hr", value: hr } as const]),
    ...changed.map((provider) => revocation(provider, revokeOnDisable.includes(provider.id))),
  ];
  const told = changed.map(
    ({ id, name }) => `${name} ${revokeOnDisable.includes(id) ? "ends" : "keeps"} the sessions of whoever is disabled`,
  );
  return { edit: { what: [...late, ...told].join("; ") || "HR and the clock stay as they are", replacements } };
}

function when({ delayMinutes }: { readonly delayMinutes: number }): string {
  return delayMinutes === 0 ? "at once" : `${describeMinutes(delayMinutes)} late`;
}

function revocation(
  { id, signOnPolicy: { revokeOnDisable: _, ...policy } }: IdentityProvider,
  on: boolean,
): Replacement {
  return { part: "signOnPolicy", id, value: { ...policy, ...(on ? { revokeOnDisable: true } : {}) } };
}
