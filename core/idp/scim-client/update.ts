import type { AttributeValue } from "../../attribute-value.ts";
import { writeAppRole } from "../../mapping/app-role-rows.ts";
import type { MappedUser } from "../../provisioning/map-user.ts";
import type { ProvisioningLink } from "../../provisioning/state.ts";
import { memberOf, type ScimObject } from "../../scim/resource.ts";
import { appRolesOf } from "../assigned-roles.ts";
import type { AttributeChange, UserUpdate } from "./dialect.ts";
import { changesOfRoles, isRoleList, withRolesAdded } from "./role-targets.ts";
import { type ClientRun, managedLink, managerOf, type Subject } from "./run.ts";
import { asSent, buildUserResource, isSameSent, readSent, type SentValue, shapeValue, type Target } from "./targets.ts";

/** Values by the texts of their targets: without `active`. */
export type SentValues = ReadonlyMap<string, SentValue>;

/** What a person's account is to be, and what differs. */
export interface AccountPlan {
  /** Everything that the account is known to hold afterwards. */
  readonly values: SentValues;
  /** Without the manager, who comes in a pass of their own. */
  readonly changes: readonly AttributeChange[];
  /** The manager as this client knows it now. */
  readonly reference: AttributeChange | undefined;
  /** All of it is sent, whether anything differs or not. */
  readonly isWhole: boolean;
  /** What the account's `active` is to be; undefined where this client says nothing of it. */
  readonly active: boolean | undefined;
}

/** What the account is believed to hold: as it was read, else as this client left it. */
export function knownValues(
  { targets }: ClientRun,
  link: ProvisioningLink | undefined,
  found: ScimObject | undefined,
): SentValues {
  const { plain, reference } = targets;
  const all = reference === undefined ? plain : [...plain, reference];
  const entries = all.flatMap((target): readonly (readonly [string, SentValue])[] => {
    const value = found === undefined ? asSent(linkValue(link, target.text)) : readSent(found, target);
    return value === undefined ? [] : [[target.text, value]];
  });
  return new Map(entries);
}

function linkValue(link: ProvisioningLink | undefined, text: string) {
  return link !== undefined && Object.hasOwn(link.profile, text) ? link.profile[text] : undefined;
}

/**
 * Works out what an account is to be from what the rows give and what it holds.
 *
 * @param isWhole whether all of it is sent, whatever differs
 */
export function planAccount(
  run: ClientRun,
  subject: Subject,
  mapped: MappedUser,
  known: SentValues,
  isWhole: boolean,
): AccountPlan {
  const { targets, dialect } = run;
  const given = new Map(mapped.values.map(({ mapping, value }) => [mapping.target, value]));
  const values = new Map(known);
  for (const target of targets.plain) {
    const { text } = target;
    const value = wantedValue(target, given.get(text), known.get(text));
    if (value !== undefined) values.set(text, value);
    else if (mapped.cleared?.includes(text) || (dialect.clears && isCleared(run, text))) values.delete(text);
  }
  const changes = targets.plain.flatMap((target) => {
    const found = changeOf(target, known.get(target.text), values.get(target.text));
    return target.roles === "single" ? found.map((change) => withRole(run, subject, change)) : found;
  });
  const { active } = targets;
  const row = active === undefined ? undefined : given.get(active.text);
  const shaped = active === undefined || row === undefined ? undefined : shapeValue(active, row);
  const isActive = typeof shaped === "boolean" ? shaped : undefined;
  return {
    values,
    changes,
    reference: referenceChange(run, subject, known),
    isWhole,
    active: isActive ?? (dialect.active === "always" ? true : undefined),
  };
}

/** What a target is to hold; undefined where its row gives nothing that fits. */
function wantedValue(
  target: Target,
  value: AttributeValue | undefined,
  known: SentValue | undefined,
): SentValue | undefined {
  const shaped = value === undefined ? undefined : shapeValue(target, value);
  return shaped !== undefined && target.roles === "add" ? withRolesAdded(known, shaped) : shaped;
}

/** Values of rows for creation stay, and so do defaults: what they were is not what the person has now. */
function isCleared({ world }: ClientRun, text: string): boolean {
  const rows = world.provisioning.mappings.filter(({ target }) => target === text);
  return rows.every(({ apply, defaultIfNull }) => apply === "always" && defaultIfNull === undefined);
}

function changeOf(
  target: AttributeChange["target"],
  before: SentValue | undefined,
  value: SentValue | undefined,
): readonly AttributeChange[] {
  if (isRoleList(target)) return changesOfRoles(target, before, value);
  if (isSameSent(before, value)) return [];
  return [{ target, ...(before === undefined ? {} : { before }), ...(value === undefined ? {} : { value }) }];
}

/** The role that a single one names, for whoever sends all of it. */
function withRole({ world }: ClientRun, { user }: Subject, change: AttributeChange): AttributeChange {
  const { value: named } = change;
  if (user === undefined) return change;
  const role = appRolesOf(world.connection, user)?.find((each) => each.value === named || each.displayName === named);
  return role === undefined ? change : { ...change, role: writeAppRole(role) };
}

/**
 * What is to change about the manager. Undefined: nothing, also where the manager has no account that this client answers
 * for, and the one who is there stays.
 */
export function referenceChange(run: ClientRun, { user }: Subject, known: SentValues): AttributeChange | undefined {
  const target = run.targets.reference;
  if (target === undefined || user === undefined) return undefined;
  const manager = managerOf(run, user);
  const value = manager === undefined ? undefined : managedLink(run, manager)?.target;
  if (manager !== undefined && value === undefined) return undefined;
  return changeOf(target, known.get(target.text), value)[0];
}

/** The `active` that a user was read with: true where the application does not say. */
export function readActive(found: ScimObject): boolean {
  return memberOf(found, "active") !== false;
}

/** The update as a dialect takes it. */
export function buildUpdate(
  { targets }: ClientRun,
  id: string,
  changes: readonly AttributeChange[],
  active: { readonly before: boolean; readonly after: boolean | undefined },
  values: SentValues,
): UserUpdate {
  const { before, after } = active;
  const full = () => buildUserResource(targets, values, after ?? before);
  return { id, changes, ...(after === undefined || after === before ? {} : { active: after }), full };
}

/** Values as a link remembers them. */
export function toProfile(values: SentValues): ProvisioningLink["profile"] {
  return Object.fromEntries([...values].map(([text, value]) => [text, Array.isArray(value) ? [...value] : value]));
}
