import type { Connection } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";

/** For tests only: workspaces in which logout is set up. */

/** The application with this id is changed, and so is its connection. */
export function changed(
  workspace: Workspace,
  id: string,
  changeApplication: (application: Application) => Application,
  changeConnection: (connection: Connection) => Connection,
): Workspace {
  return {
    ...workspace,
    applications: workspace.applications.map((each) => (each.id === id ? changeApplication(each) : each)),
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) => (each.application === id ? changeConnection(each) : each)),
    })),
  };
}

/** A second application like this one, on an origin of its own. */
export function withTwin(workspace: Workspace, id: string, twin: string): Workspace {
  const origin = `https://${twin}-acme.test`;
  const application = workspace.applications.find((each) => each.id === id);
  if (application?.oidc === undefined) throw new TypeError(`There is no ${id} that speaks OpenID Connect.`);
  const { oidc } = application;
  const copy = { ...application, id: twin, name: `The ${twin}`, origin, accounts: [] };
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.flatMap((each): Connection[] => {
      if (each.application !== id || each.oidc === undefined) return [each];
      const own = { ...each.oidc, clientId: twin, redirectUris: [`${origin}/oidc/callback`] };
      return [each, { ...each, application: twin, oidc: own }];
    }),
  }));
  const own = { ...oidc, clientId: twin, redirectUri: `${origin}/oidc/callback` };
  return { ...workspace, applications: [...workspace.applications, { ...copy, oidc: own }], identityProviders };
}

/** Back-channel logout and logout that begins at the application, on both sides. */
export function withOidcLogout(workspace: Workspace, id: string): Workspace {
  const { origin = "" } = workspace.applications.find((each) => each.id === id) ?? {};
  const back = `${origin}/oidc/signed-out`;
  return changed(
    workspace,
    id,
    ({ oidc, ...rest }) =>
      oidc === undefined ? rest : { ...rest, oidc: { ...oidc, backchannelLogout: true, postLogoutRedirectUri: back } },
    ({ oidc, ...rest }) =>
      oidc === undefined
        ? rest
        : {
            ...rest,
            oidc: {
              ...oidc,
              backchannelLogoutUri: `${origin}/oidc/backchannel-logout`,
              postLogoutRedirectUris: [back],
            },
          },
  );
}

/** Who is disabled loses sessions and tokens at every identity provider. */
export function revoking(workspace: Workspace): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      signOnPolicy: { ...provider.signOnPolicy, revokeOnDisable: true },
    })),
  };
}

/** An application's own SAML settings are changed, and those of the connection to it. */
export function withSaml(
  workspace: Workspace,
  id: string,
  own: Partial<NonNullable<Application["saml"]>>,
  ofConnection: Partial<NonNullable<Connection["saml"]>> = {},
): Workspace {
  return changed(
    workspace,
    id,
    ({ saml, ...rest }) => (saml === undefined ? rest : { ...rest, saml: { ...saml, ...own } }),
    ({ saml, ...rest }) => (saml === undefined ? rest : { ...rest, saml: { ...saml, ...ofConnection } }),
  );
}

/** SAML single logout on both sides. They all have the one key pair of the sample. */
export function withSamlLogout(
  workspace: Workspace,
  id: string,
  more: Partial<NonNullable<NonNullable<Connection["saml"]>["singleLogout"]>> = {},
): Workspace {
  const { origin = "" } = workspace.applications.find((each) => each.id === id) ?? {};
  const key = workspace.applications.find(({ saml }) => saml?.key?.privateKey !== undefined)?.saml?.key;
  if (key === undefined) throw new TypeError("The sample has no application with a key.");
  const ofConnection = {
    requestCertificates: [key.certificate],
    singleLogout: { url: `${origin}/saml/slo`, ...more },
  };
  return withSaml(workspace, id, { key, singleLogout: true }, ofConnection);
}
