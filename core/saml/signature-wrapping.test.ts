import { describe, expect, it } from "vitest";
import { processResponse } from "./process-response.ts";
import { readAssertion } from "./read-assertion.ts";
import {
  GOOD_RESPONSE,
  IDP_KEY,
  ISSUED_AT,
  signResponse,
  TEST_SETTINGS,
  testInput,
  toBase64,
} from "./test-response.ts";
import { verifyResponse } from "./verify-signature.ts";

/**
 * The eight classic ways to move a signed element aside and put a forged one where a careless reader looks
 * (Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", USENIX Security 2012; numbered as SAML Raider does).
 */

const SIGNATURE = /<ds:Signature.*?<\/ds:Signature>/s;
const ASSERTION = /<saml:Assertion.*<\/saml:Assertion>/s;

const signedResponse = signResponse(GOOD_RESPONSE, "response", IDP_KEY);
const signedAssertion = signResponse(GOOD_RESPONSE, "assertion", IDP_KEY);

const responseSignature = piece(signedResponse, SIGNATURE);
const originalResponse = signedResponse.replace(SIGNATURE, "");
const assertion = piece(signedAssertion, ASSERTION);
const assertionSignature = piece(assertion, SIGNATURE);
const bareAssertion = assertion.replace(SIGNATURE, "");

/** The same for Eve, under another ID and without a signature. */
const forgedAssertion = forge(bareAssertion);
const forgedResponse = forge(originalResponse);

const forgedWith = (signature: string) => forgedAssertion.replace("</saml:Issuer>", `</saml:Issuer>${signature}`);
const around = (inner: string) => signedAssertion.replace(ASSERTION, () => inner);
const inObject = (signature: string, inner: string) =>
  signature.replace("</ds:Signature>", () => `<ds:Object>${inner}</ds:Object></ds:Signature>`);
const afterIssuer = (response: string, inner: string) =>
  response.replace("</saml:Issuer>", () => `</saml:Issuer>${inner}`);

const VARIANTS = [
  {
    name: "XSW1: a forged Response whose signature holds the signed one",
    xml: afterIssuer(forgedResponse, inObject(responseSignature, originalResponse)),
  },
  {
    name: "XSW2: a forged Response with the signed one and its signature beside each other",
    xml: afterIssuer(forgedResponse, `${originalResponse}${responseSignature}`),
  },
  { name: "XSW3: a forged assertion before the signed one", xml: around(`${forgedAssertion}${assertion}`) },
  {
    name: "XSW4: a forged assertion around the signed one",
    xml: around(forgedAssertion.replace("</saml:Assertion>", () => `${assertion}</saml:Assertion>`)),
  },
  {
    name: "XSW5: a forged assertion with the signature of one at the end",
    xml: around(`${forgedWith(assertionSignature)}${bareAssertion}`),
  },
  {
    name: "XSW6: a forged assertion with a signature that holds the signed one bare",
    xml: around(forgedWith(assertionSignature.replace("</ds:Signature>", () => `${bareAssertion}</ds:Signature>`))),
  },
  {
    name: "XSW7: a forged assertion in Extensions",
    xml: around(`<samlp:Extensions>${forgedAssertion}</samlp:Extensions>${assertion}`),
  },
  {
    name: "XSW8: a forged assertion with a signature whose Object holds the signed one",
    xml: around(forgedWith(inObject(assertionSignature, bareAssertion))),
  },
  {
    name: "a signed assertion in another namespace than the forged one",
    xml: around(
      `${forgedAssertion.replaceAll("saml:Assertion ", 'x:Assertion xmlns:x="urn:x" ').replace("</saml:Assertion>", "</x:Assertion>")}${assertion}`,
    ),
  },
];

describe("signature wrapping", () => {
  it.each(VARIANTS)("is refused before anything is verified: $name", async ({ xml }) => {
    for (const want of ["assertionSigned", "responseSigned", "eitherSigned"] as const) {
      const { result } = await processResponse(testInput(toBase64(xml), { settings: { want } }));
      expect(result).toEqual({
        kind: "refused",
        code: "SAML_ASSERTION",
        reason:
          "The message holds more than one assertion, as an attempt at signature wrapping would; one is expected.",
      });
    }
  });

  it.each(VARIANTS)("never makes the verification give Eve's assertion: $name", async ({ xml }) => {
    const verified = await verifyResponse({
      samlResponse: toBase64(xml),
      certificates: [IDP_KEY.certificate],
      responseMustBeSigned: false,
      assertionMustBeSigned: false,
      audience: TEST_SETTINGS.entityId,
      acsUrl: TEST_SETTINGS.acsUrl,
      now: ISSUED_AT,
      clockSkewSeconds: 0,
    });
    const names =
      verified.kind === "verified" ? readAssertion(verified.assertion).nameIds.map(({ value }) => value) : [];
    expect(names).not.toContain("eve@acme.test");
  });

  it("would be noticed: the two good responses verify", async () => {
    for (const xml of [signedAssertion, signedResponse]) {
      const { result } = await processResponse(testInput(toBase64(xml), { settings: { want: "eitherSigned" } }));
      expect(result.kind).toBe("accepted");
    }
  });
});

function piece(xml: string, pattern: RegExp): string {
  const [found] = pattern.exec(xml) ?? [];
  if (found === undefined) throw new Error(`Nothing like ${pattern}`);
  return found;
}

function forge(xml: string): string {
  return xml.replace(/ ID="_/, ' ID="_forged').replace("ada@acme.test</saml:NameID>", "eve@acme.test</saml:NameID>");
}
