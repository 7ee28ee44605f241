import { describe, expect, test } from "vitest";
import { checkRules } from "../trace/checklist.ts";
import { type JsonAnswer, parseTokenResponse, TOKEN_RESPONSE_RULES, USERINFO_RULES } from "./token-response.ts";

const tokens = { access_token: "a-1", token_type: "bearer", id_token: "i-1", expires_in: 300 };

test("reads the tokens; the type is compared without regard to case", () => {
  expect(parseTokenResponse({ status: 200, document: tokens })).toEqual({ accessToken: "a-1", idToken: "i-1" });
});

describe("tells why there are no tokens", () => {
  test.each<[string, JsonAnswer, string]>([
    [
      "an error",
      { status: 400, document: { error: "invalid_grant", error_description: "Used." } },
      '400, error "invalid_grant": "Used."',
    ],
    [
      "an error without a description",
      { status: 401, document: { error: "invalid_client" } },
      '401, error "invalid_client"',
    ],
    [
      "no ID token",
      { status: 200, document: { access_token: "a-1", token_type: "Bearer" } },
      "200, a member is missing or of the wrong type",
    ],
    [
      "another token type",
      { status: 200, document: { ...tokens, token_type: "DPoP" } },
      "200, a member is missing or of the wrong type",
    ],
    ["a page", { status: 502, problem: "no JSON object" }, "502, no JSON object"],
    [
      "nobody there",
      { status: 0, problem: "nobody answers at https://idp.test (refused)" },
      "nobody answers at https://idp.test (refused)",
    ],
  ])("%s", (_, answer, actual) => {
    expect(checkRules(TOKEN_RESPONSE_RULES, answer, undefined).failure).toEqual({
      code: "OIDC_TOKEN_ERROR",
      reason: `The token endpoint gave no tokens: ${actual}.`,
    });
  });
});

describe("userinfo", () => {
  const failureOf = (answer: JsonAnswer) => checkRules(USERINFO_RULES, { ...answer, subject: "u1" }, "p").failure;

  test("is accepted where it is about the same person", () => {
    expect(failureOf({ status: 200, document: { sub: "u1" } })).toBeUndefined();
  });

  test.each<[string, JsonAnswer, object]>([
    [
      "an error",
      { status: 401, document: { error: "invalid_token" } },
      { code: "OIDC_USERINFO", reason: 'Userinfo gave no claims: 401, error "invalid_token".', setting: "p/userinfo" },
    ],
    [
      "another person",
      { status: 200, document: { sub: "u2" } },
      { code: "OIDC_USERINFO_SUB", reason: 'Userinfo is about "u2", the ID token about "u1".' },
    ],
    [
      "nobody",
      { status: 200, document: { email: "e" } },
      { code: "OIDC_USERINFO_SUB", reason: 'Userinfo is about (absent), the ID token about "u1".' },
    ],
  ])("is refused: %s", (_, answer, failure) => {
    expect(failureOf(answer)).toEqual(failure);
  });
});
