import { failed, passed } from "../trace/checklist.ts";
import { ALGORITHM, NAMESPACE } from "./names.ts";
import type { SamlRule } from "./saml-rule.ts";
import type { SamlServiceProvider } from "./settings.ts";
import type { Verified } from "./verify-signature.ts";
import { childrenNamed, type XmlElement } from "./xml.ts";

/** What the rules about signatures look at: the two elements that may carry one. */
export interface SignatureSubject {
  readonly response: XmlElement;
  /** In the open, or decrypted. */
  readonly assertion: XmlElement;
  readonly want: SamlServiceProvider["want"];
}

/** RSA with SHA-2 only: SHA-1 is broken, and a symmetric algorithm would take the public key for its secret. */
const SIGNATURE_METHODS: ReadonlySet<string> = new Set([ALGORITHM.rsaSha256, ALGORITHM.rsaSha512]);
const DIGEST_METHODS: ReadonlySet<string> = new Set([ALGORITHM.sha256, ALGORITHM.sha512]);

/** What the application wants to be signed. */
const WANTED = {
  assertionSigned: "the assertion is signed",
  responseSigned: "the Response is signed",
  bothSigned: "the assertion and the Response are signed",
  eitherSigned: "the assertion or the Response is signed",
} as const;

/** Which of the two carry a signature. */
export interface SignedParts {
  readonly response: boolean;
  readonly assertion: boolean;
}

/** Which of the two elements carry a signature, whether or not it is good. */
export function signedParts({ response, assertion }: Pick<SignatureSubject, "response" | "assertion">): SignedParts {
  return { response: signaturesOf(response).length > 0, assertion: signaturesOf(assertion).length > 0 };
}

/** The rules about signatures before they are verified, in the order in which they are carried out. */
export const SIGNATURE_RULES: readonly SamlRule<SignatureSubject>[] = [
  {
    code: "SAML_SIGNED",
    name: "What the application wants signed is signed",
    spec: "SAML profiles 4.1.4.5, bindings 3.5.5.2",
    setting: "want",
    check: (subject) => {
      const parts = signedParts(subject);
      const actual = describeParts(parts);
      return isEnough(parts, subject.want)
        ? passed(WANTED[subject.want], actual)
        : failed(
            WANTED[subject.want],
            actual,
            `The application wants that ${WANTED[subject.want]}; signed: ${actual}.`,
          );
    },
  },
  {
    code: "SAML_SIGNATURE_PROFILE",
    name: "Each signature is a single one over the very element it stands in",
    spec: "SAML core 5.4",
    check: ({ response, assertion }) => {
      const expected = "one enveloped signature with one reference to its element's ID";
      const problem = profileProblem(response) ?? profileProblem(assertion);
      return problem === undefined
        ? passed(expected, expected)
        : failed(expected, problem, `The signature does not follow the SAML profile of XML Signature: ${problem}.`);
    },
  },
  {
    code: "SAML_SIGNATURE_ALGORITHM",
    name: "The signature's algorithms are accepted",
    spec: "SAML core 5.4.3, 5.4.4; RFC 9231 2.3.2",
    check: ({ response, assertion }) => {
      const expected = "RSA with SHA-256 or SHA-512, exclusive canonicalization, digests with SHA-256 or SHA-512";
      const algorithms = [...signaturesOf(response), ...signaturesOf(assertion)].map(algorithmsOf);
      const refused = algorithms.map(refusedAlgorithm).find((algorithm) => algorithm !== undefined);
      return refused === undefined
        ? passed(expected, [...new Set(algorithms.map(({ signature }) => signature))].join(", "))
        : failed(expected, refused, `The signature uses ${refused}, which is not accepted.`);
    },
  },
];

/**
 * What is wrong with the signature of an element before it is verified: its shape, or an algorithm that is not accepted.
 * Undefined: nothing, or there is none.
 */
export function signatureProblem(element: XmlElement): string | undefined {
  const refused = signaturesOf(element).map((signature) => refusedAlgorithm(algorithmsOf(signature)));
  return profileProblem(element) ?? refused.find((algorithm) => algorithm !== undefined);
}

/** What the rule about the verification itself looks at. */
export interface VerificationSubject {
  readonly verified: Verified;
  readonly parts: SignedParts;
  readonly certificates: number;
}

/** The verification. No switch turns it off. */
export const VERIFICATION_RULES: readonly SamlRule<VerificationSubject>[] = [
  {
    code: "SAML_SIGNATURE",
    name: "Every signature is the identity provider's, and nothing was changed since",
    spec: "SAML core 5.4.2, XML Signature 3.2",
    setting: "trust",
    check: ({ verified, parts, certificates }) => {
      const expected = `made with the key of ${certificates === 1 ? "the trusted certificate" : `one of ${certificates} trusted certificates`}`;
      if (verified.kind === "notVerified") {
        const reason =
          "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.";
        return failed(expected, verified.problem, reason);
      }
      return verified.responseVerified === parts.response
        ? passed(expected, `verified: ${describeParts(parts)}`)
        : failed(
            expected,
            "another element was verified than the one that is signed",
            "The verified signature is not the one that the message shows.",
          );
    },
  },
];

