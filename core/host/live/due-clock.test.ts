import { afterEach, describe, expect, it } from "vitest";
import type { LiveRun } from "../../engine/live-mode.ts";
import type { HttpRequest } from "../../http/message.ts";
import { createSeededRandom, type Random } from "../../random.ts";
import type { Action } from "../../simulation/action.ts";
import { runAction } from "../../simulation/run-action.ts";
import { accountOf, provisionedBy, readAcme } from "../../simulation/test-lifecycle.ts";
import type { Workspace } from "../../store/workspace.ts";
import { isoInstant } from "../../time.ts";
import { createDueClock, type DueClock } from "./due-clock.ts";
import { createLiveParties, type LiveParties } from "./live-parties.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

const APP = "expenses";
const GINA = "gina.torres@acme.test";
const HIRE: Action = { type: "hire", id: "u-gina", userName: GINA, attributes: {}, groups: [] };
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const acme = readAcme();
const BEGIN = Date.parse(acme.clock.now);
const byCycles = provisionedBy(acme, APP, "scim");

interface Bench {
  readonly clock: TestClock;
  readonly due: DueClock;
  readonly parties: LiveParties;
  readonly runs: readonly LiveRun[];
  readonly faults: readonly unknown[];
}

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.due.stop();
});

interface Beginning {
  readonly at: number;
  readonly random: Random;
  /** Time passes whenever somebody asks for it: everything takes long. */
  readonly slow: boolean;
}

/** The parties of a workspace with a clock over them that has begun. */
function begin(
  workspace: Workspace,
  { at = BEGIN, random = createSeededRandom("due"), slow = false }: Partial<Beginning> = {},
): Bench {
  const clock = createTestClock(at);
  const runs: LiveRun[] = [];
  const faults: unknown[] = [];
  const { wake } = clock;
  let asked = 0;
  const now = slow ? () => clock.now() + 100 * asked++ : clock.now;
  const parties = createLiveParties({ workspace, now, keepBefore: false, onRun: (run) => runs.push(run) });
  const due = createDueClock({ happen: parties.happen, now, wake, random, onFault: (fault) => faults.push(fault) });
  due.start();
  bench = { clock, due, parties, runs, faults };
  return bench;
}

/** What happened and when, in minutes after the beginning. */
function told({ runs }: Bench): readonly (readonly [string, number])[] {
  return runs.map(({ action, at }) => [
    action.type === "due" ? action.what : action.path,
    (Date.parse(at) - BEGIN) / MINUTE,
  ]);
}

describe("what is due in live mode", () => {
  it("happens when its time comes, each as a run of its own", async () => {
    const began = begin(byCycles);
    await began.clock.pass(90 * MINUTE);
    expect(told(began)).toEqual([
      ["cycle", 0],
      ["cycle", 40],
      ["cycle", 80],
    ]);
    const [first] = began.runs;
    expect(first).toMatchObject({
      number: 1,
      action: { type: "due", what: "cycle", since: isoInstant(BEGIN), application: APP },
      outcome: { result: "done", by: "clock", reason: expect.stringMatching(/^\d+ changed/) },
    });
    expect(first?.trace.steps.at(-1)).toMatchObject({ kind: "outcome" });
    expect(first?.trace.actors.map(({ id }) => id)).toContain("idp:acme-id");
  });

  it("happens once where it is long overdue, what people do before what moves accounts", async () => {
    const late = { ...byCycles, hr: { delayMinutes: 30 } };
    const { workspace } = await runAction(late, HIRE);
    const began = begin(workspace, { at: BEGIN + 100 * DAY });
    await began.clock.pass(MINUTE);
    const kinds = began.runs.map(({ action }) => action.type === "due" && action.what);
    expect(kinds.toSorted()).toEqual(["cycle", "hrChange"]);
    const left = await began.parties.between((now) => now);
    expect(left.directory.users.map(({ id }) => id)).toContain("u-gina");
  });

  it("happens in the order of its time", async () => {
    const { workspace } = await runAction({ ...byCycles, hr: { delayMinutes: 30 } }, HIRE);
    const began = begin(workspace);
    await began.clock.pass(50 * MINUTE);
    expect(told(began)).toEqual([
      ["cycle", 0],
      ["hrChange", 30],
      ["cycle", 40],
    ]);
  });

  it("is noticed where the machine's clock was set, and not before its time where it was set back", async () => {
    const began = begin(byCycles);
    await began.clock.pass(MINUTE);
    began.clock.set(BEGIN + 50 * MINUTE);
    await began.clock.pass(MINUTE);
    expect(began.runs).toHaveLength(2);
    began.clock.set(BEGIN);
    await began.clock.pass(80 * MINUTE);
    expect(began.runs).toHaveLength(2);
  });

  it("takes its turn among requests, and neither loses what the other wrote", async () => {
    const { clock, parties, runs } = begin(byCycles);
    const create = (userName: string) => parties.exchange(`app:${APP}`, scimUser(byCycles, userName));
    const [before] = await Promise.all([create("one"), clock.pass(1), create("two")]);
    const left = await parties.between((workspace) => workspace);
    expect(before.status).toBe(201);
    for (const userName of ["one", "two"]) expect(accountOf(left, APP, userName)).toBeDefined();
    expect(left.applications.find(({ id }) => id === APP)?.accounts.length).toBeGreaterThan(2);
    expect(runs.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("is held off once it is stopped, and begins again with what has come due meanwhile", async () => {
    const began = begin(byCycles);
    await began.clock.pass(MINUTE);
    await began.due.stop();
    expect([began.due.running, began.clock.waiting()]).toEqual([false, 0]);
    began.clock.set(BEGIN + 3 * DAY);
    began.due.start();
    await began.clock.pass(MINUTE);
    expect(told(began)).toEqual([
      ["cycle", 0],
      ["cycle", 3 * 1440],
    ]);
  });

  it("that takes long ends when it is stopped, and leaves nothing behind: it is still due", async () => {
    let asked = 0;
    const seeded = createSeededRandom("long");
    const random: Random = {
      bytes(length) {
        asked += 1;
        return seeded.bytes(length);
      },
    };
    const began = begin(byCycles, { random, slow: true });
    const ended = began.clock.pass(1);
    while (asked < 3) await new Promise((resolve) => setImmediate(resolve));
    await began.due.stop();
    expect(began.runs).toEqual([]);
    const left = await began.parties.between((workspace) => workspace);
    expect(left.applications).toEqual(byCycles.applications);
    began.due.start();
    await ended;
    await began.clock.pass(1);
    expect(began.runs.map(({ action }) => action)).toMatchObject([{ what: "cycle" }]);
  });

  it("that cannot happen is told once, and the rest goes on", async () => {
    const both = provisionedBy(byCycles, "jira", "scheduled");
    const broken: Random = {
      bytes() {
        throw new Error("There is no randomness.");
      },
    };
    const began = begin(both, { random: broken });
    await began.clock.pass(3 * DAY);
    expect(began.faults.length).toBeGreaterThan(0);
    expect(new Set(began.faults.map(String)).size).toBe(1);
    expect(began.faults.length).toBeLessThanOrEqual(2);
  });
});

function scimUser({ applications }: Workspace, userName: string): HttpRequest {
  const application = applications.find(({ id }) => id === APP);
  return {
    method: "POST",
    url: `${application?.origin}/scim/v2/Users`,
    headers: {
      authorization: `Bearer ${application?.scim?.bearerToken}`,
      "content-type": "application/scim+json",
    },
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName,
      displayName: userName,
      emails: [{ type: "work", value: `${userName}@acme.test` }],
    }),
  };
}
