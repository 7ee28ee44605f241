import type { Account } from "../accounts/account.ts";
import type { ProvisioningWay } from "../provisioning/settings.ts";
import type { Workspace } from "../store/workspace.ts";
import { ownersIn } from "./account-owner.ts";
import { connectedApplications } from "./find-in-workspace.ts";
import { provisioningStateOf } from "./provisioning-state.ts";

/**
 * Who looks after an account from now on. A way of provisioning: it made or matched the account and keeps it up to date.
 * `logins`: nothing but its person's logins. `nobody`: it is not known whose it is, or nothing writes it any more.
 */
export type AccountOwner = ProvisioningWay | "logins" | "nobody";

/** Tells of an application's accounts who looks after each. */
export function ownershipIn(workspace: Workspace, application: string): (account: Account) => AccountOwner {
  const ownerOf = ownersIn(workspace, application);
  const managed = managedIn(workspace, application);
  const jit = workspace.applications.find(({ id }) => id === application)?.jit.enabled === true;
  return (account) => {
    const way = managed.get(account.id);
    if (way !== undefined) return way;
    return jit && ownerOf(account) !== undefined ? "logins" : "nobody";
  };
}

/** The accounts that an identity provider made or matched and still manages, with the way in which it does. */
function managedIn(workspace: Workspace, application: string): ReadonlyMap<string, ProvisioningWay> {
  const connected = connectedApplications(workspace).filter((each) => each.application.id === application);
  return new Map(
    connected.flatMap(({ provider, connection: { provisioning } }) => {
      if (provisioning === undefined) return [];
      const { links } = provisioningStateOf(workspace, provider.id, application);
      const managed = Object.values(links).filter(({ unmanaged }) => unmanaged !== true);
      return managed.map(({ target }) => [target, provisioning.way] as const);
    }),
  );
}
