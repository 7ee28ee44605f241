import type { Account } from "../accounts/account.ts";
import { type AccountStore, createAccountStore } from "../accounts/account-store.ts";
import type { Provisioning } from "../provisioning/settings.ts";
import type { ProvisioningLink } from "../provisioning/state.ts";
import type { Workspace } from "../store/workspace.ts";
import { ownersIn } from "./account-owner.ts";
import { type Connected, findConnected, withApplication } from "./find-in-workspace.ts";
import { provisioningStateOf, withProvisioningState } from "./provisioning-state.ts";
import type { Stage } from "./stage.ts";

/** Settings by which accounts are written without SCIM. */
export type HandProvisioning = Extract<Provisioning, { readonly way: "manual" | "scheduled" | "workflow" }>;

/**
 * The accounts of one application before whoever writes them by hand: job after job is done on them, each at the same cost
 * however many accounts there are, and all is kept together. Until then nothing else may be written on the stage.
 */
export interface HandDesk {
  /** As it was when the desk was opened: the settings are those, the accounts are on the desk. */
  readonly connected: Connected;
  readonly provisioning: HandProvisioning;
  readonly accounts: AccountStore;
  /** Which account was made or matched for a person (by id). */
  linkOf(person: string): ProvisioningLink | undefined;
  /** Undefined takes it away. */
  setLink(person: string, link: ProvisioningLink | undefined): void;
  /** The account that a person signs in to: whoever writes accounts by hand knows whose it is. */
  findOwned(person: string): Account | undefined;
  /** Writes what was done into the workspace. */
  keep(): void;
}

/**
 * Opens the accounts of an application; undefined where they are not written by hand.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED
 */
export function openDesk(stage: Stage, id: string): HandDesk | undefined {
  const workspace = stage.read();
  const connected = findConnected(workspace, id);
  const { provider, connection, application } = connected;
  const { provisioning } = connection;
  if (provisioning === undefined || provisioning.way === "scim") return undefined;
  const accounts = createAccountStore(application.accounts);
  const links = new Map(Object.entries(provisioningStateOf(workspace, provider.id, id).links));
  let owned: ReadonlyMap<string, readonly string[]> | undefined;
  let isTouched = false;
  return {
    connected,
    provisioning,
    accounts,
    linkOf: (person) => links.get(person),
    setLink(person, link) {
      isTouched = true;
      if (link === undefined) links.delete(person);
      else links.set(person, link);
    },
    findOwned(person) {
      owned ??= indexOwned(workspace, connected);
      return owned.get(person)?.flatMap((account) => accounts.find(account) ?? [])[0];
    },
    keep() {
      if (!isTouched) return;
      const state = provisioningStateOf(stage.read(), provider.id, id);
      const list = accounts.read();
      const next =
        list === application.accounts
          ? stage.read()
          : withApplication(stage.read(), { ...application, accounts: [...list] });
      stage.write(withProvisioningState(next, provider.id, id, { ...state, links: Object.fromEntries(links) }));
    },
  };
}

/** Accounts that somebody signs in to, by the person behind them. */
function indexOwned(workspace: Workspace, { application }: Connected): ReadonlyMap<string, readonly string[]> {
  const signedInTo = application.accounts.filter(({ links }) => links.length > 0);
  const owned = new Map<string, string[]>();
  if (signedInTo.length === 0) return owned;
  const ownerOf = ownersIn(workspace, application.id);
  for (const account of signedInTo) {
    const person = ownerOf(account)?.id;
    if (person === undefined) continue;
    const others = owned.get(person);
    if (others === undefined) owned.set(person, [account.id]);
    else others.push(account.id);
  }
  return owned;
}
