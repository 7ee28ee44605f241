import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { checkWorkspace } from "../store/check.ts";
import { readSample } from "../store/preset.ts";
import { workspaceSchema } from "../store/workspace.ts";
import { type ImportKind, importKindSchema } from "./import-kind.ts";
import { planOf } from "./test-import.ts";

/** Valid files of every kind, cut off and damaged: each is taken, or refused with a code, and nothing breaks. */

const acme = await readSample("acme");
const fixture = (name: string) => readFile(new URL(`../../fixtures/imports/${name}.json`, import.meta.url), "utf8");
const csv = (...lines: readonly string[]) => `${lines.join("\r\n")}\r\n`;
const json = (document: unknown) => JSON.stringify(document, null, 1);
const jwt = ["{}", '{"iss":"https://a.test","sub":"ada","aud":"x","email":"ada@acme.test"}', "x"]
  .map((part) => Buffer.from(part).toString("base64url"))
  .join(".");
const SCIM = "urn:ietf:params:scim:schemas:core:2.0";
const SAML = "urn:oasis:names:tc:SAML:2.0";

const GRAPH_USER = { id: "u1", userPrincipalName: "ada@acme.test", businessPhones: ["1"], manager: { id: "u2" } };
const OKTA_USER = { id: "u1", status: "ACTIVE", profile: { login: "ada@acme.test", list: ["a", "b"], none: null } };

const VALID: Readonly<Record<ImportKind, string>> = {
  entraUsersCsv: csv("userPrincipalName,displayName,accountEnabled", '"a@x.test","A, B",True', "b@x.test,,False"),
  entraBulkTemplate: csv("version:v1.0", "User name [userPrincipalName] Required,City [city]", "a@x.test,Ghent"),
  entraGroupsCsv: csv("id,displayName,groupType,membershipType", "g1,All,Security,Assigned"),
  entraGroupMembersCsv: csv("id,userPrincipalName,isUser,isGroup", "u1,ada@acme.test,True,False"),
  graphUsers: json({ value: [GRAPH_USER] }),
  graphGroups: json({ value: [{ id: "g1", displayName: "All", securityEnabled: true, members: [{ id: "u-ada" }] }] }),
  oktaUsersCsv: csv("login,firstName,manager", "a,A,b", "b,B,"),
  oktaUsers: json([OKTA_USER]),
  oktaGroups: json([{ id: "g1", type: "OKTA_GROUP", profile: { name: "All", description: null } }]),
  googleUsersCsv: csv("First Name [Required],Email Address [Required],Org Unit Path [Required]", "A,a@x.test,/"),
  googleGroupMembersCsv: csv("Group Email [Required],Member Email,Member Type", "g@x.test,a@x.test,USER"),
  adLdif: csv(
    "dn: CN=A,DC=x",
    "objectClass: user",
    "sAMAccountName: a",
    "cn:: w6k=",
    "",
    "dn: CN=G,DC=x",
    "member: CN=A",
  ),
  adCsvde: csv("DN,objectClass,sAMAccountName,objectSid", "CN=A,user,a,", "CN=G,group,g,X'010100000000000100000000'"),
  adPowerShellCsv: csv("#TYPE x", "SamAccountName,DistinguishedName,Enabled", "a,CN=A,True"),
  hrCsv: csv("Login;Employee #;Reports To", "a;1;", "b;2;a"),
  scimUsers: json({
    Resources: [{ schemas: [`${SCIM}:User`], id: "1", userName: "a", emails: [{ value: "a@x.test" }] }],
  }),
  scimGroups: json({
    Resources: [{ schemas: [`${SCIM}:Group`], id: "1", displayName: "G", members: [{ value: "x" }] }],
  }),
  accountsCsv: csv("Login,Status,Role,Email", "ada,active,Admin;User,a@x.test"),
  accountsScim: json({ Resources: [{ schemas: [`${SCIM}:User`], id: "1", userName: "a", active: "True" }] }),
  oktaAppUsers: json([{ id: "u-ada", externalId: "e", scope: "USER", status: "ACTIVE", profile: { userName: "a" } }]),
  entraAppRoleAssignments: json({ value: [{ appRoleId: "r", principalId: "u-ada", principalType: "User" }] }),
  entraSchema: await fixture("entra-schema"),
  entraSecrets: json({
    value: [
      { key: "BaseAddress", value: "https://x.test" },
      { key: "SyncAll", value: "false" },
    ],
  }),
  entraJob: json({ schedule: { interval: "PT40M", state: "Active" }, status: { code: "Active" } }),
  oktaMapping: await fixture("okta-mapping"),
  oktaGroupRules: json([
    {
      ...{ type: "group_rule", id: "r1", name: "R", status: "ACTIVE" },
      conditions: { expression: { value: 'user.department=="Sales"', type: "urn:okta:expression:1.0" } },
      actions: { assignUserToGroups: { groupIds: ["g-finance"] } },
    },
  ]),
  oktaAppUserSchema: await fixture("okta-app-user-schema"),
  oktaUserNameTemplate: await fixture("okta-user-name-template"),
  entraClaims: json({
    groupMembershipClaims: "SecurityGroup",
    optionalClaims: { idToken: [{ name: "email", essential: false }], saml2Token: [{ name: "groups" }] },
  }),
  oktaSignOn: json({
    label: "Jira",
    settings: {
      signOn: {
        subjectNameIdTemplate: `\${user.userName}`,
        attributeStatements: [{ type: "EXPRESSION", name: "mail", values: ["user.email"] }],
      },
    },
  }),
  samlMetadata: `<md:EntityDescriptor xmlns:md="${SAML}:metadata" entityID="https://x.test/saml"><md:SPSSODescriptor AuthnRequestsSigned="false" protocolSupportEnumeration="${SAML}:protocol"><md:NameIDFormat>${SAML}:nameid-format:persistent</md:NameIDFormat><md:AssertionConsumerService Binding="${SAML}:bindings:HTTP-POST" Location="https://x.test/acs" index="0"/><md:AttributeConsumingService index="0"><md:RequestedAttribute Name="urn:oid:2.5.4.42" FriendlyName="givenName" isRequired="true"/><md:RequestedAttribute Name="shoe"/></md:AttributeConsumingService></md:SPSSODescriptor></md:EntityDescriptor>`,
  oidcDiscovery: json({
    issuer: "https://x.test",
    jwks_uri: "https://x.test/k",
    scopes_supported: ["openid", "email"],
  }),
  oidcClient: json({ redirect_uris: ["https://x.test/cb"], client_id: "x", scope: "openid email" }),
  samlResponse: `<samlp:Response xmlns:samlp="${SAML}:protocol" xmlns="${SAML}:assertion"><Assertion><Issuer>i</Issuer><Subject><NameID>ada@acme.test</NameID></Subject><AttributeStatement><Attribute Name="mail"><AttributeValue>a@x.test</AttributeValue></Attribute></AttributeStatement></Assertion></samlp:Response>`,
  idToken: jwt,
};

