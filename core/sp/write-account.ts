import type { Account, Writer, Written } from "../accounts/account.ts";
import { applyValues, buildAccount, type ValueWrite } from "../accounts/apply-values.ts";
import { grantRoles, type WantedRole } from "../accounts/role-grants.ts";
import { type AttributeValue, isBlank, isList, valuesOf } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import { readAppRole } from "../mapping/app-role-rows.ts";
import type { InputGroup } from "../mapping/person-world.ts";
import { evaluateRoleRules } from "../mapping/roles.ts";
import { isSamePlace, parseBoundPath } from "../scim/binding.ts";
import { ScimError } from "../scim/scim-error.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import type { Evaluation } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { claimsOfAccount } from "./claims-of-account.ts";
import { buildScimSettings } from "./default-scim.ts";
import { type ScimSetup, setUpScim } from "./scim-context.ts";
import { orDefaultRole } from "./scim-roles.ts";
import type { BoundAttribute, ScimShape } from "./scim-shape.ts";

/** An account as somebody wants it who writes it without SCIM: an administrator, a batch, a rule. */
export interface AccountWish {
  /** By SCIM paths, as provisioning rows have them: what would be sent to a SCIM server. */
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly active: boolean;
  /** The groups that the person is in. */
  readonly groups: readonly InputGroup[];
}

/** Who writes, when and why. */
export interface Hand {
  readonly writer: Writer;
  /** An ISO instant. */
  readonly at: string;
  readonly why: string;
}

/** What came of a wish. */
export interface WrittenAccount {
  readonly account: Account;
  /** The role rules that were tried. */
  readonly evaluations: readonly Evaluation[];
  /** Paths for which the application has no attribute, so that their values went nowhere. */
  readonly homeless: readonly string[];
}

/**
 * The account that a wish makes of one that is there, or of none (`id` is then its id). Attributes stand where the
 * application's SCIM bindings have them, and roles come from where SCIM would take them: groups, a list or rules. Roles of
 * other writers stay. The very same account where the wish is how it is already.
 */
export function writeAccount(
  application: Application,
  before: Account | undefined,
  id: string,
  wish: AccountWish,
  hand: Hand,
): WrittenAccount {
  const { settings, shape } = setUp(application);
  const { writes, homeless } = writesOf(wish, shape, hand);
  const userName = String(wish.values.get("userName") ?? before?.userName ?? id);
  const written: Written = { writer: hand.writer, at: hand.at, why: hand.why };
  const account =
    before === undefined
      ? buildAccount({ id, userName, at: hand.at, written, values: writes, roles: [], links: [], held: false })
      : applyValues(before, writes);
  const { roles, evaluations } = wantedRoles(application, settings, account, wish, Date.parse(hand.at));
  if (!wish.active) return { account, evaluations, homeless };
  const wanted = orDefaultRole(roles, account, { application, settings }, hand.writer);
  return { account: grantRoles(account, wanted, hand), evaluations, homeless };
}

/**
 * The account attribute in which a SCIM path of this application stands: `userName`, `active` or one of its own. Undefined:
 * it has none for it.
 */
export function attributeAt(application: Application, target: string): string | undefined {
  if (target === "userName" || target === "active") return target;
  return findPlace(setUp(application).shape, target)?.attribute;
}

/** The SCIM path at which an account attribute of this application stands, the other way round; undefined: at none. */
export function pathAt(application: Application, attribute: string): string | undefined {
  if (attribute === "userName" || attribute === "active") return attribute;
  return setUp(application).shape.bound.find((each) => each.attribute === attribute)?.path.text;
}

/** The set-up of its SCIM server, also where it offers none: this is how accounts and paths belong together. */
function setUp(application: Application): ScimSetup {
  const { scim, accountAttributes } = application;
  if (scim !== undefined) return setUpScim(application, scim);
  const known = defaults.get(accountAttributes) ?? buildScimSettings(application);
  defaults.set(accountAttributes, known);
  return setUpScim(application, known);
}

/** By the attributes that they are made from: lists that are never changed in place. */
const defaults = new WeakMap<Application["accountAttributes"], ScimServerSettings>();

