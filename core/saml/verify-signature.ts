import { type CacheProvider, SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import { importCertificateKey } from "../key-import.ts";
import { NAMESPACE } from "./names.ts";
import { child, parseXmlDocument, type XmlElement } from "./xml.ts";

/** What a signature is verified with. */
export interface Verification {
  /** SAMLResponse as it was posted, in base64. */
  readonly samlResponse: string;
  /** PEM certificates of the identity provider. More than one during a rollover. */
  readonly certificates: readonly string[];
  readonly responseMustBeSigned: boolean;
  readonly assertionMustBeSigned: boolean;
  /** PEM private key that assertions are encrypted for. */
  readonly decryptionKey?: string;
  /** The application's entityID; undefined: node-saml does not look at the audience. */
  readonly audience?: string;
  readonly acsUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Undefined: node-saml does not look at the Conditions' times. */
  readonly clockSkewSeconds?: number;
}

/** A response with a good signature. */
export interface VerifiedResponse {
  readonly kind: "verified";
  /** The assertion as it was signed, decrypted where it was encrypted. All that may be read from now on. */
  readonly assertion: XmlElement;
  readonly assertionXml: string;
  /** Whether the signature over the whole Response was verified. */
  readonly responseVerified: boolean;
  /** What node-saml refuses although the signature is good: the audience, or the Conditions' times. */
  readonly objection?: string;
}

/** What node-saml made of it. */
export type Verified = VerifiedResponse | { readonly kind: "notVerified"; readonly problem: string };

/**
 * Verifies the signatures of a posted response with node-saml, which decrypts an encrypted assertion too, and hands
 * back the very XML that was signed (SAML core, section 5; SAML bindings, section 3.5).
 *
 * Never throws for what is in the response. Its other demands (audience, times) are told apart from the signature,
 * since the application names them itself.
 */
export async function verifyResponse(verification: Verification): Promise<Verified> {
  try {
    const library = new VerifyingSaml(verification);
    const objection = await library
      .validatePostResponseAsync({ SAMLResponse: verification.samlResponse })
      .then(() => undefined, describeProblem);
    const { signedXml, assertionXml } = library;
    if (signedXml === undefined || assertionXml === undefined) {
      return { kind: "notVerified", problem: objection ?? "node-saml found no signed assertion" };
    }
    const read = readSigned(signedXml, assertionXml);
    return { kind: "verified", ...read, ...(objection === undefined ? {} : { objection }) };
  } catch (error) {
    return { kind: "notVerified", problem: describeProblem(error) };
  }
}

/**
 * Reads the assertion from the signed bytes themselves. Only one that was encrypted is read from node-saml's copy:
 * on its way there xmldom turns U+0085 and U+2028 into line feeds.
 */
function readSigned(
  signedXml: string,
  assertionXml: string,
): Pick<VerifiedResponse, "assertion" | "assertionXml" | "responseVerified"> {
  const root = parseXmlDocument(signedXml);
  if (root.localName === "Assertion") return { assertion: root, assertionXml: signedXml, responseVerified: false };
  const assertion = child(root, NAMESPACE.assertion, "Assertion") ?? parseXmlDocument(assertionXml);
  return { assertion, assertionXml, responseVerified: true };
}

/** Canonical XML begins with its root element. */
const ASSERTION_START = /^<(?:[\w.-]+:)?Assertion[\s>]/;

/**
 * node-saml on our clock. It reads the machine's for the Conditions, so that check is handed ours; it keeps what was
 * verified to itself, so the step that takes the assertion out of the signed XML is watched.
 */
class VerifyingSaml extends SAML {
  signedXml: string | undefined;
  assertionXml: string | undefined;
  readonly #now: number;
  readonly #checksTimes: boolean;

  constructor(verification: Verification) {
    super(configuration(verification));
    this.#now = verification.now;
    this.#checksTimes = verification.clockSkewSeconds !== undefined;
  }

  /**
   * Called only with XML whose signature was verified. Where that is an assertion already it is left as it is: node-saml
   * would parse it and write it again, which costs time and turns U+0085 and U+2028 into line feeds.
   */
  protected override async getSignedAssertion(signedXml: string): Promise<string | null> {
    const assertionXml = ASSERTION_START.test(signedXml) ? signedXml : await super.getSignedAssertion(signedXml);
    this.signedXml = signedXml;
    this.assertionXml = assertionXml ?? undefined;
    return assertionXml;
  }

  protected override checkTimestampsValidityError(
    _machineNow: number,
    notBefore: string,
    notOnOrAfter: string,
  ): Error | null {
    return this.#checksTimes ? super.checkTimestampsValidityError(this.#now, notBefore, notOnOrAfter) : null;
  }

  /**
   * The keys read once, not at each signature. All that takes them is the verification of xml-crypto, whose `publicCert`
   * may be any key of Node's. What cannot be read stays as it is, for node-saml to say so.
   */
  protected override async getKeyInfosAsPem(): Promise<string[]> {
    const certificates = await super.getKeyInfosAsPem();
    return certificates.map(readKey);
  }

  /** We set no greatest age; node-saml would still demand a NotOnOrAfter where the specification leaves it free. */
  protected override calcMaxAgeAssertionTime(): number {
    return 0;
  }
}

function configuration(verification: Verification): SamlConfig {
  const { decryptionKey, clockSkewSeconds, audience, acsUrl, certificates } = verification;
  return {
    callbackUrl: acsUrl,
    issuer: audience ?? acsUrl,
    audience: audience ?? false,
    idpCert: [...certificates],
    wantAuthnResponseSigned: verification.responseMustBeSigned,
    wantAssertionsSigned: verification.assertionMustBeSigned,
    acceptedClockSkewMs: (clockSkewSeconds ?? 0) * 1000,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: NO_CACHE,
    ...(decryptionKey === undefined ? {} : { decryptionPvk: decryptionKey }),
  };
}

/** Request ids are kept by the application itself. */
const NO_CACHE: CacheProvider = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};

/** Typed as the certificate that it is read from: node-saml hands on what it gets, and declares it as text. */
function readKey(certificate: string): string {
  return (importCertificateKey(certificate) ?? certificate) as string;
}

function describeProblem(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
