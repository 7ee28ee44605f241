import { AUTHENTICATION_CONTEXT } from "./names.ts";
import { listOf, parameterOf } from "./parameters.ts";
import { buildCodeChallenge, CODE_CHALLENGE_METHOD } from "./pkce.ts";
import type { OidcConnection, OidcRelyingParty } from "./settings.ts";

/** The parameters of an authorization request that are known here, in the order in which they are shown. */
const KNOWN_PARAMETERS = [
  "client_id",
  "redirect_uri",
  "response_type",
  "response_mode",
  "scope",
  "state",
  "nonce",
  "prompt",
  "max_age",
  "acr_values",
  "code_challenge",
  "code_challenge_method",
  "login_hint",
  "request",
  "request_uri",
] as const;

/** An authorization request that passed its checks (OpenID Connect Core, section 3.1.2.1). */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  /** Those asked for that the client may have. */
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly prompt: readonly string[];
  readonly maxAgeSeconds?: number;
  /** The first of `acr_values` that the provider can meet. None: whatever it has will do, the wish is voluntary. */
  readonly acr?: string;
}

/** Reads a request that passed {@link file://./check-authorization-request.ts}. */
export function parseAuthorizationRequest(parameters: URLSearchParams, client: OidcConnection): AuthorizationRequest {
  const allowed: ReadonlySet<string> = new Set(client.scopes);
  const value = (name: string) => parameterOf(parameters, name);
  const state = value("state");
  const nonce = value("nonce");
  const codeChallenge = value("code_challenge");
  const maxAge = value("max_age");
  const acr = listOf(value("acr_values")).find(isKnownContext);
  return {
    redirectUri: value("redirect_uri") ?? "",
    scopes: listOf(value("scope")).filter((scope) => allowed.has(scope)),
    prompt: listOf(value("prompt")),
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
    ...(acr === undefined ? {} : { acr }),
  };
}

/** The request as JSON for a reader; parameters that nobody here knows are left out. */
export function showAuthorizationRequest(parameters: URLSearchParams): string {
  const shown: Record<string, string | string[]> = {};
  for (const name of KNOWN_PARAMETERS) {
    const [value, ...more] = parameters.getAll(name);
    if (value !== undefined) shown[name] = more.length === 0 ? value : [value, ...more];
  }
  return JSON.stringify(shown, null, 2);
}

/** What a relying party makes anew for each request. */
export interface RequestSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636); absent where it is switched off. */
  readonly codeVerifier?: string;
}

/** The parameters of a relying party's authorization request (OpenID Connect Core, section 3.1.2.1). */
export function buildAuthorizationRequest(settings: OidcRelyingParty, secrets: RequestSecrets): URLSearchParams {
  const { codeVerifier, state, nonce } = secrets;
  const { acrValues = [], prompt, maxAgeSeconds } = settings;
  const parameters = new URLSearchParams();
  parameters.append("client_id", settings.clientId);
  parameters.append("redirect_uri", settings.redirectUri);
  parameters.append("response_type", "code");
  parameters.append("scope", [...new Set(["openid", ...settings.scopes])].join(" "));
  parameters.append("state", state);
  parameters.append("nonce", nonce);
  if (prompt !== undefined) parameters.append("prompt", prompt);
  if (maxAgeSeconds !== undefined) parameters.append("max_age", String(maxAgeSeconds));
  if (acrValues.length > 0) parameters.append("acr_values", acrValues.join(" "));
  if (codeVerifier !== undefined) {
    parameters.append("code_challenge", buildCodeChallenge(codeVerifier));
    parameters.append("code_challenge_method", CODE_CHALLENGE_METHOD);
  }
  return parameters;
}

function isKnownContext(acr: string): boolean {
  return Object.values<string>(AUTHENTICATION_CONTEXT).includes(acr);
}
