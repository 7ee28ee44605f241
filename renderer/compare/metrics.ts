import { HOW_COUNTED, type Lane, type LaneMetrics } from "../../core/contract/comparison.ts";
import { buildCsv } from "../components/csv.ts";
import { showHours } from "./axis.ts";
import { MODE_WORDS } from "./words.ts";

/** A column of the table of figures. */
export interface MetricColumn {
  readonly id: string;
  readonly title: string;
  /** What a spreadsheet calls it, with the unit. */
  readonly exported: string;
  /** How it is counted, in one sentence. */
  readonly how: string;
  /** For sorting and for spreadsheets; undefined: there is no figure. */
  readonly value: (metrics: LaneMetrics) => number | undefined;
  readonly show: (metrics: LaneMetrics) => string;
}

type Counted = Exclude<keyof LaneMetrics, "timeToAccess">;

const ACCESS = HOW_COUNTED.timeToAccess;

/** The figures, in the order of the story: getting in, being wrong, staying behind, and what it takes. */
export const METRICS: readonly MetricColumn[] = [
  percentile("p50", "Access, half by", "time to access, median, hours", `${ACCESS} Half of them had it by then.`),
  percentile("p95", "Access, 95 % by", "time to access, 95th percentile, hours", `${ACCESS} 95 of 100 had it by then.`),
  figure("neverGotAccess", "Never got in", "never got access"),
  hours("waitingHours", "Waiting h", "waiting hours"),
  hours("staleHours", "Stale h", "stale hours"),
  hours("excessHours", "Excess h", "excess-role hours"),
  hours("orphanedHours", "Orphaned h", "orphaned hours"),
  figure("ghostAccounts", "Ghosts", "ghost accounts"),
  figure("duplicates", "Doubles", "duplicates"),
  figure("requests", "Requests", "requests"),
  figure("logins", "Logins", "logins"),
  figure("adminTouches", "By hand", "admin touches"),
  figure("failures", "Failures", "failures"),
];

function percentile(which: "p50" | "p95", title: string, exported: string, how: string): MetricColumn {
  const value = ({ timeToAccess }: LaneMetrics) => timeToAccess?.[which];
  const show = (metrics: LaneMetrics): string => {
    const found = value(metrics);
    return found === undefined ? "–" : showHours(found);
  };
  return { id: which, title, exported, how, value, show };
}

function figure(id: Counted, title: string, exported: string): MetricColumn {
  const value = (metrics: LaneMetrics) => metrics[id];
  return { id, title, exported, how: HOW_COUNTED[id], value, show: (metrics) => metrics[id].toLocaleString("en") };
}

function hours(id: Counted, title: string, exported: string): MetricColumn {
  const rounded = (metrics: LaneMetrics) => Math.round(metrics[id] * 10) / 10;
  return {
    id,
    title,
    exported,
    how: HOW_COUNTED[id],
    value: rounded,
    show: (metrics) => rounded(metrics).toLocaleString("en"),
  };
}

/** How the table is sorted. */
export interface MetricSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Lanes by one of the figures; those without it come last. As they came where nothing is chosen. */
export function sortLanes(lanes: readonly Lane[], sort: MetricSort | undefined): readonly Lane[] {
  const column = METRICS.find(({ id }) => id === sort?.column);
  if (column === undefined) return lanes;
  const sign = sort?.descending === true ? -1 : 1;
  const last = sign * Number.POSITIVE_INFINITY;
  const figureOf = ({ metrics }: Lane): number => column.value(metrics) ?? last;
  return lanes.toSorted((left, right) => compare(figureOf(left), figureOf(right)) * sign);
}

function compare(left: number, right: number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The figures for a spreadsheet (RFC 4180): numbers as they are, hours in hours. */
export function buildMetricsCsv(lanes: readonly Lane[]): string {
  const head = ["way", ...METRICS.map(({ exported }) => exported)];
  const rows = lanes.map(({ mode, metrics }) => [
    MODE_WORDS[mode].name,
    ...METRICS.map(({ value }) => String(value(metrics) ?? "")),
  ]);
  return buildCsv([head, ...rows]);
}

/** Every stretch of everybody for a spreadsheet. */
export function buildStretchesCsv(lanes: readonly Lane[]): string {
  const head = ["way", "person", "application", "state", "to have access", "from", "to"];
  const rows = lanes.flatMap(({ mode, segments }) =>
    segments.person.map((person, index) => [
      MODE_WORDS[mode].name,
      person,
      segments.application[index] ?? "",
      segments.state[index] ?? "",
      segments.entitled[index] === true ? "yes" : "no",
      new Date(segments.from[index] ?? 0).toISOString(),
      new Date(segments.to[index] ?? 0).toISOString(),
    ]),
  );
  return buildCsv([head, ...rows]);
}
