import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { WITHOUT_REST } from "../pace.ts";
import { checkWorkspace } from "../store/check.ts";
import { parseWorkspace } from "../store/parse.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportPlan } from "./import-plan.ts";
import { planImport } from "./plan-import.ts";

type Json = Record<string, unknown>;

let acme: Workspace;
let fixture: Json[];
beforeAll(async () => {
  acme = await readSample("acme");
  fixture = JSON.parse(
    await readFile(new URL("../../fixtures/imports/okta-group-rules.json", import.meta.url), "utf8"),
  );
});

function plan(document: unknown, workspace = acme, name = "rules.json", options = {}) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name, bytes: new TextEncoder().encode(text) };
  return planImport(workspace, file, options, { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" });
}

function ruleOf(value: string, differs: Json = {}): Json {
  return {
    type: "group_rule",
    id: "0pr1",
    name: "Rule",
    status: "ACTIVE",
    conditions: { expression: { type: "urn:okta:expression:1.0", value } },
    actions: { assignUserToGroups: { groupIds: ["g-sales"] } },
    ...differs,
  };
}

function lineAbout({ report }: ImportPlan, subject: string) {
  return report.lines.find((line) => line.subject === subject);
}

function membersOf({ directory }: Workspace, group: string): readonly string[] {
  return directory.users.filter(({ groups }) => groups.includes(group)).map(({ id }) => id);
}

describe("Okta's group rules", () => {
  it("become rules of the identity provider", async () => {
    const { next, kind, what } = await plan(fixture);
    expect([kind, what]).toEqual(["oktaGroupRules", "2 group rules from rules.json for Acme ID"]);
    expect(next.identityProviders[0]?.groupRules).toMatchObject({
      whoStopsMatching: "leaves",
      rules: [
        {
          id: "0pr1example",
          active: true,
          when: { expression: { dialect: "okta", text: 'user.department == "Finance"' } },
          except: { users: ["u-bob"] },
          groups: ["g-finance"],
        },
        { id: "0pr2example", active: false, groups: ["g-engineering"] },
      ],
    });
    expect(parseWorkspace(JSON.stringify(next), "acme.json")).toEqual(next);
    expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("put people into groups at once, and say for how many each holds", async () => {
    const finance = acme.directory.users.filter(({ attributes }) => attributes.department === "Finance");
    const planned = await plan(ruleOf('user.department == "Finance"'));
    expect(membersOf(planned.next, "g-sales")).toEqual(expect.arrayContaining(finance.map(({ id }) => id)));
    expect(lineAbout(planned, "Rule")).toMatchObject({
      result: "taken",
      place: "conditions",
      message: `It holds for ${finance.length} of 24 people.`,
    });
    expect(lineAbout(planned, "Sales")?.message).toBe(`${finance.length} people join it by a group rule.`);
    expect(lineAbout(planned, "Acme ID")?.message).toContain("not documented");
  });

  it("take the place of earlier ones with the same ids, and take people out again", async () => {
    const first = await plan(ruleOf('user.department == "Finance"'));
    const second = await plan(ruleOf('user.department == "Nowhere"'), first.next);
    expect(membersOf(second.next, "g-sales")).toEqual(membersOf(acme, "g-sales"));
    expect(second.next.identityProviders[0]?.groupRules?.rules).toHaveLength(1);
  });

  const cases: readonly (readonly [string, Json, string, string])[] = [
    [
      "an unknown group",
      ruleOf("true", { actions: { assignUserToGroups: { groupIds: ["00gX"] } } }),
      "adapted",
      "no such group",
    ],
    ["an invalid one", ruleOf("true", { status: "INVALID" }), "adapted", "calls it invalid"],
    [
      "an unreadable one",
      ruleOf("user.department =="),
      "notUnderstood",
      "It holds for 0 of 24 people. For 24 it cannot be told",
    ],
    ["what rules do not take", ruleOf('Convert.toInt(user.a) > "1"'), "notUnderstood", "EXPRESSION_WRONG_CONTEXT"],
    ["too long", ruleOf("a".repeat(10_001)), "refused", "10001 characters"],
    [
      "another language",
      ruleOf("true", { conditions: { expression: { type: "urn:x", value: "true" } } }),
      "refused",
      "`urn:x`",
    ],
    [
      "strangers",
      ruleOf("true", { conditions: { people: { users: { exclude: ["00u1"] } }, expression: { value: "true" } } }),
      "adapted",
      "1 of those whom it passes over",
    ],
  ];
  it.each(cases)("%s", async (_, rule, result, message) => {
    const planned = await plan(rule);
    expect(lineAbout(planned, "Rule")?.result).toBe(result);
    expect(lineAbout(planned, "Rule")?.message).toContain(message);
    expect(parseWorkspace(JSON.stringify(planned.next), "acme.json")).toEqual(planned.next);
  });

  it.each([
    ["no conditions", { ...ruleOf("true"), conditions: {} }, "IMPORT_INVALID", "conditions.expression"],
    [
      "no groups",
      { ...ruleOf("true"), actions: { assignUserToGroups: { groupIds: "g" } } },
      "IMPORT_INVALID",
      "actions.assignUserToGroups.groupIds",
    ],
    ["truncated", '[{"type": "group_rule"', "IMPORT_NOT_JSON", "line 1, column 23"],
  ])("are refused with the place: %s", async (_, document, code, path) => {
    await expect(plan(document)).rejects.toMatchObject({ code, place: { path } });
  });

  it("are worked out for people who are imported later", async () => {
    const ruled = await plan(ruleOf('user.department == "Research"'));
    const csv = "userPrincipalName,displayName,department\nnina@acme.test,Nina New,Research\n";
    const planned = await plan(csv, ruled.next, "users.csv");
    const nina = planned.next.directory.users.find(({ userName }) => userName === "nina@acme.test");
    expect(nina).toMatchObject({ groups: ["g-sales"], groupsByRule: ["g-sales"] });
    expect(lineAbout(planned, "Sales")?.message).toBe("1 person joins it by a group rule.");
  });
});
