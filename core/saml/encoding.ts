import { RehearsalError } from "../errors.ts";

/**
 * The bytes of a base64 parameter (RFC 4648); line breaks are let pass, as some senders make them.
 * Throws `SAML_REQUEST_ENCODING`.
 */
export function decodeBase64(name: string, value: string): Buffer {
  const text = value.replace(/[\r\n]/g, "");
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 !== 1) return Buffer.from(text, "base64");
  const hint = text.includes(" ") ? " A + must be sent as %2B." : "";
  throw new RehearsalError("SAML_REQUEST_ENCODING", `${name} is not base64.${hint}`);
}

/** The text of UTF-8 bytes. Throws `SAML_REQUEST_ENCODING`, since a repaired message is not the one that was sent. */
export function decodeUtf8(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RehearsalError("SAML_REQUEST_ENCODING", `${name} is not UTF-8 text.`);
  }
}
