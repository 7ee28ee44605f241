import { documented, FROM_MEMORY, type ProductPreset, WS_2005, WS_2008 } from "./preset.ts";

const TOKENS = documented("Microsoft: SAML token claims reference");
const CUSTOMIZE = documented("Microsoft: customise SAML token claims");
const ID_TOKEN = documented("Microsoft: ID token claims reference");
const GROUPS = documented(
  "Microsoft: configure group claims for applications",
  "https://learn.microsoft.com/azure/active-directory/hybrid/how-to-connect-fed-group-claims",
);
const OPTIONAL = documented(
  "Microsoft: optional claims",
  "https://learn.microsoft.com/entra/identity-platform/optional-claims",
);

const MICROSOFT = "http://schemas.microsoft.com/identity/claims";
const MEMBERS = "https://graph.windows.net/{tenant}/users/{user}/getMemberObjects";

/** Microsoft Entra ID. */
export const ENTRA: ProductPreset = {
  id: "entra",
  name: "Microsoft Entra ID",
  tenant: { form: "guid", word: "Tenant ID" },
  saml: {
    issuer: { value: "https://sts.windows.net/{tenant}/", evidence: TOKENS },
    nameIdFormat: {
      value: "unspecified",
      evidence: FROM_MEMORY,
      note: "A NameIDPolicy in the request is honoured before this. Applications whose NameID is the user principal name get it as unspecified or emailAddress.",
    },
    nameIdSource: { value: "userName", evidence: CUSTOMIZE },
    nameIdWhenEmpty: {
      value: "persistent",
      evidence: CUSTOMIZE,
      note: "Where a transformation gives nothing, or what cannot be a NameID, a persistent pairwise identifier is sent.",
    },
    allowedNameIdFormats: {
      value: ["persistent", "emailAddress", "unspecified", "transient"],
      evidence: TOKENS,
      note: "Others are answered with an error.",
    },
    assertionLifetimeSeconds: { value: 4200, evidence: TOKENS, note: "NotOnOrAfter is 70 minutes after NotBefore." },
    claims: [
      person("givenname", `${WS_2005}/givenname`, "firstName"),
      person("surname", `${WS_2005}/surname`, "lastName"),
      {
        ...person("emailaddress", `${WS_2005}/emailaddress`, "email"),
        evidence: FROM_MEMORY,
        note: "Left out where the person has no mailbox.",
      },
      person("name", `${WS_2005}/name`, "userName"),
      constant("tenantid", `${MICROSOFT}/tenantid`, "{tenant}"),
      { ...person("objectidentifier", `${MICROSOFT}/objectidentifier`, "id"), evidence: TOKENS },
      { ...person("displayname", `${MICROSOFT}/displayname`, "displayName"), evidence: FROM_MEMORY },
      constant("identityprovider", `${MICROSOFT}/identityprovider`, "https://sts.windows.net/{tenant}/"),
    ],
    usual: [
      {
        id: "groups",
        claim: `${WS_2008}/groups`,
        source: {
          kind: "groups",
          emit: "id",
          limit: {
            most: 150,
            above: { kind: "link", claim: "http://schemas.microsoft.com/claims/groups.link", url: MEMBERS },
            filterMost: 1000,
          },
        },
        evidence: GROUPS,
        note: "Object ids unless another form is chosen. Nested groups count; here groups do not nest.",
      },
      { ...person("upn", `${WS_2005}/upn`, "userName"), evidence: OPTIONAL },
      { ...roles(`${WS_2008}/role`), evidence: TOKENS },
    ],
  },
  oidc: {
    subject: { value: "pairwise", evidence: ID_TOKEN },
    claims: [
      { ...person("oid", "oid", "id"), evidence: ID_TOKEN },
      { ...constant("tid", "tid", "{tenant}"), evidence: ID_TOKEN },
      { ...person("name", "name", "displayName"), scope: "profile", evidence: ID_TOKEN },
      { ...person("preferred-username", "preferred_username", "userName"), scope: "profile", evidence: ID_TOKEN },
      { ...constant("ver", "ver", "2.0"), evidence: ID_TOKEN },
    ],
    usual: [
      { ...person("email", "email", "email"), evidence: OPTIONAL, note: "An optional claim; only if there is one." },
      { ...person("given-name", "given_name", "firstName"), evidence: OPTIONAL },
      { ...person("family-name", "family_name", "lastName"), evidence: OPTIONAL },
      { ...person("upn", "upn", "userName"), evidence: OPTIONAL },
      { ...roles("roles"), evidence: ID_TOKEN },
      {
        id: "groups",
        claim: "groups",
        source: {
          kind: "groups",
          emit: "id",
          limit: { most: 200, above: { kind: "claimSources", url: MEMBERS }, filterMost: 1000, implicitMost: 5 },
        },
        evidence: GROUPS,
        note: "The endpoint is of the old Azure AD Graph, as the documentation says.",
      },
    ],
  },
  notCovered: [
    "`authnmethodsreferences` and `wids`: they follow from sign-in methods and directory roles.",
    "Nested groups, and directory extensions as sources.",
    "Conditions on guests of other Entra organisations, or without one: no list of people tells them apart.",
  ],
};

function person(
  id: string,
  claim: string,
  fact: "firstName" | "lastName" | "email" | "userName" | "id" | "displayName",
) {
  return { id, claim, source: { kind: "person", fact }, evidence: CUSTOMIZE } as const;
}

function roles(claim: string) {
  const note = "The values of the app roles that the person is assigned, directly or by a group; left out without any.";
  return { id: "roles", claim, source: { kind: "assignedRoles" }, note } as const;
}

function constant(id: string, claim: string, value: string) {
  return { id, claim, source: { kind: "constant", value }, evidence: TOKENS } as const;
}
