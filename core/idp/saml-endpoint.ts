import { type HttpRequest, type HttpResponse, queryOf } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { buildIdpMetadata } from "../saml/metadata.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { sloUrlOf } from "./logout-saml.ts";
import { refuseAtIdp } from "./refusal.ts";
import { answerSaml, answerSamlError, unknownConnection } from "./saml-answer.ts";
import { checkSsoRequest, samlSettingPath, ssoUrlOf } from "./saml-request.ts";
import { recordChecks, recordRequest, recordStart } from "./saml-steps.ts";
import { signIn } from "./sign-in.ts";
import type { PendingSaml } from "./state.ts";
import { connectionTo, type IdentityProviderWorld } from "./world.ts";

export { handleSingleLogout } from "./logout-saml-endpoint.ts";
export { answerSaml } from "./saml-answer.ts";

/** Longest RelayState, in bytes (SAML bindings, section 3.4.3). */
const MAX_RELAY_STATE = 80;

/** Nobody asked for anything in particular. */
const NO_DEMANDS = { forceAuthn: false, isPassive: false, secondFactor: false };

/**
 * The single sign-on service: an AuthnRequest over HTTP-Redirect, or over HTTP-POST where it is not signed. A request
 * that cannot be trusted gets an error page; one that cannot be done as asked gets an error response; any other leads
 * to the sign-in (SAML profiles, section 4.1).
 */
export async function handleSsoRequest(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const checked = checkSsoRequest(world, call.now, request);
  recordRequest(world, call, checked);
  recordChecks(world, call, checked);
  const { verdict } = checked;
  switch (verdict.kind) {
    case "refused":
      return refuseAtIdp(world, call, verdict.refusal);
    case "unfulfillable":
      return answerSamlError(world, call, verdict.pending, verdict.status);
    case "accepted":
      return signIn(world, call, request, verdict.pending, verdict.demands, answerSaml);
  }
}

/**
 * A login that starts at the identity provider: `GET /saml/start?application=ID&RelayState=…` (SAML profiles, section
 * 4.1.5). RelayState is handed on as it is: what it means, and that it leads nowhere else, is the application's to see to.
 */
export async function handleIdpInitiated(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const query = queryOf(request);
  const application = query.get("application") ?? "";
  const connection = connectionTo(world, application)?.saml;
  const acsUrl = connection?.acsUrls[0];
  if (connection === undefined || acsUrl === undefined)
    return refuseAtIdp(world, call, unknownConnection(world, application));
  const relayState = query.get("RelayState") ?? connection.defaultRelayState;
  if (relayState !== undefined && Buffer.byteLength(relayState, "utf8") > MAX_RELAY_STATE) {
    return refuseRelayState(world, call, application);
  }
  recordStart(world, call, application);
  return signIn(
    world,
    call,
    request,
    buildUnsolicited(connection, application, acsUrl, relayState),
    NO_DEMANDS,
    answerSaml,
  );
}

/** The identity provider's metadata: every RSA key, so that an application can follow a rollover. */
export function samlIdpMetadata(world: Pick<IdentityProviderWorld, "provider">): HttpResponse {
  const keys = world.provider.keys.filter(({ algorithm }) => algorithm === "RS256");
  const inOrder = (["active", "next", "retiring"] as const).flatMap((status) =>
    keys.filter((key) => key.status === status),
  );
  const body = buildIdpMetadata({
    entityId: world.provider.entityId,
    ssoUrl: ssoUrlOf(world),
    certificates: inOrder.map(({ certificate }) => certificate),
    nameIdFormats: ["unspecified", "emailAddress", "persistent", "transient"],
    ...(offersLogout(world) ? { sloUrl: sloUrlOf(world) } : {}),
  });
  const headers = { "content-type": "application/samlmetadata+xml", "cache-control": "public, max-age=3600" };
  return { status: 200, headers, body };
}

/** Single logout is announced where a connection makes use of it. */
function offersLogout({ provider }: Pick<IdentityProviderWorld, "provider">): boolean {
  return provider.connections.some(({ saml }) => saml?.singleLogout !== undefined);
}

function buildUnsolicited(
  connection: SamlConnection,
  application: string,
  acsUrl: string,
  relayState: string | undefined,
): PendingSaml {
  return {
    protocol: "saml",
    application,
    acsUrl,
    ...(relayState === undefined ? {} : { relayState }),
    nameIdFormat: connection.nameId.format,
  };
}

function refuseRelayState(world: IdentityProviderWorld, call: Call, application: string): HttpResponse {
  return refuseAtIdp(world, call, {
    code: "SAML_RELAY_STATE",
    reason: `RelayState is longer than ${MAX_RELAY_STATE} bytes.`,
    application,
    setting: `${samlSettingPath(world, application)}/defaultRelayState`,
    status: 400,
  });
}
