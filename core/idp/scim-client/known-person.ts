import { isBlank, valuesOf } from "../../attribute-value.ts";
import type { DirectoryUser } from "../../directory/directory.ts";
import type { Condition } from "../../mapping/condition.ts";
import type { Lookup } from "../../mapping/evaluate.ts";
import { leavesOf } from "../../mapping/evaluate-condition.ts";
import { readsClock } from "../../mapping/expression-source.ts";
import { buildPersonWorld, type ExpressionWorld } from "../../mapping/person-world.ts";
import { fingerprintOf, rememberByIdentity, shortHash } from "../../provisioning/fingerprint.ts";
import { valuesFor, valuesRead } from "../../provisioning/map-user.ts";
import { requestSettings } from "../../provisioning/request-settings.ts";
import { decideScope, lookupForProvisioning, type ScopeFacts, withoutAbsent } from "../../provisioning/scope.ts";
import { createSeededRandom } from "../../random.ts";
import { appRolesOf } from "../assigned-roles.ts";
import { assignedBy } from "../assignment.ts";
import { type Connection, defaultDomainOf } from "../identity-provider.ts";
import { dialectOf } from "./dialects.ts";
import { readTargets } from "./targets.ts";
import type { ScimClientWorld, ScimProvisioning } from "./world.ts";

