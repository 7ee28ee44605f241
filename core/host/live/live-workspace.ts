import { mapStrings } from "../../store/map-strings.ts";
import type { Workspace } from "../../store/workspace.ts";

/** The origin that stands in the place of each, such as `http://127.0.0.1:8081` for `https://slack.test`. */
export type Origins = ReadonlyMap<string, string>;

/**
 * The same workspace on other origins: every address that begins with one of them is rewritten, in settings, accounts
 * and open sessions. People stay as they are.
 *
 * The entityIDs of SAML stay too: they are names, which need not be addresses (SAML metadata, section 2.2.1), and
 * persistent NameIDs are made from them (SAML core, section 8.3.7). So somebody has the same NameID on a loopback port
 * as in a simulation, whichever port it is. Only an entityID that is nothing but an origin is taken for an address.
 */
export function moveWorkspace(workspace: Workspace, origins: Origins): Workspace {
  const names = entityIdsOf(workspace, origins);
  const { identityProviders, applications, runtime } = workspace;
  const moved = mapStrings({ identityProviders, applications, runtime }, (text, member) =>
    names.has(text) && !ADDRESS_MEMBER.test(member) ? text : moveAddress(text, origins),
  );
  return { ...workspace, ...moved };
}

/** The way back. No two origins may have been moved to the same one. */
export function reverseOrigins(origins: Origins): Origins {
  return new Map([...origins].map(([from, to]) => [to, from]));
}

/** The text on its new origin, where it is an address on one of these. */
export function moveAddress(text: string, origins: Origins): string {
  const origin = ORIGIN.exec(text)?.[0];
  const moved = origin === undefined ? undefined : origins.get(origin);
  return origin === undefined || moved === undefined ? text : moved + text.slice(origin.length);
}

/** Scheme and authority: up to the path, the query, the fragment or the end. */
const ORIGIN = /^https?:\/\/[^/?#]+/;

/** Members that hold an address, even where an entityID has the same text: metadata is often read at its entityID. */
const ADDRESS_MEMBER = /(?:url|uri|endpoint|location)s?$/i;

function entityIdsOf({ identityProviders, applications }: Workspace, origins: Origins): ReadonlySet<string> {
  const known = [
    ...identityProviders.map(({ entityId }) => entityId),
    ...identityProviders.flatMap(({ connections }) => connections.flatMap(({ saml }) => saml?.entityId ?? [])),
    ...applications.flatMap(({ saml }) => (saml === undefined ? [] : [saml.entityId, saml.trust.entityId])),
  ];
  return new Set(known.filter((id) => !origins.has(id)));
}
