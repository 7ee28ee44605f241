import { describe, expect, test } from "vitest";
import { checkRules } from "../trace/checklist.ts";
import {
  ANSWER_RULES,
  buildCodeResponse,
  buildErrorResponse,
  errorDescription,
  type ReceivedAnswer,
} from "./authorization-response.ts";

const ISSUER = "https://idp.acme.test";

describe("the provider's answer", () => {
  test("carries the code, the state as it came, and who answers", () => {
    const context = { redirectUri: "https://desk.test/cb", state: "a&b=c é", issuer: ISSUER };
    const url = new URL(buildCodeResponse(context, "c-1"));
    expect(Object.fromEntries(url.searchParams)).toEqual({ code: "c-1", state: "a&b=c é", iss: ISSUER });
  });

  test("leaves the address as it was registered, with its own query", () => {
    const context = { redirectUri: "https://desk.test/cb?Kept=%7E1", issuer: ISSUER };
    expect(buildCodeResponse(context, "c-1")).toBe(
      "https://desk.test/cb?Kept=%7E1&code=c-1&iss=https%3A%2F%2Fidp.acme.test",
    );
  });

  test("tells an error", () => {
    const context = { redirectUri: "https://desk.test/cb", state: "st", issuer: ISSUER };
    const url = new URL(buildErrorResponse(context, "invalid_scope", 'No "openid" — at all'));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: "invalid_scope",
      error_description: "No 'openid' ? at all",
      state: "st",
      iss: ISSUER,
    });
  });

  test("an error_description has only the characters that it may have", () => {
    expect(errorDescription('"a\\b"\n\u{1f600}é')).toBe("'a'b'????");
  });
});

describe("the relying party", () => {
  const good: ReceivedAnswer = {
    parameters: new URLSearchParams({ code: "c-1", state: "st", iss: ISSUER }),
    pending: { browser: "hash", expiresAt: 1000 },
    browser: "hash",
    issuer: ISSUER,
    issuerNamesItself: true,
    now: 999,
  };
  const failureOf = (answer: ReceivedAnswer) => checkRules(ANSWER_RULES, answer, "applications/desk/oidc").failure;
  const withParameters = (parameters: string) => ({ ...good, parameters: new URLSearchParams(parameters) });
  const { pending: _pending, ...unknown } = good;
  const { browser: _browser, ...withoutCookie } = good;

  test("accepts an answer to a login of this browser", () => {
    expect(failureOf(good)).toBeUndefined();
  });

  test("accepts an answer that does not say who answers, where that issuer never does", () => {
    expect(failureOf({ ...withParameters("code=c&state=st"), issuerNamesItself: false })).toBeUndefined();
  });

  test.each<[string, ReceivedAnswer, string, string]>([
    [
      "an error",
      withParameters("error=access_denied&error_description=No+way&state=st"),
      "OIDC_ERROR",
      'The identity provider answered with the error "access_denied": "No way".',
    ],
    [
      "an error without a description",
      withParameters("error=login_required&state=st"),
      "OIDC_ERROR",
      'The identity provider answered with the error "login_required".',
    ],
    [
      "a parameter twice",
      withParameters("code=c&code=d&state=st"),
      "OIDC_RESPONSE_PARAMETERS",
      'The answer has the parameter "code" more than once.',
    ],
    [
      "an unknown state",
      unknown,
      "OIDC_STATE",
      "No login that waits for an answer has this state: it was never begun here, or it was answered already.",
    ],
    [
      "no state",
      { ...unknown, parameters: new URLSearchParams("code=c") },
      "OIDC_STATE",
      "The answer has no state, so that nobody can tell which login it belongs to.",
    ],
    [
      "another browser",
      { ...good, browser: "other" },
      "OIDC_STATE_BROWSER",
      "The login was begun in another browser. Somebody may be trying to sign this browser in to an account of theirs.",
    ],
    [
      "a browser without the cookie",
      withoutCookie,
      "OIDC_STATE_BROWSER",
      "The login was begun in another browser. Somebody may be trying to sign this browser in to an account of theirs.",
    ],
    [
      "a login of long ago",
      { ...good, now: 1000 },
      "OIDC_STATE_EXPIRED",
      "The login was begun more than ten minutes ago. Begin again.",
    ],
    [
      "another issuer",
      withParameters("code=c&state=st&iss=https://evil.test"),
      "OIDC_RESPONSE_ISS",
      'The answer says that it comes from "https://evil.test", but https://idp.acme.test was asked.',
    ],
    [
      "no issuer, where that issuer always says it",
      withParameters("code=c&state=st"),
      "OIDC_RESPONSE_ISS",
      "The answer says that it comes from (absent), but https://idp.acme.test was asked.",
    ],
    [
      "another issuer, where that issuer never says it",
      { ...withParameters("code=c&state=st&iss=https://evil.test"), issuerNamesItself: false },
      "OIDC_RESPONSE_ISS",
      'The answer says that it comes from "https://evil.test", but https://idp.acme.test was asked.',
    ],
    [
      "no code",
      withParameters(`state=st&iss=${ISSUER}`),
      "OIDC_RESPONSE_CODE",
      "The answer has neither a code nor an error.",
    ],
  ])("refuses %s", (_, answer, code, reason) => {
    expect(failureOf(answer)).toMatchObject({ code, reason });
  });
});
