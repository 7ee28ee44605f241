import { compareModes } from "../compare/compare.ts";
import type { ComparedEvent, CompareRequest } from "../compare/request.ts";
import { generateWorkspace, withNewKeys } from "../generate/workspace.ts";
import type { Pace } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BenchLine } from "./bench-line.ts";
import { heapAfterCollection } from "./measure.ts";

const PEOPLE = 500;
const APPLICATIONS = 15;
const DAYS = 90;
const MINUTES_A_DAY = 24 * 60;
const MIB = 1024 * 1024;

/** A whole company over a quarter of a year, through logins and through SCIM: what it takes, and how that grows. */
export async function* benchCompare(): AsyncGenerator<BenchLine> {
  const workspace = await buildCompany();
  const third = await run(workspace, DAYS / 3);
  const whole = await run(workspace, DAYS);
  const growth = whole.took / whole.events / (third.took / third.events);
  const days = `${PEOPLE} people, ${APPLICATIONS} applications, ${DAYS} days, JIT and SCIM`;
  yield {
    name: `Compare, ${days}: time for each event : the same over ${DAYS / 3} days`,
    measured: growth.toFixed(2),
    limit: "about 1 (in proportion to events)",
    held: growth < 1.5,
  };
  yield {
    name: `Compare, ${days}: memory of the process at its most`,
    measured: `${Math.round(whole.mostMiB)} MiB`,
    limit: "under 1024 MiB",
    held: whole.mostMiB < 1024,
  };
  yield {
    name: `Compare, ${days}: kept afterwards, with the comparison itself`,
    measured: `${Math.round(whole.keptMiB)} MiB`,
    limit: "none",
    held: "printed only",
  };
}

async function run(workspace: Workspace, days: number) {
  const before = heapAfterCollection();
  let most = 0;
  const begin = performance.now();
  const comparison = await compareModes(
    workspace,
    requestFor(workspace, days),
    everySlice(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }),
  );
  const took = performance.now() - begin;
  const kept = heapAfterCollection() - before;
  const events = comparison.lanes.reduce((sum, { tally, segments }) => sum + tally.logins + segments.person.length, 0);
  return { took, events, mostMiB: most / MIB, keptMiB: kept / MIB };
}

/** Looks every ten milliseconds, as often as the engine lets others in. */
function everySlice(look: () => void): Pace {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since >= 10,
    async rest() {
      look();
      since = performance.now();
    },
  };
}

async function buildCompany(): Promise<Workspace> {
  const made = generateWorkspace({ name: "Bench", people: PEOPLE, applications: APPLICATIONS, seed: "bench" });
  return withNewKeys(made, Date.UTC(2026, 2, 1));
}

/** Every day somebody moves, every fifth day somebody leaves. */
function requestFor({ directory: { users }, applications }: Workspace, days: number): CompareRequest {
  const events = Array.from({ length: days }, (_, day): readonly ComparedEvent[] => {
    const mover = users[(day * 7) % users.length]?.userName ?? "";
    const leaver = users[(day * 11 + 3) % users.length]?.userName ?? "";
    const moves: ComparedEvent = {
      after: day * MINUTES_A_DAY + 60,
      action: { type: "changeAttributes", user: mover, attributes: { department: `Department ${day}` } },
    };
    const leaves: ComparedEvent = { after: day * MINUTES_A_DAY + 120, action: { type: "leave", user: leaver } };
    return day % 5 === 0 ? [moves, leaves] : [moves];
  }).flat();
  return {
    modes: ["jit", "scim"],
    applications: applications.map(({ id }) => id),
    events,
    days,
    controls: { loginEveryDays: 1 },
  };
}
