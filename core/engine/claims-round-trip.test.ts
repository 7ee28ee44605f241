import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { exportWorkspace } from "../export/export-workspace.ts";
import { planImport } from "../import/plan-import.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { WITHOUT_REST } from "../pace.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

let acme: Workspace;
beforeAll(async () => {
  acme = await readSample("acme");
});

type Kind = "entraClaims" | "oktaSignOn";

async function take(kind: Kind, document: unknown, workspace = acme, application = "jira"): Promise<Workspace> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name: "file.json", bytes: new TextEncoder().encode(text) };
  const plan = await planImport(
    workspace,
    file,
    { as: kind, application },
    { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" },
  );
  return plan.next;
}

function give(kind: Kind, workspace: Workspace, application = "jira") {
  return exportWorkspace(workspace, kind, { application }, WITHOUT_REST);
}

type Saml = NonNullable<Workspace["identityProviders"][number]["connections"][number]["saml"]>;

function samlOf(workspace: Workspace, application = "jira"): Saml {
  const saml = workspace.identityProviders[0]?.connections.find((each) => each.application === application)?.saml;
  if (saml === undefined) throw new Error(`${application} has no SAML.`);
  return saml;
}

function withSaml(change: (saml: Saml) => Saml, workspace = acme): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) =>
        each.application === "jira" && each.saml !== undefined ? { ...each, saml: change(each.saml) } : each,
      ),
    })),
  };
}

const optional = fc.record(
  {
    name: fc.constantFrom("email", "upn", "given_name", "family_name", "acct", "ctry"),
    source: fc.constant(null),
    essential: fc.boolean(),
  },
  { requiredKeys: ["name"] },
);
const groups = fc.record({
  name: fc.constant("groups"),
  additionalProperties: fc.subarray([
    "sam_account_name",
    "netbios_domain_and_sam_account_name",
    "cloud_displayname",
    "emit_as_roles",
    "max_size_limit",
  ]),
});
const manifest = fc.record({
  displayName: fc.constant("Jira-like"),
  groupMembershipClaims: fc.constantFrom(null, "None", "All", "SecurityGroup", "ApplicationGroup", "DirectoryRole"),
  optionalClaims: fc.record({
    idToken: fc.uniqueArray(optional, { selector: ({ name }) => name }),
    accessToken: fc.uniqueArray(optional, { selector: ({ name }) => name }),
    saml2Token: fc
      .tuple(fc.uniqueArray(optional, { selector: ({ name }) => name }), fc.option(groups, { nil: undefined }))
      .map(([claims, group]) => (group === undefined ? claims : [...claims, group])),
  }),
});

describe("Entra's claims", () => {
  it("are given back as they were imported, whatever stands in them", async () => {
    await fc.assert(
      fc.asyncProperty(manifest, async (document) => {
        const { text } = await give("entraClaims", await take("entraClaims", document));
        expect(JSON.parse(text)).toEqual(document);
      }),
      { numRuns: 40 },
    );
  });

  it("come back from an export of rows that were made here", async () => {
    const row = fc.constantFrom<ClaimMapping>(
      {
        id: "optional-upn",
        claim: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
        source: { kind: "attribute", attribute: "userName" },
      },
      { id: "optional-given_name", claim: "given_name", source: { kind: "attribute", attribute: "givenName" } },
      {
        id: "optional-email",
        claim: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        source: { kind: "attribute", attribute: "mail" },
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { selector: ({ id }) => id }), async (claims) => {
        const { text, notCarried } = await give(
          "entraClaims",
          withSaml((saml) => ({ ...saml, claims })),
        );
        expect(notCarried.map(({ place }) => place)).toEqual(["saml/nameId"]);
        const back = await take(
          "entraClaims",
          text,
          withSaml((saml) => ({ ...saml, claims: [] })),
        );
        expect(samlOf(back).claims).toEqual(claims);
      }),
      { numRuns: 20 },
    );
  });

  it("bring groups back in their form, where no manifest was kept", async () => {
    const forms = fc.record({
      membership: fc.constantFrom("All", "ApplicationGroup"),
      additionalProperties: fc.subarray(["sam_account_name", "cloud_displayname", "emit_as_roles"]),
    });
    await fc.assert(
      fc.asyncProperty(forms, async ({ membership, additionalProperties }) => {
        const saml2Token = [{ name: "groups", additionalProperties }];
        const document = { groupMembershipClaims: membership, optionalClaims: { saml2Token } };
        const bare = withSaml((saml) => ({ ...saml, claims: [] }));
        const taken = samlOf(await take("entraClaims", document, bare)).claims;
        const { text } = await give(
          "entraClaims",
          withSaml((saml) => ({ ...saml, claims: taken })),
        );
        expect(JSON.parse(text).groupMembershipClaims).toBe(membership);
        expect(samlOf(await take("entraClaims", text, bare)).claims).toEqual(taken);
      }),
      { numRuns: 16 },
    );
  });

  it("say what a manifest cannot carry", async () => {
    const claims: ClaimMapping[] = [
      {
        id: "prefix",
        claim: "alias",
        source: { kind: "attribute", attribute: "mail" },
        transformations: [{ function: "ExtractMailPrefix" }],
      },
      {
        id: "groups",
        claim: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
        source: { kind: "groups", emit: "id", filter: { operator: "startsWith", value: "app-" } },
      },
    ];
    const { text, notCarried } = await give(
      "entraClaims",
      withSaml((saml) => ({ ...saml, claims })),
    );
    expect(JSON.parse(text)).toMatchObject({ groupMembershipClaims: "All", optionalClaims: { saml2Token: [] } });
    expect(notCarried.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      "saml/claims/prefix: It is made under Attributes & Claims, and no part of a manifest: it is left out.",
      "saml/claims/groups: The filter is set under Attributes & Claims: it is left out.",
      "saml/claims/groups: How many groups are sent at most is Entra's own: the limit is left out.",
      "saml/nameId: The NameID is set under Attributes & Claims, and no part of a manifest.",
    ]);
  });

  it("lose the entry of a row that is gone, and keep the others", async () => {
    const document = { displayName: "Jira", optionalClaims: { saml2Token: [{ name: "upn" }, { name: "acct" }] } };
    const taken = await take("entraClaims", document);
    const without = withSaml(
      (saml) => ({ ...saml, claims: saml.claims.filter(({ id }) => id !== "optional-upn") }),
      taken,
    );
    const { text } = await give("entraClaims", without);
    expect(JSON.parse(text).optionalClaims.saml2Token).toEqual([{ name: "acct" }]);
  });
});

