import { DOMParser } from "@xmldom/xmldom";
import { decrypt } from "xml-encryption";
import { failed, notApplicable, passed } from "../trace/checklist.ts";
import { NAMESPACE } from "./names.ts";
import { descendantsNamed } from "./read-response.ts";
import type { SamlRule } from "./saml-rule.ts";
import type { SamlServiceProvider } from "./settings.ts";
import { parseXmlDocument, type XmlElement } from "./xml.ts";

/**
 * Content encryption and key transport that are accepted (XML Encryption 1.1, section 5). RSA PKCS#1 v1.5 and triple
 * DES are broken and left out.
 */
const ENCRYPTION_ALGORITHMS: ReadonlySet<string> = new Set([
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
]);

/** What the rules about encryption look at. */
export interface EncryptionSubject {
  /** Absent where the assertion came in the open. */
  readonly encrypted: XmlElement | undefined;
  readonly settings: SamlServiceProvider;
}

/** What decrypting gave: an Assertion, or nothing where it failed or was not needed. */
export interface DecryptionSubject extends EncryptionSubject {
  readonly assertion: XmlElement | undefined;
}

/** Whether the assertion is encrypted as it should be; nothing has been decrypted yet. */
export const ENCRYPTION_RULES: readonly SamlRule<EncryptionSubject>[] = [
  {
    code: "SAML_ENCRYPTION",
    name: "The assertion is encrypted where the application wants it, with accepted algorithms",
    spec: "SAML core 6.1, XML Encryption 1.1 5",
    setting: "wantEncrypted",
    check: ({ encrypted, settings }) => {
      const expected = settings.wantEncrypted
        ? "encrypted, with accepted algorithms"
        : "accepted algorithms, if encrypted";
      if (encrypted === undefined) {
        return settings.wantEncrypted
          ? failed(expected, "not encrypted", "The assertion is not encrypted, but the application wants it to be.")
          : notApplicable(expected, "not encrypted");
      }
      const algorithms = algorithmsOf(encrypted);
      const refused = algorithms.find((algorithm) => !ENCRYPTION_ALGORITHMS.has(algorithm));
      if (refused !== undefined) {
        return failed(
          expected,
          algorithms.join(", "),
          `The assertion is encrypted with ${refused || "no algorithm"}, which is not accepted.`,
        );
      }
      return settings.key?.privateKey === undefined
        ? failed(
            expected,
            "encrypted",
            "The assertion is encrypted, but the application has no private key to decrypt it with.",
            "key",
          )
        : passed(expected, algorithms.join(", "));
    },
  },
];

/** Whether decrypting gave one assertion. */
export const DECRYPTION_RULES: readonly SamlRule<DecryptionSubject>[] = [
  {
    code: "SAML_DECRYPTION",
    name: "The application's key decrypts the assertion",
    spec: "SAML core 2.3.4",
    setting: "key",
    check: ({ encrypted, assertion }) => {
      if (encrypted === undefined) return notApplicable("one Assertion", "not encrypted");
      return assertion === undefined
        ? failed(
            "one Assertion",
            "no Assertion",
            "The encrypted assertion cannot be decrypted with the application's key: it was made for another one, or damaged.",
          )
        : passed("one Assertion", "one Assertion");
    },
  },
];

/**
 * The Assertion inside the one EncryptedAssertion of a response, so that its signature can be looked at before it is
 * verified; undefined for whatever goes wrong in it, a wrong padding or wrong XML alike.
 *
 * A product must hide more than that. The page that refuses shows a code, so that whoever posted the response learns
 * whether decrypting failed (`SAML_DECRYPTION`) or a later check, and with AES-CBC, which nothing protects from being
 * altered, that is enough to read an assertion by thousands of altered copies (Jager and Somorovsky, How to Break XML
 * Encryption, 2011; XML Encryption 1.1, section 6.1.1). A rehearsal is there to show which check failed; a product would
 * take AES-GCM only, or answer every refusal alike.
 */
export async function decryptAssertion(responseXml: string, privateKey: string): Promise<XmlElement | undefined> {
  try {
    const document = new DOMParser().parseFromString(responseXml, "text/xml");
    const encrypted = document.getElementsByTagNameNS(NAMESPACE.assertion, "EncryptedAssertion").item(0);
    if (encrypted === null) return undefined;
    const root = parseXmlDocument(await decryptXml(encrypted.toString(), privateKey));
    const isAssertion = root.namespace === NAMESPACE.assertion && root.localName === "Assertion";
    return isAssertion && descendantsNamed(root, "Assertion").length === 0 ? root : undefined;
  } catch {
    return undefined;
  }
}

function decryptXml(xml: string, privateKey: string): Promise<string> {
  return new Promise((resolve, reject) => {
    decrypt(xml, { key: privateKey, warnInsecureAlgorithm: false }, (error, result) =>
      error === null ? resolve(result) : reject(error),
    );
  });
}

/** The algorithms that an EncryptedAssertion names, wherever in it. */
function algorithmsOf(encrypted: XmlElement): readonly string[] {
  return descendantsNamed(encrypted, "EncryptionMethod").map((method) => method.attributes.Algorithm ?? "");
}
