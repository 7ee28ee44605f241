import { createSeededRandom } from "../random.ts";

/** Draws from a seed: the same seed gives the same, draw by draw. */
export interface Draw {
  /** A whole number from 0 up to, but not including, `limit`, which is at most 2^24. */
  below(limit: number): number;
  /** One of the items. @throws TypeError where there is none */
  pick<Item>(items: readonly Item[]): Item;
  /** True once in `times`, on average. */
  once(times: number): boolean;
}

/** Makes one for this seed. */
export function createDraw(seed: string): Draw {
  const random = createSeededRandom(seed);
  const below = (limit: number): number => {
    const [first = 0, second = 0, third = 0] = random.bytes(3);
    return ((first << 16) | (second << 8) | third) % limit;
  };
  return {
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new TypeError("There is nothing to draw from.");
      return item;
    },
    once: (times) => below(times) === 0,
  };
}
