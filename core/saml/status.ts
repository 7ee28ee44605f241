import { buildElement } from "./canonical.ts";
import { escapeXmlText } from "./xml.ts";

/** How a request ended (SAML core, section 3.2.2.1). */
export interface SamlStatus {
  /** Top-level StatusCode: Success, Requester, Responder or VersionMismatch. */
  readonly code: string;
  /** Second-level StatusCode: what exactly went wrong. */
  readonly subCode?: string;
  readonly message?: string;
}

/** The Status element in exclusive canonical form. `samlp` must be declared around it. */
export function buildStatus({ code, subCode, message }: SamlStatus): string {
  const inner = subCode === undefined ? "" : buildElement("samlp:StatusCode", { Value: subCode });
  const text = message === undefined ? "" : buildElement("samlp:StatusMessage", {}, escapeXmlText(message));
  return buildElement("samlp:Status", {}, buildElement("samlp:StatusCode", { Value: code }, inner) + text);
}
