import { describe, expect, it } from "vitest";
import type { Workspace } from "../store/workspace.ts";
import { createTestPace } from "../test-pace.ts";
import type { Action } from "./action.ts";
import { runAction } from "./run-action.ts";
import { accountOf, passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const acme = readAcme();
const CYCLE: Action = { type: "cycle", application: "expenses" };
const DAY = 1440;

const scim = provisionedBy(acme, "expenses", "scim");
const pushing = provisionedBy(closed(acme), "expenses", "scim", (settings) => ({
  ...settings,
  client: { ...settings.client, dialect: "oktaWizard", runs: { on: "events" } },
}));
const batches = provisionedBy(acme, "expenses", "scheduled");
const tickets = provisionedBy(closed(acme), "expenses", "manual", (settings) => ({ ...settings, slipRate: 0 }));
const assign: Action = { type: "assign", application: "expenses", group: "g-finance" };
const assigned = (await runAction(tickets, assign)).workspace;
const left = (await runAll(acme, [{ type: "leave", user: "mara.okafor@acme.test" }])).workspace;

/** Nobody may use Expenses. */
function closed(workspace: Workspace): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((connection) =>
        connection.application === "expenses"
          ? { ...connection, assignment: { required: true, users: [], groups: [] } }
          : connection,
      ),
    })),
  };
}

/** Everything that may take long, and what is told of it on the way. */
const LONG: readonly (readonly [name: string, workspace: Workspace, action: Action, doing: string])[] = [
  ["an initial cycle", scim, CYCLE, "Initial cycle of Expenses: 3 of 24 people"],
  ["a push", pushing, assign, "Push to Expenses: 1 of 5 people"],
  ["a batch", batches, CYCLE, "Batch of Expenses: 7 of 24 people"],
  ["time with a cycle", scim, passMinutes(2 * DAY), "Initial cycle of Expenses: 3 of 24 people (0 of 2 days)"],
  ["time with cycles", scim, passMinutes(2 * DAY), "Time passes: 1 of 2 days"],
  ["time with a batch", batches, passMinutes(DAY), "Batch of Expenses: 3 of 24 people (17 of 24 hours)"],
  [
    "time to the next event",
    scim,
    { type: "passTime", by: { toNextEvent: true } },
    "Initial cycle of Expenses: 3 of 24 people",
  ],
  ["tickets", assigned, passMinutes(3 * DAY), "By hand in Expenses: 1 of 5 people (0 of 3 days)"],
  [
    "holding accounts against the directory",
    left,
    { type: "reconcile", application: "expenses", repair: true },
    "Expenses held against the directory: 0 of 11 accounts",
  ],
  [
    "putting accounts right",
    left,
    { type: "reconcile", application: "expenses", repair: true },
    "Expenses is put right: 0 of 11 accounts",
  ],
];

describe("the pace of an action", () => {
  it.each(LONG)("tells how far it is: %s", async (_, workspace, action, doing) => {
    const pace = createTestPace();
    await runAction(workspace, action, { pace });
    expect(pace.told().map((progress) => progress.doing)).toContain(doing);
    for (const { done, total } of pace.told()) expect(done).toBeLessThanOrEqual(total);
  });

  it.each(LONG)("changes nothing of what it comes to: %s", async (_, workspace, action) => {
    expect(await runAction(workspace, action, { pace: createTestPace() })).toEqual(await runAction(workspace, action));
  });

  it.each(LONG)("leaves the workspace as it was where it is given up at any rest: %s", async (_, workspace, action) => {
    const before = structuredClone(workspace);
    const whole = createTestPace();
    await runAction(workspace, action, { pace: whole });
    for (const giveUpAfter of [1, 2, Math.ceil(whole.rests() / 2), whole.rests()]) {
      const failure = runAction(workspace, action, { pace: createTestPace({ giveUpAfter }) });
      await expect(failure).rejects.toMatchObject({ code: "CANCELLED", message: expect.stringContaining("nothing") });
    }
    expect(workspace).toEqual(before);
  });

  it("never rests where nobody waits", async () => {
    const { workspace } = await runAction(scim, CYCLE);
    expect(accountOf(workspace, "expenses", "ada.lovelace@acme.test")?.active).toBe(true);
  });
});
