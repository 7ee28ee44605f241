import { describe, expect, it } from "vitest";
import { createTestScim, GROUP, TEST_BASE } from "./test-scim.ts";

describe("a group", () => {
  it("is made with 201, and tells who is in it and where they are", () => {
    const scim = createTestScim();
    const ada = scim.user("ada");
    const inner = scim.group("Inner");
    const made = scim.send("POST", "/Groups", {
      schemas: [GROUP],
      displayName: "Engineers",
      externalId: "g-1",
      members: [
        { value: ada, display: "whatever" },
        { value: inner, type: "User" },
      ],
    });
    const location = `${TEST_BASE}/Groups/${String(made.body.id)}`;
    expect([made.status, made.headers.location]).toEqual([201, location]);
    expect(made.body).toMatchObject({
      schemas: [GROUP],
      displayName: "Engineers",
      externalId: "g-1",
      members: [
        { value: ada, display: "ada", type: "User", $ref: `${TEST_BASE}/Users/${ada}` },
        { value: inner, display: "Inner", type: "Group", $ref: `${TEST_BASE}/Groups/${inner}` },
      ],
      meta: { resourceType: "Group", location, version: made.headers.etag },
    });
  });

  it("shows in its members, who cannot change it from their side", () => {
    const scim = createTestScim();
    const ada = scim.user("ada");
    const id = scim.group("Engineers", [ada]);
    const groups = [{ value: id, $ref: `${TEST_BASE}/Groups/${id}`, display: "Engineers", type: "direct" }];
    expect(scim.send("GET", `/Users/${ada}`).body.groups).toEqual(groups);
    const answer = scim.patch(`/Users/${ada}`, { op: "remove", path: "groups" });
    expect([answer.status, answer.body.scimType]).toEqual([400, "mutability"]);
    expect(scim.send("GET", `/Users/${ada}`).body.groups).toEqual(groups);
  });

  it("remembers who was put into it when, and by whom", () => {
    const scim = createTestScim();
    const [ada, bob] = [scim.user("ada"), scim.user("bob")];
    const id = scim.group("Engineers", [ada]);
    scim.clock.now += 60_000;
    scim.patch(`/Groups/${id}`, { op: "add", path: "members", value: [{ value: bob }, { value: ada }] });
    expect(scim.groups()[0]?.members).toEqual([
      { id: ada, kind: "account", writer: "scim", at: "2026-03-02T09:00:00.000Z" },
      { id: bob, kind: "account", writer: "scim", at: "2026-03-02T09:01:00.000Z" },
    ]);
  });

  it.each<{ what: string; operation: Readonly<Record<string, unknown>>; left: readonly string[] }>([
    {
      what: "one member by a filter",
      operation: { op: "remove", path: 'members[value eq "ADA"]' },
      left: ["bob", "cyd"],
    },
    {
      what: "several by a filter",
      operation: { op: "remove", path: 'members[value eq "ADA" or value eq "CYD"]' },
      left: ["bob"],
    },
    { what: "all of them", operation: { op: "remove", path: "members" }, left: [] },
    { what: "all of them by an empty list", operation: { op: "replace", path: "members", value: [] }, left: [] },
    { what: "all but some", operation: { op: "replace", path: "members", value: [{ value: "CYD" }] }, left: ["cyd"] },
  ])("loses $what", ({ operation, left }) => {
    const scim = createTestScim();
    const ids = new Map(["ada", "bob", "cyd"].map((name) => [name, scim.user(name)]));
    const id = scim.group("Engineers", [...ids.values()]);
    const text = JSON.stringify(operation).replace(/ADA|BOB|CYD/g, (name) => ids.get(name.toLowerCase()) ?? "");
    expect(scim.patch(`/Groups/${id}`, JSON.parse(text)).status).toBe(200);
    expect(scim.groups()[0]?.members.map((member) => member.id)).toEqual(left.map((name) => ids.get(name)));
  });

  it("may be in another, and is in it no longer when it is deleted", () => {
    const scim = createTestScim();
    const inner = scim.group("Inner");
    const outer = scim.group("Outer", [inner]);
    scim.patch(`/Groups/${inner}`, { op: "add", path: "members", value: [{ value: outer }] });
    expect(scim.send("DELETE", `/Groups/${inner}`).status).toBe(204);
    expect(scim.send("GET", `/Groups/${inner}`).status).toBe(404);
    expect(scim.send("GET", `/Groups/${outer}`).body).not.toHaveProperty("members");
  });

  it.each([
    {
      what: "has nobody who is not there",
      members: [{ value: "nobody" }],
      detail: "`members[0].value` is `nobody`, which is the id of no user and no group.",
    },
    {
      what: "has nobody without an id",
      members: [{ display: "Ada" }],
      detail: "`members[0]` has no `value`: the id of a user or a group.",
    },
    {
      what: "has nobody by the name of what every object has",
      members: [{ value: "__proto__" }],
      detail: "`members[0].value` is `__proto__`, which is the id of no user and no group.",
    },
  ])("$what", ({ members, detail }) => {
    const scim = createTestScim();
    const id = scim.group("Engineers");
    const before = scim.groups();
    const answers = [
      scim.send("POST", "/Groups", { schemas: [GROUP], displayName: "New", members }),
      scim.send("PUT", `/Groups/${id}`, { schemas: [GROUP], displayName: "New", members }),
      scim.patch(
        `/Groups/${id}`,
        { op: "replace", path: "displayName", value: "New" },
        { op: "add", path: "members", value: members },
      ),
    ];
    for (const { status, body } of answers)
      expect([status, body.scimType, body.detail]).toEqual([400, "invalidValue", detail]);
    expect(scim.groups()).toEqual(before);
  });

  it("is no member of itself", () => {
    const scim = createTestScim();
    const id = scim.group("Engineers");
    expect(scim.patch(`/Groups/${id}`, { op: "add", path: "members", value: [{ value: id }] }).status).toBe(400);
  });

  it("needs a name", () => {
    const scim = createTestScim();
    const id = scim.group("Engineers");
    expect(scim.send("POST", "/Groups", { schemas: [GROUP] }).body).toMatchObject({
      status: "400",
      scimType: "invalidValue",
    });
    expect(scim.patch(`/Groups/${id}`, { op: "remove", path: "displayName" }).body).toMatchObject({
      scimType: "mutability",
    });
  });

  it("that is sent as it is stays as it is", () => {
    const scim = createTestScim();
    const id = scim.group("Engineers", [scim.user("ada")]);
    const [before, answer] = [scim.groups()[0], scim.send("GET", `/Groups/${id}`)];
    scim.clock.now += 60_000;
    expect(scim.send("PUT", `/Groups/${id}`, answer.body).body).toEqual(answer.body);
    expect(scim.groups()[0]).toBe(before);
  });
});
