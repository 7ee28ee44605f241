import { documented, FROM_MEMORY, type ProductPreset, UNSPECIFIED } from "./preset.ts";

const GROUPS = documented("Google: about group membership mapping", "https://support.google.com/a/answer/11143403");

/** Google Workspace as a SAML identity provider. */
export const GOOGLE: ProductPreset = {
  id: "google",
  name: "Google Workspace",
  tenant: { form: "name", word: "idpid" },
  saml: {
    issuer: { value: "https://accounts.google.com/o/saml2?idpid={tenant}", evidence: FROM_MEMORY },
    nameIdFormat: { value: "unspecified", evidence: FROM_MEMORY },
    nameIdSource: { value: "email", evidence: FROM_MEMORY, note: "Basic Information: Primary email." },
    nameFormat: { value: UNSPECIFIED, evidence: FROM_MEMORY },
    claims: [],
    usual: [
      {
        id: "groups",
        claim: "groups",
        nameFormat: UNSPECIFIED,
        source: { kind: "groups", emit: "name", chosen: [], limit: { most: 75, above: { kind: "truncate" } } },
        evidence: GROUPS,
        note: "An administrator picks at most 75 groups; nothing is sent of others. A group that is renamed has to be picked again.",
      },
    ],
  },
  oidc: { claims: [], usual: [] },
  notCovered: ["OpenID Connect: nothing was read about Google's claims.", "Members of members, who count there too."],
};
