import { describe, expect, it } from "vitest";
import { ENTRA_062020_DIALECT, ENTRA_DIALECT } from "./entra-dialect.ts";
import { change, DEPARTMENT, MANAGER, patch, update, WORK_EMAIL, written } from "./test-update.ts";

const USER = "/Users/u1";
const GROUP = "/Groups/g1";
const members = (...ids: readonly string[]) => ids.map((value) => ({ value }));

describe("Entra without the flag", () => {
  const { buildUpdate, buildReference, buildMembers } = ENTRA_DIALECT;

  it("sends an operation for each attribute, with a capital, and a boolean as a text (F29)", () => {
    const changes = [
      change("name.givenName", "Ada", "Adele"),
      change(WORK_EMAIL, undefined, "ada@acme.test"),
      change(DEPARTMENT, "Sales", "Legal"),
    ];
    expect(written(buildUpdate(update(changes, false)))).toEqual([
      patch(
        USER,
        { op: "Replace", path: "name.givenName", value: "Adele" },
        { op: "Add", path: WORK_EMAIL, value: "ada@acme.test" },
        { op: "Replace", path: DEPARTMENT, value: "Legal" },
        { op: "Replace", path: "active", value: "False" },
      ),
    ]);
    expect(written(buildUpdate(update([], true)))).toEqual([
      patch(USER, { op: "Replace", path: "active", value: "True" }),
    ]);
    expect(buildUpdate(update([]))).toEqual([]);
  });

  it("sends a manager as a bare text, and an empty one to take the manager away (F18)", () => {
    const sent = (before: string | undefined, value: string | undefined) =>
      written(buildReference(update([change(MANAGER, before, value)])));
    expect(sent(undefined, "u2")).toEqual([patch(USER, { op: "Add", path: MANAGER, value: "u2" })]);
    expect(sent("u2", "u3")).toEqual([patch(USER, { op: "Replace", path: MANAGER, value: "u3" })]);
    expect(sent("u2", undefined)).toEqual([patch(USER, { op: "Replace", path: MANAGER, value: "" })]);
  });

  it("removes members by value (F25)", () => {
    const added = buildMembers({ id: "g1", kind: "add", members: ["u1", "u2"], isEmpty: false });
    const removed = buildMembers({ id: "g1", kind: "remove", members: ["u3"], isEmpty: false });
    expect(written([added, removed])).toEqual([
      patch(GROUP, { op: "Add", path: "members", value: members("u1", "u2") }),
      patch(GROUP, { op: "Remove", path: "members", value: members("u3") }),
    ]);
  });
});

describe("Entra with aadOptscim062020", () => {
  const { buildUpdate, buildReference, buildMembers } = ENTRA_062020_DIALECT;

  it("packs simple attributes under dotted names (F31), and leaves filtered paths apart", () => {
    const changes = [
      change("name.givenName", "Ada", "Adele"),
      change(WORK_EMAIL, "ada@acme.test", "adele@acme.test"),
      change(DEPARTMENT, undefined, "Legal"),
    ];
    expect(written(buildUpdate(update(changes, false)))).toEqual([
      patch(
        USER,
        { op: "replace", path: WORK_EMAIL, value: "adele@acme.test" },
        { op: "replace", value: { "name.givenName": "Adele", [DEPARTMENT]: "Legal" } },
        { op: "replace", path: "active", value: false },
      ),
    ]);
    expect(written(buildUpdate(update([change(WORK_EMAIL, undefined, "a@acme.test")])))).toEqual([
      patch(USER, { op: "add", path: WORK_EMAIL, value: "a@acme.test" }),
    ]);
  });

  it("takes a manager away by a remove", () => {
    expect(written(buildReference(update([change(MANAGER, "u2", undefined)])))).toEqual([
      patch(USER, { op: "remove", path: MANAGER }),
    ]);
  });

  it("removes members by a filter", () => {
    const added = buildMembers({ id: "g1", kind: "add", members: ["u1"], isEmpty: false });
    const removed = buildMembers({ id: "g1", kind: "remove", members: ["u2", "u3"], isEmpty: false });
    expect(written([added, removed])).toEqual([
      patch(GROUP, { op: "add", path: "members", value: members("u1") }),
      patch(GROUP, { op: "remove", path: 'members[value eq "u2"]' }, { op: "remove", path: 'members[value eq "u3"]' }),
    ]);
  });
});

describe("Entra, either way", () => {
  it("makes a group without members, with a schema of its own", () => {
    expect(JSON.stringify(ENTRA_DIALECT.buildGroup("Sales", "g-sales"))).toBe(
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"externalId":"g-sales","displayName":"Sales"}',
    );
    expect(ENTRA_DIALECT.groupQuery).toBe("excludedAttributes=members");
  });

  it("renames a group", () => {
    expect(written([ENTRA_DIALECT.buildGroupName("g1", "New")])).toEqual([
      patch(GROUP, { op: "Replace", path: "displayName", value: "New" }),
    ]);
    expect(written([ENTRA_062020_DIALECT.buildGroupName("g1", "New")])).toEqual([
      patch(GROUP, { op: "replace", value: { displayName: "New" } }),
    ]);
  });

  it("uses `eq` and `and` only, and escapes nothing in a filter", () => {
    const { path } = change(WORK_EMAIL, undefined, "a").target;
    expect(ENTRA_DIALECT.buildFilter(path, 'a"b')).toBe('emails[type eq "work" and value eq "a"b"]');
    expect(ENTRA_DIALECT.buildFilter(change("userName", undefined, "a").target.path, "ada")).toBe('userName eq "ada"');
  });
});
