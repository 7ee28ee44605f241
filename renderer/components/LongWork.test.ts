import { expect, it } from "vitest";
import { describeQuarter } from "./LongWork.tsx";

it.each([
  [0, 0, "Time passes"],
  [0, 90, "Time passes"],
  [22, 90, "Time passes"],
  [23, 90, "Time passes: 25 %"],
  [89, 90, "Time passes: 75 %"],
  [90, 90, "Time passes: 100 %"],
  [400, 0, "Time passes"],
])("reads out %i of %i as %j", (done, total, words) => {
  expect(describeQuarter("Time passes", { done, total })).toBe(words);
});
