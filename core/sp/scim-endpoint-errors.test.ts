import { describe, expect, it } from "vitest";
import { BULK, createTestScim, ENTERPRISE, ERROR, GROUP, PATCH, SEARCH, type TestScim, USER } from "./test-scim.ts";

interface Refused {
  readonly what: string;
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** `ADA` is the id of the user that is there, `ALL` that of the group. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly scimType?: string;
  /** Of the detail, or all of it. */
  readonly detail?: string;
  readonly answered?: Readonly<Record<string, string>>;
}

function search(filter: string): string {
  return `/Users?filter=${encodeURIComponent(filter)}`;
}

function patch(...operations: readonly unknown[]) {
  return { method: "PATCH", path: "/Users/ADA", body: { schemas: [PATCH], Operations: operations } } as const;
}

function create(members: Readonly<Record<string, unknown>>) {
  return { method: "POST", path: "/Users", body: { schemas: [USER], userName: "new", ...members } } as const;
}

const DEEP = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
const LONG = "x".repeat(1_048_600);

const TOKENS: readonly Refused[] = [
  {
    what: "no token",
    path: "/Users",
    headers: { authorization: "" },
    status: 401,
    answered: { "www-authenticate": 'Bearer realm="SCIM"' },
  },
  {
    what: "another scheme",
    path: "/Users",
    headers: { authorization: "Basic YTpi" },
    status: 401,
    answered: { "www-authenticate": 'Bearer realm="SCIM"' },
  },
  {
    what: "a wrong token",
    path: "/Users",
    headers: { authorization: "Bearer another" },
    status: 401,
    detail: "The bearer token is not the one of this application.",
    answered: { "www-authenticate": 'Bearer realm="SCIM", error="invalid_token"' },
  },
  { what: "an empty token", path: "/Users", headers: { authorization: "Bearer " }, status: 401 },
  {
    what: "a wrong token at an unknown path",
    path: "/Nothing",
    headers: { authorization: "Bearer another" },
    status: 401,
  },
];

const ENDPOINTS: readonly Refused[] = [
  { what: "an unknown path", path: "/Printers", status: 404, detail: "There is no endpoint `/Printers` here." },
  { what: "a path with too many parts", path: "/Users/ADA/name", status: 404 },
  { what: "a path that is the name of what every object has", path: "/__proto__", status: 404 },
  { what: "an unknown user", path: "/Users/nobody", status: 404, detail: "There is no User with the id `nobody`." },
  { what: "a user by the name of what every object has", path: "/Users/constructor", status: 404 },
  { what: "a user where a group is meant", path: "/Groups/ADA", status: 404 },
  { what: "who one is", path: "/Me", status: 501 },
  { what: "a change of who one is", method: "PATCH", path: "/Me", body: {}, status: 501 },
  {
    what: "PUT to all users",
    method: "PUT",
    path: "/Users",
    body: {},
    status: 405,
    answered: { allow: "GET, HEAD, POST" },
  },
  {
    what: "POST to a user",
    method: "POST",
    path: "/Users/ADA",
    body: {},
    status: 405,
    answered: { allow: "GET, HEAD, PUT, PATCH, DELETE" },
  },
  { what: "GET of a search", path: "/Users/.search", status: 405, answered: { allow: "POST" } },
  { what: "GET of a bulk request", path: "/Bulk", status: 405, answered: { allow: "POST" } },
  { what: "POST to the root", method: "POST", path: "", body: {}, status: 405, answered: { allow: "GET, HEAD" } },
  {
    what: "OPTIONS",
    method: "OPTIONS",
    path: "/Users/ADA",
    status: 405,
    answered: { allow: "GET, HEAD, PUT, PATCH, DELETE" },
  },
];

