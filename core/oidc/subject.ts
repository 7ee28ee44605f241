import { createHmac } from "node:crypto";

/**
 * A `sub` that is another one for each client, so that clients cannot compare whom they know (OpenID Connect Core,
 * section 8.1): an HMAC-SHA256 over the person and the client. Each client is a sector of its own here.
 */
export function buildPairwiseSubject(salt: string, userId: string, clientId: string): string {
  return createHmac("sha256", salt)
    .update(JSON.stringify([userId, clientId]))
    .digest("base64url");
}