function writesOf({ values, active }: AccountWish, shape: ScimShape, hand: Hand) {
  const written = (cause: string): Written => ({ writer: hand.writer, at: hand.at, why: hand.why, cause });
  const writes: ValueWrite[] = [{ name: "active", value: active, written: written("active") }];
  const homeless: string[] = [];
  for (const [target, value] of values) {
    if (target === "active" || target === "roles" || target === "entitlements") continue;
    if (target === "userName") {
      if (!isBlank(value)) writes.push({ name: "userName", value: String(firstOf(value)), written: written(target) });
      continue;
    }
    const place = findPlace(shape, target);
    if (place === undefined && !PRIMARY_ROLE.test(target)) homeless.push(target);
    else if (place !== undefined)
      writes.push({ name: place.attribute, value: shapeFor(value, place), written: written(target) });
  }
  return { writes, homeless };
}

function findPlace(shape: ScimShape, target: string): BoundAttribute | undefined {
  const known = places.get(shape) ?? new Map<string, BoundAttribute | undefined>();
  places.set(shape, known);
  if (!known.has(target)) known.set(target, lookUpPlace(shape, target));
  return known.get(target);
}

/** Rows name the same few paths for everybody. */
const places = new WeakMap<ScimShape, Map<string, BoundAttribute | undefined>>();

function lookUpPlace({ bound, user }: ScimShape, target: string): BoundAttribute | undefined {
  try {
    const path = parseBoundPath(target, user);
    return bound.find((each) => isSamePlace(each.path, path));
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

function shapeFor(value: AttributeValue, { multiValued }: BoundAttribute): AttributeValue {
  return multiValued ? valuesOf(value) : firstOf(value);
}

function firstOf(value: AttributeValue): AttributeValue {
  return isList(value) ? (value[0] ?? null) : value;
}

function wantedRoles(
  application: Application,
  { roles: from }: Pick<ScimServerSettings, "roles">,
  account: Account,
  { values, groups }: AccountWish,
  now: number,
): { readonly roles: readonly WantedRole[]; readonly evaluations: readonly Evaluation[] } {
  const { id, roles, roleRules } = application;
  switch (from.from) {
    case "none":
      return { roles: [], evaluations: [] };
    case "groups": {
      const names = new Set(groups.map(({ name }) => foldCase(name)));
      const granted = from.groups.filter(({ displayName }) => names.has(foldCase(displayName)));
      return { roles: granted.map(({ role, displayName }) => byGroup(role, displayName)), evaluations: [] };
    }
    case "roles":
    case "entitlements": {
      const listed = namesListed(values, from.from);
      const known = roles.filter((role) => listed.has(role.id) || listed.has(role.name));
      return { roles: known.map((role) => byList(role.id, from.from)), evaluations: [] };
    }
    case "rules": {
      const lookup = claimsOfAccount(application, account);
      const { grants, evaluations } = evaluateRoleRules(roleRules, roles, lookup, `applications/${id}/roleRules`, {
        now,
        groups,
      });
      return { roles: grants.map(({ role, rule, why }) => ({ role, cause: rule, why })), evaluations };
    }
  }
}

const PRIMARY_ROLE = /^roles\[\s*primary eq "true"\s*\]\.value$/i;

/** A single role goes where the primary one stands; an app role comes as JSON in a text. */
function namesListed(values: AccountWish["values"], list: "roles" | "entitlements"): ReadonlySet<string> {
  const given = [...values].filter(([target]) => target === list || (list === "roles" && PRIMARY_ROLE.test(target)));
  return new Set(
    given.flatMap(([, value]) =>
      valuesOf(value).flatMap((each) => {
        const role = readAppRole(String(each));
        return role === undefined ? [String(each)] : Object.values(role);
      }),
    ),
  );
}

function byGroup(role: string, group: string): WantedRole {
  return { role, cause: `group:${group}`, why: `Membership of the group ${group} grants it.` };
}

function byList(role: string, list: string): WantedRole {
  return { role, cause: list, why: `\`${list}\` lists it.` };
}
