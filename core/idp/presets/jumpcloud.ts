import { documented, FROM_MEMORY, type ProductPreset } from "./preset.ts";

const MAPPING = documented("JumpCloud: user attribute mapping of a SAML application");

/** JumpCloud. */
export const JUMPCLOUD: ProductPreset = {
  id: "jumpcloud",
  name: "JumpCloud",
  saml: {
    nameIdFormat: { value: "unspecified", evidence: FROM_MEMORY },
    nameIdSource: { value: "email", evidence: MAPPING },
    claims: [],
    usual: [
      { id: "email", claim: "email", source: { kind: "person", fact: "email" }, evidence: MAPPING },
      { id: "first-name", claim: "firstname", source: { kind: "person", fact: "firstName" }, evidence: MAPPING },
      { id: "last-name", claim: "lastname", source: { kind: "person", fact: "lastName" }, evidence: MAPPING },
      { id: "username", claim: "username", source: { kind: "person", fact: "userName" }, evidence: MAPPING },
      {
        id: "groups",
        claim: "memberOf",
        source: { kind: "groups", emit: "name" },
        evidence: FROM_MEMORY,
        note: "A checkbox; then all groups that are bound to the application.",
      },
    ],
  },
  oidc: { claims: [], usual: [] },
  notCovered: [
    "Connectors that are ready-made have fixed attribute names.",
    "Its issuer and its OpenID Connect claims: nothing was read about them.",
  ],
};
