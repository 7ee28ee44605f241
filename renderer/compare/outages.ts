import type { ComparedEvent } from "../../core/contract/comparison.ts";

/** A stretch of time in which a party could not be reached. Milliseconds since the epoch. */
export interface Outage {
  readonly party: string;
  readonly from: number;
  readonly to: number;
}

/** The outages of a comparison: `unreachable` from its beginning on, and those of its events. One that nobody ends lasts. */
export function outagesIn(
  events: readonly ComparedEvent[],
  [begin, end]: readonly [number, number],
  unreachable: readonly string[] = [],
): readonly Outage[] {
  const since = new Map(unreachable.map((party) => [party, begin]));
  const outages: Outage[] = [];
  for (const { after, action } of events.toSorted((left, right) => left.after - right.after)) {
    if (action.type !== "outage") continue;
    const { party, down } = action;
    const [at, from] = [begin + after * 60_000, since.get(party)];
    if (down) since.set(party, from ?? at);
    else if (from !== undefined) {
      since.delete(party);
      outages.push({ party, from, to: at });
    }
  }
  const open = [...since].map(([party, from]) => ({ party, from, to: end }));
  return [...outages, ...open].filter(({ from }) => from < end);
}
