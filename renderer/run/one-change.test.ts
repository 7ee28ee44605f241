import { describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { changeSettingOf } from "../../core/contract/one-change.ts";
import { EXPENSES } from "../applications/test-configuration.ts";
import { type Setting, settingsOf } from "./one-change.ts";

const settings = settingsOf(EXPENSES);

/** The application once a setting was changed to a value. */
function changed(setting: Setting | undefined, value: string): Configuration | undefined {
  const change = setting?.change(value);
  return change === undefined || change.kind === "attribute" ? undefined : changeSettingOf(EXPENSES, change);
}

describe("what can be changed of an application in one go", () => {
  it("is each choice of its policy, with what it is now", () => {
    const now = Object.fromEntries(settings.map(({ id, was: value }) => [id, value]));
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
    for (const { choices, was } of settings) {
      if (choices === undefined) continue;
      expect(new Set(choices.map(({ text }) => text)).size).toBe(choices.length);
      expect(choices.map(({ value }) => value)).toContain(was);
    }
  });

  it.each(settings.filter(({ choices }) => choices !== undefined))(
    "$id changes that member and nothing else",
    (setting) => {
      const other = setting.choices?.find(({ value }) => value !== setting.was)?.value ?? "";
      const after = changed(setting, other);
      const member = setting.id.replace("jit.", "");
      expect(after?.application.jit).toEqual({
        ...EXPENSES.application.jit,
        [member]: member === "enabled" ? other === "true" : other,
      });
      expect({ ...after, application: { ...after?.application, jit: EXPENSES.application.jit } }).toEqual(EXPENSES);
    },
  );

  it("is the value of a role rule, by the name of its role", () => {
    const rule = settings.find(({ id }) => id === "roleRules.finance");
    expect(rule).toMatchObject({ name: "Role rule: Finance User when department equals …", was: "Finance" });
    const rules = changed(rule, "Sales")?.application.roleRules ?? [];
    expect(rules[0]?.when).toEqual({ operator: "equals", claim: "department", value: "Sales" });
    expect(rules.slice(1)).toEqual(EXPENSES.application.roleRules.slice(1));
  });

  it("leaves out rules that are built of several tests", () => {
    const [first] = EXPENSES.application.roleRules;
    const when = { all: [{ operator: "isPresent" as const, claim: "groups" }] };
    const both = { ...first, id: "both", role: "admin", when };
    const configuration = { ...EXPENSES, application: { ...EXPENSES.application, roleRules: [both] } };
    expect(settingsOf(configuration).some(({ id }) => id.startsWith("roleRules."))).toBe(false);
  });
});
