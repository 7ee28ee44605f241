import { type HttpRequest, type HttpResponse, htmlResponse } from "../http/message.ts";
import { importPrivateKey } from "../key-import.ts";
import type { Call } from "../party/party.ts";
import { messageId } from "../random.ts";
import {
  buildSoapLogout,
  type LogoutKey,
  type ReceivedLogout,
  receiveLogout,
  receiveSoap,
  SOAP_HEADERS,
  sendLogout,
} from "../saml/logout-binding.ts";
import type { LogoutRequest, LogoutResponse } from "../saml/logout-message.ts";
import { LOGOUT_REASON, STATUS } from "../saml/names.ts";
import { type ProcessedLogout, processLogout } from "../saml/process-logout.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import type { SamlStatus } from "../saml/status.ts";
import {
  consumeLogout,
  endSessions,
  forgetLogoutRequest,
  isLogoutAwaited,
  isLogoutConsumed,
  keepLogoutRequest,
} from "./logout-state.ts";
import {
  notSignedOutPage,
  recordEnded,
  recordLogoutChecks,
  recordLogoutMessage,
  recordNotice,
  signedOutPage,
} from "./logout-steps.ts";
import { readMetadata, type Trusted, trustedProvider } from "./saml-trust.ts";
import type { ApplicationSession } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/** Path of the single logout service, and of the one for requests that come directly. */
export const SLO_PATH = "/saml/slo";
export const SLO_SOAP_PATH = "/saml/slo/soap";

/** How long a request is good for, in milliseconds. */
const LIFETIME_MS = 5 * 60_000;

type TrustedProvider = Extract<Trusted, { readonly ok: true }>["provider"];

/**
 * Asks the identity provider to end its session and those at other applications (SAML profiles, section 4.4.3.1). The
 * application's own has ended. Undefined: that is off, or cannot be done.
 */
export async function startSamlLogout(
  world: ApplicationWorld,
  call: Call,
  session: ApplicationSession,
): Promise<HttpResponse | undefined> {
  const settings = world.application.saml;
  if (settings?.singleLogout !== true) return undefined;
  const { name } = world.application;
  const key = keyOf(settings);
  const sloUrl = key === undefined ? undefined : (await providerWithSlo(world, call, settings))?.sloUrl;
  if (sloUrl === undefined) {
    const why =
      key === undefined
        ? NO_KEY
        : "It offers no single logout service, so that only the application's own session ends.";
    recordNotice(world, call, "warning", `${name} cannot sign the browser out of the identity provider`, why);
    return undefined;
  }
  const request = buildRequest(settings, session, messageId(call.random), call.now);
  keepLogoutRequest(world, call, request.id);
  const { response, xml } = sendLogout({ ...request, destination: sloUrl }, "redirect", key, undefined);
  recordLogoutMessage(world, call, "asks the identity provider to sign out everywhere", WHY_ASKED, xml);
  return response;
}

/** The single logout service, over HTTP-Redirect and HTTP-POST: a request of the identity provider, or its answer. */
export async function handleSingleLogout(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const settings = world.application.saml;
  if (settings?.singleLogout !== true) return NOT_FOUND;
  const received = receiveLogout(request);
  const processed = await processWith(world, call, settings, received, SLO_PATH);
  const { message, claimed, failure } = processed;
  if (claimed?.kind === "response") return takeResponse(world, call, claimed, processed);
  if (message?.kind !== "request") return notSignedOutPage(world, call, failure ?? UNANSWERABLE);
  obey(world, call, settings, message);
  const sloUrl = (await providerWithSlo(world, call, settings))?.sloUrl;
  if (sloUrl === undefined) return signedOutPage(world, call);
  const answer = { ...buildResponse(settings, call, message.id, { code: STATUS.success }), destination: sloUrl };
  const { response, xml } = sendLogout(answer, "redirect", keyOf(settings), received.relayState);
  recordLogoutMessage(world, call, "answers the identity provider", WHY_ANSWERED, xml);
  return response;
}

/** The same for a request that comes directly, over SOAP: no browser is there, and none is needed. */
export async function handleSoapLogout(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const settings = world.application.saml;
  if (settings?.singleLogout !== true) return NOT_FOUND;
  const { message, claimed, failure } = await processWith(
    world,
    call,
    settings,
    receiveSoap(request.body),
    SLO_SOAP_PATH,
  );
  if (message?.kind === "request") obey(world, call, settings, message);
  const status: SamlStatus =
    message?.kind === "request"
      ? { code: STATUS.success }
      : { code: STATUS.requester, message: (failure ?? UNANSWERABLE).reason };
  const answer = buildResponse(settings, call, claimed?.id, status);
  const body = buildSoapLogout(answer, keyOf(settings));
  recordLogoutMessage(world, call, "answers the identity provider", WHY_ANSWERED, body);
  return { status: 200, headers: SOAP_HEADERS, body };
}

