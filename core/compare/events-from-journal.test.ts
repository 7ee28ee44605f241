import { describe, expect, it } from "vitest";
import { readAcme } from "../simulation/test-lifecycle.ts";
import type { HistoryEntry } from "../store/journal.ts";
import { eventsFromJournal } from "./events-from-journal.ts";

const acme = readAcme();
const DAY = 24 * 60;
const at = (minutes: number) => new Date(Date.parse(acme.clock.now) + minutes * 60_000).toISOString();

type Told =
  | { readonly action: { readonly type: string } }
  | { readonly edit: string; readonly again?: "whole" | "partly" }
  | "checkpoint";

/** A journal of one line after a checkpoint `r0`; each with the minutes after it. */
function journal(told: readonly (readonly [number, Told])[]): readonly HistoryEntry[] {
  const outcome = { result: "done", code: "DONE", reason: "", by: "hr" };
  const base = (index: number, minutes: number) => ({
    id: `r${index}`,
    parent: index === 0 ? null : `r${index - 1}`,
    at: at(0),
    clock: at(minutes),
    title: "",
    onBranch: true,
  });
  return [[0, "checkpoint"] as const, ...told].map(([minutes, what], index): HistoryEntry => {
    if (what === "checkpoint") return { ...base(index, minutes), type: "checkpoint", name: `c${index}` };
    if ("edit" in what) {
      const { edit, ...again } = what;
      return { ...base(index, minutes), type: "edit", what: edit, ...again };
    }
    return { ...base(index, minutes), type: "action", action: what.action, outcome, steps: 1 };
  });
}

/** What edits did, by the ids of their records. */
const readEvents =
  (edits: Readonly<Record<string, readonly { readonly type: string }[]>> = {}) =>
  (id: string) =>
    Promise.resolve(edits[id] ?? []);

const leave = { action: { type: "leave", user: "ada.lovelace@acme.test" } };
const pass = { action: { type: "passTime", by: { minutes: 2 * DAY } } };
const login = {
  action: {
    type: "login",
    user: "Ada.Lovelace@acme.test",
    application: "expenses",
    protocol: "oidc",
    startAt: "application",
  },
};

describe("what happened after a checkpoint", () => {
  it("is a comparison of how it is with SCIM: the same events at the same times", async () => {
    const { request, leftOut } = await eventsFromJournal(
      journal([
        [0, login],
        [2 * DAY, pass],
        [2 * DAY, leave],
      ]),
      "r0",
      acme,
      readEvents(),
    );
    expect(request).toEqual({
      modes: ["asSet", "scim"],
      applications: ["expenses"],
      people: ["u-ada"],
      events: [
        { after: 0, action: login.action },
        { after: 2 * DAY, action: leave.action },
      ],
      days: 9,
      controls: { loginEveryDays: 0 },
    });
    expect(leftOut).toEqual([]);
  });

  it("says what cannot happen again", async () => {
    const { request, leftOut, edits } = await eventsFromJournal(
      journal([
        [0, { edit: "HR is an hour late" }],
        [0, { action: { type: "cycle", application: "expenses" } as never }],
        [0, leave],
      ]),
      "r0",
      acme,
      readEvents(),
    );
    expect(request.events).toHaveLength(1);
    expect(edits).toBe(0);
    expect(leftOut).toEqual([
      "An edit that is no event of people, such as one of settings: HR is an hour late",
      "Cycle: expenses: each way does that by itself.",
    ]);
  });

  it("takes edits of people along as events, and says where that is not all of an edit", async () => {
    const told = journal([
      [60, { edit: "Moved Ada", again: "whole" }],
      [120, { edit: "Changed Ada: 3 changes", again: "partly" }],
    ]);
    const move = { type: "changeAttributes", user: "ada.lovelace@acme.test", attributes: { department: "Legal" } };
    const { request, leftOut, edits } = await eventsFromJournal(
      told,
      "r0",
      acme,
      readEvents({ r1: [move], r2: [leave.action, { type: "fromTheFuture" }] }),
    );
    expect(request.people).toEqual(["u-ada"]);
    expect(request.events).toEqual([
      { after: 60, action: move },
      { after: 120, action: leave.action },
    ]);
    expect(edits).toBe(2);
    expect(leftOut).toEqual([
      "Only people and assignments of an edit, not what else it changed: Changed Ada: 3 changes",
    ]);
  });

  it("begins after the checkpoint that is meant, and looks at everybody where a group is assigned", async () => {
    const assign = { action: { type: "assign", application: "salesforce", group: "g-finance" } as never };
    const entries = journal([
      [0, leave],
      [0, "checkpoint"],
      [60, assign],
    ]);
    const { request } = await eventsFromJournal(entries, "r2", acme, readEvents());
    expect(request.events).toEqual([{ after: 60, action: assign.action }]);
    expect(request.people).toBeUndefined();
    expect(request.applications).toEqual(["salesforce"]);
  });

  it("follows whoever is hired and renamed", async () => {
    const gina = { type: "hire", id: "u-g", userName: "g@acme.test", attributes: {}, groups: [] } as never;
    const renamed = { type: "rename", user: "g@acme.test", userName: "g2@acme.test" } as never;
    const gone = { type: "leave", user: "g2@acme.test" } as never;
    const entries = journal([
      [0, { action: gina }],
      [1, { action: renamed }],
      [2, { action: gone }],
    ]);
    expect((await eventsFromJournal(entries, "r0", acme, readEvents())).request.people).toEqual(["u-g"]);
  });

  it("is nothing where nothing happened", async () => {
    expect((await eventsFromJournal(journal([[0, pass]]), "r0", acme, readEvents())).request.events).toEqual([]);
    expect((await eventsFromJournal(journal([[0, leave]]), "r1", acme, readEvents())).request.events).toEqual([]);
  });
});
