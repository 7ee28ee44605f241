import { hash } from "node:crypto";

/** A source of randomness that is handed in, so that a simulation can be repeated byte for byte. */
export interface Random {
  /** That many random bytes. */
  bytes(length: number): Buffer;
}

/**
 * A repeatable source: SHA-256 over the seed and a counter. Good for simulations; live mode hands in the machine's.
 */
export function createSeededRandom(seed: string): Random {
  let counter = 0;
  // Bytes as text, one character each: joining and cutting text takes half the time of doing so with buffers.
  let left = "";
  return {
    bytes(length) {
      for (; left.length < length; counter += 1) left += hash("sha256", `${seed}\u0000${counter}`, "binary");
      const bytes = Buffer.from(left.slice(0, length), "latin1");
      left = left.slice(length);
      return bytes;
    },
  };
}

/** An id for a SAML message: an underscore, since an `xs:ID` never starts with a digit, and 128 random bits in hex. */
export function messageId(random: Random): string {
  return `_${random.bytes(16).toString("hex")}`;
}

/** A secret of 256 random bits in base64url: session ids, codes, tokens, state and nonce. */
export function randomToken(random: Random): string {
  return random.bytes(32).toString("base64url");
}

/** The name under which a secret is kept, so that the secret itself never is: its SHA-256 in base64url. */
export function secretHash(secret: string): string {
  return hash("sha256", secret, "base64url");
}
