import type { Application } from "./application.ts";

/** The token that the applications of the tests take. */
export const TEST_TOKEN = "a-token-for-tests";

/** An application without mappings, rules and accounts, called like its host: the tests say what it is for. */
export function buildTestApplication(id: string, name: string, parts: Partial<Application>): Application {
  return {
    id,
    name,
    origin: `https://${id}.test`,
    signOn: "saml",
    sessionMinutes: 60,
    accountAttributes: [],
    roles: [],
    mappings: [],
    roleRules: [],
    jit: {
      enabled: true,
      match: [],
      noMatch: "create",
      emailOnlyMatch: "refuse",
      deactivated: "refuse",
      laterLogins: "updateAll",
      requiredClaims: [],
      allowedEmailDomains: [],
      roles: "replace",
      noRoleRuleMatches: "keepDefault",
    },
    accounts: [],
    ...parts,
  };
}
