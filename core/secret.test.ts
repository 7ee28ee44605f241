import { expect, it } from "vitest";
import { isSameSecret } from "./secret.ts";

it.each([
  ["the same", "s3cret", "s3cret", true],
  ["another of the same length", "s3cret", "s3creT", false],
  ["a longer one", "s3cret", "s3cret2", false],
  ["as many characters, but more bytes", "é", "e", false],
  ["nothing, twice", "", "", false],
])("%s: %s and %s", (_name, left, right, same) => {
  expect(isSameSecret(left, right)).toBe(same);
});
