import { isBlank, valuesOf } from "../../attribute-value.ts";
import type { DirectoryUser } from "../../directory/directory.ts";
import type { Lookup } from "../../mapping/evaluate.ts";
import { buildPersonWorld } from "../../mapping/person-world.ts";
import { type Progress, withName } from "../../pace.ts";
import type { Call } from "../../party/party.ts";
import { fingerprintOf, rememberByIdentity, settingsIn, shortHash } from "../../provisioning/fingerprint.ts";
import { valuesFor, valuesRead } from "../../provisioning/map-user.ts";
import { requestSettings } from "../../provisioning/request-settings.ts";
import {
  decideScope,
  lookupForProvisioning,
  type ScopeFacts,
  type ScopeResult,
  withoutAbsent,
} from "../../provisioning/scope.ts";
import type { ProvisioningLink, ProvisioningState } from "../../provisioning/state.ts";
import { createSeededRandom } from "../../random.ts";
import { assignedBy } from "../assignment.ts";
import type { Connection } from "../identity-provider.ts";
import type { Dialect } from "./dialect.ts";
import { dialectOf } from "./dialects.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import { type ClientMemory, createMemory } from "./memory.ts";
import { readTargets, type UserTargets } from "./targets.ts";
import type { ScimClientWorld, ScimProvisioning } from "./world.ts";

/** One cycle or push under way. */
export interface ClientRun {
  readonly world: ScimClientWorld;
  readonly call: Call;
  readonly dialect: Dialect;
  readonly targets: UserTargets;
  readonly memory: ClientMemory;
  readonly exchange: Exchange;
  readonly onDemand: boolean;
  /** Where the connection stands in the workspace. */
  readonly connectionPath: string;
  /** The trace's names of both sides. */
  readonly client: string;
  readonly server: string;
  /** Whether too many accounts would be deactivated and deleted. */
  isStaged: boolean;
  /** What progress calls it: `Initial cycle of Jira`. */
  work: string;
}

/** Says how far a pass is, where it is time to, and lets others in. */
export async function restIfDue({ world: { pace }, work }: ClientRun, progress: Progress): Promise<void> {
  if (pace?.isDue() === true) await withName(pace, work).rest(progress);
}

/** Begins with what is remembered. */
export function startRun(world: ScimClientWorld, call: Call, state: ProvisioningState, onDemand: boolean): ClientRun {
  const { provider, application, provisioning } = world;
  return {
    world,
    call,
    dialect: dialectOf(provisioning.client, onDemand),
    targets: readTargets(provisioning.mappings),
    memory: createMemory(state),
    exchange: createExchange(world, call),
    onDemand,
    connectionPath: `identityProviders/${provider.id}/connections/${application.id}`,
    client: `idp:${provider.id}`,
    server: `app:${application.id}`,
    isStaged: false,
    work: `${onDemand ? "Provisioning on demand in" : "Push to"} ${application.name}`,
  };
}

/** Somebody who is provisioned, or was and is gone from the directory. */
export interface Subject {
  readonly id: string;
  readonly userName: string;
  /** Undefined: gone for good. */
  readonly user: DirectoryUser | undefined;
  /** Fingerprint of all that the person's request is made from. */
  readonly source: string;
}

/** The fingerprint of somebody who is gone. */
export const GONE = "gone";

/** In the place of a link's fingerprint: the account is read again, and set right. */
export const REREAD = "";

/** In the place of a link's fingerprint: something is still to be done about the person. */
export const PENDING = "pending";

/** The person as a subject. Costs next to nothing for whoever has not changed since the last time. */
export function subjectOf(run: ClientRun, user: DirectoryUser): Subject {
  const { fingerprint, manager } = personOf(run.world.connection, user);
  // Whoever fills managers in later looks again when the manager is given an account.
  const managerLink = run.dialect.fillsIn && manager !== undefined ? managedLink(run, manager)?.target : undefined;
  const source = managerLink === undefined ? fingerprint : `${fingerprint} ${managerLink}`;
  return { id: user.id, userName: user.userName, user, source };
}

/** Somebody who is gone: what is left of them is their link. */
export function goneSubject(run: ClientRun, id: string): Subject {
  const known = run.memory.links.get(id)?.profile.userName;
  return { id, userName: typeof known === "string" ? known : id, user: undefined, source: GONE };
}

/** Tells whether the rows or other settings are not those that the last request was made by. */
export function hasOtherSettings(link: ProvisioningLink | undefined, { source }: Subject): boolean {
  return isMadeByOthers(link?.source ?? REREAD, settingsIn(source));
}

