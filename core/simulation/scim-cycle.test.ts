import { describe, expect, it } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import { nextRetryAt, peopleToRetry } from "../provisioning/escrow.ts";
import type { ScimDialect } from "../provisioning/settings.ts";
import {
  createTestClient,
  DAY,
  ENTERPRISE,
  LENIENT,
  person,
  ROWS,
  row,
  START,
  type TestClient,
} from "./test-scim-client.ts";

const DIALECTS: readonly ScimDialect[] = ["entra", "entraScim062020", "oktaWizard", "oktaCatalog", "rfc"];

/** Methods and paths of what was sent, with the ids of accounts replaced by the names of their people. */
function lines(client: TestClient): readonly string[] {
  return client.sent().map(({ method, path }) => {
    const named = client
      .accounts()
      .reduce((text, { id, userName }) => text.replace(id, userName.split("@")[0] ?? ""), path);
    return `${method} ${named.replace(/\/(acc|grp)-[0-9a-f]+/, "/$1")}`;
  });
}

function bodies(client: TestClient, method: string): readonly unknown[] {
  return client
    .sent()
    .filter((request) => request.method === method)
    .map(({ body }) => body);
}

describe.each(DIALECTS)("a cycle of %s", (dialect) => {
  const start = () => createTestClient({ dialect, people: [person("ada"), person("bea")] });

  it("makes accounts first, and then sends nothing for whoever has not changed", async () => {
    const client = start();
    const initial = await client.cycle();
    expect(initial).toMatchObject({ kind: "initial", counts: { create: 2, failed: 0 }, requests: 4 });
    expect(client.account("ada")).toMatchObject({
      active: true,
      attributes: { givenName: "Ada", email: "ada@acme.test", department: "Sales" },
    });
    const next = await client.cycle();
    expect(next).toMatchObject({ kind: "incremental", people: [], counts: { unchanged: 2 }, requests: 0 });
  });

  it("sends what has changed, once", async () => {
    const client = start();
    await client.cycle();
    client.setAttribute("ada", "department", "Legal");
    client.setAttribute("ada", "givenName", "Adele");
    expect(await client.cycle()).toMatchObject({ people: [{ user: "u-ada", result: "update" }], requests: 1 });
    expect(client.account("ada")?.attributes).toMatchObject({ department: "Legal", givenName: "Adele" });
    expect((await client.cycle()).requests).toBe(0);
  });

  it("does not look twice at a person of whom it reads nothing that has changed", async () => {
    const client = start();
    await client.cycle();
    client.setAttribute("ada", "shoeSize", 38);
    expect(await client.cycle()).toMatchObject({ people: [], counts: { unchanged: 2 }, requests: 0 });
  });

  it("follows a person who is renamed", async () => {
    const client = start();
    await client.cycle();
    const id = client.account("ada")?.id;
    client.change("ada", { userName: "ada.byron@acme.test" });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "update" }] });
    expect(client.account("ada.byron")?.id).toBe(id);
    expect(client.accounts()).toHaveLength(2);
  });

  it("deactivates whoever is disabled, and reactivates the same account on return", async () => {
    const client = start();
    await client.cycle();
    const id = client.account("ada")?.id;
    client.change("ada", { active: false });
    expect(await client.cycle()).toMatchObject({ people: [{ user: "u-ada", result: "disable" }], requests: 1 });
    expect(client.account("ada")?.active).toBe(false);
    expect((await client.cycle()).requests).toBe(0);
    client.change("ada", { active: true });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "reactivate", status: "success" }] });
    expect(client.account("ada")).toMatchObject({ id, active: true });
  });

  it("deactivates whoever is unassigned, and does not manage the account any more", async () => {
    const client = createTestClient({ dialect, people: [person("ada")], assigned: { users: ["u-ada"], groups: [] } });
    await client.cycle();
    const id = client.account("ada")?.id;
    client.assign({ users: [], groups: [] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable" }] });
    expect(client.state().links["u-ada"]).toMatchObject({ active: false, unmanaged: true });
    client.purge("ada");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "skip", status: "skipped" }], requests: 0 });
    expect(client.account("ada")).toMatchObject({ id, active: false });
  });

  it("gives whoever is assigned again the account that they had", async () => {
    const client = createTestClient({ dialect, people: [person("ada")], assigned: { users: ["u-ada"], groups: [] } });
    await client.cycle();
    const id = client.account("ada")?.id;
    client.assign({ users: [], groups: [] });
    await client.cycle();
    client.assign({ users: ["u-ada"], groups: [] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "reactivate" }] });
    expect(client.accounts()).toMatchObject([{ id, active: true }]);
    expect(client.state().links["u-ada"]?.unmanaged).toBeUndefined();
  });

  it("links an account that was there before, and makes no second one", async () => {
    const account = buildTestAccount("before", { userName: "ADA@acme.test", attributes: { department: "Legal" } });
    const client = createTestClient({ dialect, people: [person("ada")], accounts: [account] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "link", target: "acc-before" }] });
    expect(client.accounts()).toMatchObject([
      { id: "acc-before", userName: "ada@acme.test", attributes: { department: "Sales" } },
    ]);
    expect((await client.cycle()).requests).toBe(0);
  });

  it("records the five moments of everybody, also of whoever is passed over", async () => {
    const client = createTestClient({ dialect, people: [person("ada"), person("bea", { active: false })] });
    await client.cycle();
    const own = client.steps().filter(({ from, kind }) => from === "idp:acme" && kind !== "request");
    const [ada, bea] = ["ada", "bea"].map((name) => {
      const at = own.findIndex(({ title }) => title.includes(`reads ${name}@`));
      const end = own.findIndex(({ title }, index) => index > at && / reads |over$/.test(title));
      return own.slice(at, end).map(({ phase }) => phase);
    });
    expect([...new Set(ada)]).toEqual(["import", "scope", "match", "decide", "apply"]);
    expect(bea).toEqual(["import", "scope", "match", "decide", "apply"]);
    expect(own.filter(({ status }) => status === "skipped").map(({ phase }) => phase)).toEqual([
      "scope",
      "match",
      "decide",
      "apply",
    ]);
  });

  it("keeps the token out of every step", async () => {
    const client = start();
    await client.cycle();
    expect(JSON.stringify(client.steps())).not.toContain("a-token-for-tests");
  });
});

