import { createPrivateKey, type KeyObject } from "node:crypto";
import type { SigningKey } from "../idp/identity-provider.ts";
import { parseCertificate } from "./certificate.ts";
import { checkUnique } from "./check-names.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";

/** The keys of an identity provider: each parses, its halves belong together, and it is of the kind its algorithm needs. */
export function checkKeys(keys: readonly SigningKey[], path: readonly PathPart[]): readonly Problem[] {
  return [
    ...checkUnique(keys, ({ id }) => id, path, "id"),
    ...keys.flatMap((key, index) => [
      ...checkKeyPair(key, [...path, index]),
      ...checkAlgorithm(key, [...path, index, "certificate"]),
    ]),
  ];
}

/** Certificates of others; `path` is that of the list. */
export function checkCertificates(certificates: readonly string[], path: readonly PathPart[]): readonly Problem[] {
  return certificates.flatMap((certificate, index) => checkCertificate(certificate, [...path, index]));
}

/** A certificate of somebody else. */
export function checkCertificate(certificate: string, path: readonly PathPart[]): readonly Problem[] {
  return parseCertificate(certificate) === undefined ? [notACertificate(path)] : [];
}

/** A private key and its certificate. */
export function checkKeyPair(
  key: { readonly privateKey?: string | undefined; readonly certificate: string },
  path: readonly PathPart[],
): readonly Problem[] {
  const certificate = parseCertificate(key.certificate);
  const certificateProblems = certificate === undefined ? [notACertificate([...path, "certificate"])] : [];
  if (key.privateKey === undefined) return [...certificateProblems, noPrivateKey(path)];
  const privateKey = parsePrivateKey(key.privateKey);
  if (privateKey === undefined) return [...certificateProblems, notAPrivateKey([...path, "privateKey"])];
  if (certificate === undefined || certificate.checkPrivateKey(privateKey)) return certificateProblems;
  return [error("WORKSPACE_KEY_MISMATCH", path, "The private key does not belong to the certificate.")];
}

function checkAlgorithm({ algorithm, certificate }: SigningKey, path: readonly PathPart[]): readonly Problem[] {
  const key = parseCertificate(certificate)?.publicKey;
  if (key === undefined) return [];
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (algorithm === "ES256") {
    return namedCurve === "prime256v1"
      ? []
      : [error("WORKSPACE_KEY_ALGORITHM", path, "ES256 needs a key on the curve P-256.")];
  }
  return key.asymmetricKeyType === "rsa" && modulusLength >= 2048
    ? []
    : [error("WORKSPACE_KEY_ALGORITHM", path, "RS256 needs an RSA key of at least 2048 bits.")];
}

function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function notACertificate(path: readonly PathPart[]): Problem {
  return error("WORKSPACE_CERTIFICATE", path, "This is no X.509 certificate in PEM (`-----BEGIN CERTIFICATE-----`).");
}

function notAPrivateKey(path: readonly PathPart[]): Problem {
  return error("WORKSPACE_PRIVATE_KEY", path, "This is no private key in PEM (PKCS#8, `-----BEGIN PRIVATE KEY-----`).");
}

/** Copies that were made to be shared have none; new ones are made before the first login. */
function noPrivateKey(path: readonly PathPart[]): Problem {
  const message =
    "The private key is not here, as in a copy that was made to be shared; a new pair is made when it is needed.";
  return { ...error("WORKSPACE_NO_PRIVATE_KEY", path, message), severity: "warning" };
}

function error(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "error" };
}
