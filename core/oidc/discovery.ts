import { z } from "zod";
import { failed, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import type { JsonObject } from "./json-object.ts";
import { AUTHENTICATION_CONTEXT, SCOPES } from "./names.ts";
import { CODE_CHALLENGE_METHOD } from "./pkce.ts";

/** Where the provider's endpoints are, below its origin. */
export const OIDC_PATH = {
  discovery: "/.well-known/openid-configuration",
  jwks: "/oidc/jwks",
  authorize: "/oidc/authorize",
  token: "/oidc/token",
  userinfo: "/oidc/userinfo",
  endSession: "/oidc/logout",
} as const;

/** Where a provider's configuration is read (OpenID Connect Discovery, section 4). */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}${OIDC_PATH.discovery}`;
}

/**
 * The configuration that the provider publishes (OpenID Connect Discovery, section 3; RFC 8414; RFC 9207, section 3).
 * `issuer` is its origin; `offersLogout`: it ends sessions on request and tells clients about it (OpenID Connect
 * RP-Initiated Logout, section 2.1; Back-Channel Logout, section 2.1).
 */
export function buildDiscovery(issuer: string, offersLogout = false) {
  const origin = issuer.replace(/\/$/, "");
  return {
    issuer,
    authorization_endpoint: `${origin}${OIDC_PATH.authorize}`,
    token_endpoint: `${origin}${OIDC_PATH.token}`,
    userinfo_endpoint: `${origin}${OIDC_PATH.userinfo}`,
    jwks_uri: `${origin}${OIDC_PATH.jwks}`,
    scopes_supported: SCOPES,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code"],
    acr_values_supported: Object.values(AUTHENTICATION_CONTEXT),
    subject_types_supported: ["public", "pairwise"],
    id_token_signing_alg_values_supported: ["RS256", "ES256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    code_challenge_methods_supported: [CODE_CHALLENGE_METHOD],
    prompt_values_supported: ["none", "login", "select_account"],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
    ...(offersLogout
      ? {
          end_session_endpoint: `${origin}${OIDC_PATH.endSession}`,
          backchannel_logout_supported: true,
          backchannel_logout_session_supported: true,
        }
      : {}),
  };
}

const endpointSchema = z.url({ protocol: /^https?$/ });

const providerMetadataSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: endpointSchema,
  token_endpoint: endpointSchema,
  jwks_uri: endpointSchema,
  userinfo_endpoint: z.optional(endpointSchema),
  end_session_endpoint: z.optional(endpointSchema),
  authorization_response_iss_parameter_supported: z.optional(z.boolean()),
});

/** What a relying party needs of a provider's configuration. */
export type ProviderMetadata = z.infer<typeof providerMetadataSchema>;

/** Documents that were parsed before: one is kept for a day and read at every login. A document never changes. */
const parsedDocuments = new WeakMap<JsonObject, ProviderMetadata>();

/** The document as a provider's configuration; undefined where a member is missing or has the wrong type. */
export function parseDiscovery(document: JsonObject): ProviderMetadata | undefined {
  const known = parsedDocuments.get(document);
  if (known !== undefined) return known;
  const parsed = providerMetadataSchema.safeParse(document);
  if (!parsed.success) return undefined;
  parsedDocuments.set(document, parsed.data);
  return parsed.data;
}

/** What was read from a provider, and whom it was read from. */
export interface DiscoverySubject {
  readonly url: string;
  /** The issuer that the application is set up for. */
  readonly issuer: string;
  readonly status: number;
  readonly document?: JsonObject;
  /** Why there is no document. */
  readonly problem?: string;
}

/** Rules about a provider's configuration, in their order (OpenID Connect Discovery, section 4.3). */
export const DISCOVERY_RULES: readonly Rule<DiscoverySubject>[] = [
  {
    code: "OIDC_DISCOVERY",
    name: "The provider's configuration can be read",
    spec: "OIDC Discovery 4.2",
    setting: "issuer",
    check({ url, status, document, problem }) {
      const expected = "200 with authorization_endpoint, token_endpoint and jwks_uri";
      const reason = `The configuration at ${url} cannot be used`;
      if (document === undefined || status !== 200) {
        return failed(
          expected,
          `${status}, ${problem ?? "a document"}`,
          `${reason}: it answered ${status}${problem === undefined ? "" : `, ${problem}`}.`,
        );
      }
      const complete = parseDiscovery(document) !== undefined;
      return verdictOf(
        complete,
        expected,
        complete ? "200 with all of them" : "200, one is missing or no URL",
        () => `${reason}: an endpoint is missing or is no URL.`,
      );
    },
  },
  {
    code: "OIDC_DISCOVERY_ISSUER",
    name: "The configuration is the issuer's own",
    spec: "OIDC Discovery 4.3",
    setting: "issuer",
    check({ issuer, document }) {
      const found = document?.issuer;
      return found === issuer
        ? passed(issuer, issuer)
        : failed(
            issuer,
            show(found),
            `The configuration says that its issuer is ${show(found)}, but the application is set up for ${issuer}.`,
          );
    },
  },
];
