import "reflect-metadata";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
} from "@peculiar/x509";
import { describeCertificate } from "../../store/certificate.ts";
import { createKeyPair, type KeyPair } from "../../store/keys.ts";
import { isLoopback } from "./listen-address.ts";

/** What live mode proves by TLS that it is itself: made anew each time, and trusted by nobody who was not told to. */
export interface TlsCertificate extends KeyPair {
  /** SHA-256 of the certificate, in pairs of hexadecimal digits: `AB:12:…`. */
  readonly fingerprint: string;
}

const DAY_MS = 86_400_000;

/**
 * Makes a key on P-256 and a certificate for a server on an address of this machine, signed by itself, for a year: some
 * clients refuse what is valid for longer (Baseline Requirements of the CA/Browser Forum, section 6.3.2). On loopback it
 * is for `localhost` and both loopback addresses.
 *
 * @param now the machine's clock, milliseconds since the epoch
 */
export async function createTlsCertificate(address: string, now: number): Promise<TlsCertificate> {
  const names = isLoopback(address) ? [...new Set(["localhost", "127.0.0.1", "::1", address])] : [address];
  const pair = await createKeyPair({
    algorithm: "ES256",
    commonName: "Rehearsal live mode",
    notBefore: now - DAY_MS,
    years: 1,
    extensions: [
      // RFC 9525, section 6.2: clients look at these names, and at no other.
      new SubjectAlternativeNameExtension(names.map(nameOf)),
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  });
  return { ...pair, fingerprint: describeCertificate(pair.certificate)?.fingerprint ?? "" };
}

function nameOf(value: string): { readonly type: "dns" | "ip"; readonly value: string } {
  return { type: isIP(value) === 0 ? "dns" : "ip", value };
}
