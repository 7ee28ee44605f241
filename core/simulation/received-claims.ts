import { type Attributes, type AttributeValue, valuesOf } from "../attribute-value.ts";
import { type Directory, type DirectoryUser, groupsOfUser } from "../directory/directory.ts";
import { appRolesOf } from "../idp/assigned-roles.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { type ClaimValue, evaluateClaims, readsExpression } from "../mapping/claims.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { isProtocolClaim } from "../oidc/names.ts";
import type { Application } from "../sp/application.ts";

/** The claims of a person's login. `worldOf` makes what their expressions may ask: asked only where there are any. */
export type ClaimsOf = (user: DirectoryUser, worldOf: () => ExpressionWorld) => Attributes | undefined;

/**
 * The claims of a login as they arrive, without a message: SAML carries texts alone, and OpenID Connect only what the
 * granted scopes cover. Undefined: the identity provider lets nobody in with them.
 */
export function createClaims(
  directory: Directory,
  { signOn, oidc }: Pick<Application, "signOn" | "oidc">,
  connection: Connection,
): ClaimsOf {
  const scopes = new Set(oidc?.scopes.filter((scope) => connection.oidc?.scopes.some((granted) => granted === scope)));
  const isSent = ({ claim, scope }: ClaimMapping): boolean =>
    !isProtocolClaim(claim) && (scope === undefined || scopes.has(scope));
  const mappings = signOn === "oidc" ? (connection.oidc?.claims ?? []).filter(isSent) : (connection.saml?.claims ?? []);
  const received = signOn === "oidc" ? (value: AttributeValue) => value : asTexts;
  const assigned = connection.assignment.groups;
  const asks = readsExpression(mappings);
  return (user, worldOf) => {
    const person = { user, groups: groupsOfUser(directory, user), assigned, appRoles: appRolesOf(connection, user) };
    const { attributes, refusal } = evaluateClaims(mappings, person, "", asks ? worldOf() : undefined);
    return refusal === undefined ? receiveAll(attributes, received) : undefined;
  };
}

/** Attributes of the same Name are one claim with the values of all of them. */
function receiveAll(
  attributes: readonly ClaimValue[],
  received: (value: AttributeValue) => AttributeValue,
): Attributes {
  const claims = new Map<string, AttributeValue>();
  for (const { mapping, value } of attributes) {
    const earlier = claims.get(mapping.claim);
    claims.set(mapping.claim, received(earlier === undefined ? value : [...valuesOf(earlier), ...valuesOf(value)]));
  }
  return Object.fromEntries(claims);
}

/** One value is a text, several are a list of texts. */
function asTexts(value: AttributeValue): AttributeValue {
  const texts = valuesOf(value).map(String);
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}
