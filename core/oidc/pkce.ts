import { hash } from "node:crypto";
import type { Random } from "../random.ts";
import { randomToken } from "../random.ts";
import { isSameSecret } from "../secret.ts";

/** The only transformation in use: `plain` protects nobody (RFC 9700, section 2.1.1). */
export const CODE_CHALLENGE_METHOD = "S256";

/** A code verifier: 256 random bits in base64url, 43 characters (RFC 7636, section 4.1). */
export function createCodeVerifier(random: Random): string {
  return randomToken(random);
}

/** The challenge for a verifier: `BASE64URL(SHA256(verifier))` (RFC 7636, section 4.2). */
export function buildCodeChallenge(verifier: string): string {
  return hash("sha256", verifier, "base64url");
}

/** Tells whether the text has the form of an S256 challenge: 32 bytes in base64url without padding. */
export function isCodeChallenge(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Tells whether the verifier is well-formed and belongs to the challenge (RFC 7636, sections 4.1 and 4.6). */
export function isVerifierOf(verifier: string, challenge: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) && isSameSecret(buildCodeChallenge(verifier), challenge);
}
