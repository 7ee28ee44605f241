import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAcme } from "../simulation/test-lifecycle.ts";
import { parseScenario, scenarioJsonSchema } from "./parse-scenario.ts";
import { actionsOf, runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { eventsOf } from "./scenario-events.ts";

const ADA = "ada.lovelace@acme.test";
const acme = readAcme();

const BASE: Scenario = {
  version: 1,
  name: "Test",
  summary: "A test.",
  workspace: "acme.json",
  steps: [{ do: { type: "leave", user: ADA } }],
  expect: [],
};

const of = { application: "expenses", of: "mara.okafor@acme.test" };

/** Expectations of Mara's account in the sample, each with whether it holds. */
const EXPECTATIONS: readonly { readonly expect: Scenario["expect"][number]; readonly holds: boolean }[] = [
  { expect: { account: of, exists: true }, holds: true },
  { expect: { account: of, exists: false }, holds: false },
  { expect: { account: { ...of, of: ADA }, exists: false }, holds: true },
  { expect: { account: { ...of, of: ADA }, active: true }, holds: false },
  { expect: { account: of, active: true, many: 1 }, holds: true },
  { expect: { account: of, many: { atLeast: 2 } }, holds: false },
  { expect: { account: of, attributes: { department: "Finance" } }, holds: true },
  { expect: { account: of, attributes: { department: "Sales" } }, holds: false },
  { expect: { account: of, attributes: { nickname: null } }, holds: true },
  { expect: { account: of, attributes: { department: null } }, holds: false },
  { expect: { account: of, roles: ["finance-user"] }, holds: true },
  { expect: { account: of, roles: [] }, holds: false },
  { expect: { account: of, hasRoles: ["admin"] }, holds: false },
  { expect: { account: of, lacksRoles: ["admin"] }, holds: true },
  { expect: { account: of, writtenBy: { department: "jit" } }, holds: true },
  { expect: { account: of, writtenBy: { department: "scim" } }, holds: false },
  { expect: { account: of, conflict: { attribute: "department", between: ["jit", "scim"] } }, holds: false },
  { expect: { account: of, conflict: { role: "finance-user", between: ["jit", "scim"] } }, holds: false },
  {
    expect: { accounts: { application: "expenses", hasRole: "finance-user" }, count: { atLeast: 1, atMost: 9 } },
    holds: true,
  },
  { expect: { accounts: { application: "*", where: { department: "Nowhere" } }, count: 0 }, holds: true },
  { expect: { access: { application: "expenses", state: "waiting" }, count: { atLeast: 5 } }, holds: true },
  { expect: { access: { application: "expenses", state: "correct" }, count: 10_000 }, holds: false },
  { expect: { outcome: { result: "done", code: "DONE" } }, holds: true },
  { expect: { outcome: { code: "SIGNED_IN" } }, holds: false },
];

describe("a step that saves a row", () => {
  const row = { application: "expenses", of: "provisioning", row: "displayName" } as const;
  const upper = { source: { kind: "expression", dialect: "entra", text: "ToUpper([displayName])" } } as const;
  const cycle = { do: { type: "cycle", application: "expenses" } } as const;
  const named = (displayName: string) => ({ account: of, attributes: { displayName } });
  const under = (on: "events" | "cycle", steps: Scenario["steps"]): Scenario => {
    const runs = on === "events" ? { on } : { on, everyMinutes: 40 };
    const client = { dialect: on === "events" ? "oktaWizard" : "entra", runs };
    return { ...BASE, setUp: { ways: { expenses: { way: "scim", settings: { client } } } }, steps };
  };

  it("waits for the next cycle, and is pushed to everybody at once by a client that goes by events", async () => {
    const save = { saveRow: { ...row, set: upper } };
    const waiting = [cycle, { ...save, expect: [named("Mara Okafor")] }, { ...cycle, expect: [named("MARA OKAFOR")] }];
    expect(await runScenario(under("cycle", waiting), acme)).toMatchObject({ passed: true, actions: 2 });
    const pushed = [cycle, { ...save, expect: [named("MARA OKAFOR")] }];
    expect(await runScenario(under("events", pushed), acme)).toMatchObject({ passed: true, actions: 2 });
  });

  it("adds a row and takes one away, of provisioning, of claims, and of what the application stores", async () => {
    const added = {
      ...row,
      row: "new",
      set: { target: "title", source: { kind: "constant", value: "Boss" }, apply: "always" },
    };
    const login = {
      do: { type: "login", user: of.of, application: "expenses", protocol: "oidc", startAt: "application" },
    } as const;
    const stored = { ...row, of: "application", set: { source: { kind: "constant", value: "Stored" } } } as const;
    const logins = under("cycle", [
      { saveRow: added },
      { saveRow: { ...row, remove: true } },
      { ...cycle, expect: [{ account: { ...of, of: ADA }, attributes: { displayName: null } }] },
      { saveRow: stored },
      { ...login, expect: [named("Stored")] },
    ]);
    const scenario = { ...logins, setUp: { ways: { expenses: { way: "scim" as const, jit: true } } } };
    expect((await runScenario(scenario, acme)).checks.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each([
    [{ ...row, row: "displayNam", remove: true }, "steps[0].saveRow.row", /displayName/],
    [{ ...row, set: { apply: "sometimes" } }, "steps[0].saveRow.set.apply", /always/],
    [{ ...row, row: "new", set: {} }, "steps[0].saveRow.set.target", /./],
    [{ ...row, of: "saml", set: upper }, "steps[0].saveRow.of", /saml/],
  ] as const)("refuses %j at its place", async (saved, path, message) => {
    const scenario = under("cycle", [{ saveRow: saved }]);
    await expect(runScenario(scenario, acme)).rejects.toMatchObject({
      code: "SCENARIO_ROW",
      place: { path },
      message: expect.stringMatching(message),
    });
  });
});

describe("what a scenario expects", () => {
  it.each(EXPECTATIONS.map((each) => ({ ...each, text: JSON.stringify(each.expect) })))(
    "$text: $holds",
    async ({ expect: wanted, holds }) => {
      const { passed, checks } = await runScenario({ ...BASE, expect: [wanted] }, acme);
      expect(checks.length).toBeGreaterThan(0);
      expect(passed).toBe(holds);
    },
  );
});

describe("a scenario's steps", () => {
  it("go through people and applications where a star stands", async () => {
    const login = { type: "login", user: "*", application: "*", protocol: "saml", startAt: "application" } as const;
    const { actions } = await runScenario({ ...BASE, steps: [{ forEach: { first: 3 }, do: login }] }, acme);
    expect(actions).toBe(12);
  });

  it("are events to a comparison, at the times that it lets pass, without its logins", () => {
    const steps: Scenario["steps"] = [
      { do: { type: "cycle", application: "expenses" } },
      { do: { type: "passTime", by: { minutes: 90 } } },
      { do: { type: "leave", user: ADA } },
      { do: { type: "passTime", by: { until: "2026-03-04T09:00:00.000Z" } } },
      { do: { type: "return", user: ADA } },
    ];
    const { applications, events, days } = eventsOf({ ...BASE, steps }, acme);
    expect(applications).toEqual(["expenses"]);
    expect(events).toMatchObject([
      { after: 90, action: { type: "leave" } },
      { after: 2880, action: { type: "return" } },
    ]);
    expect(days).toBe(2);
  });

  it("name the step that makes no sense", async () => {
    const steps: Scenario["steps"] = [{ do: { type: "leave", user: ADA } }, { do: { type: "leave", user: "nobody" } }];
    await expect(runScenario({ ...BASE, steps }, acme)).rejects.toMatchObject({
      code: "DIRECTORY_USER_UNKNOWN",
      place: { path: "steps[1].do" },
    });
  });
});

describe("a scenario file", () => {
  it.each([
    ["{", "SCENARIO_NOT_JSON"],
    ["[]", "SCENARIO_INVALID"],
    [JSON.stringify({ ...BASE, version: 2 }), "SCENARIO_INVALID"],
    [JSON.stringify({ ...BASE, steps: [] }), "SCENARIO_INVALID"],
    [JSON.stringify({ ...BASE, setUp: { ways: { __proto__x: 1 } } }), "SCENARIO_INVALID"],
    ['{"version":1,"__proto__":{},"name":"x"}', "SCENARIO_INVALID"],
  ])("is refused where it is none: %s", (text, code) => {
    expect(() => parseScenario(text, "x.json")).toThrow(expect.objectContaining({ code }));
  });

  it("names the place where it stops being JSON", () => {
    expect(() => parseScenario('{"version": 1,\n  name: "x"}', "x.json")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('found "name"'),
        place: { file: "x.json", path: "line 2, column 3" },
      }),
    );
  });

  it("has its schema published as it is: run `npm run schemas` after changing the format", () => {
    const published = readFileSync(new URL("../../fixtures/scenario.schema.json", import.meta.url), "utf8");
    expect(published).toBe(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  });
});

describe("a step for each person", () => {
  it.each([
    { text: 'isMemberOfGroupName("Identity")', people: ["grace.osei@acme.test"] },
    { text: 'user.getLinkedObject("manager").userName == "sofia"', people: [] },
    { text: "Time.now() == null", people: [] },
  ])("asks $text of the whole directory", ({ text, people }) => {
    const step = { forEach: { where: { expression: { dialect: "okta" as const, text } } }, do: LEAVE_EACH };
    expect(actionsOf(step, acme).map((action) => ("user" in action ? action.user : ""))).toEqual(people);
  });

  it("asks for whom people are linked with, and the clock", () => {
    const asked = 'user.getLinkedObject("manager") != null AND Time.now("UTC", "yyyy") == "2026"';
    const step = { forEach: { where: { expression: { dialect: "okta" as const, text: asked } } }, do: LEAVE_EACH };
    const withManager = acme.directory.users.filter(({ attributes }) => typeof attributes.manager === "string");
    expect(actionsOf(step, acme)).toHaveLength(withManager.length);
    expect(withManager.length).toBeGreaterThan(0);
  });
});

const LEAVE_EACH = { type: "leave", user: "*" } as const;