/** What stands in no valid file, or in another place. */
const PIECES = fc.oneof(
  fc.constantFrom(
    "",
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "<",
    ">",
    "&",
    "\r\n",
    "null",
    "true",
    "-1",
    "1e999",
    "${",
  ),
  fc.constantFrom("\u0000", "\uFEFF", "\ud800", "__proto__", "constructor", '"__proto__":{},', "<!DOCTYPE x>", "]]>"),
  fc.constantFrom("IIF(", "user.", "[mail]", "9".repeat(400), "(".repeat(300), "[".repeat(300), "a".repeat(11_000)),
  fc.string({ maxLength: 20 }),
);

/** One change of a text. `from`: a share of its length. */
interface Change {
  readonly from: number;
  readonly length: number;
  readonly piece: string;
}

const CHANGES: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    piece: PIECES,
  }),
  { minLength: 1, maxLength: 3 },
);

function applyChange(text: string, { from, length, piece }: Change): string {
  const at = Math.floor(from * text.length);
  return text.slice(0, at) + piece + text.slice(at + length);
}

/** Answers that an import may ask for. */
const ANSWERS = { userName: "Login", group: "g-finance", requested: "add" };

/** @throws anything that is no error of ours */
async function importOf(content: string, as: ImportKind): Promise<"refused" | "taken"> {
  try {
    const { next, report } = await planOf(content, {
      into: acme,
      options: { as, application: "jira", answers: ANSWERS },
    });
    expect(workspaceSchema.safeParse(next).error).toBeUndefined();
    expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
    expect(report.lines.every(({ message }) => message !== "")).toBe(true);
    return "taken";
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    expect(error.code).toMatch(/^IMPORT_/);
    return "refused";
  }
}

const before = JSON.stringify(acme);

describe.each(importKindSchema.options)("%s", (kind) => {
  it("is taken as it is", async () => {
    expect(await importOf(VALID[kind], kind)).toBe("taken");
  });

  it("cut off anywhere is taken or refused with a code, and the workspace is as it was", async () => {
    const property = fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (share) => {
      await importOf(VALID[kind].slice(0, Math.floor(share * VALID[kind].length)), kind);
    });
    await fc.assert(property, { numRuns: 15 });
    expect(JSON.stringify(acme)).toBe(before);
  });

  it("damaged anywhere is taken or refused with a code, and the workspace is as it was", async () => {
    const property = fc.asyncProperty(CHANGES, async (changes) => {
      await importOf(changes.reduce(applyChange, VALID[kind]), kind);
    });
    await fc.assert(property, { numRuns: 40 });
    expect(JSON.stringify(acme)).toBe(before);
  });
});
