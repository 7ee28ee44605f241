import { FROM_MEMORY, type ProductPreset, WS_2005 } from "./preset.ts";

/** Active Directory Federation Services. */
export const ADFS: ProductPreset = {
  id: "adfs",
  name: "AD FS",
  saml: {
    issuer: { value: "{http-origin}/adfs/services/trust", evidence: FROM_MEMORY },
    claims: [],
    usual: [
      rule("emailaddress", `${WS_2005}/emailaddress`, "email"),
      rule("givenname", `${WS_2005}/givenname`, "firstName"),
      rule("surname", `${WS_2005}/surname`, "lastName"),
      rule("name", `${WS_2005}/name`, "displayName"),
      rule("upn", `${WS_2005}/upn`, "userName"),
      {
        id: "groups",
        claim: "http://schemas.xmlsoap.org/claims/Group",
        // Every group of a domain has one; groups here that come from none go by their names.
        source: { kind: "groups", emit: "samAccountName", otherwise: "name" },
        evidence: FROM_MEMORY,
        note: "Token-Groups, unqualified names; qualified by the short or the long name of the domain, and as SIDs, too.",
      },
    ],
  },
  oidc: { claims: [], usual: [] },
  notCovered: [
    "No claim and no NameID is sent until a rule makes one; here there always is a NameID.",
    "The rule language.",
  ],
};

function rule(id: string, claim: string, fact: "email" | "firstName" | "lastName" | "displayName" | "userName") {
  return { id, claim, source: { kind: "person", fact }, evidence: FROM_MEMORY } as const;
}
