import type { ApplicationSettings } from "../contract/methods.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { applyPreset, presetClaim, presetGroups } from "../idp/preset-settings.ts";
import { presetOf } from "../idp/product.ts";
import type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import { testsOf } from "../mapping/evaluate-condition.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import type { Workspace } from "../store/workspace.ts";
import { directoryAttribute, type Meaning, meaningOf } from "./directory-attributes.ts";
import { tokenAlgorithm } from "./new-settings.ts";
import { attributeNames } from "./people-table.ts";
import { presetContext } from "./preset-context.ts";

/**
 * The connection that suits an application: everybody may use it, and every claim that it reads is sent. Where the
 * identity provider is like a product, that product's defaults come first, and what is added is in its manner.
 */
export function buildConnection(
  workspace: Workspace,
  provider: IdentityProvider,
  application: ApplicationSettings,
): Connection {
  const { id, saml, oidc } = application;
  const plain: Connection = {
    application: id,
    assignment: { required: false, users: [], groups: [] },
    ...(saml === undefined ? {} : { saml: buildSaml(saml) }),
    ...(oidc === undefined ? {} : { oidc: buildOidc(provider, oidc) }),
  };
  const preset = presetOf(provider);
  const begun = preset === undefined ? plain : applyPreset(plain, preset, presetContext(workspace, provider));
  return withClaimsRead(workspace, provider, application, begun);
}

/** A connection that sends whatever the application reads beside what it sends already. */
export function withClaimsRead(
  workspace: Workspace,
  provider: IdentityProvider,
  application: ApplicationSettings,
  connection: Connection,
): Connection {
  const { saml, oidc } = connection;
  const more = (protocol: "saml" | "oidc", sent: ClaimMapping[]): ClaimMapping[] => [
    ...sent,
    ...claimRows(workspace, application, sent).map((row) => inProductManner(workspace, provider, protocol, row)),
  ];
  return {
    ...connection,
    ...(saml === undefined ? {} : { saml: { ...saml, claims: more("saml", saml.claims) } }),
    ...(oidc === undefined ? {} : { oidc: { ...oidc, claims: more("oidc", oidc.claims) } }),
  };
}

/** A row for each claim that is read and not sent. */
function claimRows(
  workspace: Workspace,
  application: ApplicationSettings,
  sent: readonly ClaimMapping[],
): readonly ClaimMapping[] {
  const taken = new Set(sent.map(({ id }) => id));
  const names = new Set(sent.map(({ claim }) => claim));
  return claimsReadBy(application)
    .filter((claim) => !names.has(claim))
    .map((claim, index) => {
      // Names that differ by case alone would have the same id.
      const id = taken.has(idOf(claim)) ? `${idOf(claim)}-${index + 1}` : idOf(claim);
      taken.add(id);
      return buildClaim(workspace, application, claim, id);
    });
}

/** A claim that somebody adds in a product: with its NameFormat, and with groups in the form that it sends. */
function inProductManner(
  workspace: Workspace,
  provider: IdentityProvider,
  protocol: "saml" | "oidc",
  row: ClaimMapping,
): ClaimMapping {
  const preset = presetOf(provider);
  if (preset === undefined) return row;
  const format = protocol === "saml" ? preset.saml.nameFormat?.value : undefined;
  const named = format === undefined ? row : { ...row, nameFormat: format };
  const groups = row.source.kind === "groups" ? presetGroups(preset, protocol) : undefined;
  if (groups === undefined) return named;
  const { source, severalValues } = presetClaim(groups, presetContext(workspace, provider));
  const chosen = source.kind === "groups" && source.chosen !== undefined ? chooseGroups(workspace, source) : source;
  return { ...named, source: chosen, ...(severalValues === undefined ? {} : { severalValues }) };
}

/** Where groups are picked one by one: as many as may be. */
function chooseGroups({ directory }: Workspace, source: GroupSet): GroupSet {
  return { ...source, chosen: directory.groups.slice(0, source.limit?.most).map(({ id }) => id) };
}

/** What an application reads, in the order in which a person meets it. */
export function claimsReadBy({ mappings, roleRules, jit }: ApplicationSettings): readonly string[] {
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

function buildSaml(saml: NonNullable<ApplicationSettings["saml"]>): NonNullable<Connection["saml"]> {
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
    claims: [],
  };
}

function buildOidc(
  provider: IdentityProvider,
  oidc: NonNullable<ApplicationSettings["oidc"]>,
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
    claims: [],
  };
}

/** The value that goes with a NameID's format: an address for one, the sign-in name for another. */
export function withNameIdSource(workspace: Workspace, provider: IdentityProvider, connection: Connection): Connection {
  const { saml } = connection;
  // A product says itself what it takes, whatever the format.
  if (saml === undefined || presetOf(provider)?.saml.nameIdSource !== undefined) return connection;
  const attribute = {
    persistent: "id",
    transient: "id",
    unspecified: "userName",
    emailAddress: directoryAttribute(workspace, "email"),
  };
  const source = { kind: "attribute", attribute: attribute[saml.nameId.format] } as const;
  return { ...connection, saml: { ...saml, nameId: { ...saml.nameId, source } } };
}
