import { checkSigningKey } from "../oidc/check-authorization-request.ts";
import { type ClientPresentation, checkClientAuthentication } from "../oidc/client-authentication.ts";
import { parameterOf, repeatedParameter } from "../oidc/parameters.ts";
import { isVerifierOf } from "../oidc/pkce.ts";
import { type Finding, failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import type { OidcClient } from "./oidc-client.ts";
import type { AuthorizationCode } from "./state.ts";

/** A token request as it came. */
export interface TokenRequestSubject {
  readonly form: URLSearchParams;
  readonly presented: ClientPresentation;
  /** The client that it names, where it is registered. */
  readonly client?: OidcClient;
  /** What its code stands for, where it is known. */
  readonly grant?: AuthorizationCode;
}

/** A token request of a client that proved who it is, with a code that was issued here. */
export interface CodeSubject {
  readonly form: URLSearchParams;
  readonly client: OidcClient;
  readonly grant: AuthorizationCode;
  /** Whether the person may still sign in. */
  readonly userIsActive: boolean;
  /** Whether the person has a `sub` at this client: a pairwise one needs the provider's salt. */
  readonly hasSubject: boolean;
  /** Whether the provider has an active key for this client's tokens. */
  readonly canSign: boolean;
  readonly now: number;
}

/** Who asks, and for what (RFC 6749, sections 2.3 and 4.1.3). */
export const TOKEN_REQUEST_RULES: readonly Rule<TokenRequestSubject>[] = [
  {
    code: "OIDC_TOKEN_PARAMETERS",
    name: "The request is a form with a grant_type, and no parameter twice",
    spec: "RFC 6749 3.2",
    error: "invalid_request",
    check({ form }) {
      const expected = "a posted form with grant_type, each parameter once";
      const repeated = repeatedParameter(form);
      if (repeated !== undefined)
        return failed(
          expected,
          `${show(repeated)} more than once`,
          `The parameter ${show(repeated)} appears more than once.`,
        );
      const present = parameterOf(form, "grant_type") !== undefined;
      return verdictOf(
        present,
        expected,
        present ? "as it should be" : "no grant_type",
        "The request has no grant_type, or is no posted form.",
      );
    },
  },
  {
    code: "OIDC_CLIENT_METHOD",
    name: "The client authenticates in one way",
    spec: "RFC 6749 2.3",
    error: "invalid_request",
    check({ presented }) {
      if (presented.ok) return passed("one way", presented.client.method);
      return failed("one way", "none, or several", presented.why);
    },
  },
  {
    code: "OIDC_CLIENT_AUTHENTICATION",
    name: "The client is the one that is registered",
    spec: "RFC 6749 3.2.1",
    setting: "clientAuthentication",
    error: "invalid_client",
    check: checkClient,
  },
  {
    code: "OIDC_GRANT_TYPE",
    name: "An authorization code is exchanged",
    spec: "RFC 6749 4.1.3",
    error: "unsupported_grant_type",
    check({ form }) {
      const type = parameterOf(form, "grant_type");
      return verdictOf(
        type === "authorization_code",
        "authorization_code",
        show(type),
        () => `The grant_type ${show(type)} is not supported.`,
      );
    },
  },
  {
    code: "OIDC_CODE",
    name: "The code was issued here, to this client",
    spec: "RFC 6749 4.1.3",
    error: "invalid_grant",
    check({ grant, client }) {
      const expected = "a code that this client was given";
      if (grant === undefined)
        return failed(expected, "unknown", "The code is not known here: it was never issued, or it has long expired.");
      const own = grant.request.application === client?.application;
      return verdictOf(own, expected, own ? "its own" : "another client's", "The code was issued to another client.");
    },
  },
];

/** Whether the code may be exchanged now (RFC 6749, sections 4.1.2 and 4.1.3; RFC 7636, section 4.6). */
export const CODE_RULES: readonly Rule<CodeSubject>[] = [
  {
    code: "OIDC_CODE_USED",
    name: "The code was not used before",
    spec: "RFC 6749 4.1.2",
    error: "invalid_grant",
    check: ({ grant }) =>
      verdictOf(
        !grant.used,
        "not used",
        grant.used ? "used" : "not used",
        "The code was used before. Somebody else has seen it, so the tokens that came from it are revoked.",
      ),
  },
  {
    code: "OIDC_CODE_EXPIRED",
    name: "The code has not expired",
    spec: "RFC 6749 4.1.2",
    setting: "codeLifetimeSeconds",
    error: "invalid_grant",
    check({ grant, client, now }) {
      const inTime = now < grant.expiresAt;
      const { codeLifetimeSeconds } = client.settings;
      return verdictOf(
        inTime,
        `within ${codeLifetimeSeconds} seconds`,
        inTime ? "in time" : "too late",
        () => `The code was not exchanged within ${codeLifetimeSeconds} seconds.`,
      );
    },
  },
  {
    code: "OIDC_CODE_REDIRECT_URI",
    name: "The redirect_uri is the one of the authorization request",
    spec: "RFC 6749 4.1.3",
    error: "invalid_grant",
    check({ form, grant }) {
      const uri = parameterOf(form, "redirect_uri");
      const { redirectUri } = grant.request;
      return verdictOf(
        uri === redirectUri,
        redirectUri,
        show(uri),
        () => `The redirect_uri ${show(uri)} is not the one that the code was sent to.`,
      );
    },
  },
  {
    code: "OIDC_CODE_VERIFIER",
    name: "The code verifier belongs to the code challenge",
    spec: "RFC 7636 4.6",
    error: "invalid_grant",
    check: ({ form, grant }) => checkVerifier(parameterOf(form, "code_verifier"), grant.request.codeChallenge),
  },
  {
    code: "OIDC_USER",
    name: "The person may still sign in",
    spec: "RFC 6749 5.2",
    error: "invalid_grant",
    check: ({ userIsActive }) =>
      verdictOf(
        userIsActive,
        "active",
        userIsActive ? "active" : "disabled, suspended or gone",
        "The person was disabled, suspended or removed since the code was issued.",
      ),
  },
  {
    code: "OIDC_PAIRWISE_SALT",
    name: "The provider can make the person's sub",
    spec: "OIDC Core 8.1",
    setting: "subject",
    error: "server_error",
    check: ({ client, hasSubject }) =>
      verdictOf(
        hasSubject,
        client.settings.subject === "pairwise" ? "a salt for pairwise identifiers" : "the person's own id",
        hasSubject ? "there is one" : "there is none",
        "The client wants a pairwise sub, and the identity provider has no salt to make it with. Copies made to be shared carry none.",
      ),
  },
  {
    code: "OIDC_SIGNING_KEY",
    name: "The provider has a key to sign with",
    spec: "OIDC Core 10.1",
    setting: "idTokenAlgorithm",
    error: "server_error",
    check: ({ client, canSign }) => checkSigningKey(client.settings, canSign),
  },
];

/** Says by which way the client came, and which one is registered where that is another. */
function checkClient({ presented, client }: TokenRequestSubject): Finding {
  const { clientId, clientAuthentication: registered } = client?.settings ?? {};
  const expected = client === undefined ? "a registered client" : `${clientId}, by ${registered}`;
  if (!presented.ok || client === undefined)
    return failed(expected, "unknown", "No client is registered under this client_id.");
  const { method } = presented.client;
  const why = checkClientAuthentication(client.settings, presented.client);
  if (why !== undefined) return failed(expected, `by ${method}, refused`, why);
  return passed(expected, method === registered ? expected : `${clientId}, by ${method}; registered for ${registered}`);
}

/** A verifier where no challenge was sent is refused as well: it may be a downgrade (RFC 9700, section 4.8.2). */
function checkVerifier(verifier: string | undefined, challenge: string | undefined) {
  const expected = challenge === undefined ? "none: the request had no challenge" : "the verifier behind the challenge";
  if (challenge === undefined) {
    return verifier === undefined
      ? notApplicable(expected, "none")
      : failed(
          expected,
          "there is one",
          "There is a code_verifier, but the authorization request had no code_challenge.",
        );
  }
  if (verifier === undefined) return failed(expected, "(absent)", "The code_verifier is missing.");
  const right = isVerifierOf(verifier, challenge);
  return verdictOf(
    right,
    expected,
    right ? "it is" : "another one",
    "The code_verifier does not belong to the code_challenge.",
  );
}
