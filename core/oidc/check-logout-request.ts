import { failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { audiencesOf } from "./claim-values.ts";
import { parameterOf, repeatedParameter } from "./parameters.ts";
import type { OidcConnection } from "./settings.ts";
import type { SignedToken } from "./signed-token.ts";

/** A logout request as it came to the provider (OpenID Connect RP-Initiated Logout, section 2). */
export interface LogoutRequestSubject {
  readonly parameters: URLSearchParams;
  readonly issuer: string;
  /** What the `id_token_hint` was found to be, by the provider's own keys. */
  readonly hint?: SignedToken;
  /** The client that it names, where it is registered. */
  readonly client?: OidcConnection;
}

/** Rules about a logout request, in their order. A breach is told on a page: the browser is sent nowhere. */
export const LOGOUT_REQUEST_RULES: readonly Rule<LogoutRequestSubject>[] = [
  {
    code: "OIDC_END_SESSION_PARAMETERS",
    name: "No parameter is there twice",
    spec: "RFC 6749 3.1",
    check({ parameters }) {
      const repeated = repeatedParameter(parameters);
      if (repeated === undefined) return passed("each once", "each once");
      const name = show(repeated);
      return failed("each once", `${name} more than once`, `The parameter ${name} appears more than once.`);
    },
  },
  {
    code: "OIDC_END_SESSION_HINT",
    name: "The id_token_hint was issued here",
    spec: "RP-Initiated Logout 4",
    check: checkHint,
  },
  {
    code: "OIDC_END_SESSION_CLIENT",
    name: "The client is known, and the one that the hint was issued to",
    spec: "RP-Initiated Logout 2",
    check: checkClient,
  },
  {
    code: "OIDC_END_SESSION_REDIRECT_URI",
    name: "The post_logout_redirect_uri is registered",
    spec: "RP-Initiated Logout 3.1",
    setting: "postLogoutRedirectUris",
    check: checkRedirectUri,
  },
];

/** The `client_id` that the request names: outright, or by the audience of its hint. */
export function clientIdOf(parameters: URLSearchParams, hint: SignedToken | undefined): string | undefined {
  const [audience] = audiencesOf(hint?.claims?.aud);
  return parameterOf(parameters, "client_id") ?? (typeof audience === "string" ? audience : undefined);
}

/** One that has expired will do: it tells which session is meant, and nobody is let in by it. */
function checkHint({ parameters, hint, issuer }: LogoutRequestSubject) {
  const expected = `an ID token of ${issuer}, expired or not`;
  if (parameterOf(parameters, "id_token_hint") === undefined) return notApplicable(expected, "absent");
  if (hint?.claims === undefined) {
    return failed(
      expected,
      "a token that the provider's keys do not verify",
      "The id_token_hint was not signed by this identity provider.",
    );
  }
  const { iss } = hint.claims;
  return verdictOf(iss === issuer, expected, `one of ${show(iss)}`, `The id_token_hint was issued by ${show(iss)}.`);
}

function checkClient({ parameters, hint, client }: LogoutRequestSubject) {
  const asked = clientIdOf(parameters, hint);
  const needed = parameterOf(parameters, "post_logout_redirect_uri") !== undefined;
  const expected = needed ? "a registered client" : "a registered client, or none";
  if (asked === undefined) {
    return needed
      ? failed(
          expected,
          "none named",
          "The request names no client, so that nobody knows which post_logout_redirect_uri is registered.",
        )
      : notApplicable(expected, "none named");
  }
  if (client === undefined)
    return failed(expected, show(asked), `No client is registered under the client_id ${show(asked)}.`);
  const audiences = audiencesOf(hint?.claims?.aud);
  const reason = `The id_token_hint was issued to ${show(hint?.claims?.aud)}, not to ${asked}.`;
  return hint === undefined || audiences.includes(asked)
    ? passed(expected, asked)
    : failed(expected, `${asked}, with a hint for ${show(hint.claims?.aud)}`, reason);
}

function checkRedirectUri({ parameters, client }: LogoutRequestSubject) {
  const { postLogoutRedirectUris = [] } = client ?? {};
  const expected = postLogoutRedirectUris.join(" or ") || "none: none is registered";
  const uri = parameterOf(parameters, "post_logout_redirect_uri");
  if (uri === undefined) return notApplicable(expected, "absent");
  const reason = `The post_logout_redirect_uri ${show(uri)} is not registered for this client. The browser is not sent there.`;
  return verdictOf(postLogoutRedirectUris.includes(uri), expected, uri, reason);
}
