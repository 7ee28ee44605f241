import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { exportWorkspace } from "../export/export-workspace.ts";
import type { ExportOptions } from "../export/exported.ts";
import type { ImportOptions, ImportPlan } from "../import/import-plan.ts";
import { planImport } from "../import/plan-import.ts";
import { findImported } from "../imported-document.ts";
import { WITHOUT_REST } from "../pace.ts";
import { buildElement } from "../saml/canonical.ts";
import { signEnveloped } from "../saml/signature.ts";
import { OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { runLogin } from "../simulation/login.ts";
import { checkWorkspace } from "../store/check.ts";
import { readSample } from "../store/preset.ts";
import { type Workspace, workspaceSchema } from "../store/workspace.ts";

let acme: Workspace;
beforeAll(async () => {
  acme = await readSample("acme");
});

function plan(document: unknown, options: ImportOptions = {}, workspace = acme): Promise<ImportPlan> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name: "file", bytes: new TextEncoder().encode(text) };
  return planImport(workspace, file, options, { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "taken";
  } catch (error) {
    return error instanceof RehearsalError ? error.code : String(error);
  }
}

function connectionOf(workspace: Workspace, application: string) {
  const found = workspace.identityProviders[0]?.connections.find((each) => each.application === application);
  if (found === undefined) throw new Error(`${application} is not connected.`);
  return found;
}

function linesOf({ report }: ImportPlan, result: string) {
  return report.lines.filter((line) => line.result === result).map(({ subject, message }) => `${subject}: ${message}`);
}

/** Nothing that an import makes may break the workspace. */
function expectGood({ next }: ImportPlan): void {
  expect(workspaceSchema.safeParse(next).success).toBe(true);
  expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
}

function metadata(options: ExportOptions, workspace = acme) {
  return exportWorkspace(workspace, "samlMetadata", options, WITHOUT_REST);
}

async function logIn(workspace: Workspace, application: string) {
  const action = { type: "login", user: "ada.lovelace@acme.test", application, protocol: "saml" } as const;
  return runLogin(workspace, { ...action, startAt: "application" });
}

const CERTIFICATE = () => (acme.identityProviders[0]?.keys[0]?.certificate ?? "").replace(/-----[^-]+-----|\s+/g, "");

const SP = (more = "", attributes = "") => `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://jira.example.com/saml">${more}
<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" ${attributes}>
<md:KeyDescriptor><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${CERTIFICATE()}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos</md:NameIDFormat>
<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://jira.example.com/acs" index="0"/>
<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="https://jira.example.com/art" index="1"/>
<md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">Jira</md:ServiceName>
<md:RequestedAttribute Name="email" isRequired="true"/><md:RequestedAttribute Name="mobile"/></md:AttributeConsumingService>
</md:SPSSODescriptor></md:EntityDescriptor>`;

/** A service provider's, signed as a whole. */
function signedMetadata(): string {
  const attributes = { "xmlns:md": "urn:oasis:names:tc:SAML:2.0:metadata", ID: "m1", entityID: "https://jira.x/saml" };
  const service = buildElement("md:AssertionConsumerService", {
    Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
    Location: "https://acs.example/acs",
    index: "0",
  });
  const protocol = { protocolSupportEnumeration: "urn:oasis:names:tc:SAML:2.0:protocol" };
  return signEnveloped("m1", OTHER_CERTIFICATE, (signature) =>
    buildElement("md:EntityDescriptor", attributes, signature + buildElement("md:SPSSODescriptor", protocol, service)),
  );
}

