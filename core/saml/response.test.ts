import { createHash, privateDecrypt, verify } from "node:crypto";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { decrypt } from "xml-encryption";
import { createSeededRandom } from "../random.ts";
import { NAMESPACE, STATUS } from "./names.ts";
import { buildResponse, buildResponseParts, type ResponseInput } from "./response.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";
import { RESPONSE, UNSOLICITED } from "./test-message.ts";
import { child, parseXmlDocument } from "./xml.ts";

const { assertion: _, ...WITHOUT_ASSERTION } = RESPONSE;

const ENCRYPT_FOR = { certificate: OTHER_CERTIFICATE.certificate, random: createSeededRandom("response") };

const decryptXml = promisify(decrypt);

function namesOf(xml: string): readonly string[] {
  return parseXmlDocument(xml).children.map(({ localName }) => localName);
}

describe("a response", () => {
  it("says to whom it goes and what it answers", async () => {
    const root = parseXmlDocument(await buildResponse(RESPONSE));
    expect(root.attributes).toEqual({
      Destination: "https://app.test/saml/acs",
      ID: "_response1",
      InResponseTo: "_request1",
      IssueInstant: "2026-03-02T09:00:00Z",
      Version: "2.0",
    });
    expect(child(root, NAMESPACE.assertion, "Issuer")?.text).toBe("https://idp.test/saml");
  });

  it("answers no request where nobody asked", async () => {
    expect(await buildResponse(UNSOLICITED)).not.toContain("InResponseTo");
  });

  it.each<[ResponseInput["sign"], readonly string[], readonly string[]]>([
    ["assertion", ["Issuer", "Status", "Assertion"], ["Issuer", "Signature", "Subject"]],
    ["response", ["Issuer", "Signature", "Status", "Assertion"], ["Issuer", "Subject", "Conditions"]],
    ["both", ["Issuer", "Signature", "Status", "Assertion"], ["Issuer", "Signature", "Subject"]],
    ["none", ["Issuer", "Status", "Assertion"], ["Issuer", "Subject", "Conditions"]],
  ])("is signed as %s, each signature right after its Issuer", async (sign, outer, inner) => {
    const { response, assertion = "" } = await buildResponseParts({ ...RESPONSE, sign });
    expect(namesOf(response)).toEqual(outer);
    expect(namesOf(assertion).slice(0, 3)).toEqual(inner);
    expect(response).toContain(assertion);
  });

  it("signs with RSA-SHA256 over the SHA-256 of what stands around the signature", async () => {
    const { assertion = "" } = await buildResponseParts(RESPONSE);
    const [signature = ""] = /<ds:Signature .*<\/ds:Signature>/s.exec(assertion) ?? [];
    const digest = createHash("sha256").update(assertion.replace(signature, "")).digest("base64");
    expect(signature).toContain(`<ds:DigestValue>${digest}</ds:DigestValue>`);
    const [signedInfo = ""] = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature) ?? [];
    const canonical = signedInfo.replace("<ds:SignedInfo>", `<ds:SignedInfo xmlns:ds="${NAMESPACE.signature}">`);
    const value = Buffer.from(/<ds:SignatureValue>([^<]*)</.exec(signature)?.[1] ?? "", "base64");
    expect(verify("sha256", Buffer.from(canonical), IDP_CERTIFICATE.certificate, value)).toBe(true);
  });

  it("is the same, byte for byte, for the same input", async () => {
    const input: ResponseInput = { ...RESPONSE, sign: "both" };
    expect(await buildResponse(input)).toBe(await buildResponse(input));
  });

  it("tells an error, with its second status and a message, and no assertion", async () => {
    const status = { code: STATUS.responder, subCode: STATUS.noPassive, message: "a < b" };
    const root = parseXmlDocument(await buildResponse({ ...WITHOUT_ASSERTION, sign: "response", status }));
    expect(root.children.map(({ localName }) => localName)).toEqual(["Issuer", "Signature", "Status"]);
    const element = child(root, NAMESPACE.protocol, "Status");
    const code = child(element, NAMESPACE.protocol, "StatusCode");
    expect(code?.attributes).toEqual({ Value: STATUS.responder });
    expect(child(code, NAMESPACE.protocol, "StatusCode")?.attributes).toEqual({ Value: STATUS.noPassive });
    expect(child(element, NAMESPACE.protocol, "StatusMessage")?.text).toBe("a < b");
  });

  it("cannot be signed without a key", async () => {
    const { key: __, ...keyless } = RESPONSE;
    await expect(buildResponse(keyless)).rejects.toThrow(new TypeError("A key is needed to sign the assertion."));
    await expect(buildResponse({ ...keyless, sign: "none" })).resolves.toContain("<saml:Assertion");
  });
});

describe("an encrypted assertion", () => {
  it("is the signed assertion, once decrypted, and cannot be read before", async () => {
    const { response, assertion } = await buildResponseParts({ ...RESPONSE, encryptFor: ENCRYPT_FOR });
    expect(namesOf(response)).toEqual(["Issuer", "Status", "EncryptedAssertion"]);
    expect(response).not.toContain("ada@acme.test");
    expect(await decryptXml(response, { key: OTHER_CERTIFICATE.privateKeyPem })).toBe(assertion);
    expect(assertion).toContain("<ds:SignatureValue>");
  });

  it("can be read by nobody else", async () => {
    const response = await buildResponse({ ...RESPONSE, encryptFor: ENCRYPT_FOR });
    await expect(decryptXml(response, { key: IDP_CERTIFICATE.privateKeyPem })).rejects.toThrow();
  });

  it("has another key every time", async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => buildResponse({ ...RESPONSE, encryptFor: ENCRYPT_FOR })),
    );
    expect(keyOf(first).equals(keyOf(second))).toBe(false);
    expect(keyOf(first)).toHaveLength(32);
  });

  it("needs an RSA certificate", async () => {
    const encryptFor = { ...ENCRYPT_FOR, certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" };
    const attempt = buildResponse({ ...RESPONSE, encryptFor });
    await expect(attempt).rejects.toThrow(
      "The application's encryption certificate is not an X.509 certificate in PEM around an RSA key.",
    );
    await expect(attempt).rejects.toHaveProperty("code", "SAML_ENCRYPTION_CERTIFICATE");
  });
});

/** The content key of the encrypted assertion. */
function keyOf(response = ""): Buffer {
  const wrapped = /<xenc:CipherValue>([^<]*)</.exec(response)?.[1] ?? "";
  return privateDecrypt({ key: OTHER_CERTIFICATE.privateKeyPem, oaepHash: "sha1" }, Buffer.from(wrapped, "base64"));
}
