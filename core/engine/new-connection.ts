import type { ApplicationSettings } from "../contract/methods.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import { testsOf } from "../mapping/evaluate-condition.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import type { Workspace } from "../store/workspace.ts";
import { directoryAttribute, type Meaning, meaningOf } from "./directory-attributes.ts";
import { tokenAlgorithm } from "./new-settings.ts";
import { attributeNames } from "./people-table.ts";

/** The connection that suits an application: everybody may use it, and every claim that it reads is sent. */
export function buildConnection(
  workspace: Workspace,
  provider: IdentityProvider,
  application: ApplicationSettings,
): Connection {
  const { id, saml, oidc } = application;
  const claims = claimsReadBy(application).map((claim, index, all) => {
    // Names that differ by case alone would have the same id.
    const isTaken = all.slice(0, index).some((earlier) => idOf(earlier) === idOf(claim));
    return buildClaim(workspace, application, claim, isTaken ? `${idOf(claim)}-${index + 1}` : idOf(claim));
  });
  return {
    application: id,
    assignment: { required: false, users: [], groups: [] },
    ...(saml === undefined ? {} : { saml: buildSaml(saml, claims) }),
    ...(oidc === undefined ? {} : { oidc: buildOidc(provider, oidc, claims) }),
  };
}

/** What an application reads, in the order in which a person meets it. */
function claimsReadBy({ mappings, roleRules, jit }: ApplicationSettings): readonly string[] {
  const read = [
    ...mappings.flatMap(({ source }) => namesReadBy(source)),
    ...roleRules.flatMap(({ when }) => testsOf(when).map(({ test }) => test.claim)),
    ...jit.requiredClaims,
    ...jit.match.flatMap(({ from }) => (from === "subject" ? [] : [from.claim])),
    "groups",
  ];
  return [...new Set(read)].filter((claim) => claim !== SUBJECT);
}

function idOf(claim: string): string {
  return claim.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function buildClaim(workspace: Workspace, application: ApplicationSettings, claim: string, id: string): ClaimMapping {
  const target = application.mappings.find(({ source }) => namesReadBy(source).includes(claim))?.target;
  const meaning = meaningOf(claim) ?? meaningOf(target ?? "");
  return {
    id,
    claim,
    ...(application.oidc === undefined ? {} : { scope: scopeOf(meaning) }),
    source: sourceFor(workspace, application, claim, meaning),
  };
}

function sourceFor(
  workspace: Workspace,
  application: ApplicationSettings,
  claim: string,
  meaning: Meaning | undefined,
): ClaimMapping["source"] {
  if (meaning === "groups") return { kind: "groups", emit: "name" };
  if (meaning === undefined) return { kind: "attribute", attribute: claim };
  const attribute =
    meaning === "userName" ? userNameFor(workspace, application) : directoryAttribute(workspace, meaning);
  return { kind: "attribute", attribute };
}

/** Where the application keeps user names short, the part before the `@` is what fits. */
function userNameFor({ directory }: Workspace, { accountAttributes }: ApplicationSettings): string {
  const limited = accountAttributes.some(({ name, maxLength }) => name === "userName" && maxLength !== undefined);
  return limited && attributeNames(directory.users).includes("mailNickname") ? "mailNickname" : "userName";
}

/** The scope that a claim is asked for with (OpenID Connect Core, section 5.4). */
function scopeOf(meaning: Meaning | undefined): "profile" | "email" | "groups" {
  return meaning === "email" || meaning === "groups" ? meaning : "profile";
}

const SIGNED = {
  assertionSigned: "assertion",
  responseSigned: "response",
  bothSigned: "both",
  eitherSigned: "assertion",
} as const;

function buildSaml(
  saml: NonNullable<ApplicationSettings["saml"]>,
  claims: ClaimMapping[],
): NonNullable<Connection["saml"]> {
  const certificate = saml.key?.certificate;
  return {
    entityId: saml.entityId,
    acsUrls: [saml.acsUrl],
    nameId: { format: "persistent", source: { kind: "attribute", attribute: "id" } },
    allowedNameIdFormats: [],
    sign: SIGNED[saml.want],
    ...(saml.wantEncrypted && certificate !== undefined ? { encryptionCertificate: certificate } : {}),
    requireSignedRequests: false,
    requestCertificates: saml.signRequests && certificate !== undefined ? [certificate] : [],
    assertionLifetimeSeconds: 300,
    claims,
  };
}

function buildOidc(
  provider: IdentityProvider,
  oidc: NonNullable<ApplicationSettings["oidc"]>,
  claims: ClaimMapping[],
): NonNullable<Connection["oidc"]> {
  return {
    clientId: oidc.clientId,
    clientAuthentication: oidc.clientAuthentication,
    redirectUris: [oidc.redirectUri],
    requirePkce: true,
    idTokenAlgorithm: tokenAlgorithm(provider),
    subject: "public",
    scopes: ["openid", "profile", "email", "groups"],
    codeLifetimeSeconds: 60,
    tokenLifetimeSeconds: 3600,
    claims,
  };
}

/** The value that goes with a NameID's format: an address for one, the sign-in name for another. */
export function withNameIdSource(workspace: Workspace, connection: Connection): Connection {
  const { saml } = connection;
  if (saml === undefined) return connection;
  const attribute = {
    persistent: "id",
    transient: "id",
    unspecified: "userName",
    emailAddress: directoryAttribute(workspace, "email"),
  };
  const source = { kind: "attribute", attribute: attribute[saml.nameId.format] } as const;
  return { ...connection, saml: { ...saml, nameId: { ...saml.nameId, source } } };
}
