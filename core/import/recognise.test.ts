import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportKind } from "./import-kind.ts";
import { recogniseKind } from "./recognise.ts";

/** What stands in the file, and its kind. */
const texts: readonly (readonly [ImportKind, string])[] = [
  ["entraUsersCsv", "userPrincipalName,displayName,id,accountEnabled\n"],
  ["entraUsersCsv", '"userPrincipalName";"displayName";"objectId"\n'],
  ["entraBulkTemplate", "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required\n"],
  ["entraGroupsCsv", "id,displayName,groupType,membershipType,source\n"],
  ["entraGroupMembersCsv", "id,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest\n"],
  ["oktaUsersCsv", "login,firstName,lastName,email\n"],
  ["googleUsersCsv", "First Name [Required],Last Name [Required],Email Address [Required]\n"],
  ["googleGroupMembersCsv", "Group Email [Required],Member Email,Member Type,Member Role\n"],
  ["adCsvde", "DN,objectClass,cn,sn\n"],
  ["adPowerShellCsv", '#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"SamAccountName","DistinguishedName"\n'],
  ["adLdif", "version: 1\n\ndn: CN=Ada,DC=acme,DC=test\n"],
  ["adLdif", "# export\ndn:: Q049QWRh\n"],
  ["hrCsv", "Employee #\tFirst Name\tLast Name\n"],
  ["samlMetadata", '<?xml version="1.0"?>\n<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">'],
  ["samlResponse", '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'],
  ["samlResponse", Buffer.from("<samlp:Response ID='1'></samlp:Response>").toString("base64")],
  ["samlResponse", "SAMLResponse=PHNhbWxwOlJlc3BvbnNlIElEPSc%2BJz4%3D&RelayState=x"],
  ["samlResponse", "SAMLResponse: PHNhbWxwOlJlc3BvbnNlIElEPScxJz4="],
  ["idToken", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\n"],
  ["idToken", `eyJhbGciOiJSUzI1NiJ9.eyJ${"Z3Jv".repeat(1_000)}.c2ln`],
];

const documents: readonly (readonly [ImportKind, unknown])[] = [
  ["entraSchema", { id: "scim.1", synchronizationRules: [] }],
  ["entraSecrets", { value: [{ key: "BaseAddress", value: "https://app.test" }] }],
  ["entraJob", { id: "1", schedule: { interval: "PT40M" }, status: { code: "Active" } }],
  ["oktaMapping", { id: "prm1", source: { type: "user" }, target: { type: "appuser" }, properties: {} }],
  ["oktaMapping", [{ id: "prm1", source: { type: "user" }, target: { type: "appuser" }, properties: {} }]],
  ["oktaGroupRules", { type: "group_rule", name: "Engineers" }],
  ["oktaGroupRules", [{ type: "group_rule", name: "Engineers" }]],
  ["oktaAppUserSchema", { definitions: { base: { properties: {} } } }],
  ["oktaUserNameTemplate", { credentials: { userNameTemplate: { template: "${source.login}" } } }],
  ["oktaSignOn", { name: "app", settings: { signOn: { attributeStatements: [] } } }],
  ["oktaUsers", [{ id: "00u1", status: "ACTIVE", profile: { login: "a" }, credentials: {} }]],
  ["oktaGroups", [{ id: "00g1", type: "OKTA_GROUP", profile: { name: "Everyone" } }]],
  ["oktaAppUsers", [{ id: "00u1", externalId: "1", scope: "USER", profile: {} }]],
  ["graphUsers", { "@odata.context": "…", value: [{ id: "1", userPrincipalName: "a@b.test" }] }],
  ["graphUsers", [{ id: "1", userPrincipalName: "a@b.test" }]],
  ["graphGroups", { value: [{ id: "1", displayName: "All", securityEnabled: true }] }],
  ["entraAppRoleAssignments", { value: [{ id: "1", appRoleId: "2", principalId: "3" }] }],
  ["entraClaims", { optionalClaims: { saml2Token: [] }, groupMembershipClaims: "SecurityGroup" }],
  ["scimUsers", { Resources: [{ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "a" }] }],
  ["scimUsers", { totalResults: 0, Resources: [] }],
  ["scimGroups", { Resources: [{ schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "a" }] }],
  ["oidcDiscovery", { issuer: "https://idp.test", jwks_uri: "https://idp.test/jwks" }],
  ["oidcClient", { client_id: "1", redirect_uris: ["https://app.test/callback"] }],
];

describe("a file's kind is told from its content", () => {
  it.each(texts)("%s: %j", (kind, text) => {
    expect(recogniseKind(text, undefined)).toMatchObject({ kind });
  });

  it.each(documents)("%s: %j", (kind, json) => {
    expect(recogniseKind(JSON.stringify(json), json)).toMatchObject({ kind, why: expect.stringMatching(/^it/) });
  });

  it.each(["", "one line of prose", "<html></html>", "\u0000"])("and nothing is guessed for %j", (text) => {
    expect(recogniseKind(text, undefined)).toBeUndefined();
  });

  it.each([[[]], [{}], [3], ["text"], [null], [[1, 2]]])("nor for the JSON %j", (json) => {
    expect(recogniseKind(JSON.stringify(json), json)).toBeUndefined();
  });

  it("whatever is in it, without ever failing", () => {
    fc.assert(fc.property(fc.string(), (text) => void recogniseKind(text, undefined)));
    fc.assert(fc.property(fc.jsonValue(), (json) => void recogniseKind(JSON.stringify(json), json)));
  });
});
