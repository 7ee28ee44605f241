import { describe, expect, it } from "vitest";
import { showHours, showWhen, ticksOf, timeAt, xOf } from "./axis.ts";

const DAY = 86_400_000;
const from = Date.parse("2026-03-02T09:00:00.000Z");
const scale = { from, to: from + 30 * DAY, left: 100, width: 600 };

describe("the axis", () => {
  it("leads from time to place and back, and nowhere outside", () => {
    expect(xOf(scale, from + 15 * DAY)).toBe(400);
    expect(timeAt(scale, 400)).toBe(from + 15 * DAY);
    expect([xOf(scale, 0), timeAt(scale, 0), timeAt(scale, 9_999)]).toEqual([100, from, scale.to]);
  });

  it("writes midnights that have room beside each other", () => {
    const ticks = ticksOf(scale, 64);
    expect(new Set(ticks.map((at) => at % DAY))).toEqual(new Set([0]));
    expect(ticks).toHaveLength(5);
    expect(ticksOf({ ...scale, width: 3_000 }, 64)).toHaveLength(30);
  });

  it("says moments and stretches as people do", () => {
    expect(showWhen(from)).toBe("Mon 2 Mar 09:00");
    expect([0, 0.667, 3.5, 8, 23.08, 26, 240].map(showHours)).toEqual([
      "0 min",
      "40 min",
      "3 h 30 min",
      "8 h",
      "23 h",
      "1 d 2 h",
      "10 d",
    ]);
  });
});
