import type { ComparePresets, Comparison, Lane, LaneMetrics, Mode } from "../../core/contract/comparison.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import type { Ran } from "./comparing.ts";
import type { EventNames } from "./words.ts";

export const FROM = Date.parse("2026-03-02T09:00:00.000Z");
export const DAY = 86_400_000;
const DAYS = 14;
const TO = FROM + DAYS * DAY;

/** A script about Ada, who is hired on day 1 and leaves on day 10. */
export const testPresets: ComparePresets = {
  presets: [
    {
      id: "life",
      name: "Ada joins and leaves",
      about: "",
      people: ["u-ada"],
      events: [
        { after: 1440, action: { type: "return", user: "ada@acme.test" } },
        { after: 14_400, action: { type: "leave", user: "ada@acme.test" } },
      ],
      days: DAYS,
    },
    { id: "nobody", name: "Nobody changes", about: "", events: [], days: DAYS },
  ],
  applications: ["expenses", "slack"],
  application: "expenses",
};

/** A lane in which Ada waits a day under JIT, and in which Ben is never let in. */
export function testLane(mode: Mode, metrics: Partial<LaneMetrics> = {}): Lane {
  const begin = FROM + DAY;
  const access = mode === "jit" ? begin + DAY : begin;
  const left = FROM + 10 * DAY;
  const at = Array.from({ length: 20 }, (_, index) => FROM + (index * DAYS * DAY) / 20);
  const zero = at.map(() => 0);
  return {
    mode,
    metrics: {
      timeToAccess: { p50: 24, p95: 24, longest: 24 },
      neverGotAccess: 0,
      waitingHours: 24,
      staleHours: 0,
      excessHours: 0,
      orphanedHours: 0,
      ghostAccounts: 0,
      duplicates: 0,
      requests: 0,
      logins: 10,
      adminTouches: 0,
      failures: 0,
      ...metrics,
    },
    segments: {
      person: ["u-ada", "u-ada", "u-ada", "u-ben"],
      application: ["expenses", "expenses", "expenses", "expenses"],
      state: ["none", "correct", mode === "jit" ? "orphaned" : "none", "none"],
      entitled: [true, true, false, true],
      from: [begin - (mode === "jit" ? 0 : DAY), mode === "jit" ? access : begin, left, FROM],
      to: [access, left, TO, TO],
    },
    shares: {
      at,
      counts: {
        none: zero.map(() => 1),
        waiting: zero.map(() => 1),
        correct: zero.map(() => 1),
        stale: zero,
        excess: zero,
        orphaned: zero,
      },
    },
    passedOver: [],
    tally: { requests: 0, logins: 10, adminTouches: 0, failures: 0, idleCycles: 0 },
  };
}

/** What the engine answers for these ways. */
export function testComparison(modes: readonly Mode[]): Comparison {
  return {
    from: new Date(FROM).toISOString(),
    to: new Date(TO).toISOString(),
    lanes: modes.map((mode) => testLane(mode)),
    unreachable: [],
  };
}

/** A comparison that ran. */
export function testRan(lanes: readonly Lane[]): Ran {
  const [{ people = [], events = [], days = DAYS } = {}] = testPresets.presets;
  const request = {
    modes: lanes.map(({ mode }) => mode),
    applications: ["expenses"],
    people: [...people],
    events: [...events],
    days,
    controls: {},
  };
  return { place: { request }, from: FROM, to: TO, lanes, unreachable: [], outdated: false };
}

/** A directory in which Ada is called so. */
export function testNames(name: string): EventNames {
  const table = { id: ["u-ada"], userName: ["ada@acme.test"], displayName: [name] } as unknown as DirectoryTable;
  return { table, applications: [], providers: [] };
}
