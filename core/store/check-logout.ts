import type { Connection } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import { BACKCHANNEL_LOGOUT_PATH, SIGNED_OUT_PATH } from "../sp/logout-oidc.ts";
import { SLO_PATH, SLO_SOAP_PATH } from "../sp/logout-saml.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Logout needs both sides: the identity provider must know where to send its messages, and the application must take
 * them. All of these are warnings, since a rehearsal may show just what comes of it.
 */
export function checkLogout(
  application: Application,
  path: readonly PathPart[],
  { identityProviders }: Workspace,
): readonly Problem[] {
  const connections = identityProviders
    .flatMap((provider) => provider.connections)
    .filter((connection) => connection.application === application.id);
  return [
    ...checkOidc(application, connections, [...path, "oidc"]),
    ...checkSaml(application, connections, [...path, "saml"]),
  ];
}

/** The same from the side of the identity provider: its messages must find somebody who takes them. */
export function checkConnectionLogout(
  { application: id, oidc, saml }: Connection,
  path: readonly PathPart[],
  { applications }: Workspace,
): readonly Problem[] {
  const application = applications.find((each) => each.id === id);
  if (application === undefined) return [];
  const { url, soapUrl } = saml?.singleLogout ?? {};
  const service = [...path, "saml", "singleLogout"];
  return [
    ...checkAddress(oidc?.backchannelLogoutUri, application, BACKCHANNEL_LOGOUT_PATH, [
      ...path,
      "oidc",
      "backchannelLogoutUri",
    ]),
    ...checkAddress(url, application, SLO_PATH, [...service, "url"]),
    ...checkAddress(soapUrl, application, SLO_SOAP_PATH, [...service, "soapUrl"]),
    ...(oidc?.backchannelLogoutUri !== undefined && application.oidc?.backchannelLogout !== true
      ? [notTaken("logout tokens", "oidc/backchannelLogout", application, [...path, "oidc", "backchannelLogoutUri"])]
      : []),
    ...(url !== undefined && application.saml?.singleLogout !== true
      ? [notTaken("LogoutRequests", "saml/singleLogout", application, service)]
      : []),
    ...(url !== undefined && saml?.requestCertificates.length === 0
      ? [warning("WORKSPACE_LOGOUT_CERTIFICATE", service, NO_CERTIFICATE)]
      : []),
  ];
}

const NO_CERTIFICATE =
  "A logout message of the application must be signed, and `requestCertificates` holds no certificate to verify it with.";

function checkOidc(
  { oidc, name, origin }: Application,
  connections: readonly Connection[],
  path: readonly PathPart[],
): readonly Problem[] {
  if (oidc === undefined) return [];
  const { backchannelLogout = false, postLogoutRedirectUri: back } = oidc;
  const isTold = connections.some((each) => each.oidc?.backchannelLogoutUri !== undefined);
  const isRegistered = connections.some((each) => each.oidc?.postLogoutRedirectUris?.includes(back ?? ""));
  const here = `${origin}${SIGNED_OUT_PATH}`;
  return [
    ...(backchannelLogout && !isTold
      ? [notTold(name, "backchannelLogoutUri", `${origin}${BACKCHANNEL_LOGOUT_PATH}`, [...path, "backchannelLogout"])]
      : []),
    ...(back === undefined || isRegistered
      ? []
      : [notTold(name, "postLogoutRedirectUris", back, [...path, "postLogoutRedirectUri"])]),
    ...(back === undefined || back === here ? [] : [elsewhere(name, here, back, [...path, "postLogoutRedirectUri"])]),
  ];
}

function checkSaml(
  { saml, name, origin }: Application,
  connections: readonly Connection[],
  path: readonly PathPart[],
): readonly Problem[] {
  if (saml?.singleLogout !== true) return [];
  const place = [...path, "singleLogout"];
  const isTold = connections.some((each) => each.saml?.singleLogout !== undefined);
  const isLost = saml.trust.kind === "pinned" && saml.trust.sloUrl === undefined;
  return [
    ...(isTold ? [] : [notTold(name, "singleLogout", `${origin}${SLO_PATH}`, place)]),
    ...(saml.key === undefined
      ? [
          warning(
            "WORKSPACE_LOGOUT_KEY",
            place,
            `A logout message must be signed, and ${name} has no key to do it with.`,
          ),
        ]
      : []),
    ...(isLost
      ? [
          warning(
            "WORKSPACE_LOGOUT_TRUST",
            [...path, "trust"],
            "The identity provider that is pinned has no `sloUrl`, so that nobody knows where its single logout service is.",
          ),
        ]
      : []),
  ];
}

function checkAddress(
  address: string | undefined,
  { name, origin }: Application,
  wanted: string,
  path: readonly PathPart[],
): readonly Problem[] {
  const here = `${origin}${wanted}`;
  return address === undefined || address === here ? [] : [elsewhere(name, here, address, path)];
}

function elsewhere(name: string, here: string, found: string, path: readonly PathPart[]): Problem {
  return warning("WORKSPACE_LOGOUT_ADDRESS", path, `${name} waits for it at ${here}, not at ${found}.`);
}

function notTold(name: string, member: string, address: string, path: readonly PathPart[]): Problem {
  const message = `No connection to ${name} has ${address} in its \`${member}\`, so that the identity provider does not go along.`;
  return warning("WORKSPACE_LOGOUT_NOT_TOLD", path, message);
}

function notTaken(what: string, setting: string, { id, name }: Application, path: readonly PathPart[]): Problem {
  const message = `${name} takes no ${what}: applications/${id}/${setting} is off.`;
  return warning("WORKSPACE_LOGOUT_NOT_TAKEN", path, message);
}

function warning(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "warning" };
}
