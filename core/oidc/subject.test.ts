import { expect, test } from "vitest";
import { buildPairwiseSubject } from "./subject.ts";

const SALT = "0123456789abcdef";

test("a pairwise sub is the same each time, and another one for each client, person and salt", () => {
  const sub = buildPairwiseSubject(SALT, "u1", "acme");
  expect(buildPairwiseSubject(SALT, "u1", "acme")).toBe(sub);
  const others = [
    buildPairwiseSubject(SALT, "u1", "other"),
    buildPairwiseSubject(SALT, "u2", "acme"),
    buildPairwiseSubject(`${SALT}!`, "u1", "acme"),
  ];
  expect(new Set([sub, ...others]).size).toBe(4);
  expect(sub).toMatch(/^[\w-]{43}$/);
});

test("where person and client meet cannot be moved", () => {
  expect(buildPairwiseSubject(SALT, "ab", "c")).not.toBe(buildPairwiseSubject(SALT, "a", "bc"));
});
