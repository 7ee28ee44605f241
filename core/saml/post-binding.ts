import { RehearsalError } from "../errors.ts";
import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import { decodeBase64, decodeUtf8 } from "./encoding.ts";

/** What a posted message carries. */
export interface PostMessage {
  /** The ACS URL. */
  readonly action: string;
  readonly fields: {
    /** In base64. */
    readonly SAMLResponse: string;
    readonly RelayState?: string;
  };
}

/**
 * The page of the HTTP-POST binding: a form that the browser submits by itself, or with a button where scripts are off
 * (SAML bindings, section 3.5.4).
 */
export function postForm({ action, fields }: PostMessage): HttpResponse {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("");
  const button = "<noscript><p>Scripts are off here: continue with the button.</p><button>Continue</button></noscript>";
  const form = `<form method="post" action="${escapeHtml(action)}">${inputs}${button}</form>`;
  return htmlResponse(200, "Signing you in", `${form}<script>document.forms[0].submit()</script>`);
}

/** The message as it is posted: base64 of its UTF-8 bytes. */
export function encodePost(xml: string): string {
  return Buffer.from(xml, "utf8").toString("base64");
}

/**
 * Reads a posted SAMLRequest. A signature would be inside the XML. Throws `SAML_REQUEST_MISSING`,
 * `SAML_REQUEST_REPEATED` or `SAML_REQUEST_ENCODING`.
 */
export function decodePostedRequest(form: URLSearchParams): { readonly xml: string; readonly relayState?: string } {
  const [samlRequest, ...others] = form.getAll("SAMLRequest");
  const [relayState, ...otherStates] = form.getAll("RelayState");
  if (samlRequest === undefined)
    throw new RehearsalError("SAML_REQUEST_MISSING", "The request carries no SAMLRequest.");
  if (others.length + otherStates.length > 0) {
    throw new RehearsalError("SAML_REQUEST_REPEATED", "SAMLRequest or RelayState is there more than once.");
  }
  const xml = decodeUtf8("SAMLRequest", decodeBase64("SAMLRequest", samlRequest));
  return { xml, ...(relayState === undefined ? {} : { relayState }) };
}
