import { hash } from "node:crypto";

/**
 * Form fields, query parameters, JSON members and HTML inputs whose values are secrets (RFC 6749, 6750, 7636; RFC 7643,
 * section 4.1.1). `transaction` is the identity provider's own: the secret of a sign-in, which is a cookie too.
 */
export const SECRET_FIELDS = [
  "client_secret",
  "code",
  "code_verifier",
  "access_token",
  "refresh_token",
  "client_assertion",
  "password",
  "transaction",
] as const;

/** What stands in a trace in a secret's place. */
export function redacted(secret: string): string {
  return `‹redacted ${hash("sha256", secret, "hex").slice(0, 4)}›`;
}
