import { describe, expect, test } from "vitest";
import { checkRules } from "../trace/checklist.ts";
import { buildDiscovery, DISCOVERY_RULES, discoveryUrl, parseDiscovery } from "./discovery.ts";
import { type JsonObject, parseJsonObject } from "./json-object.ts";

const ISSUER = "https://idp.acme.test";
const document = parseJsonObject(JSON.stringify(buildDiscovery(ISSUER))) as JsonObject;
const subject = { url: discoveryUrl(ISSUER), issuer: ISSUER, status: 200, document };

test("the configuration names the issuer and its endpoints", () => {
  expect(document).toMatchObject({
    issuer: ISSUER,
    authorization_endpoint: "https://idp.acme.test/oidc/authorize",
    token_endpoint: "https://idp.acme.test/oidc/token",
    userinfo_endpoint: "https://idp.acme.test/oidc/userinfo",
    jwks_uri: "https://idp.acme.test/oidc/jwks",
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    id_token_signing_alg_values_supported: ["RS256", "ES256"],
    authorization_response_iss_parameter_supported: true,
  });
});

test("the configuration promises no prompt that nothing comes of: nobody is asked for consent here", () => {
  expect(document.prompt_values_supported).toEqual(["none", "login", "select_account"]);
});

test("an issuer with a slash at its end is asked without a second one", () => {
  expect(discoveryUrl("https://idp.acme.test/")).toBe("https://idp.acme.test/.well-known/openid-configuration");
  expect(buildDiscovery("https://idp.acme.test/")).toMatchObject({
    issuer: "https://idp.acme.test/",
    jwks_uri: "https://idp.acme.test/oidc/jwks",
  });
});

test("the provider's own configuration is accepted", () => {
  expect(checkRules(DISCOVERY_RULES, subject, "applications/desk/oidc").failure).toBeUndefined();
  expect(parseDiscovery(document)?.token_endpoint).toBe("https://idp.acme.test/oidc/token");
});

describe("a configuration is refused", () => {
  const { token_endpoint: _, ...incomplete } = document;
  const at = "The configuration at https://idp.acme.test/.well-known/openid-configuration cannot be used";
  test.each([
    ["without an endpoint", { document: incomplete }, "OIDC_DISCOVERY", `${at}: an endpoint is missing or is no URL.`],
    [
      "with an endpoint that is no web address",
      { document: { ...document, jwks_uri: "file:///etc/passwd" } },
      "OIDC_DISCOVERY",
      `${at}: an endpoint is missing or is no URL.`,
    ],
    ["that answers 404", { status: 404 }, "OIDC_DISCOVERY", `${at}: it answered 404.`],
    [
      "of another issuer",
      { document: { ...document, issuer: "https://evil.test" } },
      "OIDC_DISCOVERY_ISSUER",
      'The configuration says that its issuer is "https://evil.test", but the application is set up for https://idp.acme.test.',
    ],
    [
      "of an issuer with a slash more",
      { document: { ...document, issuer: `${ISSUER}/` } },
      "OIDC_DISCOVERY_ISSUER",
      'The configuration says that its issuer is "https://idp.acme.test/", but the application is set up for https://idp.acme.test.',
    ],
  ])("%s", (_, change, code, reason) => {
    const { failure } = checkRules(DISCOVERY_RULES, { ...subject, ...change }, "applications/desk/oidc");
    expect(failure).toEqual({ code, reason, setting: "applications/desk/oidc/issuer" });
  });

  test("that is no JSON", () => {
    const { failure } = checkRules(
      DISCOVERY_RULES,
      { url: subject.url, issuer: ISSUER, status: 200, problem: "no JSON object" },
      undefined,
    );
    expect(failure).toEqual({ code: "OIDC_DISCOVERY", reason: `${at}: it answered 200, no JSON object.` });
  });
});
