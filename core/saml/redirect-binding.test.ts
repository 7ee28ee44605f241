import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { type DecodedRedirect, decodeRedirect, encodeRedirect, verifyRedirectSignature } from "./redirect-binding.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";

const DESTINATION = "https://idp.test/saml/sso";
const SIGN = { privateKeyPem: OTHER_CERTIFICATE.privateKeyPem };
const CERTIFICATES = [OTHER_CERTIFICATE.certificate];

/** A request as it would be sent, with nothing wrong. */
const SENT = encodeRedirect({ destination: DESTINATION, samlRequest: "<a>é</a>", relayState: "a b&c=d/é", sign: SIGN });

function queryOf(url: string): string {
  return url.slice(url.indexOf("?"));
}

function deflated(text: string | Uint8Array): string {
  return encodeURIComponent(deflateRawSync(Buffer.from(text)).toString("base64"));
}

describe("the HTTP-Redirect binding", () => {
  it("carries a message and its RelayState", () => {
    const url = encodeRedirect({ destination: DESTINATION, samlRequest: "<a>é</a>", relayState: "a b&c=d/é" });
    expect(url.startsWith(`${DESTINATION}?SAMLRequest=`)).toBe(true);
    expect(decodeRedirect(queryOf(url))).toEqual({ xml: "<a>é</a>", relayState: "a b&c=d/é" });
  });

  it("keeps a query that the destination has already", () => {
    expect(encodeRedirect({ destination: `${DESTINATION}?tenant=1`, samlRequest: "<a/>" })).toMatch(
      /\?tenant=1&SAMLRequest=[^?]+$/,
    );
  });

  it("signs with RSA-SHA256, and the signature is verified over the very characters", () => {
    const decoded = decodeRedirect(queryOf(SENT));
    expect(decoded.sigAlg).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    expect(verifyRedirectSignature(decoded, CERTIFICATES)).toBe(true);
    expect(verifyRedirectSignature(decoded, [IDP_CERTIFICATE.certificate, ...CERTIFICATES])).toBe(true);
  });

  it("verifies a signature over another spelling of the same characters", () => {
    // What `é` and `/` look like is the sender's choice, and so is the order of the parameters in the URL.
    const respelt = encodeRedirect({ destination: DESTINATION, samlRequest: "<a/>", sign: SIGN });
    const [samlRequest, sigAlg, signature] = queryOf(respelt).slice(1).split("&");
    expect(verifyRedirectSignature(decodeRedirect(`${signature}&${sigAlg}&${samlRequest}`), CERTIFICATES)).toBe(true);
    const lowerCase = queryOf(respelt).replace(/%[0-9A-F]{2}/, (octet) => octet.toLowerCase());
    expect(verifyRedirectSignature(decodeRedirect(lowerCase), CERTIFICATES)).toBe(false);
  });

  it.each<[string, (message: DecodedRedirect) => DecodedRedirect, readonly string[]]>([
    ["by somebody else's key", (message) => message, [IDP_CERTIFICATE.certificate]],
    ["by nobody's key", (message) => message, []],
    [
      "by what is no certificate",
      (message) => message,
      ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
    ],
    ["over another message", (message) => ({ ...message, signedOctets: `${message.signedOctets}x` }), CERTIFICATES],
    [
      "with RSA-SHA1",
      (message) => ({ ...message, sigAlg: "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }),
      CERTIFICATES,
    ],
    ["that is damaged", (message) => ({ ...message, signature: "AAAA" }), CERTIFICATES],
    ["that is not there", ({ xml }) => ({ xml }), CERTIFICATES],
  ])("does not verify a signature %s", (_, alter, certificates) => {
    expect(verifyRedirectSignature(alter(decodeRedirect(queryOf(SENT))), certificates)).toBe(false);
  });

  it("does not verify a message whose RelayState was swapped", () => {
    const swapped = queryOf(SENT).replace(/RelayState=[^&]*/, "RelayState=evil");
    expect(verifyRedirectSignature(decodeRedirect(swapped), CERTIFICATES)).toBe(false);
  });

  it.each([
    ["no SAMLRequest", "?RelayState=x", "SAML_REQUEST_MISSING", "The request carries no SAMLRequest."],
    [
      "two of them",
      "?SAMLRequest=a&SAMLRequest=b",
      "SAML_REQUEST_REPEATED",
      "The parameter SAMLRequest is there more than once.",
    ],
    ["bad base64", "?SAMLRequest=***", "SAML_REQUEST_ENCODING", "SAMLRequest is not base64."],
    [
      "a + that was not encoded",
      "?SAMLRequest=a+b",
      "SAML_REQUEST_ENCODING",
      "SAMLRequest is not base64. A + must be sent as %2B.",
    ],
    [
      "bad percent-encoding",
      "?SAMLRequest=%ff",
      "SAML_REQUEST_ENCODING",
      "The parameter SAMLRequest is not percent-encoded UTF-8.",
    ],
    [
      "no DEFLATE",
      `?SAMLRequest=${encodeURIComponent(Buffer.from("<a/>").toString("base64"))}`,
      "SAML_REQUEST_ENCODING",
      "SAMLRequest is not deflated (RFC 1951).",
    ],
    [
      "no UTF-8",
      `?SAMLRequest=${deflated(Buffer.from([0xff, 0xfe]))}`,
      "SAML_REQUEST_ENCODING",
      "SAMLRequest is not UTF-8 text.",
    ],
    [
      "a deflate bomb",
      `?SAMLRequest=${deflated("x".repeat(10_000_000))}`,
      "SAML_REQUEST_TOO_LONG",
      "SAMLRequest is longer than 65536 bytes once inflated.",
    ],
    [
      "another encoding",
      `?SAMLRequest=${deflated("<a/>")}&SAMLEncoding=urn:x`,
      "SAML_REQUEST_ENCODING",
      "SAMLEncoding is urn:x; only urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE is read.",
    ],
  ])("refuses %s", (_, query, code, message) => {
    const problem = problemOf(query);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toBe(message);
  });

  it("carries any message and RelayState", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (samlRequest, relayState) => {
        const url = encodeRedirect({ destination: DESTINATION, samlRequest, relayState });
        expect(decodeRedirect(queryOf(url))).toEqual({ xml: samlRequest, relayState });
      }),
    );
  });

  it("refuses with a code, whatever the query", () => {
    const soup = fc.string({
      unit: fc.constantFrom("SAMLRequest=", "RelayState=", "Signature=", "SigAlg=", "&", "%", "=", "a", "%41", "+"),
    });
    fc.assert(fc.property(fc.oneof(soup, fc.string()), (query) => void problemOf(query)));
  });
});

/** The coded error, undefined where there is none; anything else that is thrown fails the test. */
function problemOf(query: string): RehearsalError | undefined {
  try {
    decodeRedirect(query);
    return undefined;
  } catch (problem) {
    if (problem instanceof RehearsalError) return problem;
    throw problem;
  }
}
