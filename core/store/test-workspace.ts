import { EMPTY_IDENTITY_PROVIDER_STATE } from "../idp/state.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { EMPTY_APPLICATION_STATE } from "../sp/state.ts";
import { createKeyPair, createSigningKey } from "./keys.ts";
import type { Workspace } from "./workspace.ts";

/** When the workspace of the tests begins. */
export const TEST_EPOCH = Date.parse("2026-03-02T09:00:00Z");

const CERTIFICATE = { commonName: "test", notBefore: TEST_EPOCH - 86_400_000, years: 10 };
const signingKey = { ...(await createSigningKey({ ...CERTIFICATE, algorithm: "RS256" })), sample: true };
const samlKey = await createKeyPair({ ...CERTIFICATE, algorithm: "RS256" });

/**
 * A small whole workspace for the tests of the store: three people, a SAML application with its own key and a SCIM
 * server, and an OIDC one with a secret. Every call gives a new one, with the same keys.
 */
export function buildTestWorkspace(): Workspace {
  return {
    version: 1,
    name: "Test",
    people: "sample",
    clock: { now: "2026-03-02T09:00:00.000Z" },
    seed: "test seed",
    directory: buildDirectory(),
    identityProviders: [buildIdentityProvider()],
    applications: [buildSamlApplication(), buildOidcApplication()],
    runtime: {
      identityProviders: { acme: EMPTY_IDENTITY_PROVIDER_STATE },
      applications: { wiki: EMPTY_APPLICATION_STATE },
    },
    actions: 0,
  };
}

function buildDirectory(): Workspace["directory"] {
  return {
    users: [
      {
        id: "u-ada",
        userName: "ada.lovelace@acme.test",
        active: true,
        attributes: {
          givenName: "Ada",
          familyName: "Lovelace",
          displayName: "Ada Lovelace",
          email: "ada.lovelace@acme.test",
          department: "Finance",
          phone: "+44 20 7946 0123",
          employeeNumber: 1815,
        },
        groups: ["g-finance"],
        note: { kind: "question", text: "Does Ada Lovelace move to Engineering?", owner: "Grace Hopper" },
      },
      {
        id: "u-grace",
        userName: "Grace.Hopper@acme.test",
        active: true,
        attributes: {
          givenName: "Grace",
          familyName: "Hopper",
          displayName: "Grace Hopper",
          emails: ["grace.hopper@acme.test", "grace@hopper.test"],
          department: "Engineering",
          manager: "u-ada",
        },
        groups: [],
      },
      { id: "u-miles", userName: "miles@acme.test", active: false, attributes: { displayName: "Miles" }, groups: [] },
    ],
    groups: [{ id: "g-finance", name: "Finance" }],
  };
}

function buildIdentityProvider(): Workspace["identityProviders"][number] {
  return {
    id: "acme",
    name: "Acme",
    origin: "https://login.acme.test",
    entityId: "https://login.acme.test/metadata",
    signOnPolicy: { secondFactor: "never", sessionMinutes: 480 },
    keys: [signingKey],
    pairwiseSalt: "a salt of the published sample",
    connections: [
      {
        application: "wiki",
        assignment: { required: true, users: ["u-ada"], groups: ["g-finance"] },
        saml: {
          entityId: "https://wiki.test/saml",
          acsUrls: ["https://wiki.test/saml/acs"],
          nameId: { format: "emailAddress", source: { kind: "attribute", attribute: "email" } },
          allowedNameIdFormats: ["persistent"],
          sign: "assertion",
          encryptionCertificate: samlKey.certificate,
          requireSignedRequests: true,
          requestCertificates: [samlKey.certificate],
          assertionLifetimeSeconds: 300,
          claims: CLAIMS,
        },
      },
      {
        application: "portal",
        assignment: { required: false, users: [], groups: [] },
        oidc: {
          clientId: "portal",
          clientSecret: "the secret of the published sample",
          clientAuthentication: "client_secret_basic",
          redirectUris: ["https://portal.test/callback"],
          requirePkce: true,
          idTokenAlgorithm: "RS256",
          subject: "public",
          scopes: ["openid", "email"],
          codeLifetimeSeconds: 60,
          tokenLifetimeSeconds: 600,
          claims: CLAIMS,
        },
      },
    ],
  };
}

/** Everything that the applications read; the same rows for both protocols. */
const CLAIMS: ClaimMapping[] = [
  { id: "c1", claim: "department", source: { kind: "attribute", attribute: "department" } },
  { id: "c2", claim: "mail", source: { kind: "attribute", attribute: "mail" } },
];

