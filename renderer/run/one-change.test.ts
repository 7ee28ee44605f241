import { describe, expect, it } from "vitest";
import { EXPENSES } from "../applications/test-configuration.ts";
import { settingsOf } from "./one-change.ts";

const settings = settingsOf(EXPENSES);

describe("what can be changed of an application in one go", () => {
  it("is each choice of its policy, with what it is now", () => {
    const now = Object.fromEntries(settings.map(({ id, now: value }) => [id, value]));
    expect(now).toMatchObject({
      "jit.enabled": "true",
      "jit.noMatch": "create",
      "jit.emailOnlyMatch": "linkIfVerified",
      "jit.deactivated": "refuse",
      "jit.laterLogins": "updateAll",
      "jit.roles": "replace",
      "jit.noRoleRuleMatches": "keepDefault",
    });
  });

  it("tells the choices apart in words, and has the current one among them", () => {
    for (const { choices, now } of settings) {
      if (choices === undefined) continue;
      expect(new Set(choices.map(({ text }) => text)).size).toBe(choices.length);
      expect(choices.map(({ value }) => value)).toContain(now);
    }
  });

  it.each(settings.filter(({ choices }) => choices !== undefined))(
    "$id changes that member and nothing else",
    (setting) => {
      const other = setting.choices?.find(({ value }) => value !== setting.now)?.value ?? "";
      const changed = setting.change(other);
      const member = setting.id.replace("jit.", "");
      expect(changed.application.jit).toEqual({
        ...EXPENSES.application.jit,
        [member]: member === "enabled" ? other === "true" : other,
      });
      expect({ ...changed, application: { ...changed.application, jit: EXPENSES.application.jit } }).toEqual(EXPENSES);
    },
  );

  it("is the value of a role rule, by the name of its role", () => {
    const rule = settings.find(({ id }) => id === "roleRules.finance");
    expect(rule).toMatchObject({ name: "Role rule: Finance User when department equals …", now: "Finance" });
    const rules = rule?.change("Sales").application.roleRules ?? [];
    expect(rules[0]?.when).toEqual({ operator: "equals", claim: "department", value: "Sales" });
    expect(rules.slice(1)).toEqual(EXPENSES.application.roleRules.slice(1));
  });

  it("leaves out rules that are built of several tests", () => {
    const [first] = EXPENSES.application.roleRules;
    const both = { ...first, id: "both", role: "admin", when: { operator: "all" as const, of: [] } };
    const configuration = { ...EXPENSES, application: { ...EXPENSES.application, roleRules: [both] } };
    expect(settingsOf(configuration).some(({ id }) => id.startsWith("roleRules."))).toBe(false);
  });
});
