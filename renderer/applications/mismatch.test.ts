import { describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { applyFix, findMismatches } from "./mismatch.ts";
import { writeSetting } from "./setting.ts";
import { EXPENSES } from "./test-configuration.ts";

const WIKI: Configuration = {
  ...EXPENSES,
  application: {
    ...EXPENSES.application,
    saml: {
      entityId: "https://wiki.test",
      acsUrl: "https://wiki.test/acs",
      trust: { kind: "metadata", url: "https://idp.test/metadata", entityId: "https://idp.test" },
      signRequests: false,
      key: { certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" },
      want: "assertionSigned",
      wantEncrypted: false,
      forceAuthn: false,
      isPassive: false,
      allowUnsolicited: false,
      clockSkewSeconds: 60,
      unsafeChecksOff: [],
    },
  },
  connection: {
    ...EXPENSES.connection,
    saml: {
      entityId: "https://wiki.test",
      acsUrls: ["https://wiki.test/acs"],
      nameId: { format: "emailAddress", source: { kind: "attribute", attribute: "mail" } },
      allowedNameIdFormats: [],
      sign: "assertion",
      requireSignedRequests: false,
      requestCertificates: [],
      assertionLifetimeSeconds: 300,
      claims: [],
    },
  },
};

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

  it("an issuer that is another identity provider", () => {
    expect(findMismatches(WIKI, "https://idp.test")).toEqual([]);
    expect(findMismatches(WIKI, "https://login.test").map(({ paths }) => paths)).toEqual([["oidc/issuer"]]);
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
