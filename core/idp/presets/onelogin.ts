import { BASIC, FROM_MEMORY, type ProductPreset, seen } from "./preset.ts";

const DUMP = seen("A profile that a Node application printed, from OneLogin's SAML test connector");

/** OneLogin, with its SAML test connector. */
export const ONELOGIN: ProductPreset = {
  id: "onelogin",
  name: "OneLogin",
  saml: {
    nameIdFormat: { value: "emailAddress", evidence: DUMP },
    nameIdSource: { value: "email", evidence: DUMP },
    nameFormat: { value: BASIC, evidence: FROM_MEMORY },
    claims: [
      row("email", "User.email", "email"),
      row("first-name", "User.FirstName", "firstName"),
      row("last-name", "User.LastName", "lastName"),
      {
        id: "groups",
        claim: "memberOf",
        nameFormat: BASIC,
        severalValues: "joined",
        source: { kind: "groups", emit: "name" },
        evidence: DUMP,
        note: "Several values are one text with `;` between, unless the parameter is marked as one of several values.",
      },
      row("person-id", "PersonImmutableID", "id"),
    ],
    usual: [],
  },
  oidc: { claims: [], usual: [] },
  notCovered: [
    "The advanced SAML connector sends only the parameters that are ticked.",
    "Its issuer and its OpenID Connect claims: nothing was read about them.",
  ],
};

function row(id: string, claim: string, fact: "email" | "firstName" | "lastName" | "id") {
  return { id, claim, nameFormat: BASIC, source: { kind: "person", fact }, evidence: DUMP } as const;
}
