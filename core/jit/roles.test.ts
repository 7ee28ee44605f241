import { expect, test } from "vitest";
import type { RoleGrant } from "../accounts/account.ts";
import { buildTestAccount } from "../accounts/test-account.ts";
import { planRoles } from "./roles.ts";

const AT = "2026-03-02T09:00:00.000Z";
const BEFORE = "2026-01-05T08:00:00.000Z";
const ROLES = ["member", "finance", "admin"].map((id) => ({ id, name: id.toUpperCase() }));

function grant(role: string, writer: RoleGrant["writer"] = "manual"): RoleGrant {
  return { role, writer, at: BEFORE, why: "Before." };
}

interface PlanCase {
  readonly roles: "replace" | "add" | "firstLogin";
  readonly noRoleRuleMatches?: "keepDefault" | "keepPresent" | "refuse";
  readonly rules: readonly string[];
  /** Undefined: the account is about to be made. */
  readonly present?: readonly string[];
  readonly signedInBefore?: boolean;
  /** Undefined: refused. */
  readonly next?: readonly string[];
}

const CASES: readonly PlanCase[] = [
  { roles: "replace", rules: ["finance"], next: ["finance"] },
  { roles: "replace", rules: ["finance"], present: ["member", "finance"], next: ["finance"] },
  { roles: "replace", rules: ["finance", "admin"], present: [], next: ["finance", "admin"] },
  { roles: "replace", rules: [], present: ["admin"], next: ["member"] },
  { roles: "replace", rules: [], noRoleRuleMatches: "keepPresent", present: ["admin"], next: ["admin"] },
  { roles: "replace", rules: [], noRoleRuleMatches: "keepPresent", present: [], next: [] },
  { roles: "replace", rules: [], noRoleRuleMatches: "keepPresent", next: ["member"] },
  { roles: "replace", rules: [], noRoleRuleMatches: "refuse", present: ["admin"] },
  { roles: "replace", rules: [], noRoleRuleMatches: "refuse" },
  { roles: "add", rules: ["finance"], present: ["admin"], next: ["admin", "finance"] },
  { roles: "add", rules: ["finance"], next: ["finance"] },
  { roles: "add", rules: [], present: ["admin"], next: ["admin", "member"] },
  { roles: "add", rules: [], noRoleRuleMatches: "refuse", present: ["admin"] },
  { roles: "firstLogin", rules: ["finance"], next: ["finance"] },
  { roles: "firstLogin", rules: ["finance"], present: ["admin"], next: ["admin", "finance"] },
  { roles: "firstLogin", rules: ["finance"], present: ["admin"], signedInBefore: true, next: ["admin"] },
  { roles: "firstLogin", rules: [], noRoleRuleMatches: "refuse", present: [], signedInBefore: true, next: [] },
  { roles: "firstLogin", rules: [], noRoleRuleMatches: "refuse", present: [] },
];

test.each(CASES)("$roles, rules $rules, present $present: $next", (entry) => {
  const account =
    entry.present === undefined
      ? undefined
      : buildTestAccount("ada", {
          roles: entry.present.map((role) => grant(role)),
          ...(entry.signedInBefore === true ? { lastSignInAt: BEFORE } : {}),
        });
  const policy = {
    roles: entry.roles,
    defaultRole: "member",
    noRoleRuleMatches: entry.noRoleRuleMatches ?? "keepDefault",
  };
  const rules = entry.rules.map((role) => ({ role, rule: `gives-${role}`, why: "Holds." }));
  const plan = planRoles(policy, ROLES, rules, account, AT);
  expect(plan.refused ? undefined : plan.next.map(({ role }) => role)).toEqual(entry.next);
  expect(plan.started.every(({ role }) => !(entry.present ?? []).includes(role))).toBe(true);
});

test("keeps the provenance of a grant that stays, and says whose grant ends", () => {
  const account = buildTestAccount("ada", {
    roles: [grant("finance", "scim"), grant("admin"), grant("member", "jit")],
  });
  const policy = { roles: "replace", noRoleRuleMatches: "keepDefault" } as const;
  const plan = planRoles(policy, ROLES, [{ role: "finance", rule: "r", why: "Holds." }], account, AT);
  expect(plan.next).toEqual([grant("finance", "scim")]);
  expect(plan.ended.map((ended) => ended.why)).toEqual([
    "Roles are replaced by what the rules grant, and no rule grants this one; `manual` had granted it on 2026-01-05.",
    "Roles are replaced by what the rules grant, and no rule grants this one; an earlier login had granted it on 2026-01-05.",
  ]);
});

test("gives no default role where there is none, or where the application does not know it", () => {
  const policy = { roles: "replace", noRoleRuleMatches: "keepDefault" } as const;
  expect(planRoles(policy, ROLES, [], undefined, AT).next).toEqual([]);
  expect(planRoles({ ...policy, defaultRole: "ghost" }, ROLES, [], undefined, AT).next).toEqual([]);
});
