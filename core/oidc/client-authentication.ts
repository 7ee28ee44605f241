import { isSameSecret } from "../secret.ts";
import { parameterOf } from "./parameters.ts";
import type { ClientAuthenticationMethod, OidcConnection } from "./settings.ts";

/** Who a client says it is at the token endpoint, and how it proves it. */
export interface PresentedClient {
  readonly method: ClientAuthenticationMethod;
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** The client's credentials as presented, or one sentence that says why they cannot be read. */
export type ClientPresentation =
  | { readonly ok: true; readonly client: PresentedClient }
  | { readonly ok: false; readonly why: string };

/**
 * Reads a client's credentials from a token request: the Authorization field, or the form, and never both (RFC 6749,
 * section 2.3).
 */
export function parseClientAuthentication(
  authorization: string | undefined,
  form: URLSearchParams,
): ClientPresentation {
  const clientId = parameterOf(form, "client_id");
  const clientSecret = parameterOf(form, "client_secret");
  if (authorization === undefined) {
    if (clientId === undefined) return refused("The request names no client.");
    return clientSecret === undefined
      ? { ok: true, client: { method: "none", clientId } }
      : { ok: true, client: { method: "client_secret_post", clientId, clientSecret } };
  }
  if (clientSecret !== undefined) return refused("The request authenticates the client in two ways at once.");
  const basic = parseBasic(authorization);
  if (basic === undefined) return refused("The Authorization field is no readable Basic credentials.");
  if (clientId !== undefined && clientId !== basic.clientId) return refused("The request names two clients.");
  return { ok: true, client: { method: "client_secret_basic", ...basic } };
}

/**
 * Why the client is not the one registered; undefined: it is. A confidential client may send its secret in either way,
 * as many clients do without being told (RFC 6749, section 2.3.1), unless the connection is strict.
 */
export function checkClientAuthentication(connection: OidcConnection, presented: PresentedClient): string | undefined {
  const { clientAuthentication, clientSecret } = connection;
  if (!isTakenWay(connection, presented.method)) {
    return `The client is registered for ${clientAuthentication} and used ${presented.method}.`;
  }
  if (clientAuthentication === "none") return undefined;
  if (clientSecret === undefined) return "No secret is kept for this client: copies made to be shared carry none.";
  return isSameSecret(presented.clientSecret ?? "", clientSecret)
    ? undefined
    : "The client secret is not the registered one.";
}

function isTakenWay(
  { clientAuthentication, strictClientAuthentication = false }: OidcConnection,
  method: ClientAuthenticationMethod,
): boolean {
  if (method === clientAuthentication) return true;
  return !strictClientAuthentication && method !== "none" && clientAuthentication !== "none";
}

/** What a token request carries so that the provider knows the client. */
export interface ClientAuthenticationParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: readonly (readonly [string, string])[];
}

/** Adds the client's credentials to a token request, by the method that was agreed (RFC 6749, section 2.3.1). */
export function buildClientAuthentication(client: {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly clientAuthentication: ClientAuthenticationMethod;
}): ClientAuthenticationParts {
  const { clientId, clientSecret = "", clientAuthentication } = client;
  switch (clientAuthentication) {
    case "client_secret_basic":
      return { headers: { authorization: `Basic ${buildBasic(clientId, clientSecret)}` }, fields: [] };
    case "client_secret_post":
      return {
        headers: {},
        fields: [
          ["client_id", clientId],
          ["client_secret", clientSecret],
        ],
      };
    case "none":
      return { headers: {}, fields: [["client_id", clientId]] };
  }
}

/** Both parts are form-encoded before they are joined, so that a colon in them cannot be mistaken. */
function buildBasic(clientId: string, clientSecret: string): string {
  return Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString("base64");
}

function parseBasic(authorization: string): { clientId: string; clientSecret: string } | undefined {
  const [, credentials] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization.trim()) ?? [];
  if (credentials === undefined) return undefined;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, "base64").toString("utf8")) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const clientId = formDecode(id);
  const clientSecret = formDecode(secret);
  return clientId === undefined || clientId === "" || clientSecret === undefined
    ? undefined
    : { clientId, clientSecret };
}

function formEncode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function refused(why: string): ClientPresentation {
  return { ok: false, why };
}