describe("leaving for good", () => {
  it.each<[ScimDialect, boolean, string]>([
    ["entra", true, "DELETE /Users/acc"],
    ["entra", false, ""],
    ["rfc", true, "DELETE /Users/acc"],
    ["oktaWizard", true, ""],
    ["oktaCatalog", true, ""],
  ])("in %s with deletion ticked %s sends after the purge: %s", async (dialect, isTicked, expected) => {
    const actions = { create: true, update: true, disable: true, delete: isTicked };
    const client = createTestClient({ dialect, people: [person("ada")], client: { actions } });
    await client.cycle();
    client.change("ada", { deletedAt: "2026-03-02T10:00:00.000Z" });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable" }] });
    client.purge("ada");
    await client.cycle();
    expect(lines(client).join()).toBe(expected);
    expect(client.accounts()).toHaveLength(expected === "" ? 1 : 0);
    expect((await client.cycle()).requests).toBe(0);
  });

  it("gives whoever comes back after the deletion a new account (F36)", async () => {
    const client = createTestClient({ people: [person("ada")] });
    await client.cycle();
    const before = client.account("ada")?.id;
    client.purge("ada");
    await client.cycle();
    client.hire(person("ada"));
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create" }] });
    expect(client.account("ada")?.id).not.toBe(before);
  });

  it("sends Okta's nothing for somebody who is suspended, and disables them elsewhere", async () => {
    for (const [dialect, active] of [
      ["oktaWizard", true],
      ["entra", false],
    ] as const) {
      const client = createTestClient({ dialect, people: [person("ada")] });
      await client.cycle();
      client.change("ada", { suspended: true });
      await client.cycle();
      expect(client.account("ada")?.active).toBe(active);
    }
  });

  it("sends nothing where no row says what `active` is, as Entra does", async () => {
    const client = createTestClient({ people: [person("ada")], rows: ROWS.filter(({ id }) => id !== "active") });
    await client.cycle();
    client.change("ada", { active: false });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "skip" }], requests: 0 });
    expect(client.account("ada")?.active).toBe(true);
  });

  it("leaves accounts of whoever falls out of scope alone where that is asked for", async () => {
    const client = createTestClient({
      people: [person("ada")],
      scope: { operator: "equals", claim: "department", value: "Sales" },
      client: { skipOutOfScopeDeletions: true },
    });
    await client.cycle();
    client.setAttribute("ada", "department", "Legal");
    const report = await client.cycle();
    expect(report).toMatchObject({ people: [{ result: "skip", status: "skipped" }], requests: 0 });
    expect(report.people[0]?.reason).toContain("out-of-scope deletions are skipped");
    expect(client.account("ada")).toMatchObject({ active: true, attributes: { department: "Sales" } });
    client.change("ada", { active: false });
    client.setAttribute("ada", "department", "Sales");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable" }] });
  });
});

