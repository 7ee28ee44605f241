import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseWorkspace } from "../store/parse.ts";
import { runLogin } from "./login.ts";

/** The sample as it opens: who, and what a first login comes to in each application. */
const LOGINS: readonly (readonly [
  userName: string,
  slack: string,
  salesforce: string,
  jira: string,
  expenses: string,
])[] = [
  [
    "ada.lovelace@acme.test",
    "create: member",
    "create: finance-user",
    "create: jira-users+finance-users",
    "create: finance-user",
  ],
  [
    "mara.okafor@acme.test",
    "link: member",
    "update: engineering-user",
    "update: jira-users+engineering-users",
    "update: engineering-user",
  ],
  ["liam.becker@acme.test", "IDP_USER_DISABLED", "IDP_USER_DISABLED", "IDP_USER_DISABLED", "IDP_USER_DISABLED"],
  [
    "grace.osei@acme.test",
    "link: member",
    "unchanged: system-administrator",
    "unchanged: jira-users+jira-administrators",
    "unchanged: admin",
  ],
  ["sukarti@acme.test", "create: member", "JIT_REQUIRED_CLAIM", "create: jira-users", "create: employee"],
  ["aoife.obrien@acme.test", "create: member", "create: sales-user", "create: jira-users", "create: employee"],
  ["zoe.skvorecka@acme.test", "link: member", "IDP_NOT_ASSIGNED", "create: jira-users", "create: employee"],
  [
    "tomas.herrera@acme.test",
    "create: member",
    "create: finance-user",
    "create: jira-users+finance-users",
    "create: finance-user",
  ],
  [
    "Mei-Ling.CHEN@Acme.test",
    "create: member",
    "JIT_VALUE_TAKEN",
    "create: jira-users+engineering-users",
    "create: engineering-user",
  ],
  [
    "rosa.kim_partner-design.test#EXT#@acme.test",
    "JIT_REQUIRED_ATTRIBUTE",
    "IDP_NOT_ASSIGNED",
    "JIT_REQUIRED_CLAIM",
    "JIT_EMAIL_DOMAIN",
  ],
  [
    "priya.natarajan@acme.test",
    "create: member",
    "IDP_NOT_ASSIGNED",
    "unchanged: jira-users+engineering-users+project-members",
    "create: engineering-user",
  ],
  ["nadia.petrova-lind@acme.test", "link: member", "create: standard-user", "update: jira-users", "create: employee"],
  [
    "oskar.lindqvist@acme.test",
    "create: member",
    "IDP_NOT_ASSIGNED",
    "create: jira-users+engineering-users",
    "reactivate: engineering-user",
  ],
  ["wanjiru.kamau@acme.test", "IDP_USER_DISABLED", "IDP_USER_DISABLED", "IDP_USER_DISABLED", "IDP_USER_DISABLED"],
  [
    "d.volkov.ext@acme.test",
    "create: member",
    "IDP_NOT_ASSIGNED",
    "create: jira-users+engineering-users",
    "JIT_EMAIL_DOMAIN",
  ],
  ["ingrid.dahl@acme.test", "JIT_REQUIRED_CLAIM", "IDP_NOT_ASSIGNED", "SAML_NAME_ID_EMPTY", "JIT_REQUIRED_CLAIM"],
  ["carlos.mendes@acme.test", "IDP_USER_SUSPENDED", "IDP_USER_SUSPENDED", "IDP_USER_SUSPENDED", "IDP_USER_SUSPENDED"],
  [
    "fatima.zahra@acme.test",
    "create: member",
    "IDP_NO_SECOND_FACTOR",
    "create: jira-users+finance-users",
    "link: finance-user",
  ],
  [
    "anna.mueller@acme.test",
    "create: member",
    "create: finance-user",
    "create: jira-users+finance-users",
    "unchanged: finance-user",
  ],
  ["anna.mueller2@acme.test", "create: member", "IDP_NOT_ASSIGNED", "create: jira-users", "JIT_EMAIL_UNVERIFIED"],
  [
    "maximiliane.von.hohenstein-schwarzenfels@acme.test",
    "JIT_REQUIRED_ATTRIBUTE",
    "create: standard-user",
    "create: jira-users",
    "create: employee",
  ],
  [
    "hanako.sato@acme.test",
    "create: member",
    "create: engineering-user",
    "create: jira-users+engineering-users",
    "create: engineering-user",
  ],
  [
    "ben.carter@acme.test",
    "create: member",
    "JIT_VALUE_TAKEN",
    "link: jira-users+engineering-users",
    "link: engineering-user",
  ],
  ["sofia.rossi@acme.test", "create: member", "create: sales-user", "create: jira-users", "JIT_SEVERAL_MATCHES"],
];

const acme = parseWorkspace(
  readFileSync(new URL("../../fixtures/workspaces/acme.json", import.meta.url), "utf8"),
  "acme.json",
);

it("speaks of everybody in the sample", () => {
  expect(LOGINS.map(([userName]) => userName)).toEqual(acme.directory.users.map(({ userName }) => userName));
});

it.each(LOGINS)("%s: slack %s, salesforce %s, jira %s, expenses %s", async (user, ...expected) => {
  const found: string[] = [];
  for (const { id, signOn } of acme.applications) {
    const result = await runLogin(acme, {
      type: "login",
      user,
      application: id,
      protocol: signOn,
      startAt: "application",
    });
    const roles = result.account?.roles.map(({ role }) => role).join("+");
    found.push(result.outcome.result === "signedIn" ? `${result.decision?.result}: ${roles}` : result.outcome.code);
  }
  expect(found).toEqual(expected);
});
