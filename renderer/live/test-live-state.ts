import type { LiveAddresses, LiveDue, LiveEntry, LiveRequest, LiveState } from "../../core/contract/live.ts";

/** The addresses of an identity provider, an application by SAML with SCIM, and one by OpenID Connect. */
export const ADDRESSES: LiveAddresses = {
  identityProviders: [
    {
      id: "acme-id",
      name: "Acme ID",
      saml: {
        ssoUrl: "http://127.0.0.1:9001/saml/sso",
        metadataUrl: "http://127.0.0.1:9001/saml/metadata",
        entityId: "https://login.acme-id.test/saml",
        certificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
      },
      oidc: { issuer: "http://127.0.0.1:9001" },
    },
  ],
  applications: [
    {
      id: "jira",
      name: "Jira-like",
      loginUrl: "http://127.0.0.1:9002/login",
      acsUrl: "http://127.0.0.1:9002/saml/acs",
      entityId: "https://jira-like.test/saml",
      metadataUrl: "http://127.0.0.1:9002/saml/metadata",
      scim: { baseUrl: "http://127.0.0.1:9002/scim/v2", token: "token-of-jira" },
    },
    {
      id: "expenses",
      name: "Expenses",
      loginUrl: "http://127.0.0.1:9003/login",
      oidc: {
        clientId: "expenses",
        clientSecret: "secret-of-expenses",
        clientAuthentication: "client_secret_basic",
        redirectUri: "http://127.0.0.1:9003/oidc/callback",
      },
    },
  ],
};

/** A request for the users of an application. */
export function buildRequest(changes: Partial<LiveRequest> = {}): LiveRequest {
  return {
    kind: "request",
    run: "r3",
    at: "2031-05-06T07:08:09.000Z",
    method: "GET",
    path: "/scim/v2/Users",
    status: 200,
    party: "Jira-like",
    result: "done",
    reason: "Jira-like answered with 200.",
    ...changes,
  };
}

/** A cycle whose time has come. */
export function buildDue(changes: Partial<LiveDue> = {}): LiveDue {
  return {
    kind: "due",
    run: "r2",
    at: "2031-05-06T07:08:00.000Z",
    title: "Due: SCIM cycle of Jira-like",
    result: "done",
    reason: "2 changed, 1 unchanged.",
    ...changes,
  };
}

/** Live mode that runs, with these entries, newest first. */
export function buildLive(entries: readonly LiveEntry[] = [], changes: Partial<LiveState> = {}): LiveState {
  return {
    running: true,
    addresses: ADDRESSES,
    made: [],
    saves: true,
    due: true,
    count: entries.length,
    entries,
    ...changes,
  };
}
