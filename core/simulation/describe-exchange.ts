import { type HttpRequest, type HttpResponse, headerOf, redirectOf } from "../http/message.ts";
import type { Phase, StepStatus } from "../trace/step.ts";
import { describeScimRequest, isScimRequest, isScimResponse, scimDetail } from "./describe-scim.ts";
import type { Host } from "./network.ts";

/** What stands beside a message in the trace: what it is, and why it is sent. */
interface Description {
  readonly title: string;
  readonly why: string;
  /** Absent for what somebody reads on the way: it belongs to whatever they are doing. */
  readonly phase?: Phase;
}

/** Why a request to a known endpoint is made, by party and path. */
const IDENTITY_PROVIDER_REQUESTS: Readonly<Record<string, readonly [Phase | undefined, string]>> = {
  "/saml/sso": ["request", "The browser carries the application's question to the identity provider: who is this?"],
  "/saml/start": [
    "request",
    "The person begins at the identity provider, so that nobody asked: the answer will be unsolicited.",
  ],
  "/saml/slo": ["session", "The browser carries a single logout message to the identity provider."],
  "/saml/metadata": [
    undefined,
    "The application reads who the identity provider is and which certificates it signs with.",
  ],
  "/sign-in": [
    "signIn",
    "The person says who they are, on the identity provider's own page: the application never sees a password.",
  ],
  "/sign-in/second-factor": ["signIn", "The person confirms with something else than a password."],
  "/.well-known/openid-configuration": [
    undefined,
    "The application discovers the identity provider's endpoints from its issuer name alone.",
  ],
  "/oidc/jwks": [undefined, "The application reads the public keys that ID tokens are signed with."],
  "/oidc/authorize": [
    "request",
    "The browser carries the application's question to the identity provider: who is this?",
  ],
  "/oidc/token": [
    "issue",
    "The application swaps the code for tokens, directly, with its own secret where it has one: the browser never sees them.",
  ],
  "/oidc/logout": [
    "session",
    "The browser carries the application's wish to the identity provider: end this session too.",
  ],
  "/oidc/userinfo": ["issue", "The application asks for more about the person, with the access token."],
};

const APPLICATION_REQUESTS: Readonly<Record<string, readonly [Phase | undefined, string]>> = {
  "/login": ["request", "The person wants to sign in."],
  "/logout": ["session", "The person signs out."],
  "/saml/acs": ["validate", "The browser posts the signed answer to the application's assertion consumer service."],
  "/saml/slo": ["session", "The browser carries a single logout message to the application."],
  "/saml/slo/soap": [
    "session",
    "The identity provider asks the application directly to end a session: no browser is there.",
  ],
  "/saml/metadata": [undefined, "Somebody reads who the application is, as a SAML service provider."],
  "/oidc/backchannel-logout": [
    "session",
    "The identity provider tells the application directly that a session is over: no browser is needed.",
  ],
  "/oidc/signed-out": ["session", "The browser comes back from the identity provider, signed out there too."],
  "/oidc/callback": ["validate", "The browser brings the code that the application can swap for tokens."],
};

/** Title, reason and phase of a request; `url` is where it goes. */
export function describeRequest(request: HttpRequest, url: URL, host: Host | undefined): Description {
  const path = url.pathname;
  const title = `${request.method} ${path}`;
  if (host === undefined)
    return { title, phase: "request", why: `No party of this workspace answers at ${url.origin}.` };
  if (host.kind === "application" && isScimRequest(path)) return describeScimRequest(request, url);
  const known = (host.kind === "identityProvider" ? IDENTITY_PROVIDER_REQUESTS : APPLICATION_REQUESTS)[path];
  if (known !== undefined) {
    const [phase, why] = known;
    return phase === undefined ? { title, why } : { title, why, phase };
  }
  const hasCookie = headerOf(request, "cookie")?.includes("rehearsal_session=") === true;
  return hasCookie
    ? { title, phase: "session", why: "The browser comes with the session cookie." }
    : { title, phase: "request", why: `The person opens ${host.name}.` };
}

/** Title, reason and status of a response. */
export function describeResponse(
  request: HttpRequest,
  response: HttpResponse,
  host: Host | undefined,
): { readonly title: string; readonly why: string; readonly status: StepStatus } {
  const target = redirectOf(request, response);
  const name = host?.name ?? "Nobody";
  if (target !== undefined) {
    const title = `${response.status} to ${target.origin === host?.origin ? target.pathname : target.host}`;
    return { title, why: `${name} sends the browser on.`, status: "ok" };
  }
  if (response.status === 504)
    return { title: `No answer from ${name}`, why: `${name} cannot be reached: an outage.`, status: "warning" };
  if (isScimResponse(response)) return describeScimResponse(response, name);
  if (response.status >= 400)
    return { title: `${response.status} from ${name}`, why: `${name} shows an error.`, status: "warning" };
  return { title: `${response.status} from ${name}`, why: describeBody(response, name), status: "ok" };
}

function describeScimResponse(response: HttpResponse, name: string): ReturnType<typeof describeResponse> {
  const title = `${response.status} from ${name}`;
  if (response.status < 400) return { title, why: `${name} answers in SCIM.`, status: "ok" };
  const detail = scimDetail(response);
  return { title, why: detail ?? `${name} refuses, and does not say why.`, status: "warning" };
}

function describeBody(response: HttpResponse, name: string): string {
  if (response.status === 200 && response.body === "") return `${name} confirms.`;
  const type = headerOf(response, "content-type") ?? "";
  if (type.includes("json")) return `${name} answers with JSON.`;
  if (type.includes("samlmetadata")) return `${name} answers with its metadata.`;
  if (response.body.includes('name="SAMLResponse"'))
    return "The page holds the signed answer and posts itself to the application.";
  if (response.body.includes('name="SAMLRequest"'))
    return "The page holds a signed request and posts itself to the next party.";
  if (type.includes("text/xml")) return `${name} answers in XML.`;
  if (response.body.includes("<form")) return `${name} shows a page with a form.`;
  return `${name} shows a page.`;
}
