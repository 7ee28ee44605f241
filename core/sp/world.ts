import type { AccountGroup } from "../accounts/account-group.ts";
import type { AccountStore } from "../accounts/account-store.ts";
import type { Cell } from "../party/party.ts";
import type { Application } from "./application.ts";
import type { ApplicationState } from "./state.ts";

/** What an application works with: its settings, its accounts, and what it remembers. */
export interface ApplicationWorld {
  /** The settings. Its `accounts` and `groups` are those at the start of the action: read {@link ApplicationWorld.accounts} and
   * {@link ApplicationWorld.groups} instead. */
  readonly application: Application;
  readonly accounts: AccountStore;
  readonly groups: Cell<readonly AccountGroup[]>;
  readonly state: Cell<ApplicationState>;
}

/** Why somebody is not let in. */
export interface Refusal {
  /** Stable: `SAML_AUDIENCE`, `OIDC_NONCE`, `JIT_CREATE_OFF`. */
  readonly code: string;
  /** One sentence a person can act on. */
  readonly reason: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
}

/** Actor ids of the trace. */
export function applicationActor(world: ApplicationWorld): string {
  return `app:${world.application.id}`;
}
