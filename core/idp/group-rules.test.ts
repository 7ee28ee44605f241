import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { Condition } from "../mapping/condition.ts";
import { applyGroupRules, type GroupRule, type GroupRules } from "./group-rules.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const GROUPS = ["finance", "sales", "all"].map((id) => ({ id, name: id }));

function user(differs: Partial<DirectoryUser> = {}): DirectoryUser {
  return { id: "u", userName: "ada", active: true, attributes: { department: "Finance" }, groups: [], ...differs };
}

function okta(text: string): Condition {
  return { expression: { dialect: "okta", text } };
}

function rule(id: string, when: Condition, groups: readonly string[], differs: Partial<GroupRule> = {}): GroupRule {
  return { id, name: id, active: true, when, groups: [...groups], ...differs };
}

function apply(rules: readonly GroupRule[], person: DirectoryUser, differs: Partial<GroupRules> = {}) {
  const directory: Directory = { users: [person], groups: GROUPS };
  const settings: GroupRules = { rules: [...rules], whoStopsMatching: "leaves", ...differs };
  return applyGroupRules(settings, directory, person, NOW);
}

const finance = rule("r1", okta('user.department == "Finance"'), ["finance"]);

describe("a group rule", () => {
  it("puts people into its groups while it holds for them", () => {
    const joined = apply([finance], user());
    expect(joined).toMatchObject({
      joined: ["finance"],
      left: [],
      user: { groups: ["finance"], groupsByRule: ["finance"] },
    });
    const moved = { ...joined.user, attributes: { department: "Sales" } };
    const left = apply([finance], moved);
    expect(left).toMatchObject({ joined: [], left: ["finance"], user: { groups: [] } });
    expect(left.user).not.toHaveProperty("groupsByRule");
  });

  it("changes nothing for whoever is where they are to be", () => {
    const { user: ruled } = apply([finance], user());
    expect(apply([finance], ruled).user).toBe(ruled);
  });

  it("never takes anybody out of a group that somebody else put them into", () => {
    const byHand = user({ groups: ["finance"] });
    expect(apply([finance], byHand).user).toBe(byHand);
    const moved = { ...byHand, attributes: { department: "Sales" } };
    expect(apply([finance], moved).user).toBe(moved);
  });

  const cases: readonly (readonly [
    string,
    readonly GroupRule[],
    DirectoryUser,
    Partial<GroupRules>,
    readonly string[],
  ])[] = [
    ["inactive", [{ ...finance, active: false }], user(), {}, []],
    ["passes over somebody", [{ ...finance, except: { users: ["u"] } }], user(), {}, []],
    ["a group that is not there", [{ ...finance, groups: ["nowhere", "all"] }], user(), {}, ["all"]],
    ["somebody who was deleted", [finance], user({ deletedAt: "2026-01-01T00:00:00Z" }), {}, []],
    [
      "a plain condition",
      [rule("r", { operator: "equals", claim: "department", value: "Finance" }, ["all"])],
      user(),
      {},
      ["all"],
    ],
    [
      "stays where whoever stops matching stays",
      [rule("r", okta('user.department == "Sales"'), ["finance"])],
      user({ groups: ["finance"], groupsByRule: ["finance"] }),
      { whoStopsMatching: "stays" },
      ["finance"],
    ],
    [
      "moves nobody once it is deactivated",
      [rule("r", okta('user.department == "Sales"'), ["finance"], { active: false })],
      user({ groups: ["finance"], groupsByRule: ["finance"] }),
      {},
      ["finance"],
    ],
    ["moves nobody once it is gone", [], user({ groups: ["finance"], groupsByRule: ["finance"] }), {}, ["finance"]],
    [
      "two rules for one group",
      [finance, rule("r2", okta("user.x == null"), ["finance"])],
      user({ attributes: {} }),
      {},
      ["finance"],
    ],
    [
      "one rule asks for the group of another",
      [rule("r2", okta('isMemberOfGroupName("finance")'), ["all"]), finance],
      user(),
      {},
      ["finance", "all"],
    ],
  ];
  it.each(cases)("%s", (_, rules, person, differs, groups) => {
    expect(apply(rules, person, differs).user.groups).toEqual(groups);
  });

  it("leaves people where they are whom it cannot be worked out for", () => {
    const broken = { ...finance, when: okta("user.department > 3") };
    const before = user({ groups: ["finance"], groupsByRule: ["finance"] });
    const ruled = apply([broken], before);
    expect(ruled.user).toBe(before);
    expect(ruled.problems).toMatchObject([{ rule: { id: "r1" } }]);
    expect(apply([broken], user()).joined).toEqual([]);
  });

  it("comes to an end where rules chase each other, and only ever gives groups that there are", () => {
    const texts = [
      'isMemberOfGroupName("all")',
      '!isMemberOfGroupName("all")',
      "true",
      'user.department == "Finance"',
      "oops(",
    ];
    const anyRule = fc.record({
      text: fc.constantFrom(...texts),
      groups: fc.subarray(["finance", "sales", "all", "nowhere"]),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), (made) => {
        const rules = made.map(({ text, groups, active }, index) => rule(`r${index}`, okta(text), groups, { active }));
        const { user: ruled } = apply(rules, user());
        expect(GROUPS.map(({ id }) => id)).toEqual(expect.arrayContaining(ruled.groups));
        expect(new Set(ruled.groups).size).toBe(ruled.groups.length);
        expect(ruled.groups).toEqual(expect.arrayContaining(ruled.groupsByRule ?? []));
      }),
    );
  });
});