/** Processes a message; once more with fresh metadata where the certificates that were kept do not verify it. */
async function processWith(
  world: ApplicationWorld,
  call: Call,
  settings: SamlServiceProvider,
  received: ReceivedLogout,
  path: string,
): Promise<ProcessedLogout> {
  const trusted = await trustedProvider(world, call, settings);
  if (!trusted.ok) return { checks: [], failure: trusted.failure };
  const first = processOnce(world, call, settings, received, path, trusted.provider);
  if (first.xml !== undefined) recordLogoutMessage(world, call, `reads the ${nameOf(first)}`, WHY_READ, first.xml);
  recordLogoutChecks(world, call, first);
  const { trust } = settings;
  if (first.failure?.code !== "SAML_LOGOUT_SIGNATURE" || !trusted.isKept || trust.kind !== "metadata") return first;
  const fresh = await readMetadata(world, call, trust);
  if (!fresh.ok) return first;
  const second = processOnce(world, call, settings, received, path, fresh.provider);
  recordLogoutChecks(world, call, second);
  return second;
}

function processOnce(
  world: ApplicationWorld,
  call: Call,
  settings: SamlServiceProvider,
  received: ReceivedLogout,
  path: string,
  { entityId, certificates }: TrustedProvider,
): ProcessedLogout {
  const settingPath = `applications/${world.application.id}/saml`;
  return processLogout({
    received,
    senderOf: (issuer) =>
      issuer === entityId ? { certificates, settingPath, certificateSetting: "trust" } : undefined,
    url: new URL(path, world.application.origin).href,
    now: call.now,
    clockSkewSeconds: settings.clockSkewSeconds,
    isConsumed: (id) => isLogoutConsumed(world, entityId, id),
    isAwaited: (id) => isLogoutAwaited(world, call, id),
  });
}

function nameOf({ claimed }: ProcessedLogout): string {
  return claimed?.kind === "response" ? "LogoutResponse" : "LogoutRequest";
}

/** Ends what a verified request names, and uses it up. */
function obey(world: ApplicationWorld, call: Call, settings: SamlServiceProvider, request: LogoutRequest): void {
  const end = (request.notOnOrAfter ?? call.now + LIFETIME_MS) + settings.clockSkewSeconds * 1000;
  consumeLogout(world, call, request.issuer, request.id, end);
  recordEnded(
    world,
    call,
    endSessions(world, (session) => isMeant(session, request)),
  );
}

/** The sessions of that NameID with one of those indexes, or all of them where none is named (SAML core, section 3.7.3.1). */
function isMeant(session: ApplicationSession, { issuer, nameId, sessionIndexes }: LogoutRequest): boolean {
  if (session.protocol !== "saml" || session.issuer !== issuer || session.subject !== nameId.value) return false;
  return sessionIndexes.length === 0 || sessionIndexes.includes(session.sessionIndex ?? "");
}

/** The answer to a request of ours. The application's own session is over, whatever it says. */
function takeResponse(
  world: ApplicationWorld,
  call: Call,
  claimed: LogoutResponse,
  { message, failure }: ProcessedLogout,
): HttpResponse {
  forgetLogoutRequest(world, claimed.inResponseTo ?? "");
  if (message?.kind !== "response") return signedOutPage(world, call, (failure ?? UNANSWERABLE).reason);
  const isPartial = message.status.subCode === STATUS.partialLogout;
  return signedOutPage(
    world,
    call,
    isPartial ? "Not every other application confirmed that it did the same." : undefined,
  );
}

/** Whom the application trusts; read again where what was kept names no single logout service. */
async function providerWithSlo(
  world: ApplicationWorld,
  call: Call,
  settings: SamlServiceProvider,
): Promise<TrustedProvider | undefined> {
  const { trust } = settings;
  const kept = await trustedProvider(world, call, settings);
  if (!kept.ok) return undefined;
  if (kept.provider.sloUrl !== undefined || !kept.isKept || trust.kind !== "metadata") return kept.provider;
  const read = await readMetadata(world, call, trust);
  return read.ok ? read.provider : undefined;
}

function keyOf({ key }: SamlServiceProvider): LogoutKey | undefined {
  const privateKey = key?.privateKey;
  if (key === undefined || privateKey === undefined || importPrivateKey(privateKey) === undefined) return undefined;
  return { privateKey, certificate: key.certificate };
}

function buildRequest(
  { entityId }: SamlServiceProvider,
  { subject, nameId, sessionIndex }: ApplicationSession,
  id: string,
  now: number,
): LogoutRequest {
  return {
    kind: "request",
    id,
    issueInstant: now,
    issuer: entityId,
    nameId: { value: subject, ...nameId },
    sessionIndexes: sessionIndex === undefined ? [] : [sessionIndex],
    notOnOrAfter: now + LIFETIME_MS,
    reason: LOGOUT_REASON.user,
  };
}

function buildResponse(
  { entityId }: SamlServiceProvider,
  call: Call,
  inResponseTo: string | undefined,
  status: SamlStatus,
): LogoutResponse {
  return {
    kind: "response",
    id: messageId(call.random),
    issueInstant: call.now,
    issuer: entityId,
    ...(inResponseTo === undefined ? {} : { inResponseTo }),
    status,
  };
}

const NOT_FOUND = htmlResponse(404, "Not found", "<h1>Not found</h1>");
const UNANSWERABLE = { code: "SAML_LOGOUT_XML", reason: "The message cannot be answered." };
const NO_KEY =
  "A LogoutRequest must be signed, and the application has no private key to do it with. Only its own session ends.";
const WHY_ASKED =
  "The NameID and the SessionIndex are those of the assertion that began the session, so that the identity provider knows whose it is and which one.";
const WHY_READ = "Until its signature is verified, it is only a claim that anybody could have written.";
const WHY_ANSWERED = "The other side waits for it, to go on with the next application or to say that all is done.";
