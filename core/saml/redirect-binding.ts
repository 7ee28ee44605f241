import { type KeyObject, sign, verify } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { RehearsalError } from "../errors.ts";
import { importCertificateKey, importPrivateKey } from "../key-import.ts";
import { decodeBase64, decodeUtf8 } from "./encoding.ts";
import { ALGORITHM } from "./names.ts";

/** A message to send with the HTTP-Redirect binding: a request or a response, as XML. */
export type RedirectMessage = RedirectEnvelope & ({ readonly samlRequest: string } | { readonly samlResponse: string });

interface RedirectEnvelope {
  /** Where it goes, such as the single sign-on URL of the identity provider; a query of its own is kept. */
  readonly destination: string;
  readonly relayState?: string;
  readonly sign?: { readonly privateKeyPem: string };
}

/** The parameter that carries the message. */
export type MessageParameter = "SAMLRequest" | "SAMLResponse";

/** A message received with the HTTP-Redirect binding. */
export interface DecodedRedirect {
  readonly xml: string;
  readonly relayState?: string;
  /** URI of the signature algorithm, as it was sent. */
  readonly sigAlg?: string;
  /** In base64, as it was sent. */
  readonly signature?: string;
  /** What the signature is over: the parameters exactly as they were encoded by the sender. */
  readonly signedOctets?: string;
}

/** Longest message that is inflated, in bytes. An AuthnRequest is about one thousand long; more is a deflate bomb. */
const MAX_INFLATED = 65_536;

const DEFLATE_ENCODING = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

/**
 * The URL that carries the message: deflated, base64, and signed with RSA-SHA256 where a key is given
 * (SAML bindings, section 3.4.4).
 */
export function encodeRedirect(message: RedirectMessage): string {
  const { destination, relayState, sign: signing } = message;
  const [name, xml] =
    "samlRequest" in message ? ["SAMLRequest", message.samlRequest] : ["SAMLResponse", message.samlResponse];
  const deflated = deflateRawSync(Buffer.from(xml, "utf8")).toString("base64");
  const parameters = [
    `${name}=${encodeURIComponent(deflated)}`,
    ...(relayState === undefined ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
    ...(signing === undefined ? [] : [`SigAlg=${encodeURIComponent(ALGORITHM.rsaSha256)}`]),
  ];
  const query = parameters.join("&");
  const signature =
    signing === undefined ? "" : `&Signature=${encodeURIComponent(signOctets(query, signing.privateKeyPem))}`;
  return `${destination}${destination.includes("?") ? "&" : "?"}${query}${signature}`;
}

/**
 * Reads the query of a request, with or without its `?`. Nothing is verified yet: see {@link verifyRedirectSignature}.
 * Throws `SAML_REQUEST_MISSING`, `SAML_REQUEST_REPEATED` (a parameter that is there twice could be signed once and read
 * once), `SAML_REQUEST_ENCODING` or `SAML_REQUEST_TOO_LONG`.
 */
export function decodeRedirect(query: string, name: MessageParameter = "SAMLRequest"): DecodedRedirect {
  const raw = rawParameters(query);
  const message = raw.get(name);
  if (message === undefined) throw new RehearsalError("SAML_REQUEST_MISSING", `The request carries no ${name}.`);
  const encoding = decoded(raw, "SAMLEncoding");
  if (encoding !== undefined && encoding !== DEFLATE_ENCODING) {
    throw new RehearsalError("SAML_REQUEST_ENCODING", `SAMLEncoding is ${encoding}; only ${DEFLATE_ENCODING} is read.`);
  }
  const relayState = decoded(raw, "RelayState");
  const sigAlg = decoded(raw, "SigAlg");
  const signature = decoded(raw, "Signature");
  return {
    xml: decodeUtf8(name, inflate(name, decodeBase64(name, decodePercent(name, message)))),
    ...(relayState === undefined ? {} : { relayState }),
    ...(sigAlg === undefined ? {} : { sigAlg }),
    ...(signature === undefined ? {} : { signature, signedOctets: signedOctets(raw, name) }),
  };
}

/**
 * Tells whether one of the PEM certificates verifies the signature. RSA-SHA256 only: what the sender names as SigAlg
 * chooses nothing. False without a signature.
 */
export function verifyRedirectSignature(message: DecodedRedirect, certificates: readonly string[]): boolean {
  const { sigAlg, signature, signedOctets: octets } = message;
  if (sigAlg !== ALGORITHM.rsaSha256 || signature === undefined || octets === undefined) return false;
  const bytes = Buffer.from(signature, "base64");
  return certificates.some((pem) => {
    const key = rsaKeyOf(pem);
    return key !== undefined && verify("sha256", Buffer.from(octets, "utf8"), key, bytes);
  });
}

function signOctets(octets: string, privateKeyPem: string): string {
  const key = importPrivateKey(privateKeyPem) ?? privateKeyPem;
  return sign("sha256", Buffer.from(octets, "utf8"), key).toString("base64");
}

/** Undefined for what is no certificate, or not around an RSA key. */
function rsaKeyOf(pem: string): KeyObject | undefined {
  const key = importCertificateKey(pem);
  return key?.asymmetricKeyType === "rsa" ? key : undefined;
}

/** The parameters as they were encoded. */
function rawParameters(query: string): ReadonlyMap<string, string> {
  const raw = new Map<string, string>();
  for (const pair of query.replace(/^\?/, "").split("&")) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (raw.has(name))
      throw new RehearsalError("SAML_REQUEST_REPEATED", `The parameter ${name} is there more than once.`);
    if (name !== "") raw.set(name, equals < 0 ? "" : pair.slice(equals + 1));
  }
  return raw;
}

/** The parameters that a signature covers, in the order in which it covers them (SAML bindings, section 3.4.4.1). */
function signedOctets(raw: ReadonlyMap<string, string>, message: MessageParameter): string {
  return [message, "RelayState", "SigAlg"]
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name) ?? ""}`)
    .join("&");
}

function decoded(raw: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = raw.get(name);
  return value === undefined ? undefined : decodePercent(name, value);
}

function decodePercent(name: string, value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    throw new RehearsalError("SAML_REQUEST_ENCODING", `The parameter ${name} is not percent-encoded UTF-8.`);
  }
}

/** DEFLATE without a header (RFC 1951), never more than {@link MAX_INFLATED} bytes of it. */
function inflate(name: MessageParameter, bytes: Buffer): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_INFLATED });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new RehearsalError("SAML_REQUEST_TOO_LONG", `${name} is longer than ${MAX_INFLATED} bytes once inflated.`);
    }
    throw new RehearsalError("SAML_REQUEST_ENCODING", `${name} is not deflated (RFC 1951).`);
  }
}
