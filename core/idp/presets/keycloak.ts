import { BASIC, FROM_MEMORY, type ProductPreset, readInSource, URI } from "./preset.ts";

const FACTORY = readInSource("Keycloak: SamlProtocolFactory.java");
const OIDC = readInSource("Keycloak: the default client scopes of a realm");

/** Keycloak. */
export const KEYCLOAK: ProductPreset = {
  id: "keycloak",
  name: "Keycloak",
  tenant: { form: "name", word: "Realm" },
  saml: {
    nameIdFormat: { value: "unspecified", evidence: FACTORY, note: "The client's setting is called `username`." },
    nameIdSource: { value: "userName", evidence: FACTORY },
    nameFormat: { value: BASIC, evidence: FACTORY },
    claims: [
      {
        id: "role-list",
        claim: "Role",
        nameFormat: BASIC,
        severalValues: "separately",
        source: { kind: "groups", emit: "name" },
        evidence: FACTORY,
        note: "An Attribute of its own for each role, all with the same Name. Groups stand for the realm's roles here.",
      },
      {
        id: "default-roles",
        claim: "Role",
        nameFormat: BASIC,
        severalValues: "separately",
        source: { kind: "constant", value: ["default-roles-{tenant}", "offline_access", "uma_authorization"] },
        evidence: FACTORY,
        note: "Everybody has these roles, and they are sent like any other.",
      },
    ],
    usual: [
      x500("email", "urn:oid:1.2.840.113549.1.9.1", "email", "email"),
      x500("given-name", "urn:oid:2.5.4.42", "givenName", "firstName"),
      x500("surname", "urn:oid:2.5.4.4", "surname", "lastName"),
      {
        id: "groups",
        claim: "member",
        nameFormat: BASIC,
        source: { kind: "groups", emit: "path" },
        evidence: FROM_MEMORY,
        note: "A mapper sends groups, by default as paths from the top: `/eng/backend`.",
      },
    ],
  },
  oidc: {
    subject: { value: "public", evidence: OIDC },
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
        source: { kind: "groups", emit: "path" },
        evidence: OIDC,
        note: "Only with a mapper; a slash leads where the full path is on.",
      },
    ],
  },
  notCovered: [
    "`realm_access.roles`, `resource_access.<client>.roles` and `email_verified`.",
    "The scope `organization` of newer versions, and its issuer.",
  ],
};

function x500(id: string, claim: string, friendlyName: string, fact: "email" | "firstName" | "lastName") {
  return { id, claim, friendlyName, nameFormat: URI, source: { kind: "person", fact }, evidence: FACTORY } as const;
}

function claim(
  id: string,
  name: string,
  fact: "userName" | "displayName" | "firstName" | "lastName" | "email",
  scope: "profile" | "email",
) {
  return { id, claim: name, scope, source: { kind: "person", fact }, evidence: OIDC } as const;
}
