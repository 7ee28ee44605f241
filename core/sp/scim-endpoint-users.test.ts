import { describe, expect, it } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import { createTestScim, ENTERPRISE, OWN, PATCH, TEST_BASE, USER } from "./test-scim.ts";

const ADA = {
  schemas: [USER, ENTERPRISE, OWN],
  userName: "ada@acme.test",
  externalId: "hr-1",
  name: { givenName: "Ada", familyName: "King", honorificPrefix: "Dr" },
  nickName: "Countess",
  emails: [
    { type: "work", value: "ada@acme.test", primary: true },
    { type: "home", value: "ada@home.test" },
  ],
  [ENTERPRISE]: { department: "Engines", manager: { value: "b-1", displayName: "Babbage" } },
  [OWN]: { costCentre: "CC-1", skills: ["sums", "prose"] },
};

describe("a user that is made", () => {
  it("is answered with 201, its place, its version and all that was sent", () => {
    const scim = createTestScim();
    const made = scim.send("POST", "/Users", ADA);
    const location = `${TEST_BASE}/Users/${String(made.body.id)}`;
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ "content-type": "application/scim+json", location });
    expect(made.body).toMatchObject({
      ...ADA,
      active: true,
      [ENTERPRISE]: { department: "Engines", manager: { value: "b-1" } },
    });
    expect(made.body.meta).toEqual({
      resourceType: "User",
      created: "2026-03-02T09:00:00.000Z",
      lastModified: "2026-03-02T09:00:00.000Z",
      location,
      version: made.headers.etag,
    });
    expect(made.headers.etag).toMatch(/^W\/"[\w-]+"$/);
    expect(made.headers["content-location"]).toBe(location);
    expect(scim.send("GET", `/Users/${String(made.body.id)}`).body).toEqual(made.body);
  });

  it("is the account that a login finds: its values where the application keeps them, each written by SCIM", () => {
    const scim = createTestScim();
    scim.send("POST", "/Users", ADA);
    const [account] = scim.accounts();
    expect(account).toMatchObject({
      userName: "ada@acme.test",
      active: true,
      attributes: {
        email: "ada@acme.test",
        givenName: "Ada",
        familyName: "King",
        department: "Engines",
        costCentre: "CC-1",
        skills: ["sums", "prose"],
        externalId: "hr-1",
      },
      links: [],
    });
    for (const { writer } of Object.values(account?.written ?? {})) expect(writer).toBe("scim");
  });

  it.each([
    { what: "an id of its own", member: { id: "mine" } },
    { what: "groups, which are changed through the groups", member: { groups: [{ value: "grp-1" }] } },
    { what: "meta", member: { meta: { created: "1999-01-01T00:00:00Z" } } },
    { what: "a password, which is never told", member: { password: "t0p-secret" } },
    { what: "members that no schema has", member: { favouriteColour: "green" } },
    { what: "null, which is no value", member: { title: null } },
  ])("passes over $what", ({ member }) => {
    const scim = createTestScim();
    const made = scim.send("POST", "/Users", { ...ADA, ...member });
    const { id, meta, ...others } = made.body;
    const plain = createTestScim().send("POST", "/Users", ADA).body;
    expect(made.status).toBe(201);
    expect(others).toEqual(
      Object.fromEntries(Object.entries(plain).filter(([name]) => name !== "id" && name !== "meta")),
    );
    expect(String(id)).toMatch(/^acc-/);
    expect(meta).toMatchObject({ created: "2026-03-02T09:00:00.000Z" });
    expect(JSON.stringify([scim.accounts(), scim.steps()])).not.toContain("t0p-secret");
  });

  it.each([
    {
      what: "other words for types, which are suggestions",
      body: { ...ADA, emails: [{ type: "secret", value: "x@x" }] },
    },
    { what: "names in any case", body: { SCHEMAS: [USER.toUpperCase()], USERNAME: "x", Name: { GIVENNAME: "X" } } },
    { what: "an extension that `schemas` does not list", body: { ...ADA, schemas: [USER] } },
  ])("may have $what", ({ body }) => {
    expect(createTestScim().send("POST", "/Users", body).status).toBe(201);
  });

  it.each(["application/scim+json", "application/json", "application/json; charset=utf-8", "Application/SCIM+JSON"])(
    "may be sent as %s",
    (type) => {
      expect(createTestScim().send("POST", "/Users", ADA, { "content-type": type }).status).toBe(201);
    },
  );

  it("is told as plain JSON to a client that takes nothing else", () => {
    const answer = createTestScim().send("POST", "/Users", ADA, { accept: "application/json" });
    expect(answer.headers).toMatchObject({ "content-type": "application/json" });
  });
});

