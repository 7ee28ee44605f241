import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { ScimBehaviour } from "../scim/settings.ts";
import {
  BULK,
  createTestScim,
  ENTERPRISE,
  ERROR,
  GROUP,
  OWN,
  PATCH,
  SEARCH,
  type TestScim,
  USER,
} from "./test-scim.ts";

/** What RFC 7644 and the RFCs that it builds on answer with. */
const STATUSES: ReadonlySet<number> = new Set([
  200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 429, 501,
]);
const TYPES: ReadonlySet<unknown> = new Set([
  undefined,
  "invalidFilter",
  "tooMany",
  "uniqueness",
  "mutability",
  "invalidSyntax",
  "invalidPath",
  "noTarget",
  "invalidValue",
]);

const at = "2026-02-01T08:00:00.000Z";

/** Three accounts, of a login and of SCIM, in two groups that are in each other. */
function createSmall(behaviour: ScimBehaviour): TestScim {
  const member = (id: string, kind: "account" | "group") => ({ id, kind, writer: "scim", at }) as const;
  return createTestScim({
    behaviour,
    roles: { from: "roles" },
    accounts: [
      buildTestAccount("ada", {
        attributes: { email: "ada@acme.test", skills: ["sums"], employeeNumber: "7" },
        roles: [{ role: "admin", writer: "jit", at, why: "A rule." }],
      }),
      buildTestAccount("bob", { active: false, scim: { emails: [{ type: "work", primary: true }, { value: "b@x" }] } }),
      buildTestAccount("cyd", { attributes: { costCentre: 5 } }),
    ],
    groups: [
      {
        id: "grp-1",
        displayName: "One",
        members: [member("acc-ada", "account"), member("grp-2", "group")],
        createdAt: at,
        changedAt: at,
      },
      { id: "grp-2", displayName: "Two", members: [member("grp-1", "group")], createdAt: at, changedAt: at },
    ],
  });
}

const NAMES = [
  "userName",
  "active",
  "name",
  "name.givenName",
  "emails",
  "emails.value",
  "addresses",
  "primary",
  "type",
  "value",
  "display",
  "members",
  "displayName",
  "externalId",
  "schemas",
  "id",
  "meta",
  "meta.created",
  "groups",
  "roles",
  "password",
  "x509Certificates",
  ENTERPRISE,
  `${ENTERPRISE}:manager`,
  `${ENTERPRISE}:manager.value`,
  OWN,
  `${OWN}:skills`,
  `${OWN}:costCentre`,
  "__proto__",
  "constructor",
  "Title",
  "op",
  "path",
] as const;

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    "acc-ada",
    "acc-bob",
    "grp-1",
    "ada",
    "admin",
    "work",
    "True",
    "",
    "bulkId:a",
    USER,
    ENTERPRISE,
  ),
  fc.string({ maxLength: 12 }),
  fc.constantFrom<unknown>(true, false, null, 0, -1, 1.5),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar,
    fc.array(tie("json"), { maxLength: 3 }),
    // As JSON has it: `__proto__` is a member like any other.
    fc
      .array(fc.tuple(name, tie("json")), { maxLength: 4 })
      .map((members) =>
        JSON.parse(`{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`),
      ),
  ),
}));

const comparison = fc
  .tuple(name, fc.constantFrom("eq", "ne", "co", "sw", "ew", "gt", "le", "pr", "is"), scalar)
  .map(([path, operator, value]) =>
    operator === "pr" ? `${path} pr` : `${path} ${operator} ${JSON.stringify(value)}`,
  );
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.tuple(tie("filter"), fc.constantFrom("and", "or"), tie("filter")).map((parts) => parts.join(" ")),
    tie("filter").map((inner) => `not (${inner})`),
    fc.tuple(name, tie("filter")).map(([path, inner]) => `${path}[${inner}]`),
    fc.string({ maxLength: 10 }),
  ),
}));

