import { documented, FROM_MEMORY, type ProductPreset } from "./preset.ts";

const CONTRACT = documented("PingFederate: attribute contract of an SP connection");

/** PingFederate and PingOne. */
export const PING: ProductPreset = {
  id: "ping",
  name: "Ping Identity",
  saml: {
    nameIdFormat: {
      value: "unspecified",
      evidence: CONTRACT,
      note: "The contract's `SAML_NAME_FORMAT` overrides it.",
    },
    nameIdSource: { value: "userName", evidence: CONTRACT, note: "`SAML_SUBJECT`; in PingOne a user id or user name." },
    claims: [],
    usual: [
      {
        id: "groups",
        claim: "memberOf",
        source: { kind: "groups", emit: "name" },
        evidence: FROM_MEMORY,
        note: "PingOne: `memberOfGroupNames`.",
      },
    ],
  },
  oidc: { claims: [], usual: [] },
  notCovered: ["OGNL and SpEL expressions.", "Its issuer and its OpenID Connect claims: nothing was read about them."],
};
