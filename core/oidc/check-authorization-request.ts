import { failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { listOf, parameterOf, repeatedParameter } from "./parameters.ts";
import { CODE_CHALLENGE_METHOD, isCodeChallenge } from "./pkce.ts";
import type { OidcConnection } from "./settings.ts";

/** An authorization request from somebody who may be a client. */
export interface UnknownClientRequest {
  readonly parameters: URLSearchParams;
  /** The client that `client_id` names, where it names one. */
  readonly client?: OidcConnection;
}

/** An authorization request of a known client, to a registered address. */
export interface ClientRequest {
  readonly parameters: URLSearchParams;
  readonly client: OidcConnection;
  /** Whether the provider has an active key for this client's tokens. */
  readonly canSign: boolean;
}

/**
 * The two rules that come first. Whoever breaks one gets an error page and never a redirect: the address may belong to
 * anybody (RFC 6749, section 4.1.2.1).
 */
export const CLIENT_RULES: readonly Rule<UnknownClientRequest>[] = [
  {
    code: "OIDC_CLIENT",
    name: "The client is known",
    spec: "RFC 6749 4.1.2.1",
    check({ parameters, client }) {
      const named = parameters.getAll("client_id");
      const expected = "one registered client_id";
      if (client === undefined || named.length !== 1) {
        return failed(
          expected,
          show(named.length === 1 ? named[0] : named),
          `No client is registered as ${show(named.join(" "))}.`,
        );
      }
      return passed(expected, client.clientId);
    },
  },
  {
    code: "OIDC_REDIRECT_URI",
    name: "The redirect_uri is registered, character by character",
    spec: "RFC 9700 4.1.3",
    setting: "redirectUris",
    check({ parameters, client }) {
      const asked = parameters.getAll("redirect_uri");
      const [uri = ""] = asked;
      const registered = client?.redirectUris ?? [];
      return verdictOf(
        asked.length === 1 && registered.includes(uri) && !uri.includes("#"),
        registered.join(", "),
        show(asked.length === 1 ? uri : asked),
        () =>
          asked.length === 0
            ? "The request has no redirect_uri."
            : `The redirect_uri ${show(asked.join(" "))} is not registered for this client. Nothing is sent there.`,
      );
    },
  },
];

/** What is asked for, once it is known who asks. Whoever breaks one is told by a redirect, with `error`. */
export const REQUEST_RULES: readonly Rule<ClientRequest>[] = [
  {
    code: "OIDC_PARAMETERS",
    name: "The required parameters are there, and none twice",
    spec: "RFC 6749 3.1",
    error: "invalid_request",
    check({ parameters }) {
      const expected = "response_type and scope, each once";
      const repeated = repeatedParameter(parameters);
      if (repeated !== undefined) {
        return failed(
          expected,
          `${show(repeated)} more than once`,
          `The parameter ${show(repeated)} appears more than once.`,
        );
      }
      const missing = ["response_type", "scope"].filter((name) => parameterOf(parameters, name) === undefined);
      return missing.length === 0
        ? passed(expected, "both, once")
        : failed(expected, `no ${missing.join(", no ")}`, `The request has no ${missing.join(" and no ")}.`);
    },
  },
  {
    code: "OIDC_REQUEST_OBJECT",
    name: "No request object is used",
    spec: "OIDC Core 6.1",
    error: "request_not_supported",
    check: ({ parameters }) => unsupported(parameters, "request"),
  },
  {
    code: "OIDC_REQUEST_URI",
    name: "No reference to a request object is used",
    spec: "OIDC Core 6.2",
    error: "request_uri_not_supported",
    check: ({ parameters }) => unsupported(parameters, "request_uri"),
  },
  {
    code: "OIDC_RESPONSE_TYPE",
    name: "An authorization code is asked for",
    spec: "OIDC Core 3.1.2.1",
    error: "unsupported_response_type",
    check({ parameters }) {
      const type = parameterOf(parameters, "response_type");
      return verdictOf(
        type === "code",
        "code",
        show(type),
        () => `The response_type ${show(type)} is not supported; only code is.`,
      );
    },
  },
  {
    code: "OIDC_RESPONSE_MODE",
    name: "The answer goes into the query",
    spec: "OAuth Multiple Response Types 2.1",
    error: "invalid_request",
    check({ parameters }) {
      const mode = parameterOf(parameters, "response_mode");
      if (mode === undefined) return notApplicable("query", "not asked for: query is the default");
      return verdictOf(
        mode === "query",
        "query",
        show(mode),
        () => `The response_mode ${show(mode)} is not supported; only query is.`,
      );
    },
  },
  {
    code: "OIDC_SCOPE",
    name: "The scope has openid, and the client may use it",
    spec: "OIDC Core 3.1.2.1",
    setting: "scopes",
    error: "invalid_scope",
    check({ parameters, client }) {
      const asked = listOf(parameterOf(parameters, "scope"));
      const expected = `openid, and of ${client.scopes.join(" ")} what is wanted`;
      if (!asked.includes("openid"))
        return failed(expected, show(asked.join(" ")), "The scope has no openid: this is no OpenID Connect request.");
      return verdictOf(
        client.scopes.includes("openid"),
        expected,
        asked.join(" "),
        "This client may not use the scope openid.",
      );
    },
  },
  {
    code: "OIDC_PKCE",
    name: "A code challenge protects the code",
    spec: "RFC 7636 4.4.1",
    setting: "requirePkce",
    error: "invalid_request",
    check: ({ parameters, client }) => checkCodeChallenge(parameters, client),
  },
  {
    code: "OIDC_PROMPT",
    name: "The prompt can be followed",
    spec: "OIDC Core 3.1.2.1",
    error: "invalid_request",
    check({ parameters }) {
      const expected = "none alone, or of login, consent and select_account";
      const prompt = listOf(parameterOf(parameters, "prompt"));
      if (prompt.length === 0) return notApplicable(expected, "not asked for");
      const unknown = prompt.find((value) => !["none", "login", "consent", "select_account"].includes(value));
      if (unknown !== undefined) return failed(expected, prompt.join(" "), `The prompt ${show(unknown)} is not known.`);
      const alone = !prompt.includes("none") || prompt.length === 1;
      return verdictOf(
        alone,
        expected,
        prompt.join(" "),
        "The prompt none goes with no other: it asks that nothing is shown.",
      );
    },
  },
  {
    code: "OIDC_MAX_AGE",
    name: "The max_age is a number of seconds",
    spec: "OIDC Core 3.1.2.1",
    error: "invalid_request",
    check({ parameters }) {
      const expected = "a whole number, 0 or more";
      const age = parameterOf(parameters, "max_age");
      if (age === undefined) return notApplicable(expected, "not asked for");
      return verdictOf(
        /^\d{1,9}$/.test(age),
        expected,
        show(age),
        () => `The max_age ${show(age)} is no whole number of seconds.`,
      );
    },
  },
  {
    code: "OIDC_SIGNING_KEY",
    name: "The provider has a key to sign with",
    spec: "OIDC Core 10.1",
    setting: "idTokenAlgorithm",
    error: "server_error",
    check: ({ client, canSign }) => checkSigningKey(client, canSign),
  },
];

/** Whether the provider can sign this client's tokens. Asked again before one is made: keys may have changed. */
export function checkSigningKey({ idTokenAlgorithm }: OidcConnection, canSign: boolean) {
  return verdictOf(
    canSign,
    `an active ${idTokenAlgorithm} key with its private part`,
    canSign ? "there is one" : "there is none",
    () =>
      `The identity provider has no active ${idTokenAlgorithm} key with its private part. Copies made to be shared carry none.`,
  );
}

function checkCodeChallenge(parameters: URLSearchParams, client: OidcConnection) {
  const challenge = parameterOf(parameters, "code_challenge");
  const method = parameterOf(parameters, "code_challenge_method");
  const expected = `a code_challenge with ${CODE_CHALLENGE_METHOD}${client.requirePkce ? "" : ", or none"}`;
  if (challenge === undefined && method === undefined) {
    return client.requirePkce
      ? failed(expected, "none", "This client must send a code_challenge (PKCE).")
      : notApplicable(expected, "none, and none is required");
  }
  if (method !== CODE_CHALLENGE_METHOD) {
    return failed(
      expected,
      show(method),
      `The code_challenge_method ${show(method)} is not supported; only ${CODE_CHALLENGE_METHOD} is.`,
    );
  }
  const wellFormed = challenge !== undefined && isCodeChallenge(challenge);
  return verdictOf(
    wellFormed,
    expected,
    wellFormed ? "S256" : show(challenge),
    "The code_challenge is no SHA-256 in base64url.",
  );
}

function unsupported(parameters: URLSearchParams, name: string) {
  const present = parameterOf(parameters, name) !== undefined;
  return verdictOf(
    !present,
    `no ${name}`,
    present ? "there is one" : "none",
    () => `The parameter ${name} is not supported.`,
  );
}
