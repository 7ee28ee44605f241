import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import type { HttpRequest } from "../http/message.ts";
import { type Cell, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Step } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { handleScimRequest } from "./scim-endpoint.ts";
import { EMPTY_APPLICATION_STATE } from "./state.ts";
import { buildTestApplication, TEST_TOKEN } from "./test-application.ts";

/** Where the SCIM server of the application begins. */
export const TEST_BASE = "https://acme.test/scim/v2";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** What the application itself adds to its users. */
export const OWN = "urn:rehearsal:scim:schemas:extension:acme:2.0:User";
export const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
export const SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
export const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** An application with a SCIM server, and a client that has its token. */
export interface TestScim {
  /** `path` is below the base URL. An object is sent as JSON, a text as it is. An empty header is not sent. */
  send(
    method: HttpRequest["method"] | "OPTIONS",
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): TestAnswer;
  /** Makes a user, and gives its id. */
  user(userName: string, members?: Readonly<Record<string, unknown>>): string;
  /** Makes a group, and gives its id. */
  group(displayName: string, members?: readonly string[]): string;
  /** Sends operations to a user or a group: `/Users/{id}`. */
  patch(path: string, ...operations: readonly Readonly<Record<string, unknown>>[]): TestAnswer;
  accounts(): readonly Account[];
  groups(): readonly AccountGroup[];
  /** Everything that was recorded so far. */
  steps(): readonly Step[];
  clock: { now: number };
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** In what an application differs from a plain one. */
export interface TestDifferences extends Partial<Omit<ScimServerSettings, "bearerToken">> {
  readonly accounts?: readonly Account[];
  readonly groups?: readonly AccountGroup[];
  readonly roleRules?: Application["roleRules"];
  /** Undefined: the application has none, and lets nobody in. */
  readonly bearerToken?: string | undefined;
}

/** Makes one; the bindings and roles are those of a plain application unless `differs` says otherwise. */
export function createTestScim(differs: TestDifferences = {}): TestScim {
  const accounts = createAccountStore(differs.accounts ?? []);
  const groups: Cell<readonly AccountGroup[]> = createCell<readonly AccountGroup[]>(differs.groups ?? []);
  const state = createCell(EMPTY_APPLICATION_STATE);
  const application = buildApplication(differs);
  const clock = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  const random = createSeededRandom("scim");
  const recorder = createRecorder([], () => clock.now);
  const send: TestScim["send"] = (method, path, body, headers = {}) => {
    const call = { now: clock.now, random, ...recorder, fetch: () => Promise.reject(new Error("None.")) };
    const response = handleScimRequest(
      { application, accounts, groups, state },
      call,
      buildRequest(method, path, body, headers),
    );
    const { status, headers: fields, body: text } = response;
    return { status, headers: fields, body: text === "" ? {} : JSON.parse(text) };
  };
  const make = (path: string, body: unknown): string => {
    const { status, body: made } = send("POST", path, body);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(made)}`);
    return String(made.id);
  };
  return {
    send,
    user: (userName, members = {}) => make("/Users", { schemas: [USER], userName, ...members }),
    group: (displayName, members = []) =>
      make("/Groups", { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) }),
    patch: (path, ...operations) => send("PATCH", path, { schemas: [PATCH], Operations: operations }),
    accounts: accounts.read,
    groups: groups.read,
    steps: () => recorder.trace().steps,
    clock,
  };
}

function buildRequest(
  method: HttpRequest["method"] | "OPTIONS",
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  const all = {
    authorization: `Bearer ${TEST_TOKEN}`,
    ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
    ...headers,
  };
  const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
  return {
    // A client may send any method, whatever the type says.
    method: method as HttpRequest["method"],
    url: `${TEST_BASE}${path}`,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
    body: body === undefined ? "" : text,
  };
}

const BINDINGS: ScimServerSettings["bindings"] = [
  { attribute: "email", path: 'emails[type eq "work"].value' },
  { attribute: "givenName", path: "name.givenName" },
  { attribute: "familyName", path: "name.familyName" },
  { attribute: "department", path: `${ENTERPRISE}:department` },
  { attribute: "employeeNumber", path: `${ENTERPRISE}:employeeNumber` },
];

function buildApplication(differs: TestDifferences): Application {
  const { bindings = BINDINGS, roles = { from: "none" }, behaviour = {}, defaultRole } = differs;
  const bearerToken = Object.hasOwn(differs, "bearerToken") ? differs.bearerToken : TEST_TOKEN;
  return buildTestApplication("acme", "Acme", {
    accountAttributes: [
      { name: "email" },
      { name: "givenName" },
      { name: "familyName" },
      { name: "department" },
      { name: "costCentre", maxLength: 10 },
      { name: "employeeNumber", unique: true },
      { name: "skills", multiValued: true },
    ],
    roles: [
      { id: "user", name: "User" },
      { id: "admin", name: "Admin", privileged: true },
    ],
    roleRules: differs.roleRules ?? [],
    scim: {
      ...(bearerToken === undefined ? {} : { bearerToken }),
      bindings,
      roles,
      behaviour,
      ...(defaultRole === undefined ? {} : { defaultRole }),
    },
  });
}
