import { describe, expect, it } from "vitest";
import { readAcme } from "../simulation/test-lifecycle.ts";
import { createTestPace } from "../test-pace.ts";
import { compareModes } from "./compare.ts";
import type { LaneMetrics } from "./measure.ts";
import type { Mode } from "./mode.ts";
import type { CompareRequest } from "./request.ts";

const acme = readAcme();
const GINA = "gina.torres@acme.test";
const HOUR = 60;
const DAY = 24 * HOUR;

/** Gina begins on a Monday at 09:00, moves after ten days, and leaves after twenty. */
const REQUEST: CompareRequest = {
  modes: ["jit", "scheduled", "manual", "workflow"],
  applications: ["expenses"],
  people: ["u-gina"],
  days: 30,
  events: [
    {
      after: 0,
      action: {
        type: "hire",
        id: "u-gina",
        userName: GINA,
        attributes: { displayName: "Gina Torres", mail: GINA, department: "Finance", employeeId: "200001" },
        groups: [],
      },
    },
    { after: 10 * DAY, action: { type: "changeAttributes", user: GINA, attributes: { department: "Engineering" } } },
    { after: 20 * DAY, action: { type: "leave", user: GINA } },
  ],
  controls: { loginEveryDays: 1, manualDelayHours: 8 },
};

async function statesIn(mode: Mode, more: Partial<CompareRequest> = {}): Promise<readonly string[]> {
  const { lanes } = await compareModes(acme, { ...REQUEST, modes: [mode], ...more });
  const { segments } = lanes[0] ?? {};
  const rows = segments?.state.map((state, index) => ({ state, from: segments.from[index] ?? 0 })) ?? [];
  return rows.toSorted((left, right) => left.from - right.from).map(({ state }) => state);
}

describe("the same events", () => {
  it("leave a leaver's account open under logins alone", async () => {
    const states = await statesIn("jit");
    expect(states.at(-1)).toBe("orphaned");
    expect(states).toContain("correct");
  });

  it("take the account away by ticket, batch and rule", async () => {
    for (const mode of ["manual", "scheduled", "workflow"] as const) expect((await statesIn(mode)).at(-1)).toBe("none");
  });

  it("are told apart in figures, each with how it is counted", async () => {
    const { lanes } = await compareModes(acme, REQUEST);
    const by = new Map(lanes.map((lane) => [lane.mode, lane.metrics]));
    expect(by.get("workflow")).toMatchObject({ orphanedHours: 0, neverGotAccess: 0 });
    expect(by.get("workflow")?.timeToAccess?.p50).toBe(0);
    expect(by.get("manual")?.timeToAccess?.p50).toBe(8);
    expect(by.get("scheduled")?.timeToAccess?.p50).toBe(17);
    expect(by.get("jit")?.orphanedHours).toBe(10 * 24);
    expect(by.get("manual")?.adminTouches).toBe(3);
  });

  it("count for the people who are looked at, and for nobody else", async () => {
    const modes: Mode[] = ["jit", "scim", "manual"];
    const shown = (metrics: LaneMetrics | undefined) => {
      const { requests, logins, adminTouches, failures, ghostAccounts, duplicates } = metrics ?? {};
      return { requests, logins, adminTouches, failures, ghostAccounts, duplicates };
    };
    const { people: _, ...everybody } = REQUEST;
    const some = await compareModes(acme, { ...REQUEST, modes });
    const all = await compareModes(acme, { ...everybody, modes });
    expect(some.lanes.map(({ metrics }) => shown(metrics))).toEqual([
      { requests: 0, logins: 14, adminTouches: 0, failures: 0, ghostAccounts: 0, duplicates: 0 },
      { requests: 4, logins: 14, adminTouches: 0, failures: 0, ghostAccounts: 0, duplicates: 0 },
      { requests: 0, logins: 14, adminTouches: 3, failures: 0, ghostAccounts: 0, duplicates: 0 },
    ]);
    for (const [index, { metrics }] of all.lanes.entries()) {
      expect(metrics.logins).toBeGreaterThan(some.lanes[index]?.metrics.logins ?? 0);
      expect(metrics.ghostAccounts).toBeGreaterThan(0);
    }
    expect(all.lanes[1]?.metrics.requests).toBeGreaterThan(4);
  });

  it("give access at the first login under logins alone", async () => {
    const { lanes } = await compareModes(acme, { ...REQUEST, modes: ["jit"] });
    expect(lanes[0]?.metrics.timeToAccess?.longest).toBeLessThan(24);
  });

  it("find nobody waiting where nobody is hired", async () => {
    const { lanes } = await compareModes(acme, { ...REQUEST, events: [], people: ["u-gina"], modes: ["jit"] });
    expect(lanes[0]?.segments.person).toEqual([]);
  });

  it("give the same comparison again", async () => {
    expect(await compareModes(acme, REQUEST)).toEqual(await compareModes(acme, REQUEST));
  });

  it("add up to the whole time for everybody", async () => {
    const { lanes } = await compareModes(acme, { ...REQUEST, people: acme.directory.users.map(({ id }) => id) });
    for (const { segments } of lanes) {
      const total = segments.from.reduce((sum, from, index) => sum + (segments.to[index] ?? 0) - from, 0);
      expect(total).toBe(acme.directory.users.length * 30 * DAY * 60_000);
    }
  });

  it("says how far it is in days, and what takes its time within one", async () => {
    const pace = createTestPace();
    await compareModes(acme, { ...REQUEST, modes: ["jit", "scim"] }, pace);
    const told = pace.told();
    const days = told.map(({ done }) => done);
    expect(days).toEqual(days.toSorted((left, right) => left - right));
    expect(new Set(told.map(({ total, what }) => `${total} ${what}`))).toEqual(new Set(["60 days"]));
    expect(told.map(({ doing }) => doing)).toContain("Initial cycle of Expenses: 3 of 24 people (30 of 60 days)");
  });

  it.each(["jit", "scim", "scheduled", "manual"] as const)("comes to the same at any pace: %s", async (mode) => {
    const request = { ...REQUEST, modes: [mode] };
    expect(await compareModes(acme, request, createTestPace())).toEqual(await compareModes(acme, request));
  });

  it.each([1, 40, 200])("is given up at its %ith rest, also within an event", async (rests) => {
    const failure = compareModes(acme, { ...REQUEST, modes: ["scim"] }, createTestPace({ giveUpAfter: rests }));
    await expect(failure).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
