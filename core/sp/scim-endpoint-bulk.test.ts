import { describe, expect, it } from "vitest";
import { BULK, createTestScim, ENTERPRISE, ERROR, GROUP, PATCH, type TestScim, USER } from "./test-scim.ts";

type Members = Readonly<Record<string, unknown>>;

function bulk(scim: TestScim, operations: readonly Members[], failOnErrors?: number) {
  const answer = scim.send("POST", "/Bulk", {
    schemas: [BULK],
    Operations: operations,
    ...(failOnErrors === undefined ? {} : { failOnErrors }),
  });
  return { ...answer, results: (answer.body.Operations ?? []) as readonly Members[] };
}

function makeUser(bulkId: string, data: Members = {}): Members {
  return { method: "POST", path: "/Users", bulkId, data: { schemas: [USER], userName: bulkId, ...data } };
}

function makeGroup(bulkId: string, members: readonly string[]): Members {
  const data = { schemas: [GROUP], displayName: bulkId, members: members.map((value) => ({ value })) };
  return { method: "POST", path: "/Groups", bulkId, data };
}

/** The names of the members of each group, by the name of the group. */
function membership(scim: TestScim): Readonly<Record<string, readonly string[]>> {
  const names = new Map([
    ...scim.accounts().map(({ id, userName }) => [id, userName] as const),
    ...scim.groups().map(({ id, displayName }) => [id, displayName] as const),
  ]);
  const groups = scim.groups().map(({ displayName, members }) => {
    return [displayName, members.map(({ id }) => names.get(id) ?? id)] as const;
  });
  return Object.fromEntries(groups);
}

