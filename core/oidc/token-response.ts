import { failed, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { type JsonObject, memberOf } from "./json-object.ts";

/** What came back from an endpoint that answers in JSON. */
export interface JsonAnswer {
  /** 0 where nobody could be reached. */
  readonly status: number;
  readonly document?: JsonObject;
  /** Why there is no document. */
  readonly problem?: string;
}

/** The tokens of a successful answer. */
export interface TokenResponse {
  readonly accessToken: string;
  readonly idToken: string;
}

/** The tokens in a token endpoint's answer (OpenID Connect Core, section 3.1.3.3); undefined where it has none. */
export function parseTokenResponse({ status, document }: JsonAnswer): TokenResponse | undefined {
  if (status !== 200 || document === undefined) return undefined;
  const accessToken = memberOf(document, "access_token");
  const idToken = memberOf(document, "id_token");
  const type = memberOf(document, "token_type");
  const bearer = typeof type === "string" && type.toLowerCase() === "bearer";
  return bearer && typeof accessToken === "string" && typeof idToken === "string"
    ? { accessToken, idToken }
    : undefined;
}

/** The rule about a token endpoint's answer. */
export const TOKEN_RESPONSE_RULES: readonly Rule<JsonAnswer>[] = [
  {
    code: "OIDC_TOKEN_ERROR",
    name: "The code was exchanged for tokens",
    spec: "OIDC Core 3.1.3.3",
    check(answer) {
      const expected = "200 with access_token, id_token and token_type Bearer";
      if (parseTokenResponse(answer) !== undefined) return passed(expected, "200 with all of them");
      const actual = showAnswer(answer);
      return failed(expected, actual, `The token endpoint gave no tokens: ${actual}.`);
    },
  },
];

/** What userinfo answered, and whom the ID token names. */
export interface UserinfoSubject extends JsonAnswer {
  readonly subject: string;
}

/** Rules about userinfo's answer (OpenID Connect Core, section 5.3.2). */
export const USERINFO_RULES: readonly Rule<UserinfoSubject>[] = [
  {
    code: "OIDC_USERINFO",
    name: "Userinfo answers",
    spec: "OIDC Core 5.3.2",
    setting: "userinfo",
    check(answer) {
      const holds = answer.status === 200 && answer.document !== undefined;
      const actual = holds ? "200 with claims" : showAnswer(answer);
      return verdictOf(holds, "200 with a JSON object", actual, () => `Userinfo gave no claims: ${actual}.`);
    },
  },
  {
    code: "OIDC_USERINFO_SUB",
    name: "Userinfo is about the person of the ID token",
    spec: "OIDC Core 5.3.2",
    check({ document, subject }) {
      const sub = document?.sub;
      return verdictOf(
        sub === subject,
        subject,
        show(sub),
        () => `Userinfo is about ${show(sub)}, the ID token about ${show(subject)}.`,
      );
    },
  },
];

/** An answer that was not hoped for, in words: its status, and its `error` where it has one. Never a token. */
function showAnswer({ status, document, problem }: JsonAnswer): string {
  if (document === undefined) return status === 0 ? (problem ?? "no answer") : `${status}, ${problem ?? "empty"}`;
  const error = memberOf(document, "error");
  const description = memberOf(document, "error_description");
  if (error === undefined) return `${status}, a member is missing or of the wrong type`;
  return `${status}, error ${show(error)}${description === undefined ? "" : `: ${show(description)}`}`;
}
