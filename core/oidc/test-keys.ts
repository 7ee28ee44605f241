import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { IdTokenAlgorithm } from "./settings.ts";

/** For tests only: a provider's key. Its public part stands alone in PEM, without a certificate around it. */
export interface TestKey {
  readonly id: string;
  readonly algorithm: IdTokenAlgorithm;
  readonly privateKey: string;
  readonly privateKeyObject: KeyObject;
  readonly certificate: string;
}

/** A fresh key. An RSA key is slow to make: share one in a test file. */
export function createTestKey(id: string, algorithm: IdTokenAlgorithm): TestKey {
  const { privateKey, publicKey } =
    algorithm === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    id,
    algorithm,
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    privateKeyObject: privateKey,
    certificate: publicKey.export({ format: "pem", type: "spki" }).toString(),
  };
}