describe("a user that is replaced", () => {
  it("keeps its id and its time, and loses what is not sent", () => {
    const scim = createTestScim();
    const id = scim.user("ada", ADA);
    scim.clock.now += 60_000;
    const answer = scim.send("PUT", `/Users/${id}`, { schemas: [USER], userName: "ada", title: "Countess" });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      schemas: [USER],
      id,
      userName: "ada",
      active: true,
      title: "Countess",
      meta: {
        resourceType: "User",
        created: "2026-03-02T09:00:00.000Z",
        lastModified: "2026-03-02T09:01:00.000Z",
        location: `${TEST_BASE}/Users/${id}`,
        version: answer.headers.etag,
      },
    });
    expect(scim.accounts()[0]?.attributes).toEqual({});
  });

  it("by what it is already is not written again: the same version, and the same writers", () => {
    const scim = createTestScim();
    const id = scim.user("ada", ADA);
    const before = { account: scim.accounts()[0], answer: scim.send("GET", `/Users/${id}`) };
    scim.clock.now += 60_000;
    const after = scim.send("PUT", `/Users/${id}`, before.answer.body);
    expect(after.body).toEqual(before.answer.body);
    expect(after.headers.etag).toBe(before.answer.headers.etag);
    expect(scim.accounts()[0]).toBe(before.account);
  });

  it("keeps the groups that it is in, whatever is sent", () => {
    const scim = createTestScim();
    const id = scim.user("ada");
    scim.group("Engineers", [id]);
    const answer = scim.send("PUT", `/Users/${id}`, { schemas: [USER], userName: "ada", groups: [] });
    expect(answer.body.groups).toMatchObject([{ display: "Engineers", type: "direct" }]);
  });
});

describe("a user that is deleted", () => {
  it("is not there any more, nor in its groups, and its values are free", () => {
    const scim = createTestScim();
    const id = scim.user("ada", { [ENTERPRISE]: { employeeNumber: "7" } });
    const group = scim.group("Engineers", [id]);
    expect(scim.send("DELETE", `/Users/${id}`)).toMatchObject({ status: 204, body: {} });
    for (const method of ["GET", "PUT", "PATCH", "DELETE"] as const) {
      expect(scim.send(method, `/Users/${id}`, method === "GET" ? undefined : {}).status).toBe(404);
    }
    expect(scim.send("GET", "/Users").body).toMatchObject({ totalResults: 0 });
    expect(scim.send("GET", `/Groups/${group}`).body).not.toHaveProperty("members");
    const again = scim.user("ada", { [ENTERPRISE]: { employeeNumber: "7" } });
    expect(again).not.toBe(id);
  });
});

