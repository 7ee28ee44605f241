import { formOf, type HttpRequest, type HttpResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { type AcceptedResponse, type ProcessedResponse, processResponse } from "../saml/process-response.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import type { Artefact } from "../trace/step.ts";
import { localPath } from "./local-path.ts";
import {
  consumeResponse,
  findSamlRequest,
  isAssertionConsumed,
  relayStateFor,
  samlRequestStatus,
} from "./saml-request-state.ts";
import { readMetadata, type Trusted, trustedProvider } from "./saml-trust.ts";
import type { LogoutReminders } from "./session.ts";
import { completeSignOn, refuseProtocol, refuseSignOn } from "./sign-on.ts";
import { type ApplicationWorld, applicationActor, type Refusal } from "./world.ts";

/** Longest form that is read, in UTF-16 code units: 1 MiB. A response with hundreds of groups has about a tenth of it. */
const MAX_FORM_LENGTH = 1_048_576;

/**
 * The assertion consumer service: takes a response that was posted, validates it, uses it up, and hands on who it is
 * about (SAML profiles, sections 4.1.4.3 and 4.1.5). The first thing that is wrong ends the login.
 */
export async function handleAcs(world: ApplicationWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  const settings = world.application.saml;
  if (settings === undefined) return refuseProtocol(world, call, "saml");
  const form = readForm(request);
  if (!form.ok) return refuseSignOn(world, call, form.failure);
  recordUnsafeSwitches(world, call, settings);
  const trusted = await trustedProvider(world, call, settings);
  if (!trusted.ok) return refuseSignOn(world, call, trusted.failure);

  const post = { world, call, request, settings, samlResponse: form.samlResponse };
  const { result } = await processPost(post, trusted);
  if (result.kind === "refused") {
    const { kind, ...refusal } = result;
    return refuseSignOn(world, call, refusal);
  }
  const returnTo = returnPath(world, call, result, form.relayState);
  consumeResponse(world, call, result, settings.clockSkewSeconds);
  const identity = { protocol: "saml", ...result.identity } as const;
  return completeSignOn(world, call, identity, returnTo, remindersOf(settings, result.identity.subject));
}

/** How the identity provider writes the NameID, to ask it for the end of the session one day. */
function remindersOf(
  { singleLogout }: SamlServiceProvider,
  { format, nameQualifier, spNameQualifier }: AcceptedResponse["identity"]["subject"],
): LogoutReminders {
  if (singleLogout !== true) return {};
  const nameId = {
    ...(format === undefined ? {} : { format }),
    ...(nameQualifier === undefined ? {} : { nameQualifier }),
    ...(spNameQualifier === undefined ? {} : { spNameQualifier }),
  };
  return { nameId };
}

type Form =
  | { readonly ok: true; readonly samlResponse: string; readonly relayState: string | undefined }
  | { readonly ok: false; readonly failure: Refusal };

function readForm(request: HttpRequest): Form {
  if (request.body.length > MAX_FORM_LENGTH) {
    const reason = `What was posted is ${request.body.length} characters long; at most ${MAX_FORM_LENGTH} are read.`;
    return { ok: false, failure: { code: "SAML_POST_TOO_LONG", reason } };
  }
  const form = formOf(request);
  const [samlResponse, ...more] = form.getAll("SAMLResponse");
  const [relayState, ...moreStates] = form.getAll("RelayState");
  if (samlResponse === undefined) {
    return { ok: false, failure: { code: "SAML_POST_EMPTY", reason: "No SAMLResponse was posted as a form field." } };
  }
  if (more.length + moreStates.length > 0) {
    const reason = "SAMLResponse or RelayState was posted more than once.";
    return { ok: false, failure: { code: "SAML_POST_REPEATED", reason } };
  }
  return { ok: true, samlResponse, relayState };
}

interface Post {
  readonly world: ApplicationWorld;
  readonly call: Call;
  readonly request: HttpRequest;
  readonly settings: SamlServiceProvider;
  readonly samlResponse: string;
}

/**
 * Processes the response; once more with fresh metadata where the certificates that were kept do not verify it. Each
 * attempt is recorded: its checks were carried out.
 */
async function processPost(post: Post, trusted: Extract<Trusted, { ok: true }>): Promise<ProcessedResponse> {
  const { world, call, settings } = post;
  const { trust } = settings;
  const first = await processWith(post, trusted);
  recordUnpacked(world, call, first);
  const isUnverified = first.result.kind === "refused" && first.result.code === "SAML_SIGNATURE";
  if (!isUnverified || !trusted.isKept || trust.kind !== "metadata") {
    recordChecked(world, call, first, `${world.application.name} checks the SAML response`);
    return first;
  }
  recordChecked(world, call, first, `${world.application.name} checks the SAML response`, WHY_AGAIN);
  const fresh = await readMetadata(world, call, trust);
  if (!fresh.ok) return first;
  const second = await processWith(post, fresh);
  recordChecked(world, call, second, `${world.application.name} checks the SAML response again`);
  return second;
}

function processWith(post: Post, { provider }: Extract<Trusted, { ok: true }>): Promise<ProcessedResponse> {
  const { world, call, request, settings, samlResponse } = post;
  return processResponse({
    samlResponse,
    settings,
    settingPath: `applications/${world.application.id}/saml`,
    trusted: provider,
    now: call.now,
    requestStatus: (id) => samlRequestStatus(world, call, request, id),
    isConsumed: (issuer, assertionId) => isAssertionConsumed(world, issuer, assertionId),
  });
}

/**
 * Where the person goes next. The answer to a request goes where that request began, whatever came back beside it. An
 * unsolicited one may name a place in RelayState, but only in this application: anybody could have posted it.
 */
function returnPath(
  world: ApplicationWorld,
  call: Call,
  { inResponseTo }: AcceptedResponse,
  relayState: string | undefined,
): string {
  const pending = inResponseTo === undefined ? undefined : findSamlRequest(world, inResponseTo);
  if (pending !== undefined) {
    const isChanged = relayState !== undefined && relayState !== relayStateFor(pending.returnTo).relayState;
    if (isChanged) recordIgnoredRelayState(world, call, "it is not the one that was sent with the request");
    return pending.returnTo;
  }
  if (relayState === undefined || relayState === "") return "/";
  const path = localPath(withoutOrigin(relayState, world.application.origin));
  if (path === undefined) recordIgnoredRelayState(world, call, "it is not a path of this application");
  return path ?? "/";
}

/** Identity providers are often set up with the whole URL. */
function withoutOrigin(relayState: string, origin: string): string {
  return relayState.startsWith(`${origin}/`) ? relayState.slice(origin.length) : relayState;
}

function recordIgnoredRelayState(world: ApplicationWorld, call: Call, because: string): void {
  const actor = applicationActor(world);
  call.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "session",
    status: "warning",
    title: `${world.application.name} does not follow the RelayState`,
    why: `RelayState is not signed, and ${because}. An application that followed any address could be used to lead people to a forged site (open redirect).`,
  });
}

