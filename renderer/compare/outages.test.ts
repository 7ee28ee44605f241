import { expect, it } from "vitest";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import { outagesIn } from "./outages.ts";

const outage = (after: number, party: string, down: boolean): ComparedEvent => ({
  after,
  action: { type: "outage", party, down },
});
const MINUTE = 60_000;

it.each<[string, readonly ComparedEvent[], readonly (readonly [string, number, number])[]]>([
  ["none", [outage(5, "idp", false)], []],
  ["from when it begins to when it ends", [outage(30, "idp", false), outage(10, "idp", true)], [["idp", 10, 30]]],
  ["to the end where nobody ends it", [outage(10, "idp", true), outage(20, "idp", true)], [["idp", 10, 60]]],
  [
    "of several at once",
    [outage(1, "idp", true), outage(2, "slack", true), outage(3, "slack", false), outage(4, "idp", false)],
    [
      ["slack", 2, 3],
      ["idp", 1, 4],
    ],
  ],
  ["none that begins after the end", [outage(90, "idp", true)], []],
])("finds outages: %s", (_, events, wanted) => {
  expect(outagesIn(events, [0, 60 * MINUTE])).toEqual(
    wanted.map(([party, from, to]) => ({ party, from: from * MINUTE, to: to * MINUTE })),
  );
});

it("begins with those that last already", () => {
  expect(outagesIn([outage(10, "idp", false)], [0, 60], ["idp", "slack"])).toEqual([
    { party: "idp", from: 0, to: 10 * MINUTE },
    { party: "slack", from: 0, to: 60 },
  ]);
});
