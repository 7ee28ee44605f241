import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSeededRandom, messageId, randomToken, secretHash } from "./random.ts";

describe("seeded randomness", () => {
  it("repeats itself for the same seed, however the bytes are asked for", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(80), { maxLength: 12 }), (seed, lengths) => {
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const atOnce = createSeededRandom(seed).bytes(total);
        const source = createSeededRandom(seed);
        const inPieces = Buffer.concat(lengths.map((length) => source.bytes(length)));
        expect(Buffer.from(atOnce).equals(inPieces)).toBe(true);
      }),
    );
  });

  it("differs for another seed", () => {
    expect(randomToken(createSeededRandom("a"))).not.toBe(randomToken(createSeededRandom("b")));
  });

  it("makes ids that may stand in xs:ID, and tokens of 256 bits", () => {
    expect(messageId(createSeededRandom("a"))).toMatch(/^_[0-9a-f]{32}$/);
    expect(randomToken(createSeededRandom("a"))).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("keeps a secret under a name that does not contain it", () => {
    expect(secretHash("secret")).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(secretHash("secret")).not.toContain("secret");
  });
});
