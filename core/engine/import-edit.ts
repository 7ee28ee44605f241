import { isDeepStrictEqual } from "node:util";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { EMPTY_PROVISIONING_STATE } from "../provisioning/state.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { type Replacement, settingsOf } from "./edit.ts";
import { settingsOfProvider } from "./edit-imported.ts";

/**
 * The parts in which a workspace differs from another that was made from it: what an import is as an edit. What is the
 * very same is not looked into. Identity providers are neither added nor taken away by an import.
 */
export function replacementsBetween(before: Workspace, after: Workspace): readonly Replacement[] {
  return [
    ...originBetween(before, after),
    ...changesIn(before.directory.users, after.directory.users, ({ id }) => id).map(
      (change): Replacement => ({ part: "person", ...change }),
    ),
    ...changesIn(before.directory.groups, after.directory.groups, ({ id }) => id).map(
      (change): Replacement => ({ part: "group", ...change }),
    ),
    ...applicationsBetween(before, after),
    ...after.identityProviders.flatMap((provider) => {
      const present = before.identityProviders.find(({ id }) => id === provider.id);
      return present === undefined || present === provider ? [] : providerBetween(present, provider);
    }),
    ...provisioningBetween(before, after),
    ...changesIn(
      Object.entries(before.runtime.applications),
      Object.entries(after.runtime.applications),
      ([id]) => id,
    ).map(
      ({ id, value }): Replacement => ({ part: "runtime", id, ...(value === undefined ? {} : { value: value[1] }) }),
    ),
  ];
}

/** An item of a list that was set or taken away. */
interface ItemChange<Item> {
  readonly id: string;
  readonly value?: Item;
}

function changesIn<Item>(
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => string,
): readonly ItemChange<Item>[] {
  if (before === after) return [];
  const present = new Map(before.map((item) => [idOf(item), item]));
  const left = new Set(after.map(idOf));
  const set = after.flatMap((value): readonly ItemChange<Item>[] => {
    const id = idOf(value);
    return isSame(present.get(id), value) ? [] : [{ id, value }];
  });
  return [...set, ...[...present.keys()].filter((id) => !left.has(id)).map((id) => ({ id }))];
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || isDeepStrictEqual(left, right);
}

function originBetween(before: Workspace, after: Workspace): readonly Replacement[] {
  const { sources } = after.directory;
  const origin: readonly Replacement[] =
    before.people === after.people ? [] : [{ part: "origin", id: "", value: after.people }];
  if (isSame(before.directory.sources, sources)) return origin;
  return [...origin, { part: "sources", id: "", ...(sources === undefined ? {} : { value: sources }) }];
}

/** Settings apart from accounts: taking the one back leaves alone what a login did to the other. */
function applicationsBetween(before: Workspace, after: Workspace): readonly Replacement[] {
  const present = new Map(before.applications.map((application) => [application.id, application]));
  const changes = changesIn(before.applications, after.applications, ({ id }) => id);
  return changes.flatMap(({ id, value }): readonly Replacement[] => {
    const was = present.get(id);
    if (was === undefined || value === undefined) {
      return [{ part: "application", id, ...(value === undefined ? {} : { value }) }];
    }
    return applicationBetween(was, value);
  });
}

function applicationBetween(before: Application, after: Application): readonly Replacement[] {
  const { id } = after;
  const settings = settingsOf(after);
  return [
    ...(isSame(settingsOf(before), settings) ? [] : [{ part: "application", id, value: settings } as const]),
    ...changesIn(before.accounts, after.accounts, (account) => account.id).map(
      (change): Replacement => ({ part: "account", application: id, ...change }),
    ),
    ...changesIn(before.groups ?? [], after.groups ?? [], (group) => group.id).map(
      (change): Replacement => ({ part: "accountGroup", application: id, ...change }),
    ),
  ];
}

function providerBetween(before: IdentityProvider, after: IdentityProvider): readonly Replacement[] {
  const { id, signOnPolicy } = after;
  const value = settingsOfProvider(after);
  return [
    ...(isSame(settingsOfProvider(before), value) ? [] : [{ part: "provider", id, value } as const]),
    ...(isSame(before.signOnPolicy, signOnPolicy) ? [] : [{ part: "signOnPolicy", id, value: signOnPolicy } as const]),
    ...changesIn(before.connections, after.connections, ({ application }) => application).map(
      (change): Replacement => ({ part: "connection", provider: id, ...change }),
    ),
  ];
}

/** Whose the accounts are, as far as the identity provider remembers. */
function provisioningBetween({ runtime: before }: Workspace, { runtime: after }: Workspace): readonly Replacement[] {
  return Object.entries(after.identityProviders).flatMap(([provider, { provisioning = {} }]) => {
    const present = before.identityProviders[provider]?.provisioning ?? {};
    return changesIn(Object.entries(present), Object.entries(provisioning), ([id]) => id).map(
      ({ id, value }): Replacement => ({
        part: "provisioning",
        provider,
        id,
        // Links to accounts that the import brings go with them when it is taken back, unless a cycle ran since.
        onlyIf: present[id] ?? EMPTY_PROVISIONING_STATE,
        ...(value === undefined ? {} : { value: value[1] }),
      }),
    );
  });
}
