import type { IncomingMessage } from "node:http";
import type { HttpHeaders, HttpResponse } from "../../http/message.ts";
import type { IdentityProvider } from "../../idp/identity-provider.ts";
import { OIDC_PATH } from "../../oidc/discovery.ts";

/** Which pages of other origins may read what is answered (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export interface CorsPolicy {
  /** Origins that clients were registered for: those of their redirect URIs. */
  readonly origins: ReadonlySet<string>;
}

/**
 * What an identity provider allows: its public documents to every page, tokens and userinfo to the pages of its own
 * clients. Never with cookies: a page gets in by its code and its token, and by nothing that the browser adds.
 */
export function corsPolicyOf({ connections }: Pick<IdentityProvider, "connections">): CorsPolicy {
  const redirects = connections.flatMap(({ oidc }) => oidc?.redirectUris ?? []);
  return { origins: new Set(redirects.map((uri) => new URL(uri).origin)) };
}

/** Who may read the endpoints that a client in a browser calls by itself, and by which methods. */
const ENDPOINTS: ReadonlyMap<string, { readonly readers: "everybody" | "clients"; readonly methods: string }> = new Map(
  [
    [OIDC_PATH.discovery, { readers: "everybody", methods: "GET" }],
    [OIDC_PATH.jwks, { readers: "everybody", methods: "GET" }],
    [OIDC_PATH.token, { readers: "clients", methods: "POST" }],
    [OIDC_PATH.userinfo, { readers: "clients", methods: "GET, POST" }],
  ],
);

/**
 * The response with what a browser needs to know before it lets a page of another origin read it. Without a policy no
 * page may: of applications, of their SCIM servers, of the control endpoint.
 */
export function withCors(
  response: HttpResponse,
  incoming: IncomingMessage,
  policy: CorsPolicy | undefined,
): HttpResponse {
  const headers = policy === undefined ? {} : corsHeaders(incoming, policy);
  return Object.keys(headers).length === 0 ? response : { ...response, headers: { ...response.headers, ...headers } };
}

function corsHeaders({ method, url = "", headers }: IncomingMessage, { origins }: CorsPolicy): HttpHeaders {
  const endpoint = ENDPOINTS.get(url.split(/[?#]/, 1)[0] ?? "");
  if (endpoint === undefined) return {};
  const { origin } = headers;
  const isOpen = endpoint.readers === "everybody";
  // What is answered hangs on who asks: no cache may give one page what another was answered.
  const vary: HttpHeaders = isOpen ? {} : { vary: "Origin" };
  if (origin === undefined || !(isOpen || origins.has(origin))) return vary;
  const allowed = { ...vary, "access-control-allow-origin": isOpen ? "*" : origin };
  const isPreflight = method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
  return isPreflight
    ? { ...allowed, ...preflightHeaders(endpoint.methods) }
    : { ...allowed, "access-control-expose-headers": "WWW-Authenticate" };
}

/** How long a browser remembers what it was told, in seconds. */
const REMEMBERED = "600";

function preflightHeaders(methods: string): HttpHeaders {
  return {
    "access-control-allow-methods": methods,
    "access-control-allow-headers": "Authorization, Content-Type",
    "access-control-max-age": REMEMBERED,
  };
}