const BODIES: readonly Refused[] = [
  {
    what: "another content type",
    method: "POST",
    path: "/Users",
    body: "<user/>",
    headers: { "content-type": "application/xml" },
    status: 415,
    detail: "Found `application/xml`; a body is `application/scim+json` or `application/json`.",
  },
  {
    what: "no content type",
    method: "PUT",
    path: "/Users/ADA",
    body: {},
    headers: { "content-type": "" },
    status: 415,
  },
  { what: "a form", ...patch(), headers: { "content-type": "application/x-www-form-urlencoded" }, status: 415 },
  {
    what: "no JSON",
    method: "POST",
    path: "/Users",
    body: '{"userName": "x",}',
    status: 400,
    scimType: "invalidSyntax",
    detail: "The body is no JSON",
  },
  {
    what: "an empty body",
    method: "POST",
    path: "/Users",
    body: "",
    status: 400,
    scimType: "invalidSyntax",
    detail: "The body is no JSON: it is empty.",
  },
  { what: "a list", method: "POST", path: "/Users", body: [], status: 400, scimType: "invalidSyntax" },
  {
    what: "a body over the limit",
    method: "POST",
    path: "/Users",
    body: { schemas: [USER], userName: LONG },
    status: 413,
    detail: "at most 1048576 are read",
  },
  {
    what: "a bulk request over the limit",
    method: "POST",
    path: "/Bulk",
    body: { schemas: [BULK], a: LONG },
    status: 413,
  },
  {
    what: "deep JSON",
    method: "POST",
    path: "/Users",
    body: DEEP,
    status: 400,
    scimType: "invalidSyntax",
    detail: "nested deeper",
  },
  {
    what: "deep JSON in an unknown member",
    ...create({ deep: JSON.parse(`${'{"a":'.repeat(20)}1${"}".repeat(20)}`) }),
    status: 400,
    scimType: "invalidSyntax",
    detail: "nested deeper",
  },
  {
    what: "deep JSON in a PATCH",
    ...patch({ op: "add", path: "title", value: JSON.parse("[".repeat(25) + "]".repeat(25)) }),
    status: 400,
    scimType: "invalidSyntax",
    detail: "nested deeper",
  },
  {
    what: "a name that reaches a prototype",
    method: "POST",
    path: "/Users",
    body: `{"schemas":["${USER}"],"userName":"x","__proto__":{"x":1}}`,
    status: 400,
    scimType: "invalidSyntax",
    detail: "`__proto__`",
  },
  {
    what: "such a name deep inside",
    ...create({ name: { constructor: { x: 1 } } }),
    status: 400,
    scimType: "invalidSyntax",
    detail: "`constructor`",
  },
];

const RESOURCES: readonly Refused[] = [
  {
    what: "no schemas",
    method: "POST",
    path: "/Users",
    body: { userName: "x" },
    status: 400,
    scimType: "invalidSyntax",
    detail: "`schemas` is missing",
  },
  {
    what: "the schema of another type",
    method: "POST",
    path: "/Users",
    body: { schemas: [GROUP], userName: "x" },
    status: 400,
    scimType: "invalidValue",
  },
  {
    what: "an unknown schema",
    ...create({ schemas: [USER, "urn:nothing"] }),
    status: 400,
    scimType: "invalidValue",
    detail: "`urn:nothing`",
  },
  {
    what: "no user name",
    method: "POST",
    path: "/Users",
    body: { schemas: [USER] },
    status: 400,
    scimType: "invalidValue",
    detail: "`userName`",
  },
  {
    what: "an empty user name",
    ...create({ userName: "" }),
    status: 400,
    scimType: "invalidValue",
    detail: "`userName`",
  },
  {
    what: "a number for text",
    ...create({ title: 7 }),
    status: 400,
    scimType: "invalidValue",
    detail: "`title` is 7; it is text.",
  },
  {
    what: "text for a boolean",
    ...create({ active: "yes" }),
    status: 400,
    scimType: "invalidValue",
    detail: "`active`",
  },
  {
    what: "one value for several",
    ...create({ emails: { value: "x" } }),
    status: 400,
    scimType: "invalidValue",
    detail: "`emails` is an object; it is a list.",
  },
  { what: "text for an object", ...create({ name: "Ada" }), status: 400, scimType: "invalidValue", detail: "`name`" },
  {
    what: "a wrong value in an element",
    ...create({ emails: [{ value: "a" }, { value: 1 }] }),
    status: 400,
    scimType: "invalidValue",
    detail: "`emails[1].value` is 1; it is text.",
  },
  {
    what: "two primary values",
    ...create({
      emails: [
        { value: "a", primary: true },
        { value: "b", primary: true },
      ],
    }),
    status: 400,
    scimType: "invalidValue",
    detail: "`emails` has 2 values that are `primary`; at most one is.",
  },
  {
    what: "what is no base64",
    ...create({ x509Certificates: [{ value: "??" }] }),
    status: 400,
    scimType: "invalidValue",
    detail: "`x509Certificates[0].value`",
  },
  {
    what: "one name in two cases",
    ...create({ title: "a", Title: "b" }),
    status: 400,
    scimType: "invalidSyntax",
    detail: "`title`",
  },
  {
    what: "text for an extension",
    ...create({ [ENTERPRISE]: "Sales" }),
    status: 400,
    scimType: "invalidValue",
    detail: ENTERPRISE,
  },
  {
    what: "more than the application keeps",
    ...create({ "urn:rehearsal:scim:schemas:extension:acme:2.0:User": { costCentre: "12345678901" } }),
    status: 400,
    scimType: "invalidValue",
    detail: "has 11 characters; the application takes at most 10.",
  },
  {
    what: "a taken name",
    ...create({ userName: "ADA" }),
    status: 409,
    scimType: "uniqueness",
    detail: "`userName` is taken: the user ada has it.",
  },
];

