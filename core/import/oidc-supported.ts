import {
  type ClientAuthenticationMethod,
  type IdTokenAlgorithm,
  idTokenAlgorithmSchema,
  type OidcConnection,
  type OidcRelyingParty,
} from "../oidc/settings.ts";
import type { ReportWriter } from "./report.ts";

/** A client, as the identity provider knows it and as it is set up itself. */
export interface OidcParty {
  /** The application's name. */
  readonly name: string;
  readonly connection: OidcConnection;
  readonly client: OidcRelyingParty | undefined;
}

type Listed = readonly string[] | null | undefined;

/** What a provider lists as supported, where it says so. */
export interface Supported {
  readonly scopes_supported?: Listed;
  readonly id_token_signing_alg_values_supported?: Listed;
  readonly subject_types_supported?: Listed;
  readonly token_endpoint_auth_methods_supported?: Listed;
}

type Change = (place: string, message: string) => void;

/**
 * A client as a provider's configuration lets it be: what the provider does not list it has no longer, on both sides.
 * `keys`: the algorithms that the provider here has a key for. Each change has its line.
 */
export function withSupported(
  party: OidcParty,
  discovery: Supported,
  keys: readonly IdTokenAlgorithm[],
  report: ReportWriter,
): OidcParty {
  const change: Change = (place, message) => report.add({ result: "adapted", place, subject: party.name, message });
  const scoped = withScopes(party, discovery.scopes_supported, change);
  const signed = withAlgorithm(scoped, discovery.id_token_signing_alg_values_supported, keys, change);
  const named = withSubject(signed, discovery.subject_types_supported, change);
  return withAuthentication(named, discovery.token_endpoint_auth_methods_supported, change);
}

/** `openid` is what makes it OpenID Connect, whether it is listed or not. */
function withScopes(party: OidcParty, listed: Listed, change: Change): OidcParty {
  const { connection, client } = party;
  const gone = connection.scopes.filter((scope) => scope !== "openid" && listed?.includes(scope) === false);
  if (gone.length === 0) return party;
  const names = gone.map((scope) => `\`${scope}\``).join(", ");
  const claims = connection.claims.filter(({ scope }) => gone.some((each) => each === scope));
  const lost =
    claims.length === 0
      ? ""
      : ` Claims that go by it are sent no longer: ${claims.map(({ claim }) => claim).join(", ")}.`;
  change(
    "scopes_supported",
    `It has ${names} no longer: the provider does not list it, though it may support more than it lists.${lost}`,
  );
  const isLeft = (scope: string): boolean => gone.every((each) => each !== scope);
  return {
    ...party,
    connection: { ...connection, scopes: connection.scopes.filter(isLeft) },
    client: client === undefined ? undefined : { ...client, scopes: client.scopes.filter(isLeft) },
  };
}

function withAlgorithm(party: OidcParty, listed: Listed, keys: readonly IdTokenAlgorithm[], change: Change): OidcParty {
  const { connection, client } = party;
  const present = connection.idTokenAlgorithm;
  if (listed === null || listed === undefined || listed.includes(present)) return party;
  const place = "id_token_signing_alg_values_supported";
  const next = idTokenAlgorithmSchema.options.find((each) => listed.includes(each) && keys.includes(each));
  if (next === undefined) {
    change(
      place,
      `Its ID tokens are still signed with ${present}: the provider here has no key for any that is listed.`,
    );
    return party;
  }
  change(place, `Its ID tokens are signed with ${next} instead of ${present}, which the provider does not list.`);
  return {
    ...party,
    connection: { ...connection, idTokenAlgorithm: next },
    client: client === undefined ? undefined : { ...client, algorithms: [...new Set([...client.algorithms, next])] },
  };
}

function withSubject(party: OidcParty, listed: Listed, change: Change): OidcParty {
  const { connection } = party;
  const next = (["public", "pairwise"] as const).find((each) => listed?.includes(each) === true);
  if (next === undefined || listed?.includes(connection.subject) !== false) return party;
  const message = `Its \`sub\` is ${next} instead of ${connection.subject}, which the provider does not list: accounts that are linked by the old one are not found by it.`;
  change("subject_types_supported", message);
  return { ...party, connection: { ...connection, subject: next } };
}

const WITH_SECRET = ["client_secret_basic", "client_secret_post"] as const satisfies ClientAuthenticationMethod[];

/** A public client authenticates in no way, which few providers list. */
function withAuthentication(party: OidcParty, listed: Listed, change: Change): OidcParty {
  const { connection, client } = party;
  const present = connection.clientAuthentication;
  if (listed === null || listed === undefined || present === "none" || listed.includes(present)) return party;
  const place = "token_endpoint_auth_methods_supported";
  const next = WITH_SECRET.find((each) => listed.includes(each));
  if (next === undefined) {
    change(place, `It still authenticates by ${present}: none of the ways that are listed is there here.`);
    return party;
  }
  change(place, `It authenticates by ${next} instead of ${present}, which the provider does not list; on both sides.`);
  return {
    ...party,
    connection: { ...connection, clientAuthentication: next },
    client: client === undefined ? undefined : { ...client, clientAuthentication: next },
  };
}
