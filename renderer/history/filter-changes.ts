import type { HistoryChanges } from "../../core/contract/results.ts";
import { type FilterProblem, type FilterToken, parseFilter } from "../grid/filter.ts";
import { applicationOf, type ChangeNames, personOf, turnOf, whatOf, writerOf } from "./changes.ts";

/** The conditions that the history knows. */
export const CHANGE_FIELDS = ["writer", "app", "what", "run", "on"] as const;

/** A part of simulated time; milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows that pass, newest first: all words somewhere in the line, all conditions, and within the time. Several of one
 * kind: one is enough.
 */
export function filterChanges(
  changes: HistoryChanges,
  text: string,
  names: ChangeNames,
  range?: TimeRange,
): { readonly rows: Uint32Array; readonly problems: readonly FilterProblem[] } {
  const { words, tokens, problems } = parseFilter(text, CHANGE_FIELDS);
  const wanted = CHANGE_FIELDS.map((field) => tokens.filter((token) => token.field === field && !token.negated)).filter(
    (group) => group.length > 0,
  );
  const unwanted = tokens.filter(({ negated }) => negated);
  const passes = (row: number): boolean =>
    isWithin(changes.at[row], range) &&
    (words.length === 0 || holds(textOf(changes, row, names), words)) &&
    wanted.every((group) => group.some((token) => matches(changes, row, token, names))) &&
    unwanted.every((token) => !matches(changes, row, token, names));
  const rows: number[] = [];
  for (let row = changes.at.length - 1; row >= 0; row -= 1) if (passes(row)) rows.push(row);
  return { rows: Uint32Array.from(rows), problems };
}

function isWithin(at: string | undefined, range: TimeRange | undefined): boolean {
  if (range === undefined || at === undefined) return true;
  const time = Date.parse(at);
  return time >= range.from && time <= range.to;
}

function holds(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What words are looked for in. */
function textOf(changes: HistoryChanges, row: number, names: ChangeNames): string {
  const parts = [
    changes.userName[row],
    personOf(changes, row, names),
    whatOf(changes, row),
    turnOf(changes, row),
    changes.why[row],
  ];
  return parts.join("\n").toLowerCase();
}

function matches(changes: HistoryChanges, row: number, token: FilterToken, names: ChangeNames): boolean {
  return valuesFor(changes, row, token.field, names).some((value) =>
    token.exact ? value === token.value : value.toLowerCase().includes(token.value.toLowerCase()),
  );
}

function valuesFor(changes: HistoryChanges, row: number, field: string, names: ChangeNames): readonly string[] {
  switch (field) {
    case "writer":
      return [changes.writer[row] ?? "", writerOf(changes, row)];
    case "app":
      return [changes.application[row] ?? "", applicationOf(changes, row, names)];
    case "what":
      return [changes.what[row] ?? "", whatOf(changes, row)];
    case "run":
      return [changes.run[row] ?? ""];
    default:
      return [changes.onBranch[row] === true ? "now" : "left"];
  }
}