const APPLICATION: Pick<
  Workspace["applications"][number],
  "sessionMinutes" | "accountAttributes" | "roles" | "mappings" | "roleRules" | "jit" | "accounts"
> = {
  sessionMinutes: 60,
  accountAttributes: [{ name: "email" }, { name: "department" }],
  roles: [
    { id: "member", name: "Member" },
    { id: "finance", name: "Finance User" },
  ],
  mappings: [
    { id: "m1", target: "userName", source: { kind: "attribute", attribute: "subject" }, apply: "always" },
    { id: "m3", target: "email", source: { kind: "attribute", attribute: "mail" }, apply: "always" },
    { id: "m2", target: "department", source: { kind: "attribute", attribute: "department" }, apply: "always" },
  ],
  roleRules: [{ id: "r1", role: "finance", when: { operator: "equals", claim: "department", value: "Finance" } }],
  jit: {
    enabled: true,
    match: [{ account: "userName", from: "subject", compare: "ignoreCase" }],
    noMatch: "create",
    emailOnlyMatch: "refuse",
    deactivated: "refuse",
    laterLogins: "updateAll",
    requiredClaims: [],
    allowedEmailDomains: ["acme.test"],
    roles: "replace",
    defaultRole: "member",
    noRoleRuleMatches: "keepDefault",
  },
  accounts: [],
};

function buildSamlApplication(): Workspace["applications"][number] {
  return {
    ...APPLICATION,
    id: "wiki",
    name: "Wiki",
    origin: "https://wiki.test",
    signOn: "saml",
    saml: {
      entityId: "https://wiki.test/saml",
      acsUrl: "https://wiki.test/saml/acs",
      trust: {
        kind: "pinned",
        entityId: "https://login.acme.test/metadata",
        ssoUrl: "https://login.acme.test/saml/sso",
        certificates: [signingKey.certificate],
      },
      signRequests: true,
      key: samlKey,
      want: "assertionSigned",
      wantEncrypted: true,
      forceAuthn: false,
      isPassive: false,
      allowUnsolicited: false,
      clockSkewSeconds: 60,
      unsafeChecksOff: [],
    },
    scim: {
      bearerToken: "the token of the published sample",
      bindings: [
        { attribute: "email", path: 'emails[type eq "work"].value' },
        { attribute: "department", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" },
      ],
      roles: { from: "groups", groups: [{ displayName: "Finance", role: "finance" }] },
      behaviour: {},
    },
    accounts: [
      {
        id: "acc-1",
        userName: "ada.lovelace@acme.test",
        active: true,
        attributes: { email: "ada.lovelace@acme.test", department: "Finance" },
        roles: [
          { role: "finance", writer: "jit", at: "2026-03-01T09:00:00Z", why: "Rule r1 granted it to Ada Lovelace." },
        ],
        links: [
          {
            issuer: "https://login.acme.test/metadata",
            subject: "ada.lovelace@acme.test",
            linkedAt: "2026-03-01T09:00:00Z",
          },
        ],
        written: {
          email: { writer: "jit", at: "2026-03-01T09:00:00Z", why: "Claim email said ada.lovelace@acme.test." },
        },
        createdAt: "2026-03-01T09:00:00Z",
        scim: {
          externalId: "u-ada",
          name: { givenName: "Ada", familyName: "Lovelace" },
          displayName: "Ada Lovelace",
          emails: [{ value: "ada.lovelace@acme.test", type: "work", primary: true }],
        },
      },
    ],
    groups: [
      {
        id: "grp-1",
        displayName: "Finance",
        externalId: "g-finance",
        members: [{ id: "acc-1", kind: "account", writer: "scim", at: "2026-03-01T09:00:00Z" }],
        createdAt: "2026-03-01T09:00:00Z",
        changedAt: "2026-03-01T09:00:00Z",
      },
    ],
  };
}

function buildOidcApplication(): Workspace["applications"][number] {
  return {
    ...APPLICATION,
    id: "portal",
    name: "Portal",
    origin: "https://portal.test",
    signOn: "oidc",
    oidc: {
      issuer: "https://login.acme.test",
      clientId: "portal",
      clientSecret: "the secret of the published sample",
      clientAuthentication: "client_secret_basic",
      redirectUri: "https://portal.test/callback",
      scopes: ["openid", "email"],
      algorithms: ["RS256"],
      pkce: true,
      userinfo: false,
      clockSkewSeconds: 60,
    },
  };
}
