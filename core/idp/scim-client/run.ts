import type { DirectoryUser } from "../../directory/directory.ts";
import type { ExpressionWorld } from "../../mapping/person-world.ts";
import { type Progress, withName } from "../../pace.ts";
import type { Call } from "../../party/party.ts";
import { settingsIn } from "../../provisioning/fingerprint.ts";
import { decideScope, type ScopeResult } from "../../provisioning/scope.ts";
import type { ProvisioningLink, ProvisioningState } from "../../provisioning/state.ts";
import { nameOfClient, nounOfRun } from "../product-words.ts";
import type { Dialect } from "./dialect.ts";
import { dialectOf } from "./dialects.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import {
  type ClientSide,
  describeAssignment,
  knownPerson,
  scopeFacts,
  settingsOf,
  worldOfPerson,
} from "./known-person.ts";
import { type ClientMemory, createMemory } from "./memory.ts";
import { readTargets, type UserTargets } from "./targets.ts";
import type { ScimClientWorld } from "./world.ts";

/** One cycle or push under way. */
export interface ClientRun {
  readonly world: ScimClientWorld;
  readonly call: Call;
  readonly dialect: Dialect;
  /** What one go at everybody is called here. */
  readonly noun: "cycle" | "push";
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
  const dialect = dialectOf(provisioning.client, onDemand);
  return {
    world,
    call,
    dialect: { ...dialect, name: nameOfClient(provider.product, provisioning.client.dialect, dialect.name) },
    noun: nounOfRun(provider.product, provisioning),
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
  const { fingerprint, manager } = knownPerson(sideOf(run), user);
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

/** Whose manager the person has, by id of the directory; undefined where no row says so, or it gives nothing. */
export function managerOf(run: ClientRun, user: DirectoryUser): string | undefined {
  return knownPerson(sideOf(run), user).manager;
}

/** What an expression may ask about a person. */
export function worldOf(run: ClientRun, user: DirectoryUser): ExpressionWorld {
  return worldOfPerson(sideOf(run), user);
}

function sideOf({ world: { provider, connection, directory }, call: { now } }: ClientRun): ClientSide {
  return { provider, connection, directory, now };
}
