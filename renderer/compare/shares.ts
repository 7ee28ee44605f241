import type { Shares } from "../../core/contract/comparison.ts";
import type { Standing } from "./lanes.ts";
import { STANDINGS } from "./words.ts";

/** The area of one standing in a stacked picture, as an SVG path. */
export interface Area {
  readonly standing: Standing;
  readonly path: string;
}

/** Where moments and shares stand in the picture, in pixels. */
export interface AreaScale {
  readonly x: (at: number) => number;
  /** The right edge. */
  readonly end: number;
  readonly top: number;
  readonly height: number;
}

/** How many stand how at a moment: `none` without those who wait. */
export function countOf({ counts }: Shares, standing: Standing, index: number): number {
  const count = counts[standing][index] ?? 0;
  return standing === "none" ? count - (counts.waiting[index] ?? 0) : count;
}

/** Shares over time as areas on top of each other, in steps: a state holds until the next moment. */
export function areasOf(shares: Shares, scale: AreaScale): readonly Area[] {
  const totals = shares.at.map((_, index) =>
    STANDINGS.reduce((sum, standing) => sum + countOf(shares, standing, index), 0),
  );
  const most = Math.max(1, ...totals);
  let below = shares.at.map(() => 0);
  return STANDINGS.flatMap((standing): readonly Area[] => {
    const from = below;
    below = from.map((sum, index) => sum + countOf(shares, standing, index));
    const to = below;
    if (to.every((sum, index) => sum === from[index])) return [];
    return [{ standing, path: pathBetween(shares.at, from, to, most, scale) }];
  });
}

function pathBetween(
  at: readonly number[],
  from: readonly number[],
  to: readonly number[],
  most: number,
  { x, end, top, height }: AreaScale,
): string {
  const y = (sum: number): string => (top + height - (sum / most) * height).toFixed(1);
  const edges = at.map(
    (moment, index) => [x(moment), index + 1 < at.length ? x(at[index + 1] ?? moment) : end] as const,
  );
  const up = edges.map(
    ([left, right], index) => `${left.toFixed(1)},${y(to[index] ?? 0)} ${right.toFixed(1)},${y(to[index] ?? 0)}`,
  );
  const back = edges
    .map(
      ([left, right], index) => `${right.toFixed(1)},${y(from[index] ?? 0)} ${left.toFixed(1)},${y(from[index] ?? 0)}`,
    )
    .reverse();
  return `M${up.join(" L")} L${back.join(" L")} Z`;
}