function recordUnsafeSwitches(world: ApplicationWorld, call: Call, { unsafeChecksOff }: SamlServiceProvider): void {
  if (unsafeChecksOff.length === 0) return;
  const actor = applicationActor(world);
  call.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "validate",
    status: "warning",
    title: `${world.application.name} does not carry out every check`,
    why: `A switch marked unsafe turns these off: ${unsafeChecksOff.join(", ")}. A real application without them can be entered by people who should not get in.`,
  });
}

function recordUnpacked(world: ApplicationWorld, call: Call, { responseXml }: ProcessedResponse): void {
  if (responseXml === undefined) return;
  recordArtefact(world, call, `${world.application.name} unpacks the SAML response`, WHY_UNPACKED, {
    type: "saml-response",
    name: "Response",
    text: responseXml,
    language: "xml",
    marks: marksIn(responseXml),
  });
}

/** `whyRepeated`: the checks failed, but are carried out once more, for this reason. */
function recordChecked(
  world: ApplicationWorld,
  call: Call,
  { assertionXml, checks, result }: ProcessedResponse,
  title: string,
  whyRepeated?: string,
): void {
  const actor = applicationActor(world);
  const failed = whyRepeated === undefined ? "refused" : "warning";
  call.record({
    kind: "checks",
    from: actor,
    to: actor,
    phase: "validate",
    status: result.kind === "accepted" ? "ok" : failed,
    title,
    why: result.kind === "accepted" ? WHY_CHECKED : (whyRepeated ?? result.reason),
    subject: "SAML response",
    checks,
  });
  if (result.kind === "refused" || assertionXml === undefined) return;
  recordArtefact(world, call, `${world.application.name} reads the verified assertion`, WHY_VERIFIED, {
    type: "saml-assertion",
    name: "Assertion, as it was signed",
    text: assertionXml,
    language: "xml",
    marks: marksIn(assertionXml),
  });
}

const WHY_UNPACKED =
  "The browser brought the response as base64 in a form. Until its signature is verified it is only a claim that anybody could have written.";
const WHY_CHECKED =
  "The browser is not to be trusted with what it brings: each rule makes sure that these very bytes come from the identity provider, for this application, for this login, and now.";
const WHY_AGAIN =
  "The certificates that were kept do not fit. The identity provider may have taken a new one into use, so its metadata is read again before anybody is refused.";
const WHY_VERIFIED =
  "From here on only the bytes that the signature covers are used. Whatever else the message carried is left aside.";

function recordArtefact(world: ApplicationWorld, call: Call, title: string, why: string, artefact: Artefact): void {
  const actor = applicationActor(world);
  call.record({ kind: "artefact", from: actor, to: actor, phase: "validate", status: "ok", title, why, artefact });
}

/** Who it is about, for whom, and what it answers. */
const MARKED = [/<(?:\w+:)?NameID\b[^<>]*>[^<]*/, /<(?:\w+:)?Audience>[^<]*/, /\bInResponseTo="[^"]*"/];

function marksIn(xml: string): readonly string[] {
  return MARKED.flatMap((pattern) => pattern.exec(xml)?.[0] ?? []);
}