const path = fc.oneof(
  name,
  fc.tuple(name, filter, fc.constantFrom("", ".value", ".x")).map(([base, inner, sub]) => `${base}[${inner}]${sub}`),
);
const operation = fc.record(
  { op: fc.constantFrom("add", "remove", "replace", "Add", "move"), path, value: json },
  { requiredKeys: ["op"] },
);
/** Without such, most requests would fail at their first operation. */
const fitting = fc.constantFrom(
  { op: "replace", path: "active", value: false },
  { op: "add", path: "emails", value: [{ type: "home", value: "h@x", primary: true }] },
  { op: "remove", path: 'emails[type eq "work"]' },
  { op: "replace", path: 'emails[type eq "work"].value', value: "w@x" },
  { op: "add", value: { name: { givenName: "New" }, title: "x", [ENTERPRISE]: { department: "Sales" } } },
  { op: "replace", path: `${OWN}:costCentre`, value: "CC-2" },
  { op: "add", path: `${OWN}:skills`, value: ["prose"] },
  { op: "remove", path: "roles" },
  { op: "add", path: "roles", value: [{ value: "user" }, { value: "astronaut" }] },
  { op: "replace", path: "userName", value: "bob" },
  { op: "add", path: "members", value: [{ value: "acc-bob" }, { value: "grp-1" }] },
  { op: "remove", path: 'members[value eq "acc-ada"]' },
  { op: "replace", path: "displayName", value: "New" },
);
const patch = fc
  .array(fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: operation }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((Operations) => ({ schemas: [PATCH], Operations }));
const user = fc
  .tuple(json, fc.constantFrom("ada", "new", "STRASSE"))
  .map(([members, userName]) => ({ schemas: [USER], ...asMembers(members), userName }));
const group = fc
  .tuple(json, fc.array(fc.constantFrom("acc-ada", "acc-bob", "grp-1", "nobody"), { maxLength: 3 }))
  .map(([members, ids]) => ({
    ...asMembers(members),
    schemas: [GROUP],
    displayName: "G",
    members: ids.map((value) => ({ value })),
  }));

const target = fc.constantFrom(
  "/Users/acc-ada",
  "/Users/acc-bob",
  "/Users/acc-cyd",
  "/Groups/grp-1",
  "/Groups/grp-2",
  "/Users/no",
);
const collection = fc.constantFrom("/Users", "/Groups");
const line = fc.record(
  {
    method: fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "GET"),
    path: fc.oneof(target, collection, fc.constantFrom("/Users/bulkId:a", "/Bulk", "x")),
    bulkId: fc.constantFrom("a", "b", "c"),
    data: fc.oneof(user, group, patch, json),
  },
  { requiredKeys: ["method", "path"] },
);

