import type { Account } from "../accounts/account.ts";
import type { Cell } from "../party/party.ts";
import type { Application } from "./application.ts";
import type { ApplicationState } from "./state.ts";

/** What an application works with: its settings, its accounts, and what it remembers. */
export interface ApplicationWorld {
  /** The settings. Its `accounts` are those at the start of the action: read {@link ApplicationWorld.accounts} instead. */
  readonly application: Application;
  readonly accounts: Cell<readonly Account[]>;
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
