/** The field of the form that a browser posts (SAML bindings, section 3.5.4), as its tools show it: `SAMLResponse=…`, `SAMLResponse: …`. */
const FIELD = /^\s*SAMLResponse\s*[=:]\s*([^&\s]+)/;

/** Whether a text is the form in which a SAML response is posted. */
export function isPostedResponse(text: string): boolean {
  return FIELD.test(text);
}

/** The XML of a SAML response that somebody pasted: as it is, in base64, or as the posted form holds it, escaped or not. */
export function xmlOfPasted(text: string): string {
  if (text.trimStart().startsWith("<")) return text;
  const posted = FIELD.exec(text)?.[1] ?? text;
  return Buffer.from(posted.includes("%") ? unescapeForm(posted) : posted, "base64").toString("utf8");
}

/** Base64 has three characters that forms escape; nothing else is to be expected. */
function unescapeForm(text: string): string {
  return text.replace(/%(2B|2F|3D|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
