import { describe, expect, it } from "vitest";
import { OKTA_CATALOG_DIALECT, OKTA_PATCH_DIALECT, OKTA_WIZARD_DIALECT } from "./okta-dialect.ts";
import { change, MANAGER, patch, update, wholeUser, written } from "./test-update.ts";

const USER = "/Users/u1";
const GROUP = "/Groups/g1";
const DIALECTS = { wizard: OKTA_WIZARD_DIALECT, catalogue: OKTA_CATALOG_DIALECT, patch: OKTA_PATCH_DIALECT } as const;

const CHANGE = [change("name.givenName", "Adele", "Ada")];
const put = (active: boolean) => `PUT ${USER} ${JSON.stringify(wholeUser(active))}`;
const activation = (active: boolean) => patch(USER, { op: "replace", value: { active } });
const profile = (active: boolean) => {
  const { schemas: _, ...value } = wholeUser(active);
  return patch(USER, { op: "replace", value });
};

interface RequestCase {
  readonly dialect: keyof typeof DIALECTS;
  readonly title: string;
  readonly changes: typeof CHANGE;
  readonly active?: boolean;
  readonly sends: readonly string[];
}

const CASES: readonly RequestCase[] = [
  { dialect: "wizard", title: "an update", changes: CHANGE, sends: [put(true)] },
  { dialect: "wizard", title: "a deactivation", changes: [], active: false, sends: [put(false)] },
  { dialect: "wizard", title: "a return with changes", changes: CHANGE, active: true, sends: [put(true)] },
  { dialect: "catalogue", title: "an update", changes: CHANGE, sends: [put(true)] },
  { dialect: "catalogue", title: "a deactivation", changes: [], active: false, sends: [activation(false)] },
  {
    dialect: "catalogue",
    title: "a return with changes",
    changes: CHANGE,
    active: true,
    sends: [activation(true), put(true)],
  },
  { dialect: "patch", title: "an update", changes: CHANGE, sends: [profile(true)] },
  { dialect: "patch", title: "a deactivation", changes: [], active: false, sends: [activation(false)] },
  { dialect: "patch", title: "a return with changes", changes: CHANGE, active: true, sends: [profile(true)] },
];

it.each(CASES)("Okta, $dialect: $title", ({ dialect, changes, active, sends }) => {
  expect(written(DIALECTS[dialect].buildUpdate(update(changes, active)))).toEqual(sends);
});

it.each([
  ["wizard", put(true)],
  ["catalogue", put(true)],
  ["patch", profile(true)],
] as const)("Okta, %s: a manager comes with the whole profile", (dialect, sends) => {
  expect(written(DIALECTS[dialect].buildReference(update([change(MANAGER, undefined, "u2")])))).toEqual([sends]);
});

describe("Okta, either way", () => {
  it.each(Object.entries(DIALECTS))("never deletes: %s", (_, { deletes, matching, ignoresSuspension }) => {
    expect({ deletes, matching, ignoresSuspension }).toEqual({
      deletes: false,
      matching: "userName",
      ignoresSuspension: true,
    });
  });

  it("pushes members by PATCH, and an emptied group as a replace by none (F27)", () => {
    const { buildMembers } = OKTA_WIZARD_DIALECT;
    const added = buildMembers({ id: "g1", kind: "add", members: ["u1"], isEmpty: false });
    const removed = buildMembers({ id: "g1", kind: "remove", members: ["u2"], isEmpty: false });
    expect(written([added, removed])).toEqual([
      patch(GROUP, { op: "add", path: "members", value: [{ value: "u1" }] }),
      patch(GROUP, { op: "remove", path: 'members[value eq "u2"]' }),
    ]);
    expect(written([buildMembers({ id: "g1", kind: "remove", members: ["u2"], isEmpty: true })])).toEqual([
      patch(GROUP, { op: "replace", path: "members", value: [] }),
    ]);
  });

  it("escapes what stands in a filter", () => {
    const { path } = change("userName", undefined, "a").target;
    expect(OKTA_CATALOG_DIALECT.buildFilter(path, 'a"b')).toBe('userName eq "a\\"b"');
  });
});
