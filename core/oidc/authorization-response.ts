import { failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { parameterOf, repeatedParameter } from "./parameters.ts";

/** What every answer carries besides its result: the request's `state`, and who answers (RFC 9207, section 2). */
export interface AnswerContext {
  readonly redirectUri: string;
  readonly state?: string | undefined;
  readonly issuer: string;
}

/** The address of a successful answer (RFC 6749, section 4.1.2). */
export function buildCodeResponse(context: AnswerContext, code: string): string {
  return buildResponse(context, { code });
}

/** The address of an error answer (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6). */
export function buildErrorResponse(context: AnswerContext, error: string, description: string): string {
  return buildResponse(context, { error, error_description: errorDescription(description) });
}

/** A sentence in the characters that `error_description` may have (RFC 6749, section 4.1.2.1). */
export function errorDescription(sentence: string): string {
  return sentence.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, "?");
}

/** The address is extended as text, so that what is registered with it stays as it is. */
function buildResponse({ redirectUri, state, issuer }: AnswerContext, result: Record<string, string>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(result)) parameters.append(name, value);
  if (state !== undefined) parameters.append("state", state);
  parameters.append("iss", issuer);
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${parameters.toString()}`;
}

/** An answer as it came to the relying party. */
export interface ReceivedAnswer {
  readonly parameters: URLSearchParams;
  /** The request that `state` stands for, where there is one still. */
  readonly pending?: { readonly browser: string; readonly expiresAt: number };
  /** Hash of the cookie that this browser brought. */
  readonly browser?: string;
  /** The issuer that the application is set up for. */
  readonly issuer: string;
  /** Whether that issuer always says who answers. */
  readonly issuerNamesItself: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Rules about the answer to an authorization request, in their order. */
export const ANSWER_RULES: readonly Rule<ReceivedAnswer>[] = [
  {
    code: "OIDC_ERROR",
    name: "The answer is no error",
    spec: "OIDC Core 3.1.2.6",
    check({ parameters }) {
      const error = parameterOf(parameters, "error");
      if (error === undefined) return passed("no error", "none");
      const description = parameterOf(parameters, "error_description");
      const said = description === undefined ? show(error) : `${show(error)}: ${show(description)}`;
      return failed("no error", said, `The identity provider answered with the error ${said}.`);
    },
  },
  {
    code: "OIDC_RESPONSE_PARAMETERS",
    name: "No parameter appears twice",
    spec: "RFC 6749 3.1",
    check({ parameters }) {
      const repeated = repeatedParameter(parameters);
      const actual = repeated === undefined ? "each once" : `${show(repeated)} more than once`;
      return verdictOf(
        repeated === undefined,
        "each once",
        actual,
        () => `The answer has the parameter ${show(repeated)} more than once.`,
      );
    },
  },
  {
    code: "OIDC_STATE",
    name: "The answer belongs to a login that was begun here",
    spec: "RFC 6749 10.12",
    check({ parameters, pending }) {
      if (pending !== undefined) return passed("the state of an open login", "it is one");
      const state = parameterOf(parameters, "state");
      return failed(
        "the state of an open login",
        state === undefined ? "(absent)" : "no open login has it",
        state === undefined
          ? "The answer has no state, so that nobody can tell which login it belongs to."
          : "No login that waits for an answer has this state: it was never begun here, or it was answered already.",
      );
    },
  },
  {
    code: "OIDC_STATE_BROWSER",
    name: "The answer comes from the browser that began the login",
    spec: "RFC 9700 4.7.1",
    check({ pending, browser }) {
      const expected = "the browser that began the login";
      if (pending !== undefined && browser === pending.browser) return passed(expected, "the same");
      const actual = browser === undefined ? "a browser without its cookie" : "another one";
      return failed(
        expected,
        actual,
        "The login was begun in another browser. Somebody may be trying to sign this browser in to an account of theirs.",
      );
    },
  },
  {
    code: "OIDC_STATE_EXPIRED",
    name: "The login was begun not long ago",
    spec: "RFC 6749 10.12",
    check: ({ pending, now }) =>
      verdictOf(
        pending !== undefined && now < pending.expiresAt,
        "within ten minutes",
        pending !== undefined && now < pending.expiresAt ? "in time" : "too late",
        "The login was begun more than ten minutes ago. Begin again.",
      ),
  },
  {
    code: "OIDC_RESPONSE_ISS",
    name: "The identity provider that answers is the one that was asked",
    spec: "RFC 9207 2.4",
    setting: "issuer",
    check({ parameters, issuer, issuerNamesItself }) {
      const found = parameterOf(parameters, "iss");
      if (found === undefined && !issuerNamesItself)
        return notApplicable(issuer, "absent, and this issuer never sends it");
      return verdictOf(
        found === issuer,
        issuer,
        show(found),
        () => `The answer says that it comes from ${show(found)}, but ${issuer} was asked.`,
      );
    },
  },
  {
    code: "OIDC_RESPONSE_CODE",
    name: "The answer has a code",
    spec: "RFC 6749 4.1.2",
    check({ parameters }) {
      const present = parameterOf(parameters, "code") !== undefined;
      return verdictOf(
        present,
        "a code",
        present ? "there is one" : "(absent)",
        "The answer has neither a code nor an error.",
      );
    },
  },
];