/** What node-saml thinks of the verified assertion, beside our own rules. */
export const LIBRARY_RULES: readonly SamlRule<Verified>[] = [
  {
    code: "SAML_LIBRARY",
    name: "node-saml, which verified it, accepts the assertion too",
    spec: "SAML profiles 4.1.4.3",
    check: (verified) => {
      const objection = verified.kind === "verified" ? verified.objection : verified.problem;
      return objection === undefined
        ? passed("no objection", "none")
        : failed("no objection", objection, `node-saml does not accept the assertion: ${objection}.`);
    },
  },
];

function signaturesOf(element: XmlElement): readonly XmlElement[] {
  return childrenNamed(element, NAMESPACE.signature, "Signature");
}

function isEnough({ response, assertion }: SignedParts, want: SamlServiceProvider["want"]): boolean {
  switch (want) {
    case "assertionSigned":
      return assertion;
    case "responseSigned":
      return response;
    case "bothSigned":
      return assertion && response;
    case "eitherSigned":
      return assertion || response;
  }
}

function describeParts({ response, assertion }: SignedParts): string {
  const parts = [...(assertion ? ["the assertion"] : []), ...(response ? ["the Response"] : [])];
  return parts.join(" and ") || "nothing";
}

/** The shape of an element's signature where it is not as SAML core, section 5.4, wants it. */
function profileProblem(element: XmlElement): string | undefined {
  const [signature, ...others] = signaturesOf(element);
  if (signature === undefined) return undefined;
  if (others.length > 0) return `${element.localName} has ${others.length + 1} signatures`;
  if (!/^SignedInfo SignatureValue( KeyInfo)?$/.test(childNames(signature))) {
    return `Signature contains ${childNames(signature) || "nothing"}`;
  }
  const [signedInfo] = childrenNamed(signature, NAMESPACE.signature, "SignedInfo");
  if (signedInfo === undefined || childNames(signedInfo) !== "CanonicalizationMethod SignatureMethod Reference") {
    return `SignedInfo contains ${signedInfo === undefined ? "nothing" : childNames(signedInfo)}`;
  }
  const [reference] = childrenNamed(signedInfo, NAMESPACE.signature, "Reference");
  return reference === undefined ? "there is no Reference" : referenceProblem(element, reference);
}

function referenceProblem(element: XmlElement, reference: XmlElement): string | undefined {
  const uri = reference.attributes.URI;
  const id = element.attributes.ID;
  if (id === undefined || id === "" || uri !== `#${id}`) {
    return `its Reference points to ${uri || "nothing"}, but ${element.localName} has the ID ${id ?? "(none)"}`;
  }
  return childNames(reference) === "Transforms DigestMethod DigestValue"
    ? undefined
    : `Reference contains ${childNames(reference) || "nothing"}`;
}

/** Local names of the children; one of another namespace is given with it, so that it matches nothing. */
function childNames(element: XmlElement): string {
  return element.children
    .map(({ localName, namespace }) => (namespace === NAMESPACE.signature ? localName : `{${namespace}}${localName}`))
    .join(" ");
}

interface SignatureAlgorithms {
  readonly canonicalization: string;
  readonly signature: string;
  readonly transforms: string;
  readonly digest: string;
}

function algorithmsOf(signature: XmlElement): SignatureAlgorithms {
  const signedInfo = childrenNamed(signature, NAMESPACE.signature, "SignedInfo");
  const references = signedInfo.flatMap((info) => childrenNamed(info, NAMESPACE.signature, "Reference"));
  const transforms = references
    .flatMap((reference) => childrenNamed(reference, NAMESPACE.signature, "Transforms"))
    .flatMap((list) => childrenNamed(list, NAMESPACE.signature, "Transform"));
  return {
    canonicalization: algorithmIn(signedInfo, "CanonicalizationMethod"),
    signature: algorithmIn(signedInfo, "SignatureMethod"),
    transforms: transforms.map(algorithmOf).join(" "),
    digest: algorithmIn(references, "DigestMethod"),
  };
}

function algorithmIn(parents: readonly XmlElement[], name: string): string {
  const [method] = parents.flatMap((parent) => childrenNamed(parent, NAMESPACE.signature, name));
  return method === undefined ? "" : algorithmOf(method);
}

function algorithmOf(method: XmlElement): string {
  return method.attributes.Algorithm ?? "";
}

function refusedAlgorithm(algorithms: SignatureAlgorithms): string | undefined {
  const { canonicalization, signature, transforms, digest } = algorithms;
  if (!SIGNATURE_METHODS.has(signature)) return `the signature algorithm ${signature || "(none)"}`;
  if (canonicalization !== ALGORITHM.exclusiveCanonical) return `the canonicalization ${canonicalization || "(none)"}`;
  if (!DIGEST_METHODS.has(digest)) return `the digest algorithm ${digest || "(none)"}`;
  if (transforms === `${ALGORITHM.envelopedSignature} ${ALGORITHM.exclusiveCanonical}`) return undefined;
  return `the transforms ${transforms || "(none)"}`;
}
