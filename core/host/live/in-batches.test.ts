import { describe, expect, it } from "vitest";
import { inBatches } from "./in-batches.ts";

describe("items in batches", () => {
  it("go on together, in their order", async () => {
    const handed: (readonly number[])[] = [];
    const batches = inBatches<number>(5, (items) => handed.push(items));
    for (const item of [1, 2, 3]) batches.add(item);
    expect(handed).toEqual([]);
    await expect.poll(() => handed).toEqual([[1, 2, 3]]);
    batches.add(4);
    await expect.poll(() => handed).toEqual([[1, 2, 3], [4]]);
  });

  it("go on at once when told, and not again", async () => {
    const handed: (readonly number[])[] = [];
    const batches = inBatches<number>(5, (items) => handed.push(items));
    batches.add(1);
    batches.flush();
    batches.flush();
    expect(handed).toEqual([[1]]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(handed).toEqual([[1]]);
  });
});
