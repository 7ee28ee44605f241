import { X509Certificate } from "node:crypto";
import { isoInstant } from "../time.ts";

/** What a certificate (X.509, RFC 5280) says of itself. */
export interface CertificateFacts {
  /** Its subject in one line: `CN=Acme ID, O=Acme`. */
  readonly subject: string;
  /** Until when it is valid, ISO 8601. */
  readonly notAfter: string;
  /** SHA-256 of its bytes, in pairs of hexadecimal digits: `AB:12:…`. */
  readonly fingerprint: string;
}

/** The certificate in a PEM text; undefined where it is none. */
export function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** What tells one certificate from another; undefined where the text is none. */
export function describeCertificate(pem: string): CertificateFacts | undefined {
  const certificate = parseCertificate(pem);
  const notAfter = Date.parse(certificate?.validTo ?? "");
  if (certificate === undefined || Number.isNaN(notAfter)) return undefined;
  return {
    subject: certificate.subject.split("\n").join(", "),
    notAfter: isoInstant(notAfter),
    fingerprint: certificate.fingerprint256,
  };
}