const PATCHES: readonly Refused[] = [
  { what: "no operations", ...patch(), status: 400, scimType: "invalidSyntax" },
  {
    what: "no schemas of a PATCH",
    method: "PATCH",
    path: "/Users/ADA",
    body: { Operations: [] },
    status: 400,
    scimType: "invalidSyntax",
  },
  {
    what: "an unknown operation",
    ...patch({ op: "move", path: "title" }),
    status: 400,
    scimType: "invalidSyntax",
    detail: "In operation 1: `op` is `move`",
  },
  {
    what: "an unknown path",
    ...patch({ op: "add", path: "title", value: "a" }, { op: "add", path: "titel", value: "x" }),
    status: 400,
    scimType: "invalidPath",
    detail: "In operation 2: At position 1: `titel` is no attribute of User; did you mean `title`?",
  },
  {
    what: "a path that cannot be read",
    ...patch({ op: "add", path: "emails[type eq ].value", value: "x" }),
    status: 400,
    scimType: "invalidPath",
    detail: "In operation 1: At position 16",
  },
  {
    what: "a path that reaches a prototype",
    ...patch({ op: "add", path: "__proto__.x", value: 1 }),
    status: 400,
    scimType: "invalidPath",
  },
  {
    what: "a sub-attribute that reaches one",
    ...patch({ op: "add", path: "name.constructor", value: "x" }),
    status: 400,
    scimType: "invalidPath",
  },
  {
    what: "a path without a target",
    ...patch({ op: "replace", path: 'emails[type eq "fax"].value', value: "x" }),
    status: 400,
    scimType: "noTarget",
  },
  { what: "a removal of nothing in particular", ...patch({ op: "remove" }), status: 400, scimType: "noTarget" },
  {
    what: "a change of the id",
    ...patch({ op: "replace", path: "id", value: "x" }),
    status: 400,
    scimType: "mutability",
    detail: "In operation 1: `id` is read-only",
  },
  {
    what: "a change of the groups",
    ...patch({ op: "add", path: "groups", value: [{ value: "ALL" }] }),
    status: 400,
    scimType: "mutability",
  },
  {
    what: "a removal of the user name",
    ...patch({ op: "remove", path: "userName" }),
    status: 400,
    scimType: "mutability",
  },
  {
    what: "a wrong type",
    ...patch({ op: "replace", path: "active", value: "False" }),
    status: 400,
    scimType: "invalidValue",
  },
  { what: "no value", ...patch({ op: "add", path: "title" }), status: 400, scimType: "invalidValue" },
  {
    what: "too many operations",
    ...patch(...Array.from({ length: 1001 }, () => ({ op: "add", path: "title", value: "x" }))),
    status: 400,
    scimType: "tooMany",
    detail: "`Operations` holds 1001 operations; at most 1000 are taken at once.",
  },
  {
    what: "a change of who a member is",
    method: "PATCH",
    path: "/Groups/ALL",
    body: { schemas: [PATCH], Operations: [{ op: "replace", path: 'members[value eq "ADA"].value', value: "x" }] },
    status: 400,
    scimType: "mutability",
  },
  {
    what: "what cannot be kept, after what can",
    ...patch(
      { op: "add", path: "title", value: "x" },
      { op: "replace", path: "urn:rehearsal:scim:schemas:extension:acme:2.0:User:costCentre", value: "12345678901" },
    ),
    status: 400,
    scimType: "invalidValue",
  },
];

