import { expect, it } from "vitest";
import { checkWorkspace } from "./check.ts";
import { completeKeys } from "./key-material.ts";
import { parseWorkspace } from "./parse.ts";
import { readSample } from "./preset.ts";
import { type Upgrade, upgradeDocument } from "./upgrade.ts";
import type { Workspace } from "./workspace.ts";

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

/** The sample as it was written before there was SCIM. */
async function beforeScim(): Promise<Workspace> {
  const sample = await readSample("acme");
  const applications = sample.applications.map(({ scim: _, groups: __, ...application }) => ({
    ...application,
    accounts: application.accounts.map(({ scim: ___, ...account }) => account),
  }));
  return { ...sample, applications };
}

it("has nothing to upgrade in a file from before SCIM: all that came with it may be absent, in the same version", async () => {
  const old = await beforeScim();
  const read = parseWorkspace(JSON.stringify(old), "old.json");
  expect(read).toEqual(old);
  expect(read.version).toBe(1);
  expect(checkWorkspace(read)).toEqual([]);
  expect(await completeKeys(read, 0)).toEqual({ workspace: old, made: [] });
});
