import type { ApplicationAddresses, IdentityProviderAddresses, LiveAddresses, LiveTls } from "../../contract/live.ts";
import type { IdentityProvider } from "../../idp/identity-provider.ts";
import type { Application } from "../../sp/application.ts";
import type { Workspace } from "../../store/workspace.ts";

import type { TlsCertificate } from "./tls-certificate.ts";

export type { ApplicationAddresses, IdentityProviderAddresses, LiveAddresses };

/** The addresses of a workspace that stands on the origins where it listens. */
export function listAddresses(
  workspace: Workspace,
  { resetUrl, tls }: { readonly resetUrl: string | undefined; readonly tls: TlsCertificate | undefined },
): LiveAddresses {
  return {
    identityProviders: workspace.identityProviders.map(describeProvider),
    applications: workspace.applications.map(describeApplication),
    ...(resetUrl === undefined ? {} : { control: { resetUrl } }),
    ...(tls === undefined ? {} : { tls: { certificate: tls.certificate, fingerprint: tls.fingerprint } }),
  };
}

function describeProvider({ id, name, origin, entityId, keys }: IdentityProvider): IdentityProviderAddresses {
  const signing = keys.find(({ algorithm, status }) => algorithm === "RS256" && status === "active");
  return {
    id,
    name,
    saml: {
      ssoUrl: `${origin}/saml/sso`,
      metadataUrl: `${origin}/saml/metadata`,
      entityId,
      ...(signing === undefined ? {} : { certificate: signing.certificate }),
    },
    oidc: { issuer: origin },
  };
}

function describeApplication({ id, name, origin, saml, oidc, scim }: Application): ApplicationAddresses {
  return {
    id,
    name,
    loginUrl: `${origin}/login`,
    ...(saml === undefined
      ? {}
      : { acsUrl: saml.acsUrl, entityId: saml.entityId, metadataUrl: `${origin}/saml/metadata` }),
    ...(oidc === undefined ? {} : { oidc: describeClient(oidc) }),
    ...(scim?.bearerToken === undefined ? {} : { scim: { baseUrl: `${origin}/scim/v2`, token: scim.bearerToken } }),
  };
}

function describeClient(oidc: NonNullable<Application["oidc"]>): NonNullable<ApplicationAddresses["oidc"]> {
  const { clientId, clientSecret, clientAuthentication, redirectUri } = oidc;
  return { clientId, ...(clientSecret === undefined ? {} : { clientSecret }), clientAuthentication, redirectUri };
}

/** The same for a person to read, line by line. */
export function describeAddresses({ identityProviders, applications, control, tls }: LiveAddresses): readonly string[] {
  return [
    ...(tls === undefined ? [] : describeTls(tls)),
    ...identityProviders.flatMap(({ name, saml, oidc }) => [
      "",
      `${name} (identity provider)`,
      ...rows({
        "SAML sign-on": saml.ssoUrl,
        "SAML metadata": saml.metadataUrl,
        "SAML entityID": saml.entityId,
        "OpenID issuer": oidc.issuer,
      }),
      ...(saml.certificate === undefined ? [] : ["  SAML certificate", saml.certificate.trimEnd()]),
    ]),
    ...applications.flatMap(({ name, loginUrl, acsUrl, entityId, metadataUrl, oidc, scim }) => [
      "",
      `${name} (application)`,
      ...rows({
        "log in": loginUrl,
        "SAML ACS": acsUrl,
        "SAML entityID": entityId,
        "SAML metadata": metadataUrl,
        "client id": oidc?.clientId,
        "client secret": oidc?.clientSecret,
        "proves itself by": oidc?.clientAuthentication,
        "redirect URI": oidc?.redirectUri,
        "SCIM base URL": scim?.baseUrl,
        "SCIM token": scim?.token,
      }),
    ]),
    ...(control === undefined ? [] : ["", "Control", ...rows({ "POST to reset": control.resetUrl })]),
  ];
}

function describeTls({ certificate, fingerprint, file }: LiveTls): readonly string[] {
  const where = file === undefined ? certificate.trimEnd().split("\n") : rows({ certificate: file });
  return [
    "",
    "TLS: clients are to trust this certificate, which is signed by itself",
    ...where,
    ...rows({ "SHA-256": fingerprint }),
  ];
}

const LABEL_WIDTH = 17;

function rows(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(values).flatMap(([label, value]) =>
    value === undefined ? [] : [`  ${label.padEnd(LABEL_WIDTH)} ${value}`],
  );
}
