import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { runAction } from "./run-action.ts";
import { accountOf, passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const APP = "expenses";
const GINA = "gina.torres@acme.test";
const HIRE: Action = {
  type: "hire",
  id: "u-gina",
  userName: GINA,
  attributes: { displayName: "Gina Torres", mail: GINA, department: "Finance", employeeId: "200001" },
  groups: [],
};
const MOVE: Action = { type: "changeAttributes", user: GINA, attributes: { department: "Engineering" } };
const LEAVE: Action = { type: "leave", user: GINA };
const DAY = 24 * 60;

const acme = readAcme();

describe("tickets", () => {
  const manual = provisionedBy(acme, APP, "manual", (settings) => ({ ...settings, delayHours: 4 }));

  it("make the account after the working hours that an administrator takes", async () => {
    const hired = await runAction(manual, HIRE);
    expect(hired.workspace.runtime.agenda).toMatchObject([
      { kind: "ticket", at: "2026-03-02T13:00:00.000Z", person: "u-gina", application: APP },
    ]);
    const early = await runAction(hired.workspace, passMinutes(239));
    expect(accountOf(early.workspace, APP, GINA)).toBeUndefined();
    const done = await runAction(early.workspace, passMinutes(1));
    expect(accountOf(done.workspace, APP, GINA)).toMatchObject({
      active: true,
      attributes: { department: "Finance", costCentre: "CC-100" },
      roles: [{ role: "finance-user", writer: "manual" }],
      written: { department: { writer: "manual" } },
    });
    expect(done.workspace.runtime.agenda).toBeUndefined();
  });

  it("change and take away the account too", async () => {
    const moved = await runAll(manual, [HIRE, passMinutes(DAY), MOVE, passMinutes(DAY)]);
    expect(accountOf(moved.workspace, APP, GINA)).toMatchObject({
      attributes: { department: "Engineering", costCentre: "CC-200" },
      roles: [{ role: "engineering-user" }],
    });
    const left = await runAll(moved.workspace, [LEAVE, passMinutes(DAY)]);
    expect(accountOf(left.workspace, APP, GINA)).toMatchObject({
      active: false,
      written: { active: { writer: "manual" } },
    });
  });

  it("are lost at the rate that is set", async () => {
    const careless = provisionedBy(acme, APP, "manual", (settings) => ({ ...settings, slipRate: 1 }));
    const lost = await runAll(careless, [HIRE, passMinutes(30 * DAY)]);
    expect(accountOf(lost.workspace, APP, GINA)).toBeUndefined();
    const hired = await runAction(careless, HIRE);
    expect(hired.trace.steps.map(({ title }) => title)).toContain("A ticket for Expenses: an account for Gina Torres");
  });
});

describe("a scheduled batch", () => {
  const scheduled = provisionedBy(acme, APP, "scheduled");

  it("leaves a new hire waiting until it runs", async () => {
    const first = await runAll(scheduled, [passMinutes(1), HIRE, passMinutes(16 * 60)]);
    expect(accountOf(first.workspace, APP, GINA)).toBeUndefined();
    const night = await runAction(first.workspace, passMinutes(60));
    expect(accountOf(night.workspace, APP, GINA)).toMatchObject({ written: { userName: { writer: "scheduled" } } });
  });

  it("deactivates whoever left since the last", async () => {
    const left = await runAll(scheduled, [HIRE, passMinutes(DAY), LEAVE, passMinutes(DAY)]);
    expect(accountOf(left.workspace, APP, GINA)).toMatchObject({ active: false });
  });

  it("tells what came of everybody in columns, and shows twenty people step by step", async () => {
    const { trace } = await runAction(scheduled, { type: "cycle", application: APP });
    const [people] = trace.people ?? [];
    expect(people?.user).toContain("u-ada");
    expect(people?.result[people.user.indexOf("u-ada")]).toBe("create");
    expect(trace.steps.length).toBeLessThan(200);
  });
});

describe("a policy workflow", () => {
  const workflow = provisionedBy(acme, APP, "workflow", (settings) => ({
    ...settings,
    rules: [
      { id: "begin", on: "joiner", action: "provision" },
      { id: "move", on: "mover", action: "provision" },
      { id: "stop", on: "leaver", action: "deactivate" },
      { id: "clean", on: "leaver", action: "remove", afterMinutes: 7 * DAY },
    ],
  }));

  it("acts on the event, and later where a rule says so", async () => {
    const hired = await runAll(workflow, [HIRE, passMinutes(1)]);
    expect(accountOf(hired.workspace, APP, GINA)).toMatchObject({
      active: true,
      written: { active: { writer: "workflow" } },
    });
    const left = await runAll(hired.workspace, [LEAVE, passMinutes(1)]);
    expect(accountOf(left.workspace, APP, GINA)).toMatchObject({ active: false });
    const later = await runAction(left.workspace, passMinutes(7 * DAY));
    expect(accountOf(later.workspace, APP, GINA)).toBeUndefined();
  });

  it("asks its conditions of the person", async () => {
    const picky = provisionedBy(acme, APP, "workflow", (settings) => ({
      ...settings,
      rules: [
        {
          id: "finance",
          on: "joiner",
          action: "provision",
          when: { operator: "equals", claim: "department", value: "Sales" },
        },
      ],
    }));
    const hired = await runAll(picky, [HIRE, passMinutes(1)]);
    expect(accountOf(hired.workspace, APP, GINA)).toBeUndefined();
  });

  it.each([
    { text: 'isMemberOfGroupName("Finance")', isProvisioned: true },
    { text: 'isMemberOfGroupName("Sales")', isProvisioned: false },
    { text: 'user.getLinkedObject("manager").department == "Finance"', isProvisioned: true },
  ])("asks $text of the people as HR knows them", async ({ text, isProvisioned }) => {
    const picky = provisionedBy({ ...acme, hr: { delayMinutes: 10 } }, APP, "workflow", (settings) => ({
      ...settings,
      rules: [
        {
          id: "ask",
          on: "joiner",
          action: "provision",
          when: { expression: { dialect: "okta", text } },
          afterMinutes: 20,
        },
      ],
    }));
    const attributes = { displayName: "Gina Torres", department: "Finance", manager: "u-tomas" };
    const hire: Action = { type: "hire", id: "u-gina", userName: GINA, attributes, groups: ["g-finance"] };
    const hired = await runAll(picky, [hire, passMinutes(30)]);
    expect(accountOf(hired.workspace, APP, GINA) !== undefined).toBe(isProvisioned);
  });
});

describe("HR", () => {
  const slow = { ...acme, hr: { delayMinutes: 120 } };

  it("knows before the directory does", async () => {
    const hired = await runAction(slow, HIRE);
    expect(hired.workspace.directory.users.some(({ id }) => id === "u-gina")).toBe(false);
    const early = await runAction(hired.workspace, passMinutes(119));
    expect(early.workspace.directory.users.some(({ id }) => id === "u-gina")).toBe(false);
    const later = await runAction(early.workspace, passMinutes(1));
    expect(later.workspace.directory.users.some(({ id }) => id === "u-gina")).toBe(true);
  });

  it("keeps the order of what it says, also of a name that changes on the way", async () => {
    const rename: Action = { type: "rename", user: GINA, userName: "gina.t@acme.test", email: "gina.t@acme.test" };
    const after: Action = { type: "changeAttributes", user: "gina.t@acme.test", attributes: { department: "Sales" } };
    const { workspace } = await runAll(slow, [HIRE, passMinutes(5), rename, passMinutes(5), after, passMinutes(120)]);
    const gina = workspace.directory.users.find(({ id }) => id === "u-gina");
    expect(gina).toMatchObject({
      userName: "gina.t@acme.test",
      attributes: { mail: "gina.t@acme.test", department: "Sales" },
    });
  });

  it("has no part in a suspension", async () => {
    const { workspace } = await runAction(slow, { type: "suspend", user: "ada.lovelace@acme.test" });
    expect(workspace.directory.users.find(({ id }) => id === "u-ada")?.suspended).toBe(true);
  });
});

describe("time", () => {
  it("passes by minutes, until a moment, and to what is due next", async () => {
    const minutes = await runAction(acme, passMinutes(5));
    expect(minutes.workspace.clock.now).toBe("2026-03-02T09:05:00.000Z");
    const until = await runAction(acme, { type: "passTime", by: { until: "2026-03-05T00:00:00.000Z" } });
    expect(until.workspace.clock.now).toBe("2026-03-05T00:00:00.000Z");
    const deleted = await runAction(acme, { type: "delete", user: "ada.lovelace@acme.test" });
    const next = await runAction(deleted.workspace, { type: "passTime", by: { toNextEvent: true } });
    expect(next.workspace.clock.now).toBe("2026-04-01T09:00:00.000Z");
    expect(next.workspace.directory.users.some(({ id }) => id === "u-ada")).toBe(false);
  });

  it.each([
    ["ACTION_TIME", { until: "2026-03-01T00:00:00.000Z" }],
    ["ACTION_NOTHING_DUE", { toNextEvent: true as const }],
  ])("is refused with %s where it makes no sense", async (code, by) => {
    await expect(runAction(acme, { type: "passTime", by })).rejects.toMatchObject({ code });
  });

  it("gives the same trace for the same workspace and actions", async () => {
    const manual = provisionedBy(acme, APP, "manual", (settings) => ({ ...settings, slipRate: 0.5 }));
    const [one, two] = [await runAll(manual, [HIRE, passMinutes(DAY)]), await runAll(manual, [HIRE, passMinutes(DAY)])];
    expect(one).toEqual(two);
  });
});

describe("what is open when somebody is disabled", () => {
  const login: Action = {
    type: "login",
    user: "ada.lovelace@acme.test",
    application: APP,
    protocol: "oidc",
    startAt: "application",
  };
  const leave: Action = { type: "leave", user: "ada.lovelace@acme.test" };

  it("stays open until it expires, and the trace says so", async () => {
    const left = await runAll(acme, [login, leave]);
    const titles = left.trace.steps.map(({ title }) => title);
    expect(titles).toContain("Ada Lovelace: the session at Expenses stays open");
    const later = await runAction(left.workspace, passMinutes(DAY));
    expect(later.trace.steps.map(({ title }) => title)).toContain("Ada Lovelace: the session at Expenses expires");
    expect(later.workspace.runtime.applications[APP]?.sessions).toEqual({});
  });

  it("ends at the identity provider at once where that revokes on disabling", async () => {
    const revoking = {
      ...acme,
      identityProviders: acme.identityProviders.map((provider) => ({
        ...provider,
        signOnPolicy: { ...provider.signOnPolicy, revokeOnDisable: true },
      })),
    };
    const left = await runAll(revoking, [login, leave]);
    const state = Object.values(left.workspace.runtime.identityProviders)[0];
    expect(state).toMatchObject({ sessions: {}, accessTokens: {} });
    expect(Object.keys(left.workspace.runtime.applications[APP]?.sessions ?? {})).toHaveLength(1);
  });
});

describe("an account that is edited by hand", () => {
  const MARA = "mara.okafor@acme.test";

  it("remembers who did it, and the identity provider hears nothing", async () => {
    const { workspace, trace } = await runAction(acme, {
      type: "editAccount",
      application: APP,
      account: MARA,
      attributes: { department: "Board" },
      grant: ["admin"],
      revoke: ["finance-user"],
    });
    expect(accountOf(workspace, APP, MARA)).toMatchObject({
      attributes: { department: "Board" },
      written: { department: { writer: "manual" } },
      roles: [{ role: "admin", writer: "manual" }],
    });
    expect(trace.steps.some(({ kind }) => kind === "request")).toBe(false);
  });

  it.each([
    ["ACTION_UNKNOWN_ACCOUNT", { account: "mara.okafr@acme.test" }],
    ["ACTION_UNKNOWN_ATTRIBUTE", { account: MARA, attributes: { departement: "x" } }],
    ["ACTION_UNKNOWN_ROLE", { account: MARA, grant: ["boss"] }],
    ["ACTION_NO_CHANGE", { account: MARA }],
    ["ACTION_UNKNOWN_APPLICATION", { account: MARA, application: "expense" }],
  ])("is refused with %s where it makes no sense", async (code, more) => {
    const action: Action = { type: "editAccount", application: APP, ...more };
    await expect(runAction(acme, action)).rejects.toMatchObject({ code });
  });
});

describe("accounts held against the directory", () => {
  const leave: Action = { type: "leave", user: "mara.okafor@acme.test" };

  it("tell who is orphaned, and are put right on request", async () => {
    const left = await runAction(acme, leave);
    const report = await runAction(left.workspace, { type: "reconcile", application: APP, repair: false });
    expect(report.outcome).toMatchObject({ code: "RECONCILE_FINDINGS" });
    expect(report.outcome.reason).toContain("2 orphaned");
    expect(accountOf(report.workspace, APP, "mara.okafor@acme.test")?.active).toBe(true);
    const repaired = await runAction(left.workspace, { type: "reconcile", application: APP, repair: true });
    expect(accountOf(repaired.workspace, APP, "mara.okafor@acme.test")?.active).toBe(false);
  });
});

describe("an assignment", () => {
  it("sets tickets going, and takes the account away when it ends", async () => {
    const closed = {
      ...acme,
      identityProviders: acme.identityProviders.map((provider) => ({
        ...provider,
        connections: provider.connections.map((connection) =>
          connection.application === APP
            ? { ...connection, assignment: { required: true, users: [], groups: [] } }
            : connection,
        ),
      })),
    };
    const workflow = provisionedBy(closed, APP, "workflow");
    const user = "ada.lovelace@acme.test";
    const assigned = await runAll(workflow, [{ type: "assign", application: APP, user }, passMinutes(1)]);
    expect(accountOf(assigned.workspace, APP, user)).toMatchObject({ active: true });
    const ended = await runAll(assigned.workspace, [{ type: "unassign", application: APP, user }, passMinutes(1)]);
    expect(accountOf(ended.workspace, APP, user)).toMatchObject({ active: false });
  });

  it.each([
    ["ACTION_ASSIGNMENT", {}],
    ["ACTION_ASSIGNMENT", { user: "ada.lovelace@acme.test", group: "g-finance" }],
    ["DIRECTORY_USER_UNKNOWN", { user: "nobody@acme.test" }],
    ["DIRECTORY_GROUP_UNKNOWN", { group: "g-financ" }],
  ])("is refused with %s where it makes no sense", async (code, whom) => {
    await expect(runAction(acme, { type: "assign", application: APP, ...whom })).rejects.toMatchObject({ code });
  });
});

it("looks again in every cycle where people come into scope as time passes", async () => {
  const text = 'CBool(DateDiff("h", "2026-03-02T09:00:00Z", Now()) >= 5)';
  const workspace = provisionedBy(acme, APP, "scim", (settings) => ({
    ...settings,
    scope: { expression: { dialect: "entra", text } },
    client: { ...settings.client, dialect: "entra", runs: { on: "cycle", everyMinutes: 60 } },
  }));
  const ada = "ada.lovelace@acme.test";
  const early = await runAll(workspace, [{ type: "cycle", application: APP }, passMinutes(4 * 60)]);
  expect(accountOf(early.workspace, APP, ada)).toBeUndefined();
  const late = await runAction(early.workspace, passMinutes(2 * 60));
  expect(accountOf(late.workspace, APP, ada)).toMatchObject({ active: true });
});