interface Sent {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

const request: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      method: fc.constant("PATCH" as const),
      path: target,
      body: fc.oneof({ weight: 5, arbitrary: patch }, json),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ method: fc.constant("PUT" as const), path: target, body: fc.oneof(user, group, json) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ method: fc.constant("POST" as const), path: collection, body: fc.oneof(user, group, json) }),
  },
  { weight: 1, arbitrary: fc.record({ method: fc.constant("DELETE" as const), path: target }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", "/Users", "/Groups", "/Schemas"),
        fc.dictionary(
          fc.constantFrom("filter", "sortBy", "sortOrder", "startIndex", "count", "attributes", "excludedAttributes"),
          fc.oneof(filter, name, fc.constantFrom("1", "-1", "0")),
        ),
      )
      .map(([below, query]) => ({ method: "GET" as const, path: `${below}?${new URLSearchParams(query)}` })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom("/.search", "/Users/.search"), filter, json).map(([below, text, more]) => ({
      method: "POST" as const,
      path: below,
      body: { ...asMembers(more), schemas: [SEARCH], filter: text },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"), fc.webPath(), json)
      .map(([method, below, body]) => ({ method: method as Sent["method"], path: below, body })),
  },
);

const behaviour: fc.Arbitrary<ScimBehaviour> = fc.record(
  {
    patchAnswer: fc.constantFrom("resource", "noContent"),
    lenientBooleans: fc.boolean(),
    lenientOperations: fc.boolean(),
    lenientManager: fc.boolean(),
    lenientDottedNames: fc.boolean(),
    emptyClears: fc.boolean(),
    removesMembersByValue: fc.boolean(),
    createsMissingElement: fc.boolean(),
    deletion: fc.constantFrom("hard", "soft"),
    hidesInactive: fc.boolean(),
    putKeepsOmitted: fc.boolean(),
    userNameCaseExact: fc.boolean(),
    plainConflicts: fc.boolean(),
    maxResults: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);

function asMembers(value: unknown): object {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Everything that a client could see. */
function everything(scim: TestScim): unknown {
  return [scim.accounts(), scim.groups()];
}

function checkAnswer({ status, body }: ReturnType<TestScim["send"]>, method: string): void {
  expect(STATUSES).toContain(status);
  if (status < 400 || method === "HEAD") return;
  const { scimType, ...others } = body;
  expect(others).toEqual({ schemas: [ERROR], status: String(status), detail: expect.stringMatching(/\S/) });
  expect(TYPES).toContain(scimType);
}

describe("any request", () => {
  it("is answered as the RFC has it, and changes nothing where it is refused", () => {
    fc.assert(
      fc.property(behaviour, fc.array(request, { minLength: 1, maxLength: 6 }), (differs, requests) => {
        const scim = createSmall(differs);
        for (const { method, path: below, body } of requests) {
          const before = structuredClone(everything(scim));
          const answer = scim.send(method, below, body);
          checkAnswer(answer, method);
          const isRead = method === "GET" || method === "HEAD" || below.includes("search");
          if (answer.status >= 400 || isRead) expect(everything(scim)).toEqual(before);
        }
        expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("of text that is no JSON is refused", () => {
    fc.assert(
      fc.property(fc.constantFrom("POST", "PUT", "PATCH"), fc.string(), (method, text) => {
        fc.pre(!isJson(text));
        const scim = createSmall({});
        const before = everything(scim);
        const answer = scim.send(method, method === "POST" ? "/Users" : "/Users/acc-ada", text);
        expect([answer.status, answer.body.scimType]).toEqual([400, "invalidSyntax"]);
        expect(everything(scim)).toEqual(before);
      }),
    );
  });

  it("in bulk is answered line by line, and leaves no reference to what is not there", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom(undefined, 1, 2), (lines, failOnErrors) => {
        const scim = createSmall({});
        const before = structuredClone(everything(scim));
        const limit = failOnErrors === undefined ? {} : { failOnErrors };
        const answer = scim.send("POST", "/Bulk", { schemas: [BULK], Operations: lines, ...limit });
        checkAnswer(answer, "POST");
        if (answer.status >= 400) expect(everything(scim)).toEqual(before);
        const ids = new Set([...scim.accounts(), ...scim.groups()].map(({ id }) => id));
        for (const { members } of scim.groups()) for (const { id } of members) expect(ids).toContain(id);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what is read", () => {
  it("may be sent back, and changes nothing", () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 4 }), (requests) => {
        const scim = createSmall({});
        for (const { method, path: below, body } of requests) scim.send(method, below, body);
        const before = structuredClone(everything(scim));
        scim.clock.now += 60_000;
        for (const { id } of scim.accounts()) sendBack(scim, `/Users/${id}`);
        for (const { id } of scim.groups()) sendBack(scim, `/Groups/${id}`);
        expect(everything(scim)).toEqual(before);
      }),
    );
  });
});

function sendBack(scim: TestScim, below: string): void {
  const { body, headers } = scim.send("GET", below);
  const answer = scim.send("PUT", below, body);
  expect([answer.status, answer.body, answer.headers.etag]).toEqual([200, body, headers.etag]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
