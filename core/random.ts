import { hash } from "node:crypto";

/** A source of randomness that is handed in, so that a simulation can be repeated byte for byte. */
export interface Random {
  /** That many random bytes. */
  bytes(length: number): Uint8Array;
}

/**
 * A repeatable source: SHA-256 over the seed and a counter. Good for simulations; live mode hands in the machine's.
 */
export function createSeededRandom(seed: string): Random {
  let counter = 0;
  let block = Buffer.alloc(0);
  let used = 0;
  return {
    bytes(length) {
      const result = Buffer.alloc(length);
      for (let filled = 0; filled < length; ) {
        if (used === block.length) {
          // By way of text: that takes half the time of asking for a buffer.
          block = Buffer.from(hash("sha256", `${seed}\u0000${counter}`, "hex"), "hex");
          counter += 1;
          used = 0;
        }
        const taken = Math.min(length - filled, block.length - used);
        block.copy(result, filled, used, used + taken);
        filled += taken;
        used += taken;
      }
      return result;
    },
  };
}

/** An id for a SAML message: an underscore, since an `xs:ID` never starts with a digit, and 128 random bits in hex. */
export function messageId(random: Random): string {
  return `_${Buffer.from(random.bytes(16)).toString("hex")}`;
}

/** A secret of 256 random bits in base64url: session ids, codes, tokens, state and nonce. */
export function randomToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}

/** The name under which a secret is kept, so that the secret itself never is: its SHA-256 in base64url. */
export function secretHash(secret: string): string {
  return hash("sha256", secret, "base64url");
}
