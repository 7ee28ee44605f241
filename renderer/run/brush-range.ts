/** The steps that a run is limited to, both ends with them. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** From one step to another, whichever comes first; undefined where that is all of the run. */
export function brushBetween(one: number, other: number, count: number): Brush | undefined {
  const [from, to] = [Math.max(1, Math.min(one, other)), Math.min(count, Math.max(one, other))];
  return from === 1 && to === count ? undefined : { from, to };
}

/** Tells whether a step is among those that are shown. */
export function isWithin(brush: Brush | undefined, seq: number): boolean {
  return brush === undefined || (seq >= brush.from && seq <= brush.to);
}

/** "Steps 13–24 of 40" */
export function describeBrush({ from, to }: Brush, count: number): string {
  return from === to ? `Step ${from} of ${count}` : `Steps ${from}–${to} of ${count}`;
}
