import { describe, expect, it } from "vitest";
import { POLICY } from "../jit/test-target.ts";
import { describePolicy } from "./policy.ts";
import { policyOutcomes } from "./policy-outcomes.ts";

const application = { id: "acme", name: "Acme" };
const roles = [{ id: "member", name: "Member" }];

function outcomeOf(id: string, policy: Partial<typeof POLICY> = {}) {
  const found = policyOutcomes({ application, policy: { ...POLICY, ...policy }, roles }).find((each) => each.id === id);
  if (found === undefined) throw new Error(`No login is called ${id}.`);
  return { result: found.decision.result, values: found.values, roles: found.roles };
}

describe("what becomes of each kind of login", () => {
  it.each([
    ["create", "create", ["the role of the rule"]],
    ["hold", "hold", ["the role of the rule"]],
    ["refuse", "deny", undefined],
  ] as const)("somebody new, with noMatch %s: %s", (noMatch, result, held) => {
    expect(outcomeOf("new", { noMatch })).toEqual({ result, values: undefined, roles: held });
  });

  it("somebody new is refused where provisioning is off, and whoever has an account still gets in", () => {
    expect(outcomeOf("new", { enabled: false }).result).toBe("deny");
    expect(outcomeOf("matched", { enabled: false })).toEqual({
      result: "unchanged",
      values: "left",
      roles: ["the role of before"],
    });
  });

  it.each([
    ["updateAll", "written"],
    ["fillEmpty", "left"],
    ["nothing", "left"],
  ] as const)("an account that is found, with laterLogins %s: values are %s", (laterLogins, values) => {
    expect(outcomeOf("matched", { laterLogins }).values).toBe(values);
  });

  it.each([
    ["replace", ["the role of the rule"]],
    ["add", ["the role of before", "the role of the rule"]],
    ["firstLogin", ["the role of before"]],
  ] as const)("an account that is found, with roles %s", (choice, held) => {
    expect(outcomeOf("matched", { roles: choice }).roles).toEqual(held);
  });

  it.each([
    ["refuse", "deny"],
    ["link", "link"],
    ["createSecond", "create"],
    ["linkIfVerified", "link"],
  ] as const)("only a verified email matches, with emailOnlyMatch %s: %s", (emailOnlyMatch, result) => {
    expect(outcomeOf("emailVerified", { emailOnlyMatch }).result).toBe(result);
  });

  it("an unverified email is a login of its own where the policy asks for it", () => {
    expect(outcomeOf("emailUnverified", { emailOnlyMatch: "linkIfVerified" }).result).toBe("deny");
    expect(() => outcomeOf("emailUnverified", { emailOnlyMatch: "link" })).toThrow();
  });

  it("a verified email does not vouch for another claim that found the account", () => {
    const match = [{ account: "email", from: { claim: "upn" }, compare: "exact" }] as const;
    expect(outcomeOf("emailVerified", { emailOnlyMatch: "linkIfVerified", match: [...match] }).result).toBe("deny");
  });

  it("nobody is found by an email that no row compares", () => {
    expect(outcomeOf("emailVerified", { emailOnlyMatch: "link", match: [] }).result).toBe("create");
  });

  it.each([
    ["refuse", "deny"],
    ["reactivate", "reactivate"],
  ] as const)("a deactivated account, with deactivated %s: %s", (deactivated, result) => {
    expect(outcomeOf("deactivated", { deactivated }).result).toBe(result);
  });

  it.each([
    ["keepDefault", "create", ["Member"], ["Member"]],
    ["keepPresent", "create", ["Member"], ["the role of before"]],
    ["refuse", "deny", undefined, undefined],
  ] as const)("no role rule holds, with %s", (noRoleRuleMatches, result, fresh, later) => {
    expect(outcomeOf("noRule", { noRoleRuleMatches })).toEqual({ result, values: undefined, roles: fresh });
    expect(outcomeOf("noRuleLater", { noRoleRuleMatches }).roles).toEqual(later);
  });
});

it("says a drafted policy as the engine says a saved one", () => {
  expect(describePolicy({ ...POLICY, deactivated: "reactivate" }).find(({ id }) => id === "deactivated")).toEqual({
    id: "deactivated",
    text: "When the account is deactivated: reactivate it.",
    risk: "An account that somebody closed on purpose opens again by one login.",
  });
});