const UNSPECIFIED = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";
const name = fc.constantFrom("email", "firstName", "roles", "initials", "groups", "odd");
const expression = fc.record({
  type: fc.constant("EXPRESSION"),
  name,
  namespace: fc.constant(UNSPECIFIED),
  values: fc.array(
    fc.constantFrom("user.email", "user.login", '"fixed"', "String.toUpperCase(user.lastName)", "user.lastName + "),
    { minLength: 1, maxLength: 3 },
  ),
});
const groupStatement = fc.record({
  type: fc.constant("GROUP"),
  name,
  namespace: fc.constant(UNSPECIFIED),
  filterType: fc.constantFrom("STARTS_WITH", "EQUALS", "CONTAINS", "REGEX", "ENDS_WITH"),
  filterValue: fc.constantFrom("app-", ".*"),
});
const signOn = fc.record({
  defaultRelayState: fc.constant(null),
  subjectNameIdTemplate: fc.constantFrom(
    `\${user.userName}`,
    `\${user.login}`,
    `\${user.email}`,
    `\${fn:substringBefore(user.login, "@")}`,
  ),
  subjectNameIdFormat: fc.constantFrom(
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
  ),
  attributeStatements: fc.uniqueArray(fc.oneof(expression, groupStatement), { selector: (each) => each.name }),
});

describe("Okta's sign-on settings", () => {
  it("are given back as they were imported, whatever stands in them", async () => {
    await fc.assert(
      fc.asyncProperty(signOn, async (settings) => {
        const document = { label: "Jira-like", settings: { signOn: settings } };
        const { text, notCarried } = await give("oktaSignOn", await take("oktaSignOn", document));
        expect(JSON.parse(text)).toEqual(document);
        expect(notCarried).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("come back from an export of rows that were made here", async () => {
    const source = fc.constantFrom<ClaimMapping["source"]>(
      { kind: "attribute", attribute: "email" },
      { kind: "attribute", attribute: "userName" },
      { kind: "constant", value: "fixed" },
      { kind: "expression", dialect: "okta", text: "String.toUpperCase(user.lastName)" },
      { kind: "groups", emit: "name", filter: { operator: "startsWith", value: "app-" } },
    );
    const row = fc.record({ claim: name, source }).map(({ claim, source: each }): ClaimMapping => {
      const further = each.kind === "groups" ? {} : { further: [{ kind: "constant" as const, value: "more" }] };
      return { id: claim.toLowerCase(), claim, nameFormat: UNSPECIFIED, source: each, ...further };
    });
    const nameId = fc.record({
      format: fc.constantFrom("unspecified" as const, "emailAddress" as const, "persistent" as const),
      source: fc.constantFrom(
        { kind: "attribute" as const, attribute: "userName" },
        { kind: "attribute" as const, attribute: "email" },
        { kind: "expression" as const, dialect: "okta-template" as const, text: `\${user.login}!` },
      ),
    });
    const rows = fc.uniqueArray(row, { selector: ({ id }) => id });
    await fc.assert(
      fc.asyncProperty(rows, nameId, async (claims, id) => {
        const { text, notCarried } = await give(
          "oktaSignOn",
          withSaml((saml) => ({ ...saml, claims, nameId: id })),
        );
        expect(notCarried).toEqual([]);
        const lost = withSaml((saml) => ({
          ...saml,
          claims: [],
          nameId: { format: "transient", source: { kind: "constant", value: "lost" } },
        }));
        const back = samlOf(await take("oktaSignOn", text, lost));
        expect(back.claims).toEqual(claims);
        expect(back.nameId).toEqual(id);
      }),
      { numRuns: 40 },
    );
  });

  it("say what Okta cannot carry", async () => {
    const claims: ClaimMapping[] = [
      {
        id: "prefix",
        claim: "alias",
        source: { kind: "attribute", attribute: "mail" },
        transformations: [{ function: "ExtractMailPrefix" }],
      },
      { id: "ids", claim: "ids", source: { kind: "groups", emit: "id" } },
      { id: "all", claim: "all", friendlyName: "All", source: { kind: "groups", emit: "name" } },
      { id: "long", claim: "x".repeat(513), source: { kind: "attribute", attribute: "mail" } },
    ];
    const { text, notCarried } = await give(
      "oktaSignOn",
      withSaml((saml) => ({ ...saml, claims, nameId: { ...saml.nameId, whenEmpty: "persistent" } })),
    );
    expect(JSON.parse(text).settings.signOn.attributeStatements).toEqual([
      { name: "all", type: "GROUP", filterType: "REGEX", filterValue: ".*" },
    ]);
    expect(notCarried.map(({ place }) => place)).toEqual([
      "saml/nameId/whenEmpty",
      "saml/claims/prefix",
      "saml/claims/ids",
      "saml/claims/all",
      "saml/claims/all",
      "saml/claims/long",
    ]);
  });
});
