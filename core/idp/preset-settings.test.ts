import { describe, expect, it } from "vitest";
import { compareWithPreset } from "./compare-preset.ts";
import { type Connection, connectionSchema } from "./identity-provider.ts";
import { applyPreset, type PresetContext, presetSettings } from "./preset-settings.ts";
import { PRESETS, type Product, productSchema } from "./product.ts";

const CONTEXT: PresetContext = {
  origin: "https://login.acme.test",
  tenant: "acme",
  attributeFor: (fact) =>
    ({ userName: "userName", id: "id", email: "mail", displayName: "displayName" })[fact as "id"] ?? fact,
};

const CONNECTION: Connection = {
  application: "app",
  assignment: { required: false, users: [], groups: [] },
  saml: {
    entityId: "https://app.test/saml",
    acsUrls: ["https://app.test/acs"],
    nameId: { format: "persistent", source: { kind: "attribute", attribute: "id" } },
    allowedNameIdFormats: [],
    sign: "assertion",
    requireSignedRequests: false,
    requestCertificates: [],
    assertionLifetimeSeconds: 300,
    claims: [{ id: "mine", claim: "mine", source: { kind: "constant", value: "x" } }],
  },
  oidc: {
    clientId: "app",
    clientAuthentication: "none",
    redirectUris: ["https://app.test/cb"],
    requirePkce: true,
    idTokenAlgorithm: "RS256",
    subject: "public",
    scopes: ["openid"],
    codeLifetimeSeconds: 60,
    tokenLifetimeSeconds: 300,
    claims: [],
  },
};

const PROVIDER = { entityId: "https://login.acme.test/saml/metadata" };

describe.each(productSchema.options)("the preset of %s", (product) => {
  const preset = PRESETS[product];

  it("gives a connection that the workspace's schema takes", () => {
    const applied = applyPreset(CONNECTION, preset, CONTEXT);
    expect(connectionSchema.parse(applied)).toEqual(applied);
  });

  it("stands as preset, in every value of its own, once it is applied", () => {
    const applied = applyPreset(CONNECTION, preset, CONTEXT);
    const settings = compareWithPreset(preset, CONTEXT, PROVIDER, applied).filter(({ path }) => path !== "issuer");
    expect(settings.filter(({ standing }) => standing === "changed")).toEqual([]);
  });

  it("says of every value where it is from, when, and how sure it is", () => {
    for (const { evidence } of presetSettings(preset, CONTEXT, CONNECTION)) {
      expect(["documented", "sourceCode", "seen", "fromMemory"]).toContain(evidence.certainty);
      expect(evidence.source).not.toBe("");
      expect(evidence.date).toMatch(/^\d{4}-\d{2}$/);
    }
  });

  it("names its rows apart, and leaves no placeholder but the person's", () => {
    for (const { claims, usual } of [preset.saml, preset.oidc]) {
      const ids = [...claims, ...usual].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const text = JSON.stringify(presetSettings(preset, CONTEXT, CONNECTION).map(({ value }) => value));
    expect(text.replaceAll("{user}", "")).not.toMatch(/\{(tenant|origin|http-origin|user)\}/);
  });
});

describe("what a product sends before anybody changes it", () => {
  const cases: readonly { readonly product: Product; readonly claims: readonly string[]; readonly format: string }[] = [
    {
      product: "entra",
      claims: [
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        "http://schemas.microsoft.com/identity/claims/tenantid",
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
        "http://schemas.microsoft.com/identity/claims/displayname",
        "http://schemas.microsoft.com/identity/claims/identityprovider",
      ],
      format: "unspecified",
    },
    { product: "okta", claims: [], format: "unspecified" },
    { product: "google", claims: [], format: "unspecified" },
    {
      product: "onelogin",
      claims: ["User.email", "User.FirstName", "User.LastName", "memberOf", "PersonImmutableID"],
      format: "emailAddress",
    },
    { product: "ping", claims: [], format: "unspecified" },
    { product: "jumpcloud", claims: [], format: "unspecified" },
    // AD FS sends nothing until rules exist, so its NameID stays what it was.
    { product: "adfs", claims: [], format: "persistent" },
    { product: "keycloak", claims: ["Role", "Role"], format: "unspecified" },
    { product: "plain", claims: [], format: "persistent" },
  ];
  it.each(cases)("$product", ({ product, claims, format }) => {
    const { saml } = applyPreset(CONNECTION, PRESETS[product], CONTEXT);
    expect(saml?.claims.map(({ claim }) => claim)).toEqual(claims);
    expect(saml?.nameId.format).toBe(format);
  });
});

describe("comparing with a preset", () => {
  it("finds what was changed, and lets a note beside a row be", () => {
    const applied = applyPreset(CONNECTION, PRESETS.entra, CONTEXT);
    const [givenname, ...others] = applied.saml?.claims ?? [];
    if (applied.saml === undefined || givenname === undefined) throw new Error("Entra sends a given name.");
    const noted = { ...givenname, note: { kind: "decision", text: "as it is" } as const };
    const surname = { ...others[0], claim: "sn" } as (typeof others)[number];
    const changed = { ...applied, saml: { ...applied.saml, claims: [noted, surname, ...others.slice(1)] } };
    const standing = compareWithPreset(PRESETS.entra, CONTEXT, PROVIDER, changed);
    expect(standing.filter((each) => each.standing === "changed").map(({ path }) => path)).toEqual([
      "issuer",
      "connection.saml.claims.surname",
    ]);
  });

  it("misses a default that was taken away, and nothing that is merely usual", () => {
    const applied = applyPreset(CONNECTION, PRESETS.entra, CONTEXT);
    if (applied.saml === undefined) throw new Error("It has SAML settings.");
    const none = { ...applied, saml: { ...applied.saml, claims: [] } };
    const missing = compareWithPreset(PRESETS.entra, CONTEXT, PROVIDER, none).filter(
      ({ actual }) => actual === undefined,
    );
    expect(missing.map(({ path }) => path)).not.toContain("connection.saml.claims.groups");
    expect(missing).toHaveLength(8);
  });
});
