import { expect, it } from "vitest";
import { type Upgrade, upgradeDocument } from "./upgrade.ts";

const UPGRADES: readonly Upgrade[] = [
  { from: 1, apply: ({ people, ...rest }) => ({ ...rest, users: people }) },
  { from: 2, apply: ({ users, ...rest }) => ({ ...rest, directory: { users } }) },
];

it("brings an older document up one version at a time, without touching it", () => {
  const document = { version: 1, people: ["ada"] };
  expect(upgradeDocument(document, UPGRADES, 3)).toEqual({ version: 3, directory: { users: ["ada"] } });
  expect(document).toEqual({ version: 1, people: ["ada"] });
});

it.each([{ version: 3 }, { version: 9 }, { version: 0 }, { version: "1" }, {}])(
  "leaves %j as it is: the schema says what is wrong with it",
  (document) => {
    expect(upgradeDocument(document, UPGRADES, 3)).toBe(document);
  },
);
