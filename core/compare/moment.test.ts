import { describe, expect, it } from "vitest";
import { readAcme } from "../simulation/test-lifecycle.ts";
import { compareModes } from "./compare.ts";
import type { Mode } from "./mode.ts";
import { type MomentRun, openMoment } from "./moment.ts";
import type { CompareRequest } from "./request.ts";

const acme = readAcme();
const GINA = "gina.torres@acme.test";
const DAY = 24 * 60;

const REQUEST: CompareRequest = {
  modes: ["jit"],
  applications: ["expenses"],
  people: ["u-gina"],
  days: 30,
  events: [
    {
      after: DAY,
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

/** Every boundary of Gina's lane, opened. */
async function openAll(mode: Mode): Promise<readonly (readonly [string, MomentRun])[]> {
  const { lanes } = await compareModes(acme, { ...REQUEST, modes: [mode] });
  const { from: unsorted = [], state: states = [] } = lanes[0]?.segments ?? {};
  const order = unsorted
    .map((_, index) => index)
    .toSorted((left, right) => (unsorted[left] ?? 0) - (unsorted[right] ?? 0));
  const [from, state] = [order.map((index) => unsorted[index] ?? 0), order.map((index) => states[index])];
  const opened = from.map(async (at, index) => {
    const moment = { mode, at, person: "u-gina", application: "expenses" };
    return [state[index] ?? "", await openMoment(acme, REQUEST, moment)] as const;
  });
  return Promise.all(opened);
}

const changesOf = ({ trace }: MomentRun) =>
  trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : [])).map(({ path }) => path);

describe("a boundary", () => {
  it.each([
    { mode: "jit", kinds: ["hire", "login", "changeAttributes", "login", "leave"] },
    { mode: "manual", kinds: ["hire", "passTime", "changeAttributes", "passTime", "leave", "passTime"] },
    { mode: "workflow", kinds: ["passTime"] },
  ] as const)("is opened as the one thing that made it, under $mode", async ({ mode, kinds }) => {
    const runs = (await openAll(mode)).map(([, run]) => run);
    expect(new Set(runs.map(({ action }) => action.type))).toEqual(new Set(kinds));
  });

  it("shows the login that made the account, with every message", async () => {
    const run = (await openAll("jit")).find(([state]) => state === "correct")?.[1];
    expect(run?.outcome).toMatchObject({ result: "signedIn" });
    expect(run?.trace.steps.some(({ kind }) => kind === "response")).toBe(true);
    expect(run === undefined ? [] : changesOf(run)).toContain("account");
  });

  it("shows the ticket that made the account, with what was due", async () => {
    const run = (await openAll("manual")).find(([state]) => state === "correct")?.[1];
    expect(run?.due).toMatchObject({ kind: "agenda", item: { kind: "ticket", event: "joiner" } });
    expect(run === undefined ? [] : changesOf(run)).toContain("account");
  });

  it("is where a stretch begins, and nowhere else", async () => {
    const moment = {
      mode: "jit",
      at: Date.parse(acme.clock.now) + 1,
      person: "u-gina",
      application: "expenses",
    } as const;
    await expect(openMoment(acme, REQUEST, moment)).rejects.toMatchObject({ code: "COMPARE_NO_MOMENT" });
  });

  it("gives the same run again", async () => {
    const [, first] = await openAll("manual");
    const [, again] = await openAll("manual");
    expect(first?.[1].trace).toEqual(again?.[1].trace);
  });
});
