import { RehearsalError } from "../errors.ts";
import { formOf, type HttpRequest, type HttpResponse, redirectResponse } from "../http/message.ts";
import { importPrivateKey } from "../key-import.ts";
import { buildElement } from "./canonical.ts";
import { buildLogoutMessage, type LogoutMessage } from "./logout-message.ts";
import { NAMESPACE } from "./names.ts";
import { decodePostedRequest, encodePost, postForm } from "./post-binding.ts";
import { type DecodedRedirect, decodeRedirect, encodeRedirect, type MessageParameter } from "./redirect-binding.ts";
import type { SamlSigningKey } from "./signature.ts";

/** What a party signs its logout messages with, in PEM. */
export interface LogoutKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/** A logout message as it came: nothing in it is verified yet. */
export interface ReceivedLogout {
  readonly binding: "redirect" | "post" | "soap";
  /** Absent where it could not be decoded; over SOAP with its envelope. */
  readonly xml?: string;
  readonly relayState?: string;
  /** With HTTP-Redirect: the URL's signature. */
  readonly redirect?: DecodedRedirect;
  /** Why it could not be decoded. */
  readonly problem?: string;
}

/** Longest body that is read, in UTF-16 code units. */
const MAX_LENGTH = 262_144;

/** Takes a message that the browser brought, by HTTP-Redirect or HTTP-POST. Never throws for what was sent. */
export function receiveLogout(http: HttpRequest): ReceivedLogout {
  return http.method === "POST" ? receivePosted(http) : receiveRedirected(http);
}

/** Takes a message that came directly (SAML bindings, section 3.2). */
export function receiveSoap(body: string): ReceivedLogout {
  if (body.length > MAX_LENGTH) return { binding: "soap", problem: `It is longer than ${MAX_LENGTH} characters.` };
  return { binding: "soap", xml: body };
}

/** What the browser takes along: the page or redirect, and the message in it. Without a key it is not signed. */
export function sendLogout(
  message: LogoutMessage & { readonly destination: string },
  binding: "redirect" | "post",
  key: LogoutKey | undefined,
  relayState: string | undefined,
): { readonly response: HttpResponse; readonly xml: string } {
  const state = relayState === undefined ? {} : { relayState };
  if (binding === "post") {
    const xml = buildLogoutMessage(message, signingKey(key));
    const encoded = encodePost(xml);
    const fields = message.kind === "request" ? { SAMLRequest: encoded } : { SAMLResponse: encoded };
    const named = relayState === undefined ? fields : { ...fields, RelayState: relayState };
    return { response: postForm({ action: message.destination, fields: named, title: "Signing you out" }), xml };
  }
  const xml = buildLogoutMessage(message);
  const carried = message.kind === "request" ? { samlRequest: xml } : { samlResponse: xml };
  const sign = key === undefined ? {} : { sign: { privateKeyPem: key.privateKey } };
  const location = encodeRedirect({ destination: message.destination, ...carried, ...state, ...sign });
  return { response: redirectResponse(location, {}, 303), xml };
}

/** The message in a SOAP envelope, signed inside (SAML bindings, section 3.2.2.1). */
export function buildSoapLogout(message: LogoutMessage, key: LogoutKey | undefined): string {
  const body = buildElement("soap:Body", {}, buildLogoutMessage(message, signingKey(key)));
  return buildElement("soap:Envelope", { "xmlns:soap": NAMESPACE.soap }, body);
}

/** Header fields of a SOAP message over HTTP (SAML bindings, section 3.2.3.1). */
export const SOAP_HEADERS = {
  "content-type": "text/xml; charset=utf-8",
  "cache-control": "no-store",
} as const;

/** What a request carries besides. */
export const SOAP_ACTION = { soapaction: '"http://www.oasis-open.org/committees/security"' } as const;

function signingKey(key: LogoutKey | undefined): SamlSigningKey | undefined {
  const privateKey = key === undefined ? undefined : importPrivateKey(key.privateKey);
  return key === undefined || privateKey === undefined ? undefined : { privateKey, certificate: key.certificate };
}

function receivePosted(http: HttpRequest): ReceivedLogout {
  const form = formOf(http);
  if (http.body.length > MAX_LENGTH) {
    return { binding: "post", problem: `It is longer than ${MAX_LENGTH} characters.` };
  }
  return decodeOrProblem("post", () => {
    const { xml, relayState } = decodePostedRequest(
      form,
      parameterIn((name) => form.has(name)),
    );
    return { binding: "post", xml, ...(relayState === undefined ? {} : { relayState }) };
  });
}

function receiveRedirected(http: HttpRequest): ReceivedLogout {
  const start = http.url.indexOf("?");
  // Exactly as it was sent: a signature is over those very characters.
  const query = start < 0 ? "" : http.url.slice(start + 1).replace(/#.*$/, "");
  const names = new Set(query.split("&").map((pair) => pair.split("=", 1)[0] ?? ""));
  return decodeOrProblem("redirect", () => {
    const redirect = decodeRedirect(
      query,
      parameterIn((name) => names.has(name)),
    );
    const { xml, relayState } = redirect;
    return { binding: "redirect", xml, redirect, ...(relayState === undefined ? {} : { relayState }) };
  });
}

/** Which of the two there is. Both at once could be signed as one and read as the other. */
function parameterIn(has: (name: MessageParameter) => boolean): MessageParameter {
  const [hasRequest, hasResponse] = [has("SAMLRequest"), has("SAMLResponse")];
  if (hasRequest && hasResponse)
    throw new RehearsalError("SAML_REQUEST_REPEATED", "There is a SAMLRequest and a SAMLResponse at once.");
  return hasResponse ? "SAMLResponse" : "SAMLRequest";
}

function decodeOrProblem(binding: "redirect" | "post", decode: () => ReceivedLogout): ReceivedLogout {
  try {
    return decode();
  } catch (error) {
    if (error instanceof RehearsalError) return { binding, problem: error.message };
    throw error;
  }
}
