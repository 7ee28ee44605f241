import type { DueEvent, Lifecycle } from "../../core/contract/results.ts";

/** What is due already when the clock becomes this computer's. */
export interface DueAtOnce {
  /** The first of it, in order. */
  readonly first: readonly DueEvent[];
  /** How many more there are at the least. */
  readonly more: number;
}

const SHOWN = 3;

/** `now`: by this computer's clock, ISO 8601. */
export function dueAtOnce({ due }: Pick<Lifecycle, "due">, now: string): DueAtOnce {
  const overdue = due.filter(({ at }) => at <= now);
  return { first: overdue.slice(0, SHOWN), more: Math.max(0, overdue.length - SHOWN) };
}