describe("values that only one user may have", () => {
  it.each([
    { what: "a user name", members: { userName: "ada" }, names: "userName" },
    { what: "a user name in another case", members: { userName: "ADA" }, names: "userName" },
    { what: "a user name that is folded to the same", members: { userName: "STRASSE" }, names: "userName" },
    {
      what: "what the application wants unique",
      members: { userName: "new", [ENTERPRISE]: { employeeNumber: "7" } },
      names: `${ENTERPRISE}:employeeNumber`,
    },
  ])("are refused with 409: $what", ({ members, names }) => {
    const scim = createTestScim();
    scim.user("ada", { [ENTERPRISE]: { employeeNumber: "7" } });
    scim.user("straße");
    const other = scim.user("other");
    const before = scim.accounts();
    const answers = [
      scim.send("POST", "/Users", { schemas: [USER], ...members }),
      scim.send("PUT", `/Users/${other}`, { schemas: [USER], ...members }),
      scim.patch(`/Users/${other}`, { op: "replace", value: members }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.scimType]).toEqual([409, "uniqueness"]);
      expect(body.detail).toContain(`\`${names}\``);
    }
    expect(scim.accounts()).toEqual(before);
  });

  it("are no conflict with oneself", () => {
    const scim = createTestScim();
    const id = scim.user("ada");
    expect(scim.send("PUT", `/Users/${id}`, { schemas: [USER], userName: "Ada" }).body.userName).toBe("Ada");
  });
});

describe("a condition on the version", () => {
  it.each([
    { method: "GET", field: "if-none-match", tag: "present", status: 304 },
    { method: "GET", field: "if-none-match", tag: '"other", *', status: 200 },
    { method: "GET", field: "if-none-match", tag: "*", status: 304 },
    { method: "GET", field: "if-none-match", tag: 'W/"other"', status: 200 },
    { method: "GET", field: "if-match", tag: 'W/"other"', status: 412 },
    { method: "HEAD", field: "if-none-match", tag: "present", status: 304 },
    { method: "PUT", field: "if-match", tag: "present", status: 200 },
    { method: "PUT", field: "if-match", tag: "*", status: 200 },
    { method: "PUT", field: "if-match", tag: 'W/"other"', status: 412 },
    { method: "PUT", field: "if-none-match", tag: "*", status: 412 },
    { method: "PATCH", field: "if-match", tag: "present", status: 200 },
    { method: "PATCH", field: "if-match", tag: 'W/"other"', status: 412 },
    { method: "PATCH", field: "if-none-match", tag: "present", status: 412 },
    { method: "DELETE", field: "if-match", tag: 'W/"other"', status: 412 },
    { method: "DELETE", field: "if-match", tag: 'W/"other", present', status: 204 },
  ] as const)("$method with $field $tag: $status", ({ method, field, tag, status }) => {
    const scim = createTestScim();
    const id = scim.user("ada");
    const etag = String(scim.send("GET", `/Users/${id}`).headers.etag);
    const bodies = { PUT: { schemas: [USER], userName: "ada" }, PATCH: patchTitle("x") };
    const body = method === "PUT" || method === "PATCH" ? bodies[method] : undefined;
    const answer = scim.send(method, `/Users/${id}`, body, { [field]: tag.replace("present", etag) });
    expect(answer.status).toBe(status);
    if (status === 304) expect(answer).toMatchObject({ headers: { etag }, body: {} });
    if (status === 412)
      expect(answer.body).toMatchObject(
        method === "GET" ? { status: "412" } : { status: "412", detail: expect.stringContaining(etag) },
      );
  });

  it("is another version after a change of the user, and of its groups", () => {
    const scim = createTestScim();
    const id = scim.user("ada");
    const version = () => scim.send("GET", `/Users/${id}`).headers.etag;
    const first = version();
    scim.patch(`/Users/${id}`, { op: "add", path: "title", value: "x" });
    const second = version();
    scim.group("Engineers", [id]);
    expect(new Set([first, second, version()]).size).toBe(3);
  });
});

