import type { JitPolicy } from "../../core/contract/model.ts";

/** What the members of a policy are called. */
export const POLICY_NAMES: Readonly<Record<keyof JitPolicy, string>> = {
  enabled: "Just-in-time provisioning",
  requiredClaims: "Required claims",
  allowedEmailDomains: "Allowed email domains",
  match: "Match by",
  noMatch: "When no account matches",
  emailOnlyMatch: "When only the email matches",
  deactivated: "When the account is deactivated",
  laterLogins: "On every later login",
  roles: "What becomes of roles",
  defaultRole: "Default role",
  noRoleRuleMatches: "When no role rule holds",
};

/** What can be chosen for a member of the policy, each as the rest of its sentence. */
export const POLICY_OPTIONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  enabled: [
    ["on", "may make and change"],
    ["off", "neither makes nor changes"],
  ],
  noMatch: [
    ["create", "create one"],
    ["hold", "create one and hold it for approval"],
    ["refuse", "refuse"],
  ],
  emailOnlyMatch: [
    ["refuse", "refuse"],
    ["linkIfVerified", "link it if the email is verified, else refuse"],
    ["link", "link it, verified or not"],
    ["createSecond", "leave it and create a second one"],
  ],
  deactivated: [
    ["refuse", "refuse"],
    ["reactivate", "reactivate it"],
  ],
  laterLogins: [
    ["updateAll", "update all mapped attributes"],
    ["fillEmpty", "fill those that are empty"],
    ["nothing", "leave the attributes as they are"],
  ],
  roles: [
    ["replace", "replaced by exactly what the role rules grant"],
    ["add", "only added, never taken away"],
    ["firstLogin", "set at the first login only"],
  ],
  noRoleRuleMatches: [
    ["keepDefault", "the default role, or none where there is no default"],
    ["keepPresent", "leave the roles that are there"],
    ["refuse", "refuse"],
  ],
};
