import { describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { ScimRoles } from "../scim/settings.ts";
import { createTestScim, ENTERPRISE, GROUP, type TestScim, USER } from "./test-scim.ts";

const at = "2026-02-01T08:00:00.000Z";
const byLogin = { role: "admin", writer: "jit", at, why: "A rule." } as const;

/** Who granted which role to the first account, and for what. */
function grants(scim: TestScim): readonly string[] {
  return (scim.accounts()[0]?.roles ?? []).map(({ role, writer, cause }) => `${role} by ${writer} for ${cause ?? "-"}`);
}

function shown(scim: TestScim, id: string, member: "roles" | "entitlements" = "roles"): unknown {
  return scim.send("GET", `/Users/${id}`).body[member];
}

describe("roles from groups", () => {
  const roles: ScimRoles = { from: "groups", groups: [{ displayName: "Straße", role: "admin" }] };

  it("come and go with the membership, whatever the case of the name", () => {
    const scim = createTestScim({ roles });
    const ada = scim.user("ada");
    const group = scim.group("STRASSE", [ada]);
    expect(grants(scim)).toEqual([`admin by scim for group:${group}`]);
    expect(shown(scim, ada)).toEqual([{ value: "admin", display: "Admin" }]);
    scim.patch(`/Groups/${group}`, { op: "remove", path: `members[value eq "${ada}"]` });
    expect(grants(scim)).toEqual([]);
    scim.send("PUT", `/Groups/${group}`, { schemas: [GROUP], displayName: "STRASSE", members: [{ value: ada }] });
    expect(grants(scim)).toHaveLength(1);
    scim.patch(`/Groups/${group}`, { op: "replace", path: "displayName", value: "Other" });
    expect(grants(scim)).toEqual([]);
    scim.patch(`/Groups/${group}`, { op: "replace", path: "displayName", value: "Straße" });
    scim.send("DELETE", `/Groups/${group}`);
    expect(grants(scim)).toEqual([]);
  });

  it("keep the time that they were granted while the membership lasts", () => {
    const scim = createTestScim({ roles });
    const ada = scim.user("ada");
    const group = scim.group("Straße", [ada]);
    const before = scim.accounts()[0]?.roles;
    scim.clock.now += 60_000;
    scim.patch(`/Groups/${group}`, { op: "add", path: "members", value: [{ value: scim.user("bob") }] });
    scim.patch(`/Users/${ada}`, { op: "add", path: "title", value: "x" });
    expect(scim.accounts()[0]?.roles).toEqual(before);
  });

  it("leave alone what others granted; nobody changes them by `roles`", () => {
    const scim = createTestScim({ roles, accounts: [buildTestAccount("ada", { roles: [byLogin] })] });
    const group = scim.group("Straße", ["acc-ada"]);
    scim.send("DELETE", `/Groups/${group}`);
    expect(grants(scim)).toEqual(["admin by jit for -"]);
    const answer = scim.patch("/Users/acc-ada", { op: "remove", path: "roles" });
    expect([answer.status, answer.body.scimType]).toEqual([400, "mutability"]);
    expect(scim.send("PUT", "/Users/acc-ada", { schemas: [USER], userName: "ada", roles: [] }).status).toBe(200);
    expect(grants(scim)).toEqual(["admin by jit for -"]);
  });
});

describe.each(["roles", "entitlements"] as const)("roles from `%s`", (from) => {
  const create = (accounts: readonly Account[] = []) => createTestScim({ roles: { from }, accounts });

  it("are those that the list names, by id or by name, and what else it says is kept", () => {
    const scim = create();
    const list = [
      { value: "Admin", type: "app", primary: true },
      { value: "user", display: "User" },
      { value: "astronaut" },
    ];
    const ada = scim.user("ada", { [from]: list });
    expect(grants(scim)).toEqual([`admin by scim for ${from}`, `user by scim for ${from}`]);
    expect(shown(scim, ada, from)).toEqual([list[0], list[2], list[1]]);
    expect(JSON.stringify(scim.steps())).toContain("`astronaut`, which is no role of Acme");
  });

  it("end when they are taken out of it, also what a login granted", () => {
    const scim = create([buildTestAccount("ada", { roles: [byLogin] })]);
    expect(shown(scim, "acc-ada", from)).toEqual([{ value: "admin", display: "Admin" }]);
    scim.patch("/Users/acc-ada", { op: "add", path: from, value: [{ value: "user" }] });
    expect(grants(scim)).toEqual(["admin by jit for -", `user by scim for ${from}`]);
    scim.patch("/Users/acc-ada", { op: "remove", path: `${from}[value eq "admin"]` });
    expect(grants(scim)).toEqual([`user by scim for ${from}`]);
    scim.patch("/Users/acc-ada", { op: "remove", path: from });
    expect(grants(scim)).toEqual([]);
  });

  it("stay with their writer while something else changes", () => {
    const account = buildTestAccount("ada", { roles: [byLogin] });
    const scim = create([account]);
    scim.patch("/Users/acc-ada", { op: "add", path: "title", value: "x" });
    expect(scim.accounts()[0]).toMatchObject({ roles: [byLogin], scim: { title: "x" } });
    expect(scim.accounts()[0]?.scim).toEqual({ title: "x" });
  });

  it("are not told any more when somebody else took them away", () => {
    const scim = create([buildTestAccount("ada", { scim: { [from]: [{ value: "admin", type: "app" }] } })]);
    expect(shown(scim, "acc-ada", from)).toBeUndefined();
  });
});

describe("roles from rules", () => {
  const roleRules = [
    { id: "engineers", role: "admin", when: { operator: "equals", claim: "department", value: "Engines" } },
    { id: "names", role: "user", when: { operator: "startsWith", claim: "userName", value: "a" } },
  ] as const;

  it("follow the attributes of the account, and every rule that was tried is told", () => {
    const scim = createTestScim({ roles: { from: "rules" }, roleRules: [...roleRules] });
    const ada = scim.user("ada", { [ENTERPRISE]: { department: "Engines" } });
    expect(grants(scim)).toEqual(["admin by scim for engineers", "user by scim for names"]);
    expect(scim.steps().some(({ title }) => title === "Acme tries its role rules for ada: 2 of 2 hold")).toBe(true);
    scim.patch(`/Users/${ada}`, { op: "replace", path: `${ENTERPRISE}:department`, value: "Sales" });
    expect(grants(scim)).toEqual(["user by scim for names"]);
    scim.patch(`/Users/${ada}`, { op: "replace", path: "userName", value: "zoe" });
    expect(grants(scim)).toEqual([]);
  });

  it("hold for an account that a login made, once SCIM changes it, and leave the login's roles", () => {
    const account = buildTestAccount("ada", {
      attributes: { department: "Engines" },
      roles: [{ ...byLogin, role: "user" }],
    });
    const scim = createTestScim({ roles: { from: "rules" }, roleRules: [...roleRules], accounts: [account] });
    scim.patch("/Users/acc-ada", { op: "add", path: "title", value: "x" });
    expect(grants(scim)).toEqual(["user by jit for -", "admin by scim for engineers"]);
  });
});

describe("an account that nothing gives a role", () => {
  const groups: ScimRoles = { from: "groups", groups: [{ displayName: "Admins", role: "admin" }] };

  it("holds none, or the default role where the application has one", () => {
    for (const from of ["none", "rules", "roles", "entitlements"] as const) {
      const plain = createTestScim({ roles: { from } });
      plain.user("ada");
      expect(grants(plain)).toEqual([]);
      const scim = createTestScim({ roles: { from }, defaultRole: "user" });
      scim.user("ada");
      expect(grants(scim)).toEqual(["user by scim for scim.defaultRole"]);
    }
  });

  it("gives the default role back when something gives it another, and has it again afterwards", () => {
    const scim = createTestScim({ roles: groups, defaultRole: "user" });
    const ada = scim.user("ada");
    const group = scim.group("Admins", [ada]);
    expect(grants(scim)).toEqual([`admin by scim for group:${group}`]);
    scim.send("DELETE", `/Groups/${group}`);
    expect(grants(scim)).toEqual(["user by scim for scim.defaultRole"]);
  });

  it("keeps the default role as such while it is one of a list that is changed elsewhere", () => {
    const scim = createTestScim({ roles: { from: "roles" }, defaultRole: "user" });
    const ada = scim.user("ada");
    const [before] = scim.accounts();
    scim.patch(`/Users/${ada}`, { op: "add", path: "title", value: "x" });
    expect(scim.accounts()[0]?.roles).toEqual(before?.roles);
    scim.send("PUT", `/Users/${ada}`, { schemas: [USER], userName: "ada", roles: [{ value: "admin" }] });
    expect(grants(scim)).toEqual(["admin by scim for roles"]);
  });

  it("is no account that a login has given a role", () => {
    const scim = createTestScim({
      roles: groups,
      defaultRole: "user",
      accounts: [buildTestAccount("ada", { roles: [byLogin] })],
    });
    scim.patch("/Users/acc-ada", { op: "add", path: "title", value: "x" });
    expect(grants(scim)).toEqual(["admin by jit for -"]);
  });
});