describe("an account that a login made", () => {
  const at = "2026-02-01T08:00:00.000Z";
  const byLogin = { writer: "jit", at, why: "The claim says so." } as const;
  const account = buildTestAccount("ada", {
    attributes: { email: "ada@acme.test", givenName: "Ada", department: "Engines", skills: ["sums"] },
    roles: [{ role: "admin", writer: "jit", at, why: "A rule." }],
    links: [{ issuer: "https://idp.test", subject: "ada", linkedAt: at }],
    written: {
      userName: byLogin,
      active: byLogin,
      email: byLogin,
      givenName: byLogin,
      department: byLogin,
      skills: byLogin,
    },
    createdAt: at,
  });
  const member = { id: "acc-ada", kind: "account", writer: "scim", at } as const;
  const group = { id: "grp-1", displayName: "Engineers", members: [member], createdAt: at, changedAt: at };

  it("is a whole user", () => {
    const scim = createTestScim({ accounts: [account], groups: [group] });
    expect(scim.send("GET", "/Users/acc-ada").body).toMatchObject({
      schemas: [USER, ENTERPRISE, OWN],
      id: "acc-ada",
      userName: "ada",
      active: true,
      name: { givenName: "Ada" },
      emails: [{ type: "work", value: "ada@acme.test" }],
      groups: [{ value: "grp-1", display: "Engineers", $ref: `${TEST_BASE}/Groups/grp-1`, type: "direct" }],
      roles: [{ value: "admin", display: "Admin" }],
      [ENTERPRISE]: { department: "Engines" },
      [OWN]: { skills: ["sums"] },
      meta: { created: at, lastModified: at },
    });
  });

  it("keeps its link, and the writer of every value that SCIM leaves alone", () => {
    const scim = createTestScim({ accounts: [account] });
    scim.patch("/Users/acc-ada", { op: "replace", value: { name: { givenName: "Augusta" }, title: "Countess" } });
    const [after] = scim.accounts();
    expect(after?.links).toEqual(account.links);
    expect(after?.roles).toEqual(account.roles);
    const writers = Object.fromEntries(
      Object.entries(after?.written ?? {}).map(([name, { writer }]) => [name, writer]),
    );
    expect(writers).toEqual({
      userName: "jit",
      active: "jit",
      email: "jit",
      givenName: "scim",
      department: "jit",
      skills: "jit",
    });
    expect(after?.written.givenName).toMatchObject({ why: "The SCIM client sent PATCH.", cause: "name.givenName" });
  });

  it("keeps them when a client sends back all that it read", () => {
    const scim = createTestScim({ accounts: [account], groups: [group] });
    const { body } = scim.send("GET", "/Users/acc-ada");
    expect(scim.send("PUT", "/Users/acc-ada", body).body).toEqual(body);
    expect(scim.accounts()[0]).toBe(account);
  });

  it("is found by what the login wrote", () => {
    const scim = createTestScim({ accounts: [account] });
    for (const filter of [
      'emails[type eq "work" and value eq "ADA@acme.test"]',
      'userName eq "ada"',
      `${OWN}:skills eq "sums"`,
    ]) {
      const { body } = scim.send("GET", `/Users?filter=${encodeURIComponent(filter)}`);
      expect(body.totalResults).toBe(1);
    }
  });
});

function patchTitle(value: string) {
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "replace", path: "title", value }],
  };
}

describe("the place of a user", () => {
  it("is told with every answer that tells the user, and `Location` only where it was made", () => {
    const scim = createTestScim({ behaviour: { patchAnswer: "noContent" } });
    const path = `/Users/${scim.user("ada")}`;
    const title = { op: "replace", path: "title", value: "Countess" };
    const places = [
      scim.send("GET", path),
      scim.send("GET", `${path}?attributes=userName`),
      scim.send("PUT", path, { schemas: [USER], userName: "ada" }),
      scim.send("PATCH", `${path}?attributes=title`, { schemas: [PATCH], Operations: [title] }),
      scim.send("PATCH", path, { schemas: [PATCH], Operations: [title] }),
      scim.send("GET", path, undefined, { "if-none-match": "*" }),
      scim.send("GET", "/Users"),
      scim.send("DELETE", path),
    ].map(({ status, headers }) => [status, headers["content-location"], headers.location]);
    const place = `${TEST_BASE}${path}`;
    expect(places).toEqual([
      [200, place, undefined],
      [200, place, undefined],
      [200, place, undefined],
      [200, place, undefined],
      [204, undefined, undefined],
      [304, undefined, undefined],
      [200, undefined, undefined],
      [204, undefined, undefined],
    ]);
  });
});