describe("matching", () => {
  const BY_EMAIL = ROWS.map((each) => (each.id === "email" ? { ...each, matching: 2 } : each));

  it("goes by one row after another", async () => {
    const account = buildTestAccount("1", { userName: "adele", attributes: { email: "ada@acme.test" } });
    const client = createTestClient({ people: [person("ada")], rows: BY_EMAIL, accounts: [account] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "link", target: "acc-1" }] });
    expect(lines(client).slice(0, 2)).toEqual([
      'GET /Users?filter=userName eq "ada@acme.test"',
      'GET /Users?filter=emails[type eq "work" and value eq "ada@acme.test"]',
    ]);
  });

  it("does nothing where two accounts match", async () => {
    const accounts = ["1", "2"].map((id) =>
      buildTestAccount(id, { userName: `ada-${id}`, attributes: { email: "ada@acme.test" } }),
    );
    const client = createTestClient({ people: [person("ada")], rows: BY_EMAIL, accounts });
    expect(await client.cycle()).toMatchObject({
      people: [{ result: "skip", status: "failure", code: "DuplicateTargetEntries" }],
      counts: { failed: 1 },
    });
    expect(client.accounts()).toEqual(accounts);
    expect(client.state().escrow["u-ada"]).toMatchObject({ tries: 1, code: "DuplicateTargetEntries" });
  });

  it("does nothing where the account is somebody else's", async () => {
    const people = [person("ada"), person("eve", { attributes: { mail: "ada@acme.test" } })];
    const rows = BY_EMAIL.map((each) => (each.id === "user-name" ? row("user-name", "userName", "userName") : each));
    const client = createTestClient({ people, rows });
    expect(await client.cycle()).toMatchObject({
      people: [{ result: "create" }, { user: "u-eve", status: "failure", code: "DuplicateSourceEntries" }],
    });
  });

  it("passes over whoever has nothing to match by, until they have", async () => {
    const rows = ROWS.map((each) =>
      each.id === "user-name" ? row("user-name", "userName", "login", { matching: 1 }) : each,
    );
    const client = createTestClient({ people: [person("ada")], rows });
    expect(await client.cycle()).toMatchObject({ people: [{ status: "skipped", code: "ImportSkipped" }], requests: 0 });
    expect(await client.cycle()).toMatchObject({ people: [], counts: { unchanged: 1 } });
    client.setAttribute("ada", "login", "ada");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create" }] });
  });

  it("breaks on special characters in Entra's filters, and not in others'", async () => {
    const people = [person("ada", { userName: 'ada"@acme.test' })];
    const entra = createTestClient({ people });
    expect(await entra.cycle()).toMatchObject({
      people: [{ status: "failure", code: "SystemForCrossDomainIdentityManagementServiceIncompatible" }],
    });
    const rfc = createTestClient({ people, dialect: "rfc" });
    expect(await rfc.cycle()).toMatchObject({ people: [{ result: "create", status: "success" }] });
  });

  it("takes a search that hides inactive accounts for none, so that Okta's POST is refused (F36)", async () => {
    const client = createTestClient({
      dialect: "oktaWizard",
      people: [person("ada")],
      assigned: { users: ["u-ada"], groups: [] },
      behaviour: { hidesInactive: true },
    });
    await client.cycle();
    client.assign({ users: [], groups: [] });
    await client.cycle();
    client.assign({ users: ["u-ada"], groups: [] });
    expect(await client.cycle()).toMatchObject({
      people: [{ result: "create", status: "failure", code: "EntryConflict" }],
    });
    expect(client.account("ada")?.active).toBe(false);
  });
});