/** What a client asks about people: the settings of its side, all of the people, and the moment. */
export interface ClientSide extends Pick<ScimClientWorld, "provider" | "connection" | "directory"> {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What follows from the settings and a person. */
export interface KnownPerson {
  readonly isInScope: boolean;
  /** Of all that the person's request is made from. */
  readonly fingerprint: string;
  /** Id of the person's manager; undefined where no row says so, or it gives nothing. */
  readonly manager: string | undefined;
}

/** What follows for a person. Costs next to nothing for whoever has not changed, unless something asks beyond the person. */
export function knownPerson(side: ClientSide, user: DirectoryUser): KnownPerson {
  return asksBeyondPerson(side)
    ? workOut(side.connection, user, worldOfPerson(side, user))
    : fromPersonAlone(side.connection, user);
}

/** Whether the person is to have an active account. */
export function isInScope(side: ClientSide, user: DirectoryUser): boolean {
  return knownPerson(side, user).isInScope;
}

/** What an expression may ask about a person. What is random is the same for the same person, moment and expression. */
export function worldOfPerson(side: ClientSide, user: DirectoryUser): ExpressionWorld {
  const { provider, connection, directory, now } = side;
  const randomFor = (text: string) => createSeededRandom(`${provider.id} ${user.id} ${now} ${text}`);
  return buildPersonWorld({
    directory,
    user,
    now,
    randomFor,
    settings: connection.expressions,
    defaultDomain: defaultDomainOf(provider),
    appRoles: appRolesOf(connection, user),
  });
}

const fromPersonAlone = rememberByIdentity((connection: Connection, user: DirectoryUser) =>
  workOut(connection, user, undefined),
);

function workOut(connection: Connection, user: DirectoryUser, world: ExpressionWorld | undefined): KnownPerson {
  const { provisioning } = connection;
  if (provisioning?.way !== "scim") return { isInScope: false, fingerprint: "", manager: undefined };
  const facts = scopeFacts(connection, user, user.userName);
  const assigned = describeAssignment(connection, user, (id) => id);
  const scope = decideScope({ ...facts, world, applicationName: "", assigned, connectionPath: "" });
  const lookup = lookupForProvisioning(user, scope.inScope);
  const { mappings } = provisioning;
  const values = valuesRead(mappings, lookup, appRolesOf(connection, user));
  const fingerprint = fingerprintOf({ scope: scope.reason, values, settings: settingsOf(connection) });
  return { isInScope: scope.inScope, fingerprint, manager: managerIn(mappings, lookup, world) };
}

/**
 * Tells whether the scope, or the row for the manager, asks for more than the person: an expression may ask for groups,
 * for others and for the clock, and a filter whether a value is known at all.
 */
function asksBeyondPerson({ connection, directory }: ClientSide): boolean {
  const asks = whatIsAsked(connection);
  return asks === "anything" || (asks === "whatIsKnown" && (directory.sources ?? []).length > 0);
}

/** Tells whether people come into scope, or get another manager, as time passes: then a cycle always has to look. */
export function changesWithTime({ provisioning }: Connection): boolean {
  if (provisioning?.way !== "scim") return false;
  return [
    ...expressionsIn(provisioning.scope),
    ...rowsForManager(provisioning.mappings).map(({ source }) => source),
  ].some((source) => "text" in source && readsClock(source));
}

function expressionsIn(scope: Condition | undefined): readonly { readonly text: string }[] {
  const leaves = scope === undefined ? [] : leavesOf(scope);
  return leaves.flatMap(({ leaf }) => ("expression" in leaf ? leaf.expression : []));
}

type Asked = "nothing" | "whatIsKnown" | "anything";

function whatIsAsked(connection: Connection): Asked {
  const known = asked.get(connection);
  if (known !== undefined) return known;
  const made = workOutAsked(connection);
  asked.set(connection, made);
  return made;
}

const asked = new WeakMap<Connection, Asked>();

function workOutAsked({ provisioning }: Connection): Asked {
  if (provisioning?.way !== "scim") return "nothing";
  const { mappings, scope } = provisioning;
  const leaves = scope === undefined ? [] : leavesOf(scope).map(({ leaf }) => leaf);
  const managerRows = rowsForManager(mappings);
  if (leaves.some((leaf) => "expression" in leaf) || managerRows.some(({ source }) => source.kind === "expression"))
    return "anything";
  return leaves.some((leaf) => "entraFilters" in leaf) ? "whatIsKnown" : "nothing";
}

function rowsForManager(mappings: ScimProvisioning["mappings"]): ScimProvisioning["mappings"] {
  const { reference } = readTargets(mappings);
  return reference === undefined ? [] : mappings.filter(({ target }) => target === reference.text);
}

function managerIn(
  mappings: ScimProvisioning["mappings"],
  lookup: Lookup,
  world: ExpressionWorld | undefined,
): string | undefined {
  const rows = rowsForManager(mappings);
  const [first] = rows;
  const value = first === undefined ? undefined : valuesFor(rows, lookup, "create", world).get(first.target);
  return value === undefined || isBlank(value) ? undefined : String(valuesOf(value)[0]);
}

/** What the scope of a person is decided from, as the client's kind asks it. */
export function scopeFacts(
  { provisioning }: Connection,
  user: DirectoryUser | undefined,
  userName: string,
): Pick<ScopeFacts, "user" | "userName" | "condition" | "ignoresSuspension"> {
  if (provisioning?.way !== "scim") return { user, userName };
  const { ignoresSuspension, absentFailsTests } = dialectOf(provisioning.client, false);
  return { user, userName, condition: asAsked(provisioning.scope, absentFailsTests), ignoresSuspension };
}

function asAsked(scope: Condition | undefined, absentFailsTests: boolean): Condition | undefined {
  return scope !== undefined && absentFailsTests ? withoutAbsent(scope) : scope;
}

/** How a person is assigned, in words; undefined: not at all. */
export function describeAssignment(
  connection: Connection,
  user: DirectoryUser | undefined,
  nameOf: (group: string) => string,
): string | undefined {
  const by = user === undefined ? undefined : assignedBy(connection, user);
  if (by === undefined) return undefined;
  if (by === "everybody") return "everybody is";
  return by === "user" ? "directly" : `through the group ${nameOf(by.group)}`;
}

/** The settings that requests are made by, as a hash. */
export function settingsOf(connection: Connection): string {
  const known = hashes.get(connection);
  if (known !== undefined) return known;
  const made = shortHash(requestSettings(connection));
  hashes.set(connection, made);
  return made;
}

const hashes = new WeakMap<Connection, string>();
