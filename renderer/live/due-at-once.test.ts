import { describe, expect, it } from "vitest";
import { dueAtOnce } from "./due-at-once.ts";

const cycle = (hour: string) =>
  ({ at: `2026-03-02T${hour}:00:00.000Z`, kind: "cycle", sentence: `At ${hour}` }) as const;

describe("what is due at once when live mode starts", () => {
  it("is what the clock passes over, and nothing that is still to come", () => {
    const due = ["09", "10", "11"].map(cycle);
    expect(dueAtOnce({ due }, "2026-03-02T10:00:00.000Z")).toEqual({ first: due.slice(0, 2), more: 0 });
    expect(dueAtOnce({ due }, "2026-03-01T10:00:00.000Z")).toEqual({ first: [], more: 0 });
  });

  it("is told in a few, with how many more there are", () => {
    const due = ["01", "02", "03", "04", "05"].map(cycle);
    expect(dueAtOnce({ due }, "2027-01-01T00:00:00.000Z")).toEqual({ first: due.slice(0, 3), more: 2 });
  });
});