describe("values", () => {
  it("sends no value that a person no longer has, as Entra does (F13), but takes it away by PUT and by the RFC", async () => {
    for (const [dialect, expected] of [
      ["entra", "Sales"],
      ["oktaWizard", undefined],
      ["oktaCatalog", undefined],
      ["rfc", undefined],
    ] as const) {
      const client = createTestClient({ dialect, people: [person("ada")] });
      await client.cycle();
      client.setAttribute("ada", "department", null);
      await client.cycle();
      expect([dialect, client.account("ada")?.attributes.department ?? undefined]).toEqual([dialect, expected]);
    }
  });

  it("uses defaults and rows for creation only when the account is made", async () => {
    const rows = [
      ...ROWS,
      row("nick", "nickName", "nick", { apply: "create" }),
      row("title", "title", "title", { defaultIfNull: "Clerk" }),
    ];
    for (const dialect of ["entra", "rfc"] as const) {
      const client = createTestClient({ dialect, people: [person("ada", { attributes: { nick: "Addie" } })], rows });
      await client.cycle();
      expect(client.account("ada")?.scim).toMatchObject({ nickName: "Addie", title: "Clerk" });
      client.setAttribute("ada", "nick", "Countess");
      client.setAttribute("ada", "title", "Analyst");
      await client.cycle();
      expect(client.account("ada")?.scim).toMatchObject({ nickName: "Addie", title: "Analyst" });
      client.setAttribute("ada", "title", null);
      await client.cycle();
      expect(client.account("ada")?.scim).toMatchObject({ title: "Analyst" });
    }
  });

  it("sends the whole stored profile in every PUT of Okta's, values of the first day too", async () => {
    const rows = [...ROWS, row("nick", "nickName", "nick", { apply: "create" })];
    const client = createTestClient({
      dialect: "oktaWizard",
      people: [person("ada", { attributes: { nick: "Addie" } })],
      rows,
    });
    await client.cycle();
    client.setAttribute("ada", "nick", "Countess");
    client.setAttribute("ada", "department", "Legal");
    await client.cycle();
    expect(bodies(client, "PUT")).toMatchObject([
      { nickName: "Addie", active: true, userName: "ada@acme.test", [ENTERPRISE]: { department: "Legal" } },
    ]);
  });

  it("fails whoever lacks a required value, and makes it up once they have it", async () => {
    const rows = ROWS.map((each) => (each.id === "department" ? { ...each, required: true } : each));
    const client = createTestClient({ people: [person("ada", { attributes: { department: null } })], rows });
    expect(await client.cycle()).toMatchObject({ people: [{ status: "failure", code: "MandatoryFieldsMissing" }] });
    expect(bodies(client, "POST")).toEqual([]);
    client.setAttribute("ada", "department", "Sales");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create", status: "success" }] });
    expect(client.state().escrow).toEqual({});
  });

  it("leaves out a row whose target names no place, and says so", async () => {
    const client = createTestClient({ people: [person("ada")], rows: [...ROWS, row("odd", "shoeSize", "mail")] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create" }] });
    const evaluations = client.steps().flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    expect(evaluations.find(({ id }) => id === "odd")).toMatchObject({
      result: "failed",
      why: expect.stringContaining("shoeSize"),
    });
  });

  it("sends an application's own attributes under their URN", async () => {
    const urn = "urn:rehearsal:scim:schemas:extension:app:2.0:User";
    const client = createTestClient({
      people: [person("ada", { attributes: { badge: 4711 } })],
      rows: [...ROWS, row("badge", `${urn}:badge`, "badge")],
    });
    await client.cycle();
    expect(client.account("ada")?.attributes.badge).toBe("4711");
  });

  it("changes an account again that somebody edited only when the person changes, or after a restart", async () => {
    const client = createTestClient({ people: [person("ada")] });
    await client.cycle();
    const account = client.account("ada");
    if (account === undefined) throw new Error("There is no account.");
    client.putAccount({ ...account, attributes: { ...account.attributes, department: "By hand" } });
    client.setAttribute("ada", "givenName", "Adele");
    await client.cycle();
    expect(client.account("ada")?.attributes).toMatchObject({ department: "By hand", givenName: "Adele" });
    expect(await client.cycle({ restart: true })).toMatchObject({
      kind: "initial",
      people: [{ result: "update" }],
      requests: 2,
    });
    expect(client.account("ada")?.attributes.department).toBe("Sales");
  });
});

describe("what strict servers make of Entra", () => {
  it.each([
    ["lenientBooleans", { lenientOperations: true }],
    ["lenientOperations", { lenientBooleans: true }],
  ] as const)("is not deactivated without %s (F29); the flag helps", async (_, behaviour) => {
    const strict = createTestClient({ people: [person("ada")], behaviour });
    await strict.cycle();
    strict.change("ada", { active: false });
    expect(await strict.cycle()).toMatchObject({ people: [{ result: "disable", status: "failure" }] });
    expect(strict.account("ada")?.active).toBe(true);
    const flagged = createTestClient({ people: [person("ada")], behaviour: {}, dialect: "entraScim062020" });
    await flagged.cycle();
    flagged.change("ada", { active: false });
    await flagged.cycle();
    expect(flagged.account("ada")?.active).toBe(false);
  });

  it("has no effect in provision on demand", async () => {
    const client = createTestClient({
      people: [person("ada")],
      behaviour: {},
      dialect: "entraScim062020",
      assigned: { users: ["u-ada"], groups: [] },
    });
    await client.cycle();
    client.assign({ users: [], groups: [] });
    expect(await client.cycle({ only: "u-ada" })).toMatchObject({ kind: "onDemand", people: [{ status: "failure" }] });
    expect(bodies(client, "PATCH")).toMatchObject([
      { Operations: [{ op: "Replace", path: "active", value: "False" }] },
    ]);
  });

  it("loses an address whose element is not there yet, where the server makes none (F30)", async () => {
    for (const isMade of [false, true]) {
      const behaviour = { lenientOperations: true, lenientBooleans: true, createsMissingElement: isMade };
      const client = createTestClient({ people: [person("ada", { attributes: { mail: null } })], behaviour });
      await client.cycle();
      client.setAttribute("ada", "mail", "ada@acme.test");
      expect(await client.cycle()).toMatchObject({ people: [{ status: isMade ? "success" : "failure" }] });
      expect(client.account("ada")?.attributes.email ?? null).toBe(isMade ? "ada@acme.test" : null);
    }
  });

  it("misses a manager who comes as a bare text (F18)", async () => {
    const people = [person("ada", { attributes: { manager: "u-bea" } }), person("bea")];
    const client = createTestClient({ people, behaviour: { lenientOperations: true, lenientBooleans: true } });
    expect(await client.cycle()).toMatchObject({
      people: [
        { user: "u-ada", result: "create", status: "warning" },
        { result: "create", status: "success" },
      ],
    });
    expect(client.account("ada")?.attributes.manager).toBeUndefined();
    expect(client.state().escrow["u-ada"]).toMatchObject({ isReference: true });
  });
});

describe("managers", () => {
  const people = [person("ada", { attributes: { manager: "u-bea" } }), person("bea")];

  it.each(DIALECTS)("come in a second pass, when everybody has an account: %s", async (dialect) => {
    const client = createTestClient({ dialect, people });
    await client.cycle();
    expect(client.account("ada")?.attributes.manager).toBe(client.account("bea")?.id);
    expect(lines(client).at(-1)).toMatch(/^(PATCH|PUT) \/Users\/ada$/);
    expect((await client.cycle()).requests).toBe(0);
  });

  it.each(DIALECTS)("change, and go: %s", async (dialect) => {
    const client = createTestClient({ dialect, people: [...people, person("cleo")] });
    await client.cycle();
    client.setAttribute("ada", "manager", "u-cleo");
    expect(await client.cycle()).toMatchObject({ people: [{ user: "u-ada", result: "update" }] });
    expect(client.account("ada")?.attributes.manager).toBe(client.account("cleo")?.id);
    client.setAttribute("ada", "manager", null);
    await client.cycle();
    expect(client.account("ada")?.attributes.manager ?? null).toBeNull();
    expect((await client.cycle()).requests).toBe(0);
  });

  it.each(DIALECTS)("come in the end, however often the server asks to wait: %s", async (dialect) => {
    const client = createTestClient({ dialect, people, behaviour: { ...LENIENT, requestsPerMinute: 3 } });
    for (let minute = 0; minute < 5; minute += 1) {
      client.clock.now = START + minute * 60_000;
      await client.cycle();
    }
    expect(client.account("ada")?.attributes.manager).toBe(client.account("bea")?.id);
    expect((await client.cycle()).requests).toBe(0);
  });

  it("who are out of scope are left out, and by Entra not filled in later but for a restart (F18)", async () => {
    for (const dialect of ["entra", "rfc"] as const) {
      const client = createTestClient({ dialect, people, assigned: { users: ["u-ada"], groups: [] } });
      expect(await client.cycle()).toMatchObject({
        people: [{ user: "u-ada", status: "warning" }, { result: "skip" }],
      });
      client.assign({ users: ["u-ada", "u-bea"], groups: [] });
      await client.cycle();
      await client.cycle();
      const manager = () => client.account("ada")?.attributes.manager;
      expect(manager()).toBe(dialect === "entra" ? undefined : client.account("bea")?.id);
      await client.cycle({ restart: true });
      expect(manager()).toBe(client.account("bea")?.id);
    }
  });
});

describe("groups", () => {
  const groups = [{ id: "g-sales", name: "Sales" }];
  const people = [person("ada", { groups: ["g-sales"] }), person("bea", { groups: ["g-sales"] }), person("cleo")];
  const membersOf = (client: TestClient) =>
    client.accountGroups().map(({ displayName, members }) => {
      const names = members.map(
        ({ id }) =>
          client
            .accounts()
            .find((account) => account.id === id)
            ?.userName.split("@")[0],
      );
      return `${displayName}: ${names.join(" ")}`;
    });
  const start = (dialect: ScimDialect, differs = {}) =>
    createTestClient({
      dialect,
      people,
      groups,
      client: { groups: ["g-sales"] },
      roles: { from: "groups", groups: [{ displayName: "Sales", role: "seller" }] },
      ...differs,
    });

  it.each(DIALECTS)("come after people, with their members, and bring roles: %s", async (dialect) => {
    const client = start(dialect);
    expect(await client.cycle()).toMatchObject({ groups: [{ result: "create", status: "success", added: 2 }] });
    expect(membersOf(client)).toEqual(["Sales: ada bea"]);
    expect(client.account("ada")?.roles).toMatchObject([{ role: "seller", writer: "scim" }]);
    expect((await client.cycle()).requests).toBe(0);
    client.change("ada", { groups: [] });
    client.change("cleo", { groups: ["g-sales"] });
    expect(await client.cycle()).toMatchObject({ groups: [{ result: "update", added: 1, removed: 1 }] });
    expect(membersOf(client)).toEqual(["Sales: bea cleo"]);
    expect(client.account("ada")?.roles).toEqual([]);
    client.setGroups([{ id: "g-sales", name: "Field sales" }]);
    await client.cycle();
    expect(membersOf(client)).toEqual(["Field sales: bea cleo"]);
    for (const name of ["bea", "cleo"]) client.change(name, { groups: [] });
    await client.cycle();
    expect(membersOf(client)).toEqual(["Field sales: "]);
    expect((await client.cycle()).requests).toBe(0);
  });

  it("are emptied by Entra's way of removing one member, where the server keeps to the RFC (F25)", async () => {
    const behaviour = { lenientOperations: true, lenientBooleans: true };
    const client = start("entra", { behaviour });
    await client.cycle();
    client.change("ada", { groups: [] });
    await client.cycle();
    expect(membersOf(client)).toEqual(["Sales: "]);
    const flagged = start("entraScim062020", { behaviour });
    await flagged.cycle();
    flagged.change("ada", { groups: [] });
    await flagged.cycle();
    expect(membersOf(flagged)).toEqual(["Sales: bea"]);
  });

  it("that are there already are taken over", async () => {
    const client = start("entra");
    await client.cycle();
    const id = client.accountGroups()[0]?.id;
    const again = start("rfc");
    await again.cycle();
    expect(client.state().groupLinks["g-sales"]?.target).toBe(id);
    client.setGroups([]);
    expect(await client.cycle()).toMatchObject({ groups: [{ result: "delete", status: "success" }] });
    expect(client.accountGroups()).toEqual([]);
  });

  it("are sent in portions, and what was sent is known whatever fails then", async () => {
    const many = Array.from({ length: 250 }, (_, index) => person(`p${index}`, { groups: ["g-sales"] }));
    const client = createTestClient({ people: many, groups, client: { groups: ["g-sales"] } });
    // Two requests for each person, then a search and a POST for the group, and two of its three portions.
    client.behave({ ...LENIENT, requestsPerMinute: 504 });
    expect(await client.cycle()).toMatchObject({ groups: [{ status: "failure", code: "TooManyRequests" }] });
    expect(client.state().groupLinks["g-sales"]?.members).toHaveLength(200);
    client.clock.now += 60_000;
    expect(await client.cycle()).toMatchObject({ groups: [{ added: 50 }], requests: 1 });
    expect(client.accountGroups()[0]?.members).toHaveLength(250);
  });

  it("leave out members who are out of scope, for good in Entra (F28)", async () => {
    for (const dialect of ["entra", "rfc"] as const) {
      const client = start(dialect, { assigned: { users: ["u-ada"], groups: [] } });
      await client.cycle();
      expect(membersOf(client)).toEqual(["Sales: ada"]);
      client.assign({ users: ["u-ada", "u-bea"], groups: [] });
      await client.cycle();
      expect(membersOf(client)).toEqual([dialect === "entra" ? "Sales: ada" : "Sales: ada bea"]);
      await client.cycle({ restart: true });
      expect(membersOf(client)).toEqual(["Sales: ada bea"]);
    }
  });
});

describe("failures", () => {
  it("wait in escrow with growing gaps, unless the person changes", async () => {
    const taken = buildTestAccount("1", { userName: "ada@acme.test", active: false });
    const client = createTestClient({ people: [person("ada")], accounts: [taken], behaviour: { hidesInactive: true } });
    const tries: number[] = [];
    for (let minutes = 0; minutes <= 40 * 16; minutes += 40) {
      client.clock.now = START + minutes * 60_000;
      if ((await client.cycle()).counts.failed > 0) tries.push(minutes / 40);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15]);
    client.setAttribute("ada", "department", "Legal");
    expect(await client.cycle()).toMatchObject({ people: [{ code: "EntryConflict" }] });
  });

  it("of a linked account that is gone stay in Entra, while others look for the person again", async () => {
    for (const [dialect, status] of [
      ["entra", "failure"],
      ["rfc", "success"],
      ["oktaWizard", "success"],
    ] as const) {
      const client = createTestClient({ dialect, people: [person("ada")] });
      await client.cycle();
      client.removeAccount(client.account("ada")?.id ?? "");
      client.setAttribute("ada", "department", "Legal");
      const report = await client.cycle();
      expect(report).toMatchObject({ people: [{ status }] });
      expect(report.people[0]?.code).toBe(dialect === "entra" ? "InvalidAnchor" : undefined);
      expect(client.accounts()).toHaveLength(dialect === "entra" ? 0 : 1);
    }
  });

  it("of the rate limit break the cycle off, which goes on when the server says so", async () => {
    const people = ["ada", "bea", "cleo", "dora"].map((name) => person(name));
    const client = createTestClient({ people, behaviour: { requestsPerMinute: 5 } });
    const report = await client.cycle();
    expect(report).toMatchObject({
      counts: { create: 2, failed: 1 },
      people: [{}, {}, { user: "u-cleo", status: "failure", code: "TooManyRequests" }],
      nextCycleAt: START + 60_000,
    });
    expect(client.state().escrow["u-cleo"]).toMatchObject({ nextAt: START + 60_000 });
    client.clock.now = START + 60_000;
    expect(await client.cycle()).toMatchObject({ counts: { create: 2, unchanged: 2, failed: 0 } });
    expect(client.accounts()).toHaveLength(4);
    expect(client.state().escrow).toEqual({});
  });
});

describe("quarantine", () => {
  it("comes at once with a wrong token, tries again at 6, 12 and 24 hours, then daily, and ends the job after four weeks", async () => {
    const client = createTestClient({ people: [person("ada"), person("bea")], client: { bearerToken: "wrong" } });
    const first = await client.cycle();
    expect(first).toMatchObject({ quarantine: { code: "EncounteredQuarantineException", tries: 0 }, requests: 1 });
    const times: number[] = [];
    let next = first.nextCycleAt;
    while (next !== undefined) {
      times.push((next - START) / 3_600_000);
      client.clock.now = next;
      next = (await client.cycle()).nextCycleAt;
    }
    expect(times.slice(0, 6)).toEqual([6, 18, 42, 66, 90, 114]);
    expect(times.at(-1)).toBe(28 * 24);
    expect(client.state()).toMatchObject({ disabledAt: START + 28 * DAY });
    expect(await client.cycle()).toMatchObject({ kind: "notRun", requests: 0 });
    client.configure({ bearerToken: "a-token-for-tests" });
    expect(await client.cycle({ restart: true })).toMatchObject({ kind: "initial", counts: { create: 2 } });
    expect(client.state().quarantine).toBeUndefined();
    expect(client.state().disabledAt).toBeUndefined();
  });

  it("ends when the connection works again, also with nothing to send", async () => {
    const client = createTestClient({ people: [person("ada")] });
    await client.cycle();
    client.configure({ bearerToken: "wrong" });
    client.setAttribute("ada", "department", "Legal");
    expect((await client.cycle()).quarantine).toBeDefined();
    client.setAttribute("ada", "department", "Sales");
    client.configure({ bearerToken: "a-token-for-tests" });
    expect(await client.cycle()).toMatchObject({ requests: 1, nextCycleAt: START + 40 * 60_000 });
    expect(client.state().quarantine).toBeUndefined();
  });
});

describe("the deletion threshold", () => {
  const people = ["ada", "bea", "cleo", "dora"].map((name) => person(name));

  it("holds back every deactivation and deletion where there are too many, until an administrator allows them", async () => {
    const client = createTestClient({ people, client: { deletionThreshold: 2 } });
    await client.cycle();
    for (const name of ["ada", "bea", "cleo"]) client.change(name, { active: false });
    client.setAttribute("dora", "department", "Legal");
    const report = await client.cycle();
    expect(report).toMatchObject({
      counts: { stage: 3, update: 1 },
      quarantine: { code: "DeletionThresholdExceeded" },
    });
    expect(client.state().staged).toEqual(["u-ada", "u-bea", "u-cleo"]);
    expect(client.accounts().every(({ active }) => active)).toBe(true);
    expect(await client.cycle()).toMatchObject({ counts: { stage: 3 }, quarantine: { tries: 1 } });
    expect(await client.cycle({ allowDeletes: true })).toMatchObject({ counts: { disable: 3, stage: 0 } });
    expect(client.state().staged).toBeUndefined();
    expect(client.state().quarantine).toBeUndefined();
    expect(client.accounts().filter(({ active }) => active)).toHaveLength(1);
  });

  it("lets as many as it allows go", async () => {
    const client = createTestClient({ people, client: { deletionThreshold: 2 } });
    await client.cycle();
    client.change("ada", { active: false });
    client.purge("bea");
    expect(await client.cycle()).toMatchObject({ counts: { disable: 1, delete: 1, stage: 0 } });
  });

  it("is forgotten where the cause is gone", async () => {
    const client = createTestClient({
      people,
      assigned: { users: people.map(({ id }) => id), groups: [] },
      client: { deletionThreshold: 2 },
    });
    await client.cycle();
    client.assign({ users: [], groups: [] });
    expect(await client.cycle()).toMatchObject({ counts: { stage: 4 } });
    client.assign({ users: people.map(({ id }) => id), groups: [] });
    const report = await client.cycle();
    expect(report.quarantine).toBeUndefined();
    expect(report).toMatchObject({ counts: { unchanged: 4 }, requests: 1 });
  });
});

describe("Okta", () => {
  const start = (dialect: ScimDialect, differs = {}) =>
    createTestClient({ dialect, people: [person("ada")], client: { runs: { on: "events" }, ...differs } });

  it.each([
    ["oktaWizard", {}, ["PUT /Users/ada"], ["PUT /Users/ada"]],
    ["oktaCatalog", {}, ["PUT /Users/ada"], ["PATCH /Users/ada"]],
    ["oktaCatalog", { patchOnly: true }, ["PATCH /Users/ada"], ["PATCH /Users/ada"]],
  ] as const)("%s %j updates by %j and deactivates by %j", async (dialect, differs, updates, deactivates) => {
    const client = start(dialect, differs);
    expect(await client.push("ada")).toMatchObject({ kind: "push", people: [{ result: "create" }] });
    client.setAttribute("ada", "department", "Legal");
    await client.push("ada");
    expect(lines(client)).toEqual(updates);
    expect(client.account("ada")?.attributes.department).toBe("Legal");
    client.change("ada", { active: false });
    await client.push("ada");
    expect(lines(client)).toEqual(deactivates);
    expect(client.account("ada")?.active).toBe(false);
    client.purge("ada");
    await client.push("ada");
    expect(lines(client)).toEqual([]);
  });

  it("pushes only whom something has happened to", async () => {
    const client = createTestClient({
      dialect: "oktaWizard",
      people: [person("ada"), person("bea")],
      client: { runs: { on: "events" } },
    });
    expect(await client.push("bea")).toMatchObject({ people: [{ user: "u-bea" }] });
    expect(await client.push("bea")).toMatchObject({ people: [], counts: { unchanged: 1 }, requests: 0 });
    expect(client.account("ada")).toBeUndefined();
    expect(client.state().nextCycleAt).toBeUndefined();
  });

  it("knows of an account that it activated, though the profile could not be sent", async () => {
    const assigned = { users: ["u-ada"], groups: [] };
    const client = createTestClient({ dialect: "oktaCatalog", people: [person("ada")], assigned });
    await client.cycle();
    client.assign({ users: [], groups: [] });
    await client.cycle();
    client.assign(assigned);
    client.setAttribute("ada", "department", "Legal");
    // A search and the activation get through, the profile does not.
    client.behave({ requestsPerMinute: 2 });
    client.clock.now += 60_000;
    expect(await client.cycle()).toMatchObject({ people: [{ result: "reactivate", status: "failure" }] });
    expect(client.account("ada")?.active).toBe(true);
    client.behave({});
    client.assign({ users: [], groups: [] });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable", status: "success" }] });
    expect(client.account("ada")?.active).toBe(false);
  });

  it.each([
    ["oktaWizard", "incremental", ["PUT", "PUT"]],
    ["oktaCatalog", "incremental", ["PUT", "PUT"]],
    ["entra", "initial", ["GET", "GET"]],
    ["entraScim062020", "initial", ["GET", "GET"]],
    ["rfc", "incremental", []],
  ] as const)(
    "looks at everybody after one mapping is saved (F17); %s in an %s cycle sends %j",
    async (dialect, kind, methods) => {
      const client = createTestClient({ dialect, people: [person("ada"), person("bea")] });
      await client.cycle();
      client.setRows([...ROWS, row("title", "title", "title")]);
      expect((await client.cycle()).kind).toBe(kind);
      expect(client.sent().map(({ method }) => method)).toEqual(methods);
      expect(await client.cycle()).toMatchObject({ kind: "incremental", requests: 0 });
    },
  );

  it("says in the trace why a cycle begins anew", async () => {
    const client = createTestClient({ people: [person("ada")] });
    await client.cycle();
    client.setRows([...ROWS, row("title", "title", "title")]);
    await client.cycle();
    expect(client.steps()[0]).toMatchObject({
      title: "Entra begins an initial cycle for App",
      why: expect.stringContaining(
        "A mapping, the scope or how expressions are taken was saved, so everything begins anew",
      ),
    });
  });

  it("pushes everybody at once where a client goes by events, and nobody twice", async () => {
    const client = createTestClient({
      dialect: "oktaWizard",
      people: [person("ada"), person("bea"), person("cleo")],
      assigned: { users: ["u-ada", "u-bea"], groups: [] },
      client: { runs: { on: "events" } },
    });
    expect(await client.cycle()).toMatchObject({ kind: "push", counts: { create: 2, skip: 1 } });
    client.setRows([...ROWS, row("title", "title", "title")]);
    expect(await client.cycle()).toMatchObject({ kind: "push", counts: { update: 2, failed: 0 }, requests: 2 });
    expect(client.steps()[0]).toMatchObject({
      title: "Okta pushes everybody to App",
      why: expect.stringContaining("was saved"),
    });
    expect(await client.cycle()).toMatchObject({ requests: 0 });
    expect(client.steps()[0]?.why).toContain("Somebody asked for it.");
    client.removeAccount(client.account("ada")?.id ?? "");
    expect(await client.cycle({ restart: true })).toMatchObject({ counts: { create: 1, unchanged: 1 } });
  });

  it("sends nobody to wait for ever when a push is broken off", async () => {
    const client = createTestClient({
      dialect: "oktaWizard",
      people: [person("ada"), person("bea")],
      client: { runs: { on: "events" }, bearerToken: "wrong" },
    });
    expect(await client.push("ada", "bea")).toMatchObject({ counts: { failed: 1 }, requests: 1 });
    const due = nextRetryAt(client.state());
    expect(due).toBe(START + 60 * 60_000);
    client.configure({ bearerToken: "a-token-for-tests" });
    client.clock.now = due ?? START;
    expect(peopleToRetry(client.state(), client.clock.now)).toEqual(["u-ada", "u-bea"]);
    expect(await client.push("ada", "bea")).toMatchObject({ counts: { create: 2 } });
    expect(nextRetryAt(client.state())).toBeUndefined();
  });
});

it("fails where the application never activates an account again, and tries once more later (F37)", async () => {
  const client = createTestClient({ people: [person("ada")], behaviour: { ...LENIENT, refusesReactivation: true } });
  await client.cycle();
  client.change("ada", { active: false });
  await client.cycle();
  client.change("ada", { active: true });
  expect(await client.cycle()).toMatchObject({ people: [{ result: "reactivate", status: "failure" }] });
  expect(client.account("ada")?.active).toBe(false);
  expect(client.state().escrow).toHaveProperty("u-ada");
});

describe("provision on demand", () => {
  it("provisions one person, now", async () => {
    const client = createTestClient({ people: [person("ada"), person("bea")] });
    expect(await client.cycle({ only: "u-ada" })).toMatchObject({
      kind: "onDemand",
      people: [{ user: "u-ada", result: "create" }],
    });
    expect(client.accounts()).toHaveLength(1);
    expect(client.state()).toMatchObject({ cycles: 0 });
    expect(await client.cycle()).toMatchObject({ kind: "initial", counts: { create: 1, unchanged: 1 } });
  });

  it.each([
    { onDemandForgets: true, dialect: "entra", accounts: ["ada@acme.test false", "ada.byron@acme.test true"] },
    { onDemandForgets: false, dialect: "entra", accounts: ["ada.byron@acme.test true"] },
    { onDemandForgets: true, dialect: "rfc", accounts: ["ada.byron@acme.test true"] },
  ] as const)(
    "of somebody who is back under another name leaves two accounts in Entra, where it forgets ($onDemandForgets, $dialect; F37)",
    async ({ onDemandForgets, dialect, accounts }) => {
      const client = createTestClient({ dialect, people: [person("ada")], client: { onDemandForgets } });
      await client.cycle();
      client.change("ada", { active: false });
      await client.cycle();
      client.change("ada", { active: true, userName: "ada.byron@acme.test" });
      await client.cycle({ only: "u-ada" });
      expect(client.accounts().map(({ userName, active }) => `${userName} ${active}`)).toEqual(accounts);
    },
  );

  it("of somebody who is back under the same name fails where it forgets, for the name is taken (F37)", async () => {
    const client = createTestClient({ people: [person("ada")], client: { onDemandForgets: true } });
    await client.cycle();
    client.change("ada", { active: false });
    await client.cycle();
    client.change("ada", { active: true });
    expect(await client.cycle({ only: "u-ada" })).toMatchObject({ people: [{ code: "EntryConflict" }] });
    expect(client.account("ada")?.active).toBe(false);
  });

  it("deactivates whoever is unassigned, but nobody who is disabled", async () => {
    const client = createTestClient({
      people: [person("ada"), person("bea")],
      assigned: { users: ["u-ada", "u-bea"], groups: [] },
    });
    await client.cycle();
    client.change("bea", { active: false });
    expect(await client.cycle({ only: "u-bea" })).toMatchObject({ people: [{ result: "skip" }], requests: 0 });
    client.assign({ users: ["u-bea"], groups: [] });
    expect(await client.cycle({ only: "u-ada" })).toMatchObject({ people: [{ result: "disable" }] });
    expect(await client.cycle()).toMatchObject({ people: [{ user: "u-bea", result: "disable" }] });
  });
});
