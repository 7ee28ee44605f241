import { buildCookie } from "../http/cookie.ts";
import { type HttpRequest, type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { messageId, secretHash } from "../random.ts";
import { type AuthnRequest, buildAuthnRequest } from "../saml/authn-request.ts";
import { BINDING, NAME_ID_FORMAT } from "../saml/names.ts";
import { encodeRedirect } from "../saml/redirect-binding.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import { browserSecret } from "./browser-secret.ts";
import { keepSamlRequest, relayStateFor, SAML_LOGIN_COOKIE } from "./saml-request-state.ts";
import { trustedProvider } from "./saml-trust.ts";
import { refuseProtocol, refuseSignOn } from "./sign-on.ts";
import { type ApplicationWorld, applicationActor, type Refusal } from "./world.ts";

/**
 * Begins a login: sends the browser to the identity provider with an AuthnRequest (SAML profiles, section 4.1.4.1;
 * bindings, section 3.4). `returnTo` is a path of this application that was checked by the caller.
 */
export async function startSaml(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
  returnTo: string,
): Promise<HttpResponse> {
  const settings = world.application.saml;
  if (settings === undefined) return refuseProtocol(world, call, "saml");
  const trusted = await trustedProvider(world, call, settings);
  if (!trusted.ok) return refuseSignOn(world, call, trusted.failure);
  const destination = trusted.provider.ssoUrl;
  const id = messageId(call.random);
  const samlRequest = buildAuthnRequest(authnRequest(settings, id, destination, call.now));
  const location = locationFor(settings, { destination, samlRequest, ...relayStateFor(returnTo) });
  if (location === undefined) return refuseSignOn(world, call, withoutKey(world));
  const browser = browserSecret(call, request, SAML_LOGIN_COOKIE, world.state.read().samlRequests);
  keepSamlRequest(world, call, id, { browser: secretHash(browser), returnTo });
  recordRequest(world, call, settings, samlRequest);
  return withCookie(redirectResponse(location), buildCookie(SAML_LOGIN_COOKIE, browser, "None"));
}

function authnRequest(settings: SamlServiceProvider, id: string, destination: string, now: number): AuthnRequest {
  const { entityId, acsUrl, nameIdFormat, forceAuthn, isPassive, requestedAuthnContext } = settings;
  return {
    id,
    issueInstant: now,
    issuer: entityId,
    destination,
    acsUrl,
    protocolBinding: BINDING.post,
    forceAuthn,
    isPassive,
    ...(nameIdFormat === undefined ? {} : { nameIdPolicy: nameIdPolicy(nameIdFormat) }),
    ...(requestedAuthnContext === undefined ? {} : { requestedAuthnContext }),
  };
}

/** AllowCreate means nothing for a transient NameID (SAML core errata, E14). */
function nameIdPolicy(name: keyof typeof NAME_ID_FORMAT): NonNullable<AuthnRequest["nameIdPolicy"]> {
  const format = NAME_ID_FORMAT[name];
  return name === "transient" ? { format } : { format, allowCreate: true };
}

/** The URL that carries the request; undefined where it should be signed but there is no key that can. */
function locationFor(
  { signRequests, key }: SamlServiceProvider,
  message: Parameters<typeof encodeRedirect>[0],
): string | undefined {
  if (!signRequests) return encodeRedirect(message);
  if (key?.privateKey === undefined) return undefined;
  try {
    return encodeRedirect({ ...message, sign: { privateKeyPem: key.privateKey } });
  } catch {
    return undefined;
  }
}

function withoutKey({ application: { id, name } }: ApplicationWorld): Refusal {
  return {
    code: "SAML_SIGNING_KEY",
    reason: `${name} should sign its requests but has no private key to do it with.`,
    setting: `applications/${id}/saml/key`,
  };
}

function recordRequest(world: ApplicationWorld, call: Call, { signRequests }: SamlServiceProvider, text: string): void {
  call.record({
    kind: "artefact",
    from: applicationActor(world),
    to: "browser",
    phase: "request",
    status: "ok",
    title: `${world.application.name} asks the identity provider who this is`,
    why: `The application has no password of anybody. It sends the browser to the identity provider with an AuthnRequest, ${signRequests ? "signed" : "not signed"}, and keeps its ID to recognise the response.`,
    artefact: {
      type: "saml-request",
      name: "AuthnRequest",
      text,
      language: "xml",
      marks: [/ ID="[^"]*"/, / AssertionConsumerServiceURL="[^"]*"/].flatMap(
        (pattern) => pattern.exec(text)?.[0].trim() ?? [],
      ),
    },
  });
}
