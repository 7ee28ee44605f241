import { type DirectoryUser, groupsOfUser } from "../directory/directory.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { workOutClaims } from "../mapping/claims.ts";
import { isProtocolClaim } from "../oidc/names.ts";
import type { Call } from "../party/party.ts";
import type { Evaluation } from "../trace/step.ts";
import { expressionWorld } from "./expression-world.ts";
import type { OidcClient } from "./oidc-client.ts";
import type { IdentityProviderWorld } from "./world.ts";

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
  const person = { user, groups: groupsOfUser(world.directory, user) };
  const mappings = client.settings.claims;
  const { attributes, explain, refusal } = workOutClaims(
    mappings,
    person,
    `${client.settingPath}/claims`,
    expressionWorld(world, call, user, client.application),
  );
  const heldBack = new Map(mappings.map((mapping) => [mapping.id, whyHeldBack(mapping, scopes)]));
  const granted = attributes.filter(({ mapping }) => heldBack.get(mapping.id) === undefined);
  const claims = Object.fromEntries(granted.map(({ mapping, value, json }) => [mapping.claim, json ?? value]));
  const explainHeldBack = () => explain().map((evaluation) => holdBack(evaluation, heldBack.get(evaluation.id)));
  return refusal === undefined ? { claims, explain: explainHeldBack } : { claims, explain: explainHeldBack, refusal };
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
