import type { HttpRequest, HttpResponse } from "../http/message.ts";
import { importPrivateKey } from "../key-import.ts";
import type { Call } from "../party/party.ts";
import { messageId } from "../random.ts";
import {
  buildSoapLogout,
  type LogoutKey,
  receiveSoap,
  SOAP_ACTION,
  SOAP_HEADERS,
  sendLogout,
} from "../saml/logout-binding.ts";
import type { LogoutRequest } from "../saml/logout-message.ts";
import { LOGOUT_REASON } from "../saml/names.ts";
import { processLogout } from "../saml/process-logout.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { recordLogoutChecks, recordLogoutMessage, recordTold } from "./logout-steps.ts";
import { samlSettingPath } from "./saml-request.ts";
import type { IdpSession, SamlLogout } from "./state.ts";
import { connectionTo, type IdentityProviderWorld } from "./world.ts";

/** Path of the single logout service. */
const SLO_PATH = "/saml/slo";

/** How long a request is good for, and how far another clock may be off; milliseconds and seconds. */
const LIFETIME_MS = 5 * 60_000;
export const CLOCK_SKEW_SECONDS = 60;

/** The address of the single logout service. */
export function sloUrlOf({ provider }: Pick<IdentityProviderWorld, "provider">): string {
  return new URL(SLO_PATH, provider.origin).href;
}

/** The RSA key that logout messages are signed with; undefined where there is none. */
export function logoutKeyOf({ provider }: IdentityProviderWorld): LogoutKey | undefined {
  const key = provider.keys.find(({ algorithm, status }) => algorithm === "RS256" && status === "active");
  const { privateKey, certificate } = key ?? {};
  if (privateKey === undefined || certificate === undefined) return undefined;
  return importPrivateKey(privateKey) === undefined ? undefined : { privateKey, certificate };
}

/** What the connection to an application says of single logout; undefined where that is off. */
export function singleLogoutOf(
  world: IdentityProviderWorld,
  application: string,
): NonNullable<SamlConnection["singleLogout"]> | undefined {
  return connectionTo(world, application)?.saml?.singleLogout;
}

/** The SAML applications of a session, as they are to be told; `except` ended its own part already. */
export function samlLogoutsOf({ index, participants = [] }: IdpSession, except?: string): readonly SamlLogout[] {
  return participants.flatMap((each): readonly SamlLogout[] =>
    each.protocol === "saml" && each.application !== except
      ? [{ application: each.application, sessionIndex: index, nameId: each.nameId }]
      : [],
  );
}

/** The request to one application, over the browser. Undefined: it cannot be asked. */
export function askByBrowser(
  world: IdentityProviderWorld,
  call: Call,
  logout: SamlLogout,
): { readonly id: string; readonly response: HttpResponse } | undefined {
  const service = singleLogoutOf(world, logout.application);
  const key = logoutKeyOf(world);
  if (service === undefined || key === undefined) {
    const why = key === undefined ? NO_KEY : "Its connection names no single logout service any more.";
    recordTold(world, call, logout.application, why);
    return undefined;
  }
  const request = { ...buildRequest(world, call, logout, LOGOUT_REASON.user), destination: service.url };
  const { response, xml } = sendLogout(request, service.binding ?? "redirect", key, undefined);
  recordLogoutMessage(world, call, "sent", `asks ${world.applicationName(logout.application)} to sign out`, xml);
  return { id: request.id, response };
}

/**
 * Asks one application directly, while no browser is there (SAML profiles, section 4.4.3.2; bindings, section 3.2). Most
 * applications offer no such way, and then nobody can tell them. Gives whether it confirmed.
 */
export async function askOverSoap(world: IdentityProviderWorld, call: Call, logout: SamlLogout): Promise<boolean> {
  const { application } = logout;
  const soapUrl = singleLogoutOf(world, application)?.soapUrl;
  if (soapUrl === undefined) return recordTold(world, call, application, NO_BROWSER);
  const key = logoutKeyOf(world);
  if (key === undefined) return recordTold(world, call, application, NO_KEY);
  const request = { ...buildRequest(world, call, logout, LOGOUT_REASON.admin), destination: soapUrl };
  const xml = buildSoapLogout(request, key);
  recordLogoutMessage(world, call, "sent", `asks ${world.applicationName(application)} to sign out, directly`, xml);
  const answer = await send(call, {
    method: "POST",
    url: soapUrl,
    headers: { ...SOAP_HEADERS, ...SOAP_ACTION },
    body: xml,
  });
  if (answer?.status !== 200) {
    const said = answer === undefined ? "Nobody answers there." : `It answered ${answer.status}.`;
    return recordTold(world, call, application, said);
  }
  const processed = processLogout({
    received: receiveSoap(answer.body),
    senderOf: (entityId) => senderOf(world, entityId)?.sender,
    url: undefined,
    now: call.now,
    clockSkewSeconds: CLOCK_SKEW_SECONDS,
    isAwaited: (id) => id === request.id,
  });
  recordLogoutChecks(world, call, processed);
  return recordTold(world, call, application, processed.failure?.reason);
}

/** The application of that entityID, where it takes part in single logout. */
export function senderOf(world: IdentityProviderWorld, entityId: string) {
  const connection = world.provider.connections.find(({ saml }) => saml?.entityId === entityId);
  if (connection?.saml?.singleLogout === undefined) return undefined;
  const { application, saml } = connection;
  const sender = {
    certificates: saml.requestCertificates,
    settingPath: samlSettingPath(world, application),
    certificateSetting: "requestCertificates",
  };
  return { application, sender };
}

function buildRequest(
  world: IdentityProviderWorld,
  call: Call,
  { nameId, sessionIndex }: SamlLogout,
  reason: string,
): LogoutRequest {
  return {
    kind: "request",
    id: messageId(call.random),
    issueInstant: call.now,
    issuer: world.provider.entityId,
    nameId,
    sessionIndexes: [sessionIndex],
    notOnOrAfter: call.now + LIFETIME_MS,
    reason,
  };
}

async function send(call: Call, request: HttpRequest): Promise<HttpResponse | undefined> {
  try {
    return await call.fetch(request);
  } catch {
    return undefined;
  }
}

const NO_KEY = "There is no RSA key to sign a LogoutRequest with.";
const NO_BROWSER =
  "SAML single logout goes through the person's browser, and there is none now. Only a service over SOAP could be told directly, and its connection names none.";
