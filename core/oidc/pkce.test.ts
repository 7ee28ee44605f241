import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeededRandom } from "../random.ts";
import { buildCodeChallenge, createCodeVerifier, isCodeChallenge, isVerifierOf } from "./pkce.ts";

/** RFC 7636, appendix B. */
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

test("builds the challenge of RFC 7636, appendix B", () => {
  expect(buildCodeChallenge(VERIFIER)).toBe(CHALLENGE);
});

test("a verifier of its own making belongs to its challenge", () => {
  const verifier = createCodeVerifier(createSeededRandom("pkce"));
  expect(isVerifierOf(verifier, buildCodeChallenge(verifier))).toBe(true);
});

test.each([
  ["another verifier", `${VERIFIER.slice(0, -1)}l`],
  ["the challenge itself, as the method plain would have it", CHALLENGE],
  ["nothing", ""],
])("refuses %s", (_, verifier) => {
  expect(isVerifierOf(verifier, CHALLENGE)).toBe(false);
});

test("refuses a verifier that is too short, too long or has other characters, even where its hash fits", () => {
  for (const verifier of ["a".repeat(42), "a".repeat(129), `${"a".repeat(43)}=`, `${"a".repeat(43)} `]) {
    expect(isVerifierOf(verifier, buildCodeChallenge(verifier))).toBe(false);
  }
});

test("a challenge is 43 characters of base64url", () => {
  expect(isCodeChallenge(CHALLENGE)).toBe(true);
  expect(isCodeChallenge(`${CHALLENGE}=`)).toBe(false);
  expect(isCodeChallenge(CHALLENGE.slice(1))).toBe(false);
  expect(isCodeChallenge(CHALLENGE.replace("-", "+"))).toBe(false);
});

test("any text is compared without an exception", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (verifier, challenge) => !isVerifierOf(verifier, challenge)));
});
