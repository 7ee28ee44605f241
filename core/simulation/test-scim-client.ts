import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { runCycle } from "../idp/scim-client/cycle.ts";
import { countPushed, pushPeople } from "../idp/scim-client/push.ts";
import type { CycleOptions, CycleReport, ScimClientWorld, ScimProvisioning } from "../idp/scim-client/world.ts";
import { type Call, type Cell, createCell } from "../party/party.ts";
import type { ProvisioningMapping, ScimClientSettings, ScimDialect } from "../provisioning/settings.ts";
import { EMPTY_PROVISIONING_STATE, type ProvisioningState } from "../provisioning/state.ts";
import { createSeededRandom } from "../random.ts";
import type { ScimBehaviour, ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "../sp/application.ts";
import { createApplication } from "../sp/party.ts";
import { EMPTY_APPLICATION_STATE } from "../sp/state.ts";
import { buildTestApplication, TEST_TOKEN } from "../sp/test-application.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Phase, Step } from "../trace/step.ts";
import { createNetwork, type Host } from "./network.ts";

export const START = Date.parse("2026-03-02T09:00:00.000Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const WORK_EMAIL = 'emails[type eq "work"].value';

/** A row that takes an attribute as it is. */
export function row(
  id: string,
  target: string,
  attribute: string,
  differs: Partial<ProvisioningMapping> = {},
): ProvisioningMapping {
  return { id, target, source: { kind: "attribute", attribute }, apply: "always", ...differs };
}

export const ROWS: ProvisioningMapping[] = [
  row("user-name", "userName", "userName", { matching: 1, required: true }),
  row("active", "active", "active"),
  row("given-name", "name.givenName", "givenName"),
  row("family-name", "name.familyName", "familyName"),
  row("email", WORK_EMAIL, "mail"),
  row("department", `${ENTERPRISE}:department`, "department"),
  row("manager", `${ENTERPRISE}:manager`, "manager"),
];

/** What lenient servers take, that Entra sends unless told otherwise. */
export const LENIENT: ScimBehaviour = {
  lenientBooleans: true,
  lenientOperations: true,
  lenientManager: true,
  lenientDottedNames: true,
  emptyClears: true,
  removesMembersByValue: true,
  createsMissingElement: true,
};

/** A person of the directory; everybody has the first name that their user name begins with. */
export function person(name: string, differs: Partial<DirectoryUser> = {}): DirectoryUser {
  const given = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { attributes, ...others } = differs;
  return {
    id: `u-${name}`,
    userName: `${name}@acme.test`,
    active: true,
    groups: [],
    ...others,
    attributes: {
      givenName: given,
      familyName: "Example",
      mail: `${name}@acme.test`,
      department: "Sales",
      ...attributes,
    },
  };
}

export interface TestClientOptions {
  readonly dialect?: ScimDialect;
  readonly behaviour?: ScimBehaviour;
  readonly people?: readonly DirectoryUser[];
  readonly groups?: Directory["groups"];
  readonly rows?: ProvisioningMapping[];
  readonly client?: Partial<ScimClientSettings>;
  readonly scope?: ScimProvisioning["scope"];
  /** Ids; undefined: everybody is assigned. */
  readonly assigned?: Omit<Connection["assignment"], "required">;
  readonly appRoles?: Connection["appRoles"];
  readonly accounts?: readonly Account[];
  readonly roles?: ScimServerSettings["roles"];
  readonly expressions?: Connection["expressions"];
  /** What the identity provider is, beside its usual self. */
  readonly provider?: Partial<IdentityProvider>;
  /** Where people come from. */
  readonly sources?: Directory["sources"];
}

/** A request as it was sent. */
export interface SentRequest {
  readonly method: string;
  /** Below the base URL, decoded. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
}

/** An identity provider's SCIM client and the real SCIM server of an application, with a directory that can be changed. */
export interface TestClient {
  cycle(options?: CycleOptions): Promise<CycleReport>;
  push(...people: string[]): Promise<CycleReport>;
  /** Changes a person, by the short name. */
  change(name: string, differs: Partial<DirectoryUser>): void;
  setAttribute(name: string, attribute: string, value: DirectoryUser["attributes"][string]): void;
  hire(user: DirectoryUser): void;
  /** Gone for good. */
  purge(name: string): void;
  setGroups(groups: Directory["groups"]): void;
  assign(assigned: TestClientOptions["assigned"]): void;
  configure(differs: Partial<ScimClientSettings>): void;
  setRows(rows: ProvisioningMapping[]): void;
  /** Changes how expressions are taken. */
  takeExpressions(expressions: Connection["expressions"]): void;
  /** How many people a push to everybody would be about. */
  countPushed(): number;
  behave(behaviour: ScimBehaviour): void;
  account(name: string): Account | undefined;
  accounts(): readonly Account[];
  putAccount(account: Account): void;
  removeAccount(id: string): void;
  accountGroups(): readonly AccountGroup[];
  /** What was sent by the last cycle or push. */
  sent(): readonly SentRequest[];
  /** What was recorded by the last cycle or push. */
  steps(): readonly Step[];
  state(): ProvisioningState;
  readonly clock: { now: number };
}

const BASE = "https://app.test/scim/v2";

/** Makes one: Entra's client, a server that takes what Entra sends, and everybody assigned, unless told otherwise. */
export function createTestClient(options: TestClientOptions = {}): TestClient {
  const server = createServer(options);
  const state = createCell(EMPTY_PROVISIONING_STATE);
  const settings = createSettings(options);
  const clock = { now: START };
  const random = createSeededRandom("scim client");
  let steps: readonly Step[] = [];

  async function run(start: (world: ScimClientWorld, call: Call) => Promise<CycleReport>) {
    const recorder = createRecorder([], () => clock.now);
    const network = createNetwork({ hosts: [server.host()], recorder, random, now: clock.now });
    let phase: Phase | undefined;
    const call: Call = {
      now: clock.now,
      random,
      record(step) {
        phase = step.phase;
        recorder.record(step);
      },
      recordLater(next, build) {
        phase = next;
        recorder.recordLater(next, build);
      },
      fetch: (request) => network.exchange("idp:acme", request, phase),
    };
    const report = await start({ ...settings.world(), baseUrl: BASE, state }, call);
    steps = recorder.trace().steps;
    return report;
  }

  return {
    ...server,
    ...settings,
    countPushed: () => countPushed({ ...settings.world(), now: clock.now }, state.read()),
    cycle: (cycleOptions = {}) => run((world, call) => runCycle(world, call, cycleOptions)),
    push(...people) {
      const ids = people.map((name) => `u-${name}`);
      return run((world, call) => pushPeople(world, call, ids));
    },
    sent: () => sentIn(steps),
    steps: () => steps,
    state: state.read,
    clock,
  };
}

/** The application's side. */
function createServer(options: TestClientOptions) {
  const accounts = createAccountStore(options.accounts ?? []);
  const groups: Cell<readonly AccountGroup[]> = createCell<readonly AccountGroup[]>([]);
  const state = createCell(EMPTY_APPLICATION_STATE);
  const roles = options.roles ?? { from: "none" };
  let application = buildApplication(options.behaviour ?? LENIENT, roles);
  return {
    host(): Host {
      const party = createApplication({ application, accounts, groups, state });
      return { origin: application.origin, actor: "app:app", name: "App", kind: "application", party };
    },
    behave(behaviour: ScimBehaviour): void {
      application = buildApplication(behaviour, roles);
    },
    account: (name: string) => accounts.read().find(({ userName }) => userName === `${name}@acme.test`),
    accounts: accounts.read,
    putAccount: accounts.put,
    removeAccount: accounts.remove,
    accountGroups: groups.read,
  };
}

/** The identity provider's side: people and settings, never changed in place. */
function createSettings(options: TestClientOptions) {
  const { people = [], groups = [], sources } = options;
  let directory: Directory = { users: [...people], groups, ...(sources === undefined ? {} : { sources }) };
  const provider = { ...PROVIDER, ...options.provider };
  let connection = buildConnection(options);
  let provisioning = buildProvisioning(options);
  const withUsers = (users: Directory["users"]): void => {
    directory = { ...directory, users };
  };
  const change = (name: string, differs: Partial<DirectoryUser>): void =>
    withUsers(directory.users.map((user) => (user.id === `u-${name}` ? { ...user, ...differs } : user)));
  const configure = (next: ScimProvisioning): void => {
    provisioning = next;
    connection = { ...connection, provisioning };
  };
  configure(provisioning);
  return {
    world: () => ({ provider, connection, provisioning, application: { id: "app", name: "App" }, directory }),
    change,
    setAttribute(name: string, attribute: string, value: DirectoryUser["attributes"][string]): void {
      const before = directory.users.find(({ id }) => id === `u-${name}`)?.attributes;
      change(name, { attributes: { ...before, [attribute]: value } });
    },
    hire: (user: DirectoryUser) => withUsers([...directory.users, user]),
    purge: (name: string) => withUsers(directory.users.filter(({ id }) => id !== `u-${name}`)),
    setGroups(next: Directory["groups"]): void {
      directory = { ...directory, groups: next };
    },
    assign(assigned: TestClientOptions["assigned"]): void {
      connection = { ...connection, assignment: buildAssignment(assigned) };
    },
    configure: (differs: Partial<ScimClientSettings>) =>
      configure({ ...provisioning, client: { ...provisioning.client, ...differs } }),
    setRows: (mappings: ProvisioningMapping[]) => configure({ ...provisioning, mappings }),
    takeExpressions(expressions: Connection["expressions"]): void {
      const { expressions: _, ...others } = connection;
      connection = { ...others, ...(expressions === undefined ? {} : { expressions }) };
    },
  };
}

function sentIn(steps: readonly Step[]): readonly SentRequest[] {
  return steps.flatMap((step): readonly SentRequest[] => {
    if (step.kind !== "request") return [];
    const answer = steps.find((each) => each.kind === "response" && each.exchange === step.exchange);
    const { method, url, body } = step.request;
    const path = decodeURIComponent(url.slice(BASE.length));
    const status = answer?.kind === "response" ? answer.response.status : 0;
    return [{ method, path, body: body === "" ? undefined : JSON.parse(body), status }];
  });
}

function buildAssignment(assigned: TestClientOptions["assigned"]): Connection["assignment"] {
  return assigned === undefined ? { required: false, users: [], groups: [] } : { required: true, ...assigned };
}

function buildConnection({ assigned, expressions, appRoles }: TestClientOptions): Connection {
  return {
    application: "app",
    assignment: buildAssignment(assigned),
    ...(expressions === undefined ? {} : { expressions }),
    ...(appRoles === undefined ? {} : { appRoles }),
  };
}

function buildProvisioning({ dialect = "entra", rows = ROWS, client, scope }: TestClientOptions): ScimProvisioning {
  return {
    way: "scim",
    mappings: rows,
    ...(scope === undefined ? {} : { scope }),
    client: {
      dialect,
      bearerToken: TEST_TOKEN,
      runs: { on: "cycle", everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
      ...client,
    },
  };
}

const PROVIDER: IdentityProvider = {
  id: "acme",
  name: "Acme",
  origin: "https://login.acme.test",
  entityId: "https://login.acme.test",
  signOnPolicy: { secondFactor: "never", sessionMinutes: 60 },
  keys: [],
  connections: [],
};

function buildApplication(behaviour: ScimBehaviour, roles: ScimServerSettings["roles"]): Application {
  return buildTestApplication("app", "App", {
    accountAttributes: [
      { name: "email" },
      { name: "givenName" },
      { name: "familyName" },
      { name: "department" },
      { name: "manager" },
      { name: "badge" },
    ],
    roles: [
      { id: "seller", name: "Seller" },
      { id: "admin", name: "Admin" },
      { id: "reader", name: "Reader" },
    ],
    scim: {
      bearerToken: TEST_TOKEN,
      bindings: [
        { attribute: "email", path: WORK_EMAIL },
        { attribute: "givenName", path: "name.givenName" },
        { attribute: "familyName", path: "name.familyName" },
        { attribute: "department", path: `${ENTERPRISE}:department` },
        { attribute: "manager", path: `${ENTERPRISE}:manager.value` },
      ],
      roles,
      behaviour,
    },
  });
}
