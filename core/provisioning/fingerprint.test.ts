import { describe, expect, it } from "vitest";
import { type FingerprintSource, fingerprintOf, rememberByIdentity } from "./fingerprint.ts";

const SOURCE: FingerprintSource = { scope: "inScope", values: new Map([["userName", "ada"]]), settings: "one" };

describe("a fingerprint", () => {
  it("is the same for the same", () => {
    expect(fingerprintOf({ ...SOURCE, values: new Map(SOURCE.values) })).toBe(fingerprintOf(SOURCE));
  });

  it.each<[string, Partial<FingerprintSource>]>([
    ["scope", { scope: "disabled" }],
    ["settings", { settings: "two" }],
    ["a value", { values: new Map([["userName", "eve"]]) }],
    ["the kind of a value", { values: new Map([["userName", ["ada"]]]) }],
    ["a target", { values: new Map([["nickName", "ada"]]) }],
    ["one more value", { values: new Map([...SOURCE.values, ["title", "x"]]) }],
  ])("differs with %s", (_, differs) => {
    expect(fingerprintOf({ ...SOURCE, ...differs })).not.toBe(fingerprintOf(SOURCE));
  });
});

it("what follows from two objects is worked out once for each pair", () => {
  let times = 0;
  const ask = rememberByIdentity((outer: { readonly n: number }, inner: { readonly n: number }) => {
    times += 1;
    return outer.n * inner.n;
  });
  const [two, three] = [{ n: 2 }, { n: 3 }];
  expect([ask(two, three), ask(two, three), ask(three, two), ask(two, { n: 3 })]).toEqual([6, 6, 6, 6]);
  expect(times).toBe(3);
});
