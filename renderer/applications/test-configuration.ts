import type { Configuration } from "../../core/contract/methods.ts";
import type { ApplicationDetail } from "../../core/contract/results.ts";

/** An application that signs on by OpenID Connect, as the tests of this folder edit it. */
export const EXPENSES: Configuration = {
  application: {
    id: "expenses",
    name: "Expenses",
    origin: "https://expenses.test",
    signOn: "oidc",
    oidc: {
      issuer: "https://idp.test",
      clientId: "expenses",
      clientAuthentication: "client_secret_basic",
      redirectUri: "https://expenses.test/oidc/callback",
      scopes: ["openid", "email"],
      algorithms: ["RS256"],
      pkce: true,
      userinfo: false,
      clockSkewSeconds: 60,
    },
    sessionMinutes: 480,
    accountAttributes: [{ name: "email", label: "Email" }, { name: "department" }],
    roles: [
      { id: "employee", name: "Employee" },
      { id: "finance-user", name: "Finance User" },
      { id: "admin", name: "Administrator", privileged: true },
    ],
    mappings: [
      { id: "userName", target: "userName", source: { kind: "attribute", attribute: "subject" }, apply: "create" },
      { id: "email", target: "email", source: { kind: "attribute", attribute: "email" }, apply: "always" },
      {
        id: "department",
        target: "department",
        source: { kind: "attribute", attribute: "department" },
        apply: "always",
      },
    ],
    roleRules: [
      {
        id: "finance",
        role: "finance-user",
        when: { operator: "equals", claim: "department", value: "Finance" },
      },
      { id: "admins", role: "admin", when: { operator: "isMemberOf", claim: "groups", value: "app-admins" } },
    ],
    jit: {
      enabled: true,
      match: [{ account: "email", from: { claim: "email" }, compare: "ignoreCase" }],
      noMatch: "create",
      emailOnlyMatch: "linkIfVerified",
      deactivated: "refuse",
      laterLogins: "updateAll",
      requiredClaims: ["email"],
      allowedEmailDomains: [],
      roles: "replace",
      defaultRole: "employee",
      noRoleRuleMatches: "keepDefault",
    },
  },
  provider: "idp",
  connection: {
    application: "expenses",
    assignment: { required: false, users: [], groups: [] },
    oidc: {
      clientId: "expenses",
      clientAuthentication: "client_secret_basic",
      redirectUris: ["https://expenses.test/oidc/callback"],
      requirePkce: false,
      idTokenAlgorithm: "RS256",
      subject: "public",
      scopes: ["openid", "profile", "email", "groups"],
      codeLifetimeSeconds: 60,
      tokenLifetimeSeconds: 300,
      claims: [
        { id: "email", claim: "email", scope: "email", source: { kind: "attribute", attribute: "mail" } },
        { id: "department", claim: "department", source: { kind: "attribute", attribute: "department" } },
        { id: "groups", claim: "groups", scope: "groups", source: { kind: "groups", emit: "name" } },
      ],
    },
  },
};

/** The same with SAML on both sides, so that each side has settings of both protocols. */
export const WIKI: Configuration = {
  ...EXPENSES,
  application: {
    ...EXPENSES.application,
    saml: {
      entityId: "https://wiki.test",
      acsUrl: "https://wiki.test/acs",
      trust: { kind: "metadata", url: "https://idp.test/metadata", entityId: "https://idp.test" },
      signRequests: false,
      key: { certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" },
      want: "assertionSigned",
      wantEncrypted: false,
      forceAuthn: false,
      isPassive: false,
      allowUnsolicited: false,
      clockSkewSeconds: 60,
      unsafeChecksOff: [],
    },
  },
  connection: {
    ...EXPENSES.connection,
    saml: {
      entityId: "https://wiki.test",
      acsUrls: ["https://wiki.test/acs"],
      nameId: { format: "emailAddress", source: { kind: "attribute", attribute: "mail" } },
      allowedNameIdFormats: [],
      sign: "assertion",
      requireSignedRequests: false,
      requestCertificates: [],
      assertionLifetimeSeconds: 300,
      claims: [],
    },
  },
};

/** The same as the engine answers it. */
export const EXPENSES_DETAIL: ApplicationDetail = {
  configuration: EXPENSES,
  policy: [],
  comparisons: [],
  certificates: [],
  keptSecrets: ["oidc.clientSecret", "connection.oidc.clientSecret"],
  claims: ["email", "department", "groups"],
  directoryAttributes: ["mail", "department", "displayName"],
  problems: [],
};
