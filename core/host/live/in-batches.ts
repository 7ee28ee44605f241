/** What comes in one at a time and goes on some at a time. */
export interface Batches<Item> {
  add(item: Item): void;
  /** Hands on what waits, at once. */
  flush(): void;
}

/** Hands items on in their order, as many as came within so many milliseconds. */
export function inBatches<Item>(everyMs: number, hand: (items: readonly Item[]) => void): Batches<Item> {
  let waiting: Item[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const items = waiting;
    waiting = [];
    if (items.length > 0) hand(items);
  }

  return {
    flush,
    add(item) {
      waiting.push(item);
      timer ??= setTimeout(flush, everyMs);
    },
  };
}