describe("a bulk request", () => {
  it("carries out what it lists, and tells of each what became of it", () => {
    const scim = createTestScim();
    const [old, gone] = [scim.user("old"), scim.user("gone")];
    const { status, body, results } = bulk(scim, [
      makeUser("new"),
      { method: "PUT", path: `/Users/${old}`, data: { schemas: [USER], userName: "renamed" } },
      {
        method: "patch",
        path: `/Users/${old}`,
        data: { schemas: [PATCH], Operations: [{ op: "add", path: "title", value: "x" }] },
      },
      { method: "PATCH", path: `/Users/${old}`, data: [{ op: "add", path: "nickName", value: "y" }] },
      { method: "DELETE", path: `/Users/${gone}` },
      { method: "DELETE", path: `/Users/${gone}` },
    ]);
    expect(status).toBe(200);
    expect(body.schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]);
    const [made, , , patched, removed, missing] = results;
    const base = "https://acme.test/scim/v2";
    const user = scim.accounts().find(({ userName }) => userName === "new");
    expect(made).toEqual({
      method: "POST",
      bulkId: "new",
      status: "201",
      location: `${base}/Users/${user?.id}`,
      version: expect.any(String),
    });
    expect(results.map((each) => each.status)).toEqual(["201", "200", "200", "200", "204", "404"]);
    expect(patched).toMatchObject({ location: `${base}/Users/${old}` });
    expect(patched?.version).toBe(scim.send("GET", `/Users/${old}`).headers.etag);
    expect(removed).toEqual({ method: "DELETE", status: "204", location: `${base}/Users/${gone}` });
    expect(missing).toMatchObject({ location: `${base}/Users/${gone}`, response: { schemas: [ERROR], status: "404" } });
    expect(scim.send("GET", `/Users/${old}`).body).toMatchObject({ userName: "renamed", title: "x", nickName: "y" });
  });

  it.each([
    { what: "backwards", operations: [makeUser("ada"), makeGroup("all", ["bulkId:ada"])] },
    { what: "forwards", operations: [makeGroup("all", ["bulkId:ada"]), makeUser("ada")] },
  ])("may refer $what to what it makes itself", ({ operations }) => {
    const scim = createTestScim();
    const { results } = bulk(scim, operations);
    expect(results.map(({ bulkId, status }) => [bulkId, status])).toEqual(
      operations.map(({ bulkId }) => [bulkId, "201"]),
    );
    expect(membership(scim)).toEqual({ all: ["ada"] });
  });

  it("may refer to it in a path, and in a value at any depth", () => {
    const scim = createTestScim();
    const { results } = bulk(scim, [
      {
        method: "PATCH",
        path: "/Users/bulkId:ada",
        data: [{ op: "add", path: `${ENTERPRISE}:manager.value`, value: "bulkId:boss" }],
      },
      makeUser("ada"),
      makeUser("boss"),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["200", "201", "201"]);
    const [boss, ada] = ["boss", "ada"].map(
      (name) => scim.accounts().find(({ userName }) => userName === name)?.id ?? "",
    );
    expect(scim.send("GET", `/Users/${ada}`).body).toMatchObject({ [ENTERPRISE]: { manager: { value: boss } } });
    expect(results[0]?.location).toBe(`https://acme.test/scim/v2/Users/${ada}`);
  });

  it("may refer in a circle", () => {
    const scim = createTestScim();
    const manager = (bulkId: string) => ({
      [ENTERPRISE]: { department: "Engines", manager: { value: `bulkId:${bulkId}` } },
    });
    const { results } = bulk(scim, [
      makeGroup("a", ["bulkId:b", "bulkId:u"]),
      makeGroup("b", ["bulkId:c"]),
      makeGroup("c", ["bulkId:a", "bulkId:b"]),
      makeUser("u", manager("v")),
      makeUser("v", manager("u")),
    ]);
    expect(results.map(({ bulkId, status }) => [bulkId, status])).toEqual(
      ["a", "b", "c", "u", "v"].map((id) => [id, "201"]),
    );
    expect(membership(scim)).toEqual({ a: ["b", "u"], b: ["c"], c: ["a", "b"] });
    const [u, v] = ["u", "v"].map((name) => scim.accounts().find(({ userName }) => userName === name)?.id ?? "");
    expect(scim.send("GET", `/Users/${u}`).body).toMatchObject({
      [ENTERPRISE]: { department: "Engines", manager: { value: v } },
    });
    expect(scim.send("GET", `/Users/${v}`).body).toMatchObject({ [ENTERPRISE]: { manager: { value: u } } });
    for (const { location, version } of results) {
      expect(scim.send("GET", String(location).slice("https://acme.test/scim/v2".length)).body).toMatchObject({
        meta: { location },
      });
      expect(version).toEqual(expect.stringMatching(/^W\//));
    }
  });

  it.each([
    { what: "to nothing", operations: [makeGroup("a", ["bulkId:nothing"])], statuses: ["409"], left: {} },
    {
      what: "to what failed",
      operations: [makeGroup("a", ["bulkId:u"]), makeUser("u", { userName: "" })],
      statuses: ["409", "400"],
      left: {},
    },
    {
      what: "to what failed, in a circle",
      operations: [makeGroup("a", ["bulkId:b"]), makeGroup("b", ["bulkId:a", "nobody"])],
      statuses: ["409", "400"],
      left: {},
    },
    {
      what: "to itself",
      operations: [makeGroup("a", ["bulkId:a"]), makeUser("u")],
      statuses: ["400", "201"],
      left: {},
    },
    {
      what: "in a path to nothing",
      operations: [{ method: "DELETE", path: "/Users/bulkId:nothing" }],
      statuses: ["409"],
      left: {},
    },
  ])("that refers $what leaves nothing behind", ({ operations, statuses, left }) => {
    const scim = createTestScim();
    const { status, results } = bulk(scim, operations);
    expect([status, results.map((each) => each.status)]).toEqual([200, statuses]);
    for (const { response } of results.filter((each) => Number(each.status) >= 400)) {
      expect(response).toMatchObject({ schemas: [ERROR], detail: expect.any(String) });
    }
    expect(results.filter(({ location, status: each }) => location !== undefined && each === "400")).toEqual([]);
    expect(membership(scim)).toEqual(left);
  });

  it.each([
    { failOnErrors: undefined, tried: 4 },
    { failOnErrors: 1, tried: 2 },
    { failOnErrors: 2, tried: 3 },
    { failOnErrors: 3, tried: 4 },
  ])("with failOnErrors $failOnErrors tries $tried operations", ({ failOnErrors, tried }) => {
    const scim = createTestScim();
    const wrong = { method: "DELETE", path: "/Users/nobody" };
    const { results } = bulk(scim, [makeUser("a"), wrong, wrong, makeUser("b")], failOnErrors);
    expect(results).toHaveLength(tried);
    expect(scim.accounts()).toHaveLength(tried === 4 ? 2 : 1);
  });

  it("that is stopped within a circle leaves nothing of it", () => {
    const scim = createTestScim();
    const wrong = makeUser("u", { userName: "" });
    const circle = [makeGroup("a", ["bulkId:b", "bulkId:u"]), makeGroup("b", ["bulkId:a"]), wrong];
    const { results } = bulk(scim, circle, 1);
    expect(results.map(({ bulkId, status }) => [bulkId, status])).toEqual([
      ["b", "409"],
      ["u", "400"],
    ]);
    expect(scim.groups()).toEqual([]);
  });

  it("is carried out for the version that it is meant for", () => {
    const scim = createTestScim();
    const id = scim.user("ada");
    const version = String(scim.send("GET", `/Users/${id}`).headers.etag);
    const change = { method: "PATCH", path: `/Users/${id}`, version, data: [{ op: "add", path: "title", value: "x" }] };
    expect(bulk(scim, [change, change]).results.map(({ status }) => status)).toEqual(["200", "412"]);
  });

  it.each([
    { what: "a search", operation: { method: "POST", path: "/Users/.search", bulkId: "s", data: {} }, status: "404" },
    {
      what: "another bulk request",
      operation: { method: "POST", path: "/Bulk", bulkId: "s", data: {} },
      status: "404",
    },
    { what: "a change of all users", operation: { method: "DELETE", path: "/Users" }, status: "405" },
    { what: "a taken name", operation: makeUser("old"), status: "409" },
  ])("does not do $what", ({ operation, status }) => {
    const scim = createTestScim();
    scim.user("old");
    expect(bulk(scim, [operation]).results).toMatchObject([{ status, response: { status } }]);
  });

  it.each<{ what: string; body: Members; status: number; detail: string }>([
    { what: "no operations", body: {}, status: 400, detail: "`Operations` is a list of operations." },
    {
      what: "another schema",
      body: { schemas: [PATCH], Operations: [] },
      status: 400,
      detail: `\`schemas\` of a bulk request lists \`${BULK}\`.`,
    },
    {
      what: "no method",
      body: { Operations: [makeUser("a"), { path: "/Users" }] },
      status: 400,
      detail: "In operation 2: `method` is POST, PUT, PATCH or DELETE.",
    },
    {
      what: "a GET",
      body: { Operations: [{ method: "GET", path: "/Users" }] },
      status: 400,
      detail: "In operation 1: `method` is POST, PUT, PATCH or DELETE.",
    },
    {
      what: "no path",
      body: { Operations: [makeUser("a"), { method: "DELETE" }] },
      status: 400,
      detail: "In operation 2: `path` is a text such as `/Users`.",
    },
    {
      what: "no data",
      body: { Operations: [{ method: "PUT", path: "/Users/1" }] },
      status: 400,
      detail: "In operation 1: a PUT has `data`.",
    },
    {
      what: "a POST without bulkId",
      body: { Operations: [{ method: "POST", path: "/Users", data: {} }] },
      status: 400,
      detail: "In operation 1: a POST has a `bulkId`.",
    },
    {
      what: "one bulkId twice",
      body: { Operations: [makeUser("a"), makeUser("a")] },
      status: 400,
      detail: "In operation 2: `bulkId` `a` is taken by another operation.",
    },
    {
      what: "a wrong failOnErrors",
      body: { failOnErrors: 0, Operations: [makeUser("a")] },
      status: 400,
      detail: "`failOnErrors` is a whole number from 1 on.",
    },
    {
      what: "too many operations",
      body: { Operations: Array.from({ length: 1001 }, (_, index) => makeUser(`u${index}`)) },
      status: 413,
      detail: "The request holds 1001 operations; at most 1000 are taken.",
    },
  ])("is refused as a whole with $what", ({ body, status, detail }) => {
    const scim = createTestScim();
    const answer = scim.send("POST", "/Bulk", { schemas: [BULK], ...body });
    expect([answer.status, answer.body.detail]).toEqual([status, detail]);
    expect(scim.accounts()).toEqual([]);
  });

  it("hides the passwords in it from the trace", () => {
    const scim = createTestScim();
    const patch = {
      method: "PATCH",
      path: "/Users/bulkId:a",
      data: [{ op: "add", path: "password", value: "t0p-secret" }],
    };
    expect(bulk(scim, [makeUser("a", { password: "t0p-secret" }), patch]).results.map(({ status }) => status)).toEqual([
      "201",
      "200",
    ]);
    expect(JSON.stringify([scim.accounts(), scim.steps()])).not.toContain("t0p-secret");
  });
});
