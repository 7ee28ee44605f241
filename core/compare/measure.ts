import type { LaneRun } from "./lane.ts";
import type { Segment } from "./tracker.ts";
import type { AccessState } from "./truth.ts";

/** What one way took and gave, of the people who are looked at and of nobody else. Times in hours. */
export interface LaneMetrics {
  /** From the moment at which somebody was to have access until they first had it; absent: nobody ever got any. */
  readonly timeToAccess?: Percentiles;
  /** People who were to have access and never got any, counted for each application. */
  readonly neverGotAccess: number;
  readonly waitingHours: number;
  readonly staleHours: number;
  readonly excessHours: number;
  readonly orphanedHours: number;
  /** Active accounts at the end that nobody ever signed in to. */
  readonly ghostAccounts: number;
  /** People with more than one active account in an application at the end. */
  readonly duplicates: number;
  readonly requests: number;
  readonly logins: number;
  readonly adminTouches: number;
  readonly failures: number;
}

/** The middle and the far end of many values. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

/** How each figure is counted, in one sentence each: shown with the figures. */
export const HOW_COUNTED: Readonly<Record<keyof LaneMetrics, string>> = {
  timeToAccess:
    "For each person and application: from the moment at which HR knows that they are to have access until an account first lets them in. Who had access at the beginning is not counted.",
  neverGotAccess: "People who were to have access and had none until the end, once for each application.",
  waitingHours: "Hours in which somebody was to have access and had no account that lets them in, added up.",
  staleHours: "Hours in which an account had a value, or lacked a role, otherwise than HR and the mappings say.",
  excessHours: "Hours in which an account held a role that the rules do not grant by what HR knows.",
  orphanedHours: "Hours in which an account was active though its person was not to have access any more.",
  ghostAccounts:
    "Accounts that are active at the end and that nobody ever signed in to: of the people who are looked at; where that is everybody, accounts that are nobody's too.",
  duplicates: "People with more than one active account in an application at the end, once for each application.",
  requests:
    "SCIM requests that were sent about the people who are looked at, failed ones too. Requests about groups and about the connection are about nobody in particular: they count where everybody is looked at.",
  logins: "Logins of the people who are looked at, refused ones too.",
  adminTouches:
    "Tickets that were done for the people who are looked at, and accounts of theirs that were edited by hand.",
  failures: "Of the people who are looked at: logins that were refused, and provisioning that failed, each time.",
};

const HOUR = 3_600_000;

/** Adds up what came of one way. */
export function measureLane(run: LaneRun): LaneMetrics {
  const { segments, tally } = run;
  const waits = firstAccess(segments);
  const access = waits.flatMap(({ hours }) => (hours === undefined ? [] : [hours]));
  return {
    ...(access.length === 0 ? {} : { timeToAccess: percentilesOf(access) }),
    neverGotAccess: waits.length - access.length,
    waitingHours: hoursIn(segments, ({ state, entitled }) => entitled && state === "none"),
    staleHours: hoursIn(segments, ({ state }) => state === "stale"),
    excessHours: hoursIn(segments, ({ state }) => state === "excess"),
    orphanedHours: hoursIn(segments, ({ state }) => state === "orphaned"),
    ghostAccounts: run.ghosts,
    duplicates: run.duplicates,
    requests: tally.requests,
    logins: tally.logins,
    adminTouches: tally.adminTouches,
    failures: tally.failures,
  };
}

function hoursIn(segments: readonly Segment[], counts: (segment: Segment) => boolean): number {
  const total = segments.reduce((sum, segment) => (counts(segment) ? sum + segment.to - segment.from : sum), 0);
  return total / HOUR;
}

/** For everybody who became entitled after the beginning, or was without access then: how long it took. */
function firstAccess(segments: readonly Segment[]): readonly { readonly hours: number | undefined }[] {
  const byPair = new Map<string, Segment[]>();
  for (const segment of segments) {
    const key = `${segment.person}\u0000${segment.application}`;
    const own = byPair.get(key);
    if (own === undefined) byPair.set(key, [segment]);
    else own.push(segment);
  }
  return [...byPair.values()].flatMap((own) => {
    const sorted = own.toSorted((left, right) => left.from - right.from);
    const begin = sorted.find(({ entitled }) => entitled);
    if (begin === undefined || (begin.initial && begin.state !== "none")) return [];
    const got = sorted.find((segment) => segment.from >= begin.from && segment.state !== "none");
    return [{ hours: got === undefined ? undefined : (got.from - begin.from) / HOUR }];
  });
}

/** The nearest-rank percentiles. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), longest: sorted.at(-1) ?? 0 };
}

/** The shares of people in each state over time, at each moment at which one of them changes. */
export interface Shares {
  /** Milliseconds since the epoch. */
  readonly at: readonly number[];
  /** How many people and applications are in the state from that moment on. `waiting`: of those in `none`, who were to have access. */
  readonly counts: Readonly<Record<AccessState | "waiting", readonly number[]>>;
}

/** At most so many moments: no screen shows more. */
const MOST_MOMENTS = 400;

/** Counts the states at evenly spaced moments. */
export function sharesOf({ segments, from, to }: Pick<LaneRun, "segments" | "from" | "to">): Shares {
  const moments = Math.min(MOST_MOMENTS, Math.max(2, Math.round((to - from) / HOUR)));
  const step = (to - from) / moments;
  const at = Array.from({ length: moments }, (_, index) => from + index * step);
  const empty = (): number[] => at.map(() => 0);
  const counts: Record<AccessState | "waiting", number[]> = {
    none: empty(),
    waiting: empty(),
    correct: empty(),
    stale: empty(),
    excess: empty(),
    orphaned: empty(),
  };
  for (const segment of segments) addTo(counts, segment, from, step);
  return { at, counts };
}

function addTo(counts: Record<AccessState | "waiting", number[]>, segment: Segment, from: number, step: number): void {
  const first = Math.max(0, Math.ceil((segment.from - from) / step));
  const states = segment.state === "none" && segment.entitled ? (["none", "waiting"] as const) : [segment.state];
  for (const state of states) {
    const row = counts[state];
    for (let index = first; index < row.length && from + index * step < segment.to; index += 1)
      row[index] = (row[index] ?? 0) + 1;
  }
}
