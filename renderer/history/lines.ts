import type { HistoryEntry } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";
import { describeRun } from "./describe.ts";
import { buildGraph, type GraphRow } from "./lanes.ts";

/** One line of the list of what happened: a day, or a record with its place in the picture of branches. */
export type HistoryLine =
  | { readonly kind: "day"; readonly key: string; readonly day: string; readonly lanes: readonly number[] }
  | {
      readonly kind: "record";
      readonly key: string;
      readonly entry: HistoryEntry;
      readonly title: string;
      readonly graph: GraphRow | undefined;
    };

/** What the titles of runs are made from. */
export interface Names {
  readonly table: DirectoryTable | undefined;
  readonly applications: readonly ApplicationSummary[];
  readonly providers: WorkspaceSummary["identityProviders"];
}

/** Everything that happened, newest first, by day of simulated time. A filter leaves lines out, and the picture with them. */
export function buildLines(entries: readonly HistoryEntry[], names: Names, filter: string): readonly HistoryLine[] {
  const newestFirst = [...entries].reverse();
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const graph = words.length === 0 ? buildGraph(newestFirst) : [];
  const lines: HistoryLine[] = [];
  let day = "";
  for (const [index, entry] of newestFirst.entries()) {
    const title = titleOf(entry, names);
    if (!holds(`${title} ${detailOf(entry)}`, words)) continue;
    const row = graph[index];
    const itsDay = entry.clock.slice(0, 10);
    if (itsDay !== day) {
      lines.push({ kind: "day", key: `day ${entry.id}`, day: itsDay, lanes: row === undefined ? [] : lanesAbove(row) });
    }
    day = itsDay;
    lines.push({ kind: "record", key: entry.id, entry, title, graph: row });
  }
  return lines;
}

/** What happened, in a few words. */
export function titleOf(entry: HistoryEntry, { table, applications, providers }: Names): string {
  if (entry.type === "action") return describeRun(entry, table, applications, providers);
  if (entry.type !== "checkpoint") return entry.title;
  return entry.automatic === true ? "The end of a branch that was left" : `“${entry.name}”`;
}

/** What else a record says, in one sentence. */
export function detailOf(entry: HistoryEntry): string {
  return entry.type === "action" ? entry.outcome.reason : "";
}

/** The lanes whose lines come in from above. */
function lanesAbove({ lane, passing, joining, up }: GraphRow): readonly number[] {
  return [...passing, ...joining, ...(up ? [lane] : [])];
}

function holds(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
