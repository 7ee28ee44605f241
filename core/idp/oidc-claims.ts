import { type DirectoryUser, groupsOfUser } from "../directory/directory.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { type ClaimValue, workOutClaims } from "../mapping/claims.ts";
import { isProtocolClaim } from "../oidc/names.ts";
import type { Call } from "../party/party.ts";
import type { Evaluation } from "../trace/step.ts";
import { appRolesOf } from "./assigned-roles.ts";
import { expressionWorld } from "./expression-world.ts";
import type { OidcClient } from "./oidc-client.ts";
import { connectionTo, type IdentityProviderWorld } from "./world.ts";

/** What is said about a person to a client. */
export interface GrantedClaims {
  /** Values, and objects where a claim is one. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** How each row came to its result: pure. */
  explain(): readonly Evaluation[];
  /** Why no token is made with these claims; absent: one is. */
  readonly refusal?: string;
}

/** Evaluates the client's claim mappings and keeps what the granted scopes cover (OpenID Connect Core, section 5.4). */
export function grantClaims(
  world: IdentityProviderWorld,
  call: Pick<Call, "now" | "random">,
  client: OidcClient,
  user: DirectoryUser,
  scopes: readonly string[],
): GrantedClaims {
  const mappings = client.settings.claims;
  const connection = connectionTo(world, client.application);
  const person = {
    user,
    groups: groupsOfUser(world.directory, user),
    assigned: connection?.assignment.groups,
    appRoles: connection && appRolesOf(connection, user),
  };
  const { attributes, explain, refusal } = workOutClaims(
    mappings,
    person,
    `${client.settingPath}/claims`,
    expressionWorld(world, call, person, { rows: mappings, connection }),
  );
  const claims = claimsOf(attributes, mappings, scopes);
  // One evaluation for each row, in their order.
  const explainHeldBack = () =>
    explain().map((evaluation, index) => {
      const mapping = mappings[index];
      return mapping === undefined ? evaluation : holdBack(evaluation, whyHeldBack(mapping, scopes));
    });
  return refusal === undefined ? { claims, explain: explainHeldBack } : { claims, explain: explainHeldBack, refusal };
}

/** Without the claims of rows that are held back; mostly none is. */
function claimsOf(
  attributes: readonly ClaimValue[],
  mappings: readonly ClaimMapping[],
  scopes: readonly string[],
): Readonly<Record<string, unknown>> {
  const held = mappings.filter((mapping) => whyHeldBack(mapping, scopes) !== undefined);
  const isHeld = ({ mapping }: ClaimValue): boolean => held.some(({ id }) => id === mapping.id);
  const granted = held.length === 0 ? attributes : attributes.filter((each) => !isHeld(each));
  return Object.fromEntries(granted.map(({ mapping, value, json }) => [mapping.claim, json ?? value]));
}

/** Why a row's claim is not sent, whatever its value; undefined: it is. */
function whyHeldBack({ claim, scope }: ClaimMapping, scopes: readonly string[]): string | undefined {
  if (isProtocolClaim(claim)) return `\`${claim}\` belongs to the protocol: no row can set it.`;
  if (scope === undefined || scopes.includes(scope)) return undefined;
  return `The scope \`${scope}\` was not granted, so the claim is not sent.`;
}

function holdBack(evaluation: Evaluation, why: string | undefined): Evaluation {
  if (why === undefined) return evaluation;
  const { value: _value, ...others } = evaluation;
  return { ...others, result: "skipped", why };
}