/** The same for anybody at all: the settings were saved since somebody was last looked at. */
export function hasNewSettings(
  { connection }: ScimClientWorld,
  { links, passedOver = {} }: ProvisioningState,
): boolean {
  const settings = settingsOf(connection);
  return (
    Object.values(links).some(({ source }) => isMadeByOthers(source, settings)) ||
    Object.values(passedOver).some((source) => isMadeByOthers(source, settings))
  );
}

function isMadeByOthers(source: string, settings: string): boolean {
  if (source === REREAD || source === PENDING || source === GONE) return false;
  return settingsIn(source) !== settings;
}

/** A link to an account that this client answers for. */
export function managedLink({ memory }: ClientRun, id: string) {
  const link = memory.links.get(id);
  return link === undefined || link.unmanaged === true ? undefined : link;
}

/** The scope of a person, with every question that was asked. */
export function scopeOf(run: ClientRun, subject: Pick<Subject, "user" | "userName">): ScopeResult {
  const { connection, application, directory } = run.world;
  const { groups } = directory;
  return decideScope({
    ...scopeFacts(connection, subject.user, subject.userName),
    ...(subject.user === undefined ? {} : { world: worldOf(run, subject.user) }),
    applicationName: application.name,
    assigned: describeAssignment(connection, subject.user, (id) => groups.find((each) => each.id === id)?.name ?? id),
    connectionPath: run.connectionPath,
  });
}

/** Whether the person is to have an active account. */
export function isInScope(connection: Connection, user: DirectoryUser): boolean {
  return personOf(connection, user).isInScope;
}

/** Whose manager the person has, by id of the directory; undefined where no row says so, or it gives nothing. */
export function managerOf(run: ClientRun, user: DirectoryUser): string | undefined {
  return personOf(run.world.connection, user).manager;
}

/** What follows from the settings and a person alone. */
interface KnownPerson {
  readonly isInScope: boolean;
  readonly fingerprint: string;
  readonly manager: string | undefined;
}

const personOf = rememberByIdentity((connection: Connection, user: DirectoryUser): KnownPerson => {
  const { provisioning } = connection;
  if (provisioning?.way !== "scim") return { isInScope: false, fingerprint: "", manager: undefined };
  const facts = scopeFacts(connection, user, user.userName);
  const assigned = describeAssignment(connection, user, (id) => id);
  const scope = decideScope({ ...facts, applicationName: "", assigned, connectionPath: "" });
  const lookup = lookupForProvisioning(user, scope.inScope);
  const { mappings } = provisioning;
  const values = valuesRead(mappings, lookup);
  const fingerprint = fingerprintOf({ scope: scope.reason, values, settings: settingsOf(connection) });
  return { isInScope: scope.inScope, fingerprint, manager: managerIn(mappings, lookup) };
});

/** What an expression may ask about a person. What is random is the same for the same person, moment and expression. */
export function worldOf({ world: { provider, connection, directory }, call: { now } }: ClientRun, user: DirectoryUser) {
  const randomFor = (text: string) => createSeededRandom(`${provider.id} ${user.id} ${now} ${text}`);
  return buildPersonWorld({ directory, user, now, randomFor, settings: connection.expressions });
}

function managerIn(mappings: ScimProvisioning["mappings"], lookup: Lookup): string | undefined {
  const { reference } = readTargets(mappings);
  if (reference === undefined) return undefined;
  const rows = mappings.filter(({ target }) => target === reference.text);
  const value = valuesFor(rows, lookup, "create").get(reference.text);
  return value === undefined || isBlank(value) ? undefined : String(valuesOf(value)[0]);
}

function scopeFacts(
  connection: Connection,
  user: DirectoryUser | undefined,
  userName: string,
): Pick<ScopeFacts, "user" | "userName" | "condition" | "ignoresSuspension"> {
  const { provisioning } = connection;
  if (provisioning?.way !== "scim") return { user, userName };
  const { ignoresSuspension, absentFailsTests } = dialectOf(provisioning.client, false);
  const { scope } = provisioning;
  const condition = scope !== undefined && absentFailsTests ? withoutAbsent(scope) : scope;
  return { user, userName, condition, ignoresSuspension };
}

function describeAssignment(
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
function settingsOf(connection: Connection): string {
  const known = hashes.get(connection);
  if (known !== undefined) return known;
  const { provisioning, expressions } = connection;
  const taken = expressions === undefined ? "" : JSON.stringify(expressions);
  const made = shortHash(`${requestSettings(provisioning)}${taken}`);
  hashes.set(connection, made);
  return made;
}

const hashes = new WeakMap<Connection, string>();
