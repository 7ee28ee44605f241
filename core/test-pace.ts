import { cancelled, type Pace, type Progress } from "./pace.ts";

/** A pace that rests at every thing, remembers what it was told, and gives up after so many rests. */
export function createTestPace({ giveUpAfter = Number.POSITIVE_INFINITY } = {}): Pace & {
  told(): readonly Progress[];
  rests(): number;
} {
  const told: Progress[] = [];
  let rests = 0;
  return {
    isDue: () => true,
    async rest(progress) {
      rests += 1;
      if (progress !== undefined) told.push(progress);
      if (rests >= giveUpAfter) throw cancelled();
    },
    told: () => told,
    rests: () => rests,
  };
}