describe("SAML metadata of a service provider", () => {
  it("becomes the connection, and people still get in", async () => {
    const made = await plan(SP(), { application: "jira" });
    const { saml, imported } = connectionOf(made.next, "jira");
    expect(saml).toMatchObject({
      entityId: "https://jira.example.com/saml",
      acsUrls: [expect.stringContaining(".test/saml/acs"), "https://jira.example.com/acs"],
      allowedNameIdFormats: ["persistent"],
      nameId: { format: "persistent" },
    });
    expect(findImported(imported, "samlMetadata")?.document).toBe(SP());
    expect(linesOf(made, "notUnderstood")).toEqual([
      "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos: This format is not sent here: unspecified, emailAddress, persistent, transient are.",
      "https://jira.example.com/art: Responses go by HTTP-POST alone, not by urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact.",
      "mobile: It is asked for, and is not sent. People have mobilePhone: say whether it is to be added.",
    ]);
    expectGood(made);
    expect((await logIn(made.next, "jira")).outcome).toMatchObject({ result: "signedIn" });
  });

  it("adds claims for what it asks for only where somebody says so, from what people have", async () => {
    const requested = [
      '<md:RequestedAttribute Name="urn:oid:2.5.4.42" FriendlyName="givenName" NameFormat="urn:x" isRequired="true"/>',
      '<md:RequestedAttribute Name="https://x.test/claims/department"/>',
      '<md:RequestedAttribute Name="shoeSize"/>',
    ];
    const document = SP().replace('<md:RequestedAttribute Name="mobile"/>', requested.join(""));
    const before = connectionOf(acme, "jira").saml?.claims ?? [];
    const asked = await plan(document, { application: "jira" });
    expect(connectionOf(asked.next, "jira").saml?.claims).toEqual(before);
    expect(asked.questions).toMatchObject([{ id: "requested", choices: [{ id: "add" }, { id: "leave" }] }]);
    expect(asked.questions[0]?.choices[0]?.text).toContain("https://x.test/claims/department from department");
    const added = await plan(document, { application: "jira", answers: { requested: "add" } });
    expect(connectionOf(added.next, "jira").saml?.claims.slice(before.length)).toEqual([
      {
        id: expect.any(String),
        claim: "urn:oid:2.5.4.42",
        friendlyName: "givenName",
        nameFormat: "urn:x",
        source: { kind: "attribute", attribute: "givenName" },
      },
      {
        id: expect.any(String),
        claim: "https://x.test/claims/department",
        source: { kind: "attribute", attribute: "department" },
      },
    ]);
    expect(linesOf(added, "notUnderstood").at(-1)).toMatch(/^shoeSize: .*nobody here has an attribute of that name/);
    expectGood(added);
    expect((await logIn(added.next, "jira")).outcome).toMatchObject({ result: "signedIn" });
  });

  it("says of its signature what can be known of it", async () => {
    const said = async (document: string) => {
      const { lines } = (await plan(document, { application: "jira" })).report;
      const { result, message } = lines.find(({ place }) => place === "Signature") ?? {};
      return `${result}: ${message}`;
    };
    const empty = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';
    const signed = signedMetadata();
    expect(await said(SP())).toContain("adapted: The metadata is not signed");
    expect(await said(SP(empty))).toContain("adapted: The metadata is signed; the signature is not checked");
    expect(await said(signed)).toMatch(/^adapted: The file is as it was signed, .*SHA-256 [0-9A-F:]{95}/);
    expect(await said(signed.replace("acs.example", "evil.example"))).toMatch(/^refused: The signature does not fit/);
  });

  it("asks which application is meant where no name tells", async () => {
    const { questions, next } = await plan(SP());
    expect(questions.map(({ id }) => id)).toEqual(["application"]);
    expect(next).toBe(acme);
  });

  it("asks which entity is meant where there are several", async () => {
    const one = SP().replace(/<\?xml[^>]*>/, "");
    const two = one.replace("jira.example.com/saml", "other.example.com/saml");
    const list = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${one}${two}</md:EntitiesDescriptor>`;
    const [question] = (await plan(list, { application: "jira" })).questions;
    expect(question?.choices.map(({ id }) => id)).toEqual([
      "https://jira.example.com/saml",
      "https://other.example.com/saml",
    ]);
    const answers = { entity: "https://other.example.com/saml" };
    const made = await plan(list, { application: "jira", answers });
    expect(connectionOf(made.next, "jira").saml?.entityId).toBe("https://other.example.com/saml");
  });

  it.each(["slack", "salesforce", "jira"])(
    "an export of %s brings back what the format carries",
    async (application) => {
      const { text, notCarried } = await metadata({ application });
      expect(notCarried).not.toEqual([]);
      const lost = {
        ...acme,
        identityProviders: acme.identityProviders.map((provider) => ({
          ...provider,
          connections: provider.connections.map((each) =>
            each.saml === undefined || each.application !== application
              ? each
              : {
                  ...each,
                  saml: { ...each.saml, entityId: "lost", requireSignedRequests: false, requestCertificates: [] },
                },
          ),
        })),
      };
      const back = connectionOf((await plan(text, {}, lost)).next, application).saml;
      const was = connectionOf(acme, application).saml;
      expect(back?.entityId).toBe(was?.entityId);
      expect(back?.acsUrls).toEqual(was?.acsUrls);
      const signs = acme.applications.find(({ id }) => id === application)?.saml?.signRequests ?? false;
      expect(back?.requireSignedRequests).toBe(signs);
      // As the format stands, twice gives the same.
      expect((await metadata({ application }, (await plan(text)).next)).text).toBe(text);
    },
  );
});

describe("SAML metadata of an identity provider", () => {
  const IDP = (entityId: string) =>
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>`;

  it.each([
    ["https://sts.windows.net/0d9f6f5e-1b5c-4c2e-8a6b-1f2e3d4c5b6a/", "entra", "0d9f6f5e-1b5c-4c2e-8a6b-1f2e3d4c5b6a"],
    ["http://www.okta.com/exk1fcia6d6EMsf331d8", "okta", "exk1fcia6d6EMsf331d8"],
    ["https://accounts.google.com/o/saml2?idpid=C01abc", "google", "C01abc"],
    ["https://idp.example.com/metadata", undefined, undefined],
  ])("%s gives its name and its product, and people still get in", async (entityId, product, tenant) => {
    const made = await plan(IDP(entityId));
    const [provider] = made.next.identityProviders;
    expect(provider).toMatchObject({ entityId, ...(product === undefined ? {} : { product, tenant }) });
    expectGood(made);
    expect((await logIn(made.next, "jira")).outcome).toMatchObject({ result: "signedIn" });
  });

  it("an export brings back the entityID, and says that keys stay", async () => {
    const { text, notCarried } = await metadata({});
    expect(notCarried.map(({ place }) => place)).toEqual(["keys", "connections"]);
    const other = await plan(IDP("https://idp.example.com/metadata"));
    const back = await plan(text, {}, other.next);
    expect(back.next.identityProviders[0]?.entityId).toBe(acme.identityProviders[0]?.entityId);
    expect((await metadata({}, back.next)).text).toBe(text);
  });
});

describe("Okta's sign-on settings", () => {
  const statement = (more: object) => ({ type: "EXPRESSION", name: "firstName", namespace: UNSPECIFIED, ...more });
  const UNSPECIFIED = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";
  const app = (signOn: object) => ({ label: "Jira", settings: { signOn } });

  it("become claims, groups and the NameID", async () => {
    const made = await plan(
      app({
        subjectNameIdTemplate: "$" + "{user.userName}",
        subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
        attributeStatements: [
          statement({ values: ["user.firstName"] }),
          statement({ name: "addresses", values: ["user.email", "user.secondEmail"] }),
          statement({ name: "initials", values: ['String.substring(user.firstName, 0, 1) + "."'] }),
          statement({ type: "GROUP", name: "groups", filterType: "STARTS_WITH", filterValue: "app-" }),
          statement({ type: "GROUP", name: "odd", filterType: "ENDS_WITH", filterValue: "x" }),
          statement({ name: "broken", values: ["String.substring(user.firstName"] }),
        ],
      }),
    );
    expect(connectionOf(made.next, "jira").saml).toMatchObject({
      nameId: { format: "unspecified", source: { kind: "attribute", attribute: "userName" } },
      claims: [
        {
          id: "firstname",
          claim: "firstName",
          nameFormat: UNSPECIFIED,
          source: { kind: "attribute", attribute: "firstName" },
        },
        {
          id: "addresses",
          source: { kind: "attribute", attribute: "email" },
          further: [{ kind: "attribute", attribute: "secondEmail" }],
        },
        { id: "initials", source: { kind: "expression", dialect: "okta" } },
        { id: "groups", source: { kind: "groups", emit: "name", filter: { operator: "startsWith", value: "app-" } } },
      ],
    });
    expect(made.report.lines.filter(({ result }) => result === "notUnderstood").map(({ subject }) => subject)).toEqual([
      "odd",
      "broken",
    ]);
    expectGood(made);
  });

  it("say which statement asks for what nothing here tells", async () => {
    const statements = [{ type: "EXPRESSION", name: "org", values: ["org.name"] }];
    const document = { settings: { signOn: { attributeStatements: statements } } };
    const { report } = await plan(JSON.stringify(document), { as: "oktaSignOn", application: "jira" });
    expect(report.lines).toContainEqual(
      expect.objectContaining({ result: "adapted", subject: "org", message: expect.stringContaining("`org` is") }),
    );
  });

  it("keep the settings and no secret beside them", async () => {
    const made = await plan({ ...app({ attributeStatements: [] }), credentials: { signing: { kid: "secret" } } });
    const kept = findImported(connectionOf(made.next, "jira").imported, "oktaSignOn");
    expect(kept?.document).toEqual({ settings: { signOn: { attributeStatements: [] } } });
  });
});

describe("Entra's claims", () => {
  it("become rows: groups in their form, with the limit of the token", async () => {
    const made = await plan({
      displayName: "Jira",
      groupMembershipClaims: "ApplicationGroup",
      optionalClaims: {
        saml2Token: [
          { name: "upn" },
          { name: "groups", additionalProperties: ["netbios_domain_and_sam_account_name", "cloud_displayname"] },
          { name: "acct" },
        ],
      },
    });
    const claims = connectionOf(made.next, "jira").saml?.claims ?? [];
    expect(claims.map(({ claim }) => claim).slice(-2)).toEqual([
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
    ]);
    expect(claims.at(-1)?.source).toMatchObject({
      emit: "netbiosSamAccountName",
      otherwise: "name",
      assigned: true,
      limit: { most: 150 },
    });
    expect(linesOf(made, "notUnderstood")).toEqual([
      "acct: What it is made of is not known here: it is kept and not sent.",
    ]);
    expectGood(made);
  });

  it("send groups in the place of app roles where they are emitted as roles", async () => {
    const additionalProperties = ["sam_account_name", "emit_as_roles", "cloud_displayname"];
    const made = await plan({
      displayName: "Jira",
      groupMembershipClaims: "SecurityGroup",
      optionalClaims: { saml2Token: [{ name: "groups", additionalProperties }] },
    });
    expect(connectionOf(made.next, "jira").saml?.claims.at(-1)).toMatchObject({
      id: "groups-as-roles",
      claim: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
      source: { kind: "groups", emit: "samAccountName", limit: { most: 150 } },
    });
    expect(linesOf(made, "adapted")).toEqual([
      "groups: Security groups alone: which groups are that is not known here, and all are sent. They are sent in the place of app roles, which are not sent then.",
    ]);
    expect(linesOf(made, "notUnderstood")).toEqual([
      "groups: `cloud_displayname` works for groups that are assigned to the application alone (ApplicationGroup): it is kept and not used.",
    ]);
    expectGood(made);
  });

  it("read the attributes that people here have", async () => {
    const users = acme.directory.users.map((user) => ({
      ...user,
      attributes: { email: "a@b.test", firstName: "Ada" },
    }));
    const okta = { ...acme, directory: { ...acme.directory, users } };
    const optionalClaims = { saml2Token: [{ name: "email" }, { name: "given_name" }, { name: "family_name" }] };
    const made = await plan({ displayName: "Jira", optionalClaims }, {}, okta);
    const read = (connectionOf(made.next, "jira").saml?.claims ?? []).flatMap(({ id, source }) =>
      id.startsWith("optional-") && source.kind === "attribute" ? [source.attribute] : [],
    );
    expect(read).toEqual(["email", "firstName", "surname"]);
  });

  it("send no groups where there is no membership claim", async () => {
    const made = await plan({ displayName: "Jira", groupMembershipClaims: null, optionalClaims: null });
    expect(connectionOf(made.next, "jira").saml?.claims).toEqual(connectionOf(acme, "jira").saml?.claims);
  });
});

describe("OpenID Connect", () => {
  it("a client's registration becomes the connection; its secret is not taken", async () => {
    const made = await plan(
      {
        client_id: "real-client",
        client_secret: "s3cret-of-the-real-one",
        redirect_uris: ["https://expenses.example.com/cb", "myapp://cb"],
        scope: "openid email offline_access",
        subject_type: "pairwise",
        logo_uri: "https://example.com/logo.png",
      },
      { application: "expenses" },
    );
    const { oidc, imported } = connectionOf(made.next, "expenses");
    expect(oidc).toMatchObject({ clientId: "real-client", subject: "pairwise", scopes: ["openid", "email"] });
    expect(made.next.applications.find(({ id }) => id === "expenses")?.oidc?.clientId).toBe("real-client");
    expect(JSON.stringify(made)).not.toContain("s3cret-of-the-real-one");
    expect(findImported(imported, "oidcClient")?.document).toMatchObject({ logo_uri: "https://example.com/logo.png" });
    expectGood(made);
  });

  const discovery = (differs: object = {}) => ({
    issuer: "https://id.example.com",
    jwks_uri: "https://id.example.com/jwks",
    ...differs,
  });

  it("a provider's configuration says of every member what becomes of it", async () => {
    const made = await plan(
      discovery({
        scopes_supported: ["openid", "profile", "email", "groups", "offline_access"],
        claims_supported: ["email", "zoneinfo"],
        claims_parameter_supported: false,
        request_parameter_supported: true,
        tenant_region_scope: "EU",
      }),
    );
    expect(made.next).toBe(acme);
    expect(linesOf(made, "adapted")).toEqual([
      expect.stringContaining("https://id.example.com: The simulated provider keeps its own issuer"),
      expect.stringContaining("jwks_uri: The simulated provider has its own address"),
    ]);
    expect(linesOf(made, "taken")).toContain("claims_parameter_supported: It is so here too.");
    expect(linesOf(made, "notUnderstood")).toEqual([
      "offline_access: It is not so here.",
      "zoneinfo: No connection here sends it.",
      "request_parameter_supported: It is not so here.",
      "tenant_region_scope: It has no place here, and is not kept.",
    ]);
  });

  it("what a provider does not list its clients have no longer, on both sides, and people still get in", async () => {
    const listed = {
      scopes_supported: ["openid", "profile", "email"],
      subject_types_supported: ["pairwise"],
      token_endpoint_auth_methods_supported: ["private_key_jwt", "client_secret_post"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
    const made = await plan(discovery({ ...listed, issuer: "https://login.microsoftonline.com/t-1/v2.0" }));
    const { oidc } = connectionOf(made.next, "expenses");
    const client = made.next.applications.find(({ id }) => id === "expenses")?.oidc;
    expect(oidc).toMatchObject({
      scopes: ["openid", "profile", "email"],
      subject: "pairwise",
      clientAuthentication: "client_secret_post",
      idTokenAlgorithm: "RS256",
    });
    expect(client).toMatchObject({ clientAuthentication: "client_secret_post" });
    expect(client?.scopes).not.toContain("groups");
    expect(made.next.identityProviders[0]).toMatchObject({ product: "entra", tenant: "t-1" });
    const places = made.report.lines.filter(({ subject }) => subject === "Expenses").map(({ place }) => place);
    expect(places).toEqual(expect.arrayContaining(["scopes_supported", "token_endpoint_auth_methods_supported"]));
    expectGood(made);
    const action = {
      type: "login",
      user: "ada.lovelace@acme.test",
      application: "expenses",
      protocol: "oidc",
    } as const;
    const { outcome } = await runLogin(made.next, { ...action, startAt: "application" });
    expect(outcome).toMatchObject({ result: "signedIn" });
    expect((await plan(discovery(listed), {}, made.next)).next).toBe(made.next);
  });

  it("of several identity providers the one has to be said", async () => {
    const [first] = acme.identityProviders;
    if (first === undefined) throw new Error("There is one.");
    const second = { ...first, id: "other", name: "Other", entityId: "https://other.test", connections: [] };
    const two = { ...acme, identityProviders: [first, second] };
    const asked = await plan(discovery(), {}, two);
    expect(asked.next).toBe(two);
    expect(asked.questions.map(({ id, choices }) => [id, choices.map((each) => each.id)])).toEqual([
      ["identityProvider", [first.id, "other"]],
    ]);
    expect((await plan(discovery(), { answers: { identityProvider: "other" } }, two)).what).toContain("for Other");
  });
});

describe("a pasted message", () => {
  async function realResponse(application: string) {
    const { trace } = await logIn(acme, application);
    const found = trace.steps.find((step) => step.kind === "artefact" && step.artefact.type === "saml-response");
    return found?.kind === "artefact" ? found.artefact.text : "";
  }

  const base64 = (xml: string) => Buffer.from(xml).toString("base64");
  const forms: readonly (readonly [string, (xml: string) => string])[] = [
    ["as XML", (xml) => xml],
    ["in base64", base64],
    ["as a browser posts it", (xml) => `${new URLSearchParams({ SAMLResponse: base64(xml), RelayState: "/" })}`],
    ["as a browser's tools show what was posted", (xml) => `SAMLResponse: ${base64(xml)}\nRelayState: /\n`],
  ];

  it.each(forms)("a SAML response is a person and claims, and nothing that signs: %s", async (_, write) => {
    const xml = await realResponse("jira");
    const empty = { ...acme, directory: { users: [], groups: [] } };
    const made = await plan(write(xml), {}, empty);
    expect(made.next.directory.users).toMatchObject([
      {
        userName: "ada.lovelace@acme.test",
        attributes: { mail: "ada.lovelace@acme.test", displayName: "Ada Lovelace" },
      },
    ]);
    const kept = findImported(connectionOf(made.next, "jira").imported, "samlResponse")?.document;
    expect(kept).toMatchObject({ claims: { username: "ada.lovelace" } });
    const signature = /<ds:SignatureValue>([^<]{20})/.exec(xml)?.[1] ?? "no signature";
    expect(JSON.stringify([made.report, kept])).not.toContain(signature);
    expect(JSON.stringify([made.report, kept])).not.toContain("MII");
  });

  it("an ID token is a person and claims, and nothing that signs", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const payload = {
      iss: "https://id.example.com",
      sub: "s",
      aud: "desk",
      preferred_username: "nora@x.test",
      nonce: "n-1",
      groups: ["a"],
    };
    const token = `${part({ alg: "RS256" })}.${part(payload)}.c2lnbmF0dXJl`;
    const made = await plan(token);
    expect(made.next.directory.users.at(-1)).toMatchObject({ userName: "nora@x.test" });
    expect(JSON.stringify(made.next)).not.toMatch(/c2lnbmF0dXJl|"n-1"/);
  });

  it.each([
    [
      "a DOCTYPE",
      '<!DOCTYPE x [<!ENTITY a "b">]><samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      "samlResponse",
      "IMPORT_NOT_XML",
    ],
    [
      "no assertion",
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      "samlResponse",
      "IMPORT_INVALID",
    ],
    [
      "an encrypted one",
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><a:EncryptedAssertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"/></samlp:Response>',
      "samlResponse",
      "IMPORT_ENCRYPTED",
    ],
    ["a token of nothing", "eyJh.!!.x", "idToken", "IMPORT_INVALID"],
    ["metadata that is cut off", "<EntityDescriptor", "samlMetadata", "IMPORT_NOT_XML"],
    [
      "metadata of nobody",
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>',
      "samlMetadata",
      "IMPORT_INVALID",
    ],
    ["sign-on settings of another form", '{"settings":{"signOn":[]}}', "oktaSignOn", "IMPORT_INVALID"],
  ] as const)("%s is refused", async (_, text, as, code) => {
    expect(await codeOf(plan(text, { as }))).toBe(code);
  });

  it("no text breaks a reader", async () => {
    const kinds = [
      "samlMetadata",
      "samlResponse",
      "idToken",
      "oidcClient",
      "oidcDiscovery",
      "entraClaims",
      "oktaSignOn",
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.string({ minLength: 1 }), async (as, text) => {
        expect(await codeOf(plan(`x${text}`, { as }))).toMatch(/^(taken|IMPORT_[A-Z_]+)$/);
      }),
      { numRuns: 150 },
    );
  });
});
