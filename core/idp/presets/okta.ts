import { documented, type ProductPreset, UNSPECIFIED } from "./preset.ts";

const STATEMENTS = documented("Okta: attribute statements and SAML settings of an application");
const OIDC = documented("Okta: OpenID Connect, scope-dependent claims");
const TOO_MANY = documented(
  "Okta: the groups claim matched too many groups",
  "https://support.okta.com/help/s/article/error-the-groups-claim-matched-too-many-groups-and-must-be-configured-to-match-fewer-groups",
);

/** Okta. */
export const OKTA: ProductPreset = {
  id: "okta",
  name: "Okta",
  tenant: { form: "name", word: "External key" },
  saml: {
    issuer: { value: "http://www.okta.com/{tenant}", evidence: STATEMENTS },
    nameIdFormat: { value: "unspecified", evidence: STATEMENTS },
    nameIdSource: {
      value: "userName",
      evidence: STATEMENTS,
      note: "The template `user.userName`: the user name in the application, which is the Okta login unless somebody maps it.",
    },
    nameFormat: {
      value: UNSPECIFIED,
      evidence: STATEMENTS,
      note: "Help pages call basic the default; statements that are made in the console usually carry unspecified.",
    },
    claims: [],
    usual: [
      {
        id: "groups",
        claim: "groups",
        nameFormat: UNSPECIFIED,
        source: { kind: "groups", emit: "name" },
        evidence: STATEMENTS,
        note: "A group attribute statement has a filter: starts with, equals, contains or a regular expression.",
      },
    ],
  },
  oidc: {
    subject: { value: "public", evidence: OIDC, note: "`sub` is the id of the Okta user." },
    claims: [
      claim("preferred-username", "preferred_username", "userName", "profile"),
      claim("name", "name", "displayName", "profile"),
      claim("given-name", "given_name", "firstName", "profile"),
      claim("family-name", "family_name", "lastName", "profile"),
      claim("email", "email", "email", "email"),
    ],
    usual: [
      {
        id: "groups",
        claim: "groups",
        scope: "groups",
        source: { kind: "groups", emit: "name", limit: { most: 100, above: { kind: "refuse" } } },
        evidence: TOO_MANY,
        note: "Above 100 groups there is an error and no token. Okta's pages differ: group functions are said to return the first 100, and code flows to be without the cap. Set what yours does.",
      },
    ],
  },
  notCovered: ["`locale` and `zoneinfo`.", "Groups of applications beside those of Okta."],
};

function claim(
  id: string,
  name: string,
  fact: "userName" | "displayName" | "firstName" | "lastName" | "email",
  scope: "profile" | "email",
) {
  return { id, claim: name, scope, source: { kind: "person", fact }, evidence: OIDC } as const;
}
