import { RehearsalError } from "../errors.ts";
import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import { decodeBase64, decodeUtf8 } from "./encoding.ts";
import type { MessageParameter } from "./redirect-binding.ts";

/** What a posted message carries. */
export interface PostMessage {
  /** Where it goes, such as the ACS URL. */
  readonly action: string;
  /** The message in base64. */
  readonly fields: ({ readonly SAMLResponse: string } | { readonly SAMLRequest: string }) & {
    readonly RelayState?: string;
  };
  /** Of the page; absent: that of a login. */
  readonly title?: string;
}

/**
 * The page of the HTTP-POST binding: a form that the browser submits by itself, or with a button where scripts are off
 * (SAML bindings, section 3.5.4).
 */
export function postForm({ action, fields, title = "Signing you in" }: PostMessage): HttpResponse {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("");
  const button = "<noscript><p>Scripts are off here: continue with the button.</p><button>Continue</button></noscript>";
  const form = `<form method="post" action="${escapeHtml(action)}">${inputs}${button}</form>`;
  return htmlResponse(200, title, `${form}<script>document.forms[0].submit()</script>`);
}

/** The message as it is posted: base64 of its UTF-8 bytes. */
export function encodePost(xml: string): string {
  return Buffer.from(xml, "utf8").toString("base64");
}

/**
 * Reads a posted SAMLRequest, or the other message. A signature would be inside the XML. Throws `SAML_REQUEST_MISSING`,
 * `SAML_REQUEST_REPEATED` or `SAML_REQUEST_ENCODING`.
 */
export function decodePostedRequest(
  form: URLSearchParams,
  name: MessageParameter = "SAMLRequest",
): { readonly xml: string; readonly relayState?: string } {
  const [message, ...others] = form.getAll(name);
  const [relayState, ...otherStates] = form.getAll("RelayState");
  if (message === undefined) throw new RehearsalError("SAML_REQUEST_MISSING", `The request carries no ${name}.`);
  if (others.length + otherStates.length > 0) {
    throw new RehearsalError("SAML_REQUEST_REPEATED", `${name} or RelayState is there more than once.`);
  }
  const xml = decodeUtf8(name, decodeBase64(name, message));
  return { xml, ...(relayState === undefined ? {} : { relayState }) };
}
