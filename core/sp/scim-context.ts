import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import type { AccountReader, AccountStore } from "../accounts/account-store.ts";
import type { Cell } from "../party/party.ts";
import type { Random } from "../random.ts";
import type { ScimObject } from "../scim/resource.ts";
import type { ScimAttribute } from "../scim/schema.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import type { Evaluation } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { buildListReaders } from "./scim-find-users.ts";
import { buildScimShape, type ScimShape } from "./scim-shape.ts";
import type { ScimWriting } from "./scim-user.ts";

/** What follows from the settings of an application, made once: they are never changed in place. */
export interface ScimSetup {
  readonly settings: ScimServerSettings;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  readonly shape: ScimShape;
  /** What each list of a user but its groups is found by. */
  readonly lists: ReadonlyMap<ScimAttribute, AccountReader>;
  /** Users as they were built last, by their accounts, which are never changed in place. */
  readonly users: WeakMap<Account, BuiltUser>;
}

/** A user, and the groups that it was built with. */
export interface BuiltUser {
  readonly groups: readonly AccountGroup[];
  readonly user: ScimObject;
}

/** What the stores of an application's resources work with while one request is answered. */
export interface ScimStoreContext extends ScimSetup {
  readonly application: Application;
  readonly accounts: AccountStore;
  readonly groups: Cell<readonly AccountGroup[]>;
  readonly random: Random;
  readonly writing: ScimWriting;
  /** Told of each account that was made, changed or removed. */
  readonly changed: (before: Account | undefined, after: Account | undefined) => void;
  /** Told of the role rules that were tried for an account. */
  readonly evaluated: (account: Account, evaluations: readonly Evaluation[]) => void;
}

/** Where an application's SCIM server begins, below its origin. */
export const SCIM_PATH = "/scim/v2";

/**
 * The set-up of an application's SCIM server.
 *
 * @throws {ScimError} or {@link RehearsalError} for settings that a workspace is refused with
 */
export function setUpScim(application: Application, settings: ScimServerSettings): ScimSetup {
  const known = setups.get(settings);
  if (known !== undefined && isSameApplication(known.application, application)) return known.setup;
  const shape = buildScimShape(application, settings);
  const setup: ScimSetup = {
    settings,
    baseUrl: `${application.origin}${SCIM_PATH}`,
    shape,
    lists: buildListReaders(shape),
    users: new WeakMap(),
  };
  setups.set(settings, { application, setup });
  return setup;
}

/** By the settings: an application is another object after each action, while its settings stay what they are. */
const setups = new WeakMap<ScimServerSettings, { readonly application: Application; readonly setup: ScimSetup }>();

function isSameApplication(left: Application, right: Application): boolean {
  const isSame = (name: "id" | "name" | "origin" | "accountAttributes" | "roles") => left[name] === right[name];
  return isSame("id") && isSame("name") && isSame("origin") && isSame("accountAttributes") && isSame("roles");
}
