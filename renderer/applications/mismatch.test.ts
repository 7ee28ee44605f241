import { describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { applyFix, findMismatches } from "./mismatch.ts";
import { writeSetting } from "./setting.ts";
import { WIKI } from "./test-configuration.ts";

/** One edit that parts the two sides, and the settings that it is about. */
const CASES: readonly (readonly [string, unknown, readonly string[]])[] = [
  ["saml/entityId", "https://other.test", ["saml/entityId", "connection/saml/entityId"]],
  ["saml/acsUrl", "https://other.test/acs", ["saml/acsUrl", "connection/saml/acsUrls"]],
  ["saml/nameIdFormat", "persistent", ["saml/nameIdFormat", "connection/saml/nameId/format"]],
  ["connection/saml/sign", "response", ["saml/want", "connection/saml/sign"]],
  ["saml/want", "bothSigned", ["saml/want", "connection/saml/sign"]],
  ["saml/wantEncrypted", true, ["saml/wantEncrypted", "connection/saml/encryptionCertificate"]],
  ["connection/saml/requireSignedRequests", true, ["saml/signRequests", "connection/saml/requireSignedRequests"]],
  ["oidc/clientId", "other", ["oidc/clientId", "connection/oidc/clientId"]],
  ["oidc/redirectUri", "https://other.test/cb", ["oidc/redirectUri", "connection/oidc/redirectUris"]],
  ["oidc/algorithms", ["ES256"], ["oidc/algorithms", "connection/oidc/idTokenAlgorithm"]],
  ["oidc/scopes", ["openid", "address"], ["oidc/scopes", "connection/oidc/scopes"]],
  ["oidc/clientAuthentication", "none", ["oidc/clientAuthentication", "connection/oidc/clientAuthentication"]],
];

describe("the two sides of a connection", () => {
  it("go together in the sample", () => expect(findMismatches(WIKI)).toEqual([]));

  it.each(CASES)("do not once %s is %j", (path, value, paths) => {
    const found = findMismatches(writeSetting(WIKI, path.split("/"), value));
    expect(found.map((each) => each.paths)).toEqual([paths]);
  });

  it.each(CASES)("go together again by every way out, after %s is %j", (path, value) => {
    const parted = writeSetting(WIKI, path.split("/"), value);
    for (const { fixes } of findMismatches(parted)) {
      expect(fixes.length).toBeGreaterThan(0);
      for (const fix of fixes) expect(followUps(applyFix(parted, fix))).toEqual([]);
    }
  });

  it("a certificate is the same whatever its line ends", () => {
    const certificate = "-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----";
    expect(findMismatches(writeSetting(WIKI, ["connection", "saml", "encryptionCertificate"], certificate))).toEqual(
      [],
    );
  });

  it("trust in another identity provider, with the way back to this one", () => {
    const [origin, entityId] = ["https://idp.test", "https://idp.test"];
    expect(findMismatches(WIKI, { origin, entityId })).toEqual([]);
    const other = { origin: "https://login.test", entityId: "https://login.test/saml" };
    const found = findMismatches(WIKI, other);
    expect(found.map(({ paths }) => paths)).toEqual([["saml/trust/entityId"], ["oidc/issuer"]]);
    const fixed = found.flatMap(({ fixes }) => fixes).reduce(applyFix, WIKI);
    expect(findMismatches(fixed, other)).toEqual([]);
  });

  it("PKCE that is required and not used", () => {
    const required = writeSetting(WIKI, ["connection", "oidc", "requirePkce"], true);
    expect(findMismatches(required)).toEqual([]);
    expect(findMismatches(writeSetting(required, ["oidc", "pkce"], false))).toHaveLength(1);
  });
});

/** Requests that begin to be signed need a certificate on the other side as well: that comes next, and has its own way out. */
function followUps(configuration: Configuration): readonly string[] {
  return findMismatches(configuration)
    .filter(({ paths }) => !paths.includes("connection/saml/requestCertificates"))
    .map(({ message }) => message);
}
