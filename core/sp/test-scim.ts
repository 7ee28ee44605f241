import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import type { HttpRequest } from "../http/message.ts";
import { type Cell, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import type { ScimBehaviour, ScimServerSettings } from "../scim/settings.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Step } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { handleScimRequest } from "./scim-endpoint.ts";
import { EMPTY_APPLICATION_STATE } from "./state.ts";

const TOKEN = "a-token-for-tests";

/** An application with a SCIM server, and a client that has its token. */
export interface TestScim {
  /** `path` is below the base URL. An object is sent as JSON, a text as it is. */
  send(
    method: HttpRequest["method"],
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): TestAnswer;
  accounts(): readonly Account[];
  groups(): readonly AccountGroup[];
  /** Everything that was recorded so far. */
  steps(): readonly Step[];
  clock: { now: number };
}

interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Makes one; the bindings and roles are those of a plain application unless `differs` says otherwise. */
export function createTestScim(
  differs: {
    readonly behaviour?: ScimBehaviour;
    readonly roles?: ScimServerSettings["roles"];
    readonly accounts?: readonly Account[];
  } = {},
): TestScim {
  const accounts = createAccountStore(differs.accounts ?? []);
  const groups: Cell<readonly AccountGroup[]> = createCell<readonly AccountGroup[]>([]);
  const state = createCell(EMPTY_APPLICATION_STATE);
  const application = buildApplication(differs.behaviour ?? {}, differs.roles ?? { from: "none" });
  const clock = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  const random = createSeededRandom("scim");
  const recorder = createRecorder([], () => clock.now);
  return {
    send(method, path, body, headers = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
      const request: HttpRequest = {
        method,
        url: `https://acme.test/scim/v2${path}`,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
          ...headers,
        },
        body: body === undefined ? "" : text,
      };
      const call = { now: clock.now, random, record: recorder.record, fetch: () => Promise.reject(new Error("None.")) };
      const response = handleScimRequest({ application, accounts, groups, state }, call, request);
      return {
        status: response.status,
        headers: response.headers,
        body: response.body === "" ? {} : JSON.parse(response.body),
      };
    },
    accounts: accounts.read,
    groups: groups.read,
    steps: () => recorder.trace().steps,
    clock,
  };
}

function buildApplication(behaviour: ScimBehaviour, roles: ScimServerSettings["roles"]): Application {
  return {
    id: "acme",
    name: "Acme",
    origin: "https://acme.test",
    signOn: "saml",
    sessionMinutes: 60,
    accountAttributes: [
      { name: "email" },
      { name: "givenName" },
      { name: "familyName" },
      { name: "department" },
      { name: "costCentre", maxLength: 10 },
      { name: "employeeNumber", unique: true },
    ],
    roles: [
      { id: "user", name: "User" },
      { id: "admin", name: "Admin", privileged: true },
    ],
    mappings: [],
    roleRules: [],
    jit: {
      enabled: true,
      match: [],
      noMatch: "create",
      emailOnlyMatch: "refuse",
      deactivated: "refuse",
      laterLogins: "updateAll",
      requiredClaims: [],
      allowedEmailDomains: [],
      roles: "replace",
      noRoleRuleMatches: "keepDefault",
    },
    accounts: [],
    scim: {
      bearerToken: TOKEN,
      bindings: [
        { attribute: "email", path: 'emails[type eq "work"].value' },
        { attribute: "givenName", path: "name.givenName" },
        { attribute: "familyName", path: "name.familyName" },
        { attribute: "department", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" },
        {
          attribute: "employeeNumber",
          path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
        },
      ],
      roles,
      behaviour,
    },
  };
}