const LISTS: readonly Refused[] = [
  {
    what: "an unknown attribute",
    path: search('usrName eq "x"'),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 1: `usrName` is no attribute of User; did you mean `userName`?",
  },
  {
    what: "an unknown operator",
    path: search('userName is "x"'),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 10",
  },
  {
    what: "a filter that breaks off",
    path: search('userName eq "x" and'),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 20",
  },
  {
    what: "a text that never ends",
    path: search('userName eq "x'),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 13",
  },
  {
    what: "a text without quotes",
    path: search("userName eq x"),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 13",
  },
  {
    what: "a filter of the wrong type",
    path: search('active eq "true"'),
    status: 400,
    scimType: "invalidFilter",
    detail: "compare it with true or false",
  },
  {
    what: "an order of booleans",
    path: search("active gt true"),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 8",
  },
  {
    what: "an over-long filter",
    path: search(`userName eq "${"x".repeat(9000)}"`),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 8193: a filter has 8192 characters at most, not 9014.",
  },
  {
    what: "a deep filter",
    path: search(`${"(".repeat(40)}title pr${")".repeat(40)}`),
    status: 400,
    scimType: "invalidFilter",
    detail: "At position 33",
  },
  {
    what: "a filter with too much in it",
    path: search(Array.from({ length: 201 }, () => "title pr").join(" or ")),
    status: 400,
    scimType: "invalidFilter",
    detail: "200 comparisons at most",
  },
  {
    what: "a filter for a password",
    path: search('password sw "a"'),
    status: 400,
    scimType: "invalidFilter",
    detail: "never returned",
  },
  { what: "a filter for a prototype", path: search('__proto__ eq "x"'), status: 400, scimType: "invalidFilter" },
  {
    what: "a startIndex that is no number",
    path: "/Users?startIndex=one",
    status: 400,
    scimType: "invalidValue",
    detail: "`startIndex` is `one`; it is a whole number.",
  },
  {
    what: "a count that is no whole number",
    path: "/Users?count=1.5",
    status: 400,
    scimType: "invalidValue",
    detail: "`count`",
  },
  {
    what: "an unknown order",
    path: "/Users?sortBy=userName&sortOrder=up",
    status: 400,
    scimType: "invalidValue",
    detail: "`sortOrder`",
  },
  {
    what: "an order by nothing",
    path: "/Users?sortBy=nothing",
    status: 400,
    scimType: "invalidValue",
    detail: "`nothing`",
  },
  {
    what: "an order by a password",
    path: "/Users?sortBy=password",
    status: 400,
    scimType: "invalidValue",
    detail: "never returned",
  },
  {
    what: "a search without its schema",
    method: "POST",
    path: "/Users/.search",
    body: {},
    status: 400,
    scimType: "invalidSyntax",
    detail: SEARCH,
  },
  {
    what: "a search with a wrong member",
    method: "POST",
    path: "/.search",
    body: { schemas: [SEARCH], count: "5" },
    status: 400,
    scimType: "invalidValue",
    detail: "`count` of a search request is a whole number.",
  },
  {
    what: "a search as a form",
    method: "POST",
    path: "/.search",
    body: "filter=x",
    headers: { "content-type": "text/plain" },
    status: 415,
  },
];

/** A user and a group, so that there is something to spoil. */
function createSpoilable() {
  const scim = createTestScim();
  const ada = scim.user("ada", { title: "Countess", emails: [{ type: "work", value: "ada@acme.test" }] });
  const all = scim.group("All", [ada]);
  const named = <Value>(value: Value): Value => {
    const text = JSON.stringify(value);
    return text === undefined ? value : JSON.parse(text.replaceAll("ADA", ada).replaceAll("ALL", all));
  };
  return { scim, named };
}

function sendCase(scim: TestScim, named: <Value>(value: Value) => Value, row: Refused) {
  const { method = "GET", path, body, headers = {} } = row;
  // The name that is taken is told in upper case.
  return scim.send(method, named(path), row.status === 409 ? body : named(body), headers);
}

describe.each([
  { group: "a token", rows: TOKENS },
  { group: "an endpoint", rows: ENDPOINTS },
  { group: "a body", rows: BODIES },
  { group: "a resource", rows: RESOURCES },
  { group: "a PATCH", rows: PATCHES },
  { group: "a list", rows: LISTS },
])("a refusal for $group", ({ rows }) => {
  it.each(rows)("$what: $status $scimType", (row) => {
    const { scim, named } = createSpoilable();
    const before = [scim.accounts(), scim.groups()];
    const answer = sendCase(scim, named, row);
    const { scimType, detail, ...others } = answer.body;
    expect([answer.status, scimType]).toEqual([row.status, row.scimType]);
    expect(others).toEqual({ schemas: [ERROR], status: String(row.status) });
    expect(detail).toContain(row.detail ?? "");
    expect(answer.headers).toMatchObject({ "content-type": "application/scim+json", ...row.answered });
    expect([scim.accounts(), scim.groups()]).toEqual(before);
    expect(scim.send("GET", "/Users").status).toBe(200);
  });

  it.each(rows)("$what is a step in the trace that says why", (row) => {
    const { scim, named } = createSpoilable();
    const answer = sendCase(scim, named, row);
    const checks = scim.steps().filter((step) => step.kind === "checks");
    const failed = checks.at(-1)?.checks.at(-1);
    expect([failed?.result, failed?.actual]).toEqual(["failed", answer.body.detail]);
  });
});

describe("a HEAD", () => {
  it.each(["/Users", "/Groups/ALL", "/Users/ADA", "/Schemas", "/Users/nobody", "/Printers"])(
    "of %s is a GET without a body",
    (path) => {
      const { scim, named } = createSpoilable();
      const [head, get] = [scim.send("HEAD", named(path)), scim.send("GET", named(path))];
      expect(head).toEqual({ ...get, body: {} });
    },
  );
});

describe("an application without a token", () => {
  it("lets nobody in", () => {
    const scim = createTestScim({ bearerToken: undefined });
    for (const authorization of ["", "Bearer ", "Bearer undefined", "Bearer a-token-for-tests"]) {
      expect(scim.send("GET", "/Users", undefined, { authorization }).status).toBe(401);
    }
  });
});
