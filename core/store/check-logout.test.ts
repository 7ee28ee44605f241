import { expect, it } from "vitest";
import { checkWorkspace } from "./check.ts";
import { buildTestWorkspace } from "./test-workspace.ts";
import type { Workspace } from "./workspace.ts";

type Application = Workspace["applications"][number];
type Connection = Workspace["identityProviders"][number]["connections"][number];

/** The workspace with other settings of the wiki (SAML) or the portal (OpenID Connect), on both sides. */
function withLogout(change: {
  readonly saml?: Partial<NonNullable<Application["saml"]>>;
  readonly samlConnection?: Partial<NonNullable<Connection["saml"]>>;
  readonly oidc?: Partial<NonNullable<Application["oidc"]>>;
  readonly oidcConnection?: Partial<NonNullable<Connection["oidc"]>>;
}): Workspace {
  const workspace = buildTestWorkspace();
  return {
    ...workspace,
    applications: workspace.applications.map(({ saml, oidc, ...rest }) => ({
      ...rest,
      ...(saml === undefined ? {} : { saml: { ...saml, ...change.saml } }),
      ...(oidc === undefined ? {} : { oidc: { ...oidc, ...change.oidc } }),
    })),
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map(({ saml, oidc, ...rest }) => ({
        ...rest,
        ...(saml === undefined ? {} : { saml: { ...saml, ...change.samlConnection } }),
        ...(oidc === undefined ? {} : { oidc: { ...oidc, ...change.oidcConnection } }),
      })),
    })),
  };
}

const found = (workspace: Workspace) =>
  checkWorkspace(workspace).map(({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`);

const BACK = "https://portal.test/oidc/signed-out";
const ENTITY_ID = "https://login.acme.test/metadata";
const ON = { singleLogout: true, trust: { kind: "metadata", url: ENTITY_ID, entityId: ENTITY_ID } } as const;
const SLO = { url: "https://wiki.test/saml/slo", soapUrl: "https://wiki.test/saml/slo/soap" };

it("finds nothing wrong where both sides agree", () => {
  const workspace = withLogout({
    saml: ON,
    samlConnection: { singleLogout: SLO },
    oidc: { backchannelLogout: true, postLogoutRedirectUri: BACK },
    oidcConnection: {
      backchannelLogoutUri: "https://portal.test/oidc/backchannel-logout",
      postLogoutRedirectUris: [BACK],
    },
  });
  expect(found(workspace)).toEqual([]);
});

it.each<[string, Parameters<typeof withLogout>[0], string]>([
  [
    "an application that nobody tells",
    { oidc: { backchannelLogout: true } },
    "warning WORKSPACE_LOGOUT_NOT_TOLD applications[1].oidc.backchannelLogout: No connection to Portal has https://portal.test/oidc/backchannel-logout in its `backchannelLogoutUri`, so that the identity provider does not go along.",
  ],
  [
    "an application that does not listen",
    { oidcConnection: { backchannelLogoutUri: "https://portal.test/oidc/backchannel-logout" } },
    "warning WORKSPACE_LOGOUT_NOT_TAKEN identityProviders[0].connections[1].oidc.backchannelLogoutUri: Portal takes no logout tokens: applications/portal/oidc/backchannelLogout is off.",
  ],
  [
    "an address at which nobody listens",
    { oidc: { backchannelLogout: true }, oidcConnection: { backchannelLogoutUri: "https://portal.test/logout" } },
    "warning WORKSPACE_LOGOUT_ADDRESS identityProviders[0].connections[1].oidc.backchannelLogoutUri: Portal waits for it at https://portal.test/oidc/backchannel-logout, not at https://portal.test/logout.",
  ],
  [
    "an address that is not registered",
    { oidc: { postLogoutRedirectUri: BACK } },
    `warning WORKSPACE_LOGOUT_NOT_TOLD applications[1].oidc.postLogoutRedirectUri: No connection to Portal has ${BACK} in its \`postLogoutRedirectUris\`, so that the identity provider does not go along.`,
  ],
  [
    "single logout on the one side",
    { saml: ON },
    "warning WORKSPACE_LOGOUT_NOT_TOLD applications[0].saml.singleLogout: No connection to Wiki has https://wiki.test/saml/slo in its `singleLogout`, so that the identity provider does not go along.",
  ],
  [
    "single logout on the other side",
    { samlConnection: { singleLogout: { url: SLO.url } } },
    "warning WORKSPACE_LOGOUT_NOT_TAKEN identityProviders[0].connections[0].saml.singleLogout: Wiki takes no LogoutRequests: applications/wiki/saml/singleLogout is off.",
  ],
  [
    "a pinned identity provider without the service",
    { saml: { singleLogout: true }, samlConnection: { singleLogout: SLO } },
    "warning WORKSPACE_LOGOUT_TRUST applications[0].saml.trust: The identity provider that is pinned has no `sloUrl`, so that nobody knows where its single logout service is.",
  ],
  [
    "no certificate to verify with",
    {
      saml: ON,
      samlConnection: { singleLogout: SLO, requireSignedRequests: false, requestCertificates: [] },
    },
    "warning WORKSPACE_LOGOUT_CERTIFICATE identityProviders[0].connections[0].saml.singleLogout: A logout message of the application must be signed, and `requestCertificates` holds no certificate to verify it with.",
  ],
])("warns of %s", (_, change, expected) => {
  expect(found(withLogout(change))).toEqual([expected]);
});
