import { isDeepStrictEqual } from "node:util";
import {
  CLOUD_NAMES,
  EMIT_AS_ROLES,
  ENTRA_GROUP_CLAIMS,
  ENTRA_GROUP_FORMS,
  ENTRA_TOKENS,
  type EntraManifest,
  entraManifestSchema,
  type OptionalClaim,
  optionalClaimOf,
  type ReadEntraClaim,
  readEntraClaims,
} from "../idp/entra-manifest.ts";
import { PRESETS } from "../idp/product.ts";
import { findImported } from "../imported-document.ts";
import { ASSIGNED_ROLES } from "../mapping/app-role-rows.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { isRefined } from "../mapping/refine-claim.ts";
import { attributesKnown } from "../store/known-attributes.ts";
import type { Workspace } from "../store/workspace.ts";
import { writeAppRoles } from "./entra-app-roles.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { type ExportedConnection, findConnectionToExport } from "./find-connection.ts";

type Protocol = "saml" | "oidc";

const PROTOCOLS: readonly Protocol[] = ["saml", "oidc"];

/**
 * The claims of one application as the part of its manifest in Entra that is about them. A manifest that was imported is
 * given back as it was but for what has changed since.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportEntraClaims({ workspace, options }: ExporterInput): Exported {
  const found = findConnectionToExport(workspace, options, {
    has: ({ saml, oidc }) => saml !== undefined || oidc !== undefined,
    what: "signs people on",
  });
  const { application, connection } = found;
  const kept = keptManifest(found);
  const tokens = PROTOCOLS.flatMap((protocol) =>
    connection[protocol] === undefined ? [] : [writeToken(workspace, found, kept, protocol)],
  );
  const membership = writeMembership(tokens, kept);
  const optionalClaims = {
    ...kept.optionalClaims,
    ...Object.fromEntries(tokens.map(({ name, list }) => [name, list])),
  };
  const document = {
    displayName: application.name,
    groupMembershipClaims: membership.value,
    optionalClaims,
    ...writeAppRoles(connection, kept),
  };
  return {
    text: `${JSON.stringify(document, null, 2)}\n`,
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-entra-claims.json`,
    notCarried: [
      ...tokens.flatMap(({ notCarried }) => notCarried),
      ...membership.notCarried,
      ...(connection.saml === undefined ? [] : [NAME_ID]),
    ],
  };
}

const NAME_ID: NotCarried = {
  place: "saml/nameId",
  message: "The NameID is set under Attributes & Claims, and no part of a manifest.",
};

function keptManifest({ connection }: ExportedConnection): EntraManifest {
  const parsed = entraManifestSchema.safeParse(findImported(connection.imported, "entraClaims")?.document);
  return parsed.success ? parsed.data : {};
}

interface WrittenToken {
  readonly protocol: Protocol;
  /** `idToken`, `saml2Token` */
  readonly name: string;
  readonly list: readonly OptionalClaim[];
  /** What new or changed groups ask of `groupMembershipClaims`; absent: there are none. */
  readonly wanted?: string;
  /** Some of its groups are what the kept manifest says. */
  readonly hasKept: boolean;
  /** All of them are, and none of the manifest's is gone. */
  readonly isSame: boolean;
  readonly notCarried: readonly NotCarried[];
}

/** The list of one token: what was not read stays as it is, and a row that is gone takes its entry with it. */
function writeToken(
  workspace: Workspace,
  { connection, provider }: ExportedConnection,
  kept: EntraManifest,
  protocol: Protocol,
): WrittenToken {
  const name = ENTRA_TOKENS[protocol];
  const rows = connection[protocol]?.claims ?? [];
  const context = { protocol, tenant: provider.tenant ?? "", attributes: attributesKnown(workspace) };
  const read = readEntraClaims(kept, context);
  const same = read.filter(({ row }) => row !== undefined && rows.some((each) => isDeepStrictEqual(each, row)));
  const isSame = (row: ClaimMapping): boolean => same.some((each) => isDeepStrictEqual(each.row, row));
  const written = rows.map((row) => ({ row, ...(isSame(row) ? SAME : writeRow(row, protocol)) }));
  const present = kept.optionalClaims?.[name] ?? [];
  const list = [
    ...present.filter((_, index) => staysAt(index, read, same)),
    ...written.flatMap(({ entry }) => entry ?? []),
  ];
  const wanted = written.flatMap((each) => each.membership ?? [])[0];
  const became = read.filter(({ row }) => row?.source.kind === "groups");
  return {
    protocol,
    name,
    list,
    ...(wanted === undefined ? {} : { wanted }),
    hasKept: became.some((each) => same.includes(each)),
    isSame: wanted === undefined && became.every((each) => same.includes(each)),
    notCarried: written.flatMap(({ row, notes }) =>
      notes.map((message) => ({ place: `${protocol}/claims/${row.id}`, message })),
    ),
  };
}

interface WrittenRow {
  readonly entry?: OptionalClaim;
  readonly membership?: string;
  readonly notes: readonly string[];
}

const SAME: WrittenRow = { notes: [] };

/** An entry that became no row stays; one that did stays as long as its row does. */
function staysAt(index: number, read: readonly ReadEntraClaim[], same: readonly ReadEntraClaim[]): boolean {
  const became = read.filter((each) => each.index === index && each.row !== undefined);
  return became.length === 0 || became.some((each) => same.includes(each));
}

function writeRow(row: ClaimMapping, protocol: Protocol): WrittenRow {
  if (row.source.kind === "groups") return writeGroups(row, protocol);
  const isDefault = PRESETS.entra[protocol].claims.some(({ id, claim }) => id === row.id && claim === row.claim);
  if (isDefault || isRolesClaim(row, protocol))
    return { notes: ["Entra sends this claim by itself, and no manifest names it: it is left out."] };
  const name = optionalClaimOf(row, protocol);
  if (name === undefined || isRefined(row))
    return { notes: ["It is made under Attributes & Claims, and no part of a manifest: it is left out."] };
  return { entry: { name }, notes: describeExtras(row) };
}

/** Whoever is assigned an app role is sent it. */
function isRolesClaim({ claim, source }: ClaimMapping, protocol: Protocol): boolean {
  return (
    source.kind === "attribute" && source.attribute === ASSIGNED_ROLES && claim === ENTRA_GROUP_CLAIMS[protocol].roles
  );
}

function writeGroups(row: ClaimMapping, protocol: Protocol): WrittenRow {
  const { source } = row;
  if (source.kind !== "groups") return SAME;
  const names = ENTRA_GROUP_CLAIMS[protocol];
  if (row.claim !== names.groups && row.claim !== names.roles)
    return { notes: ["Groups under another name are set under Attributes & Claims: the row is left out."] };
  const form = [...ENTRA_GROUP_FORMS].find(([, emit]) => emit === source.emit)?.[0];
  const cloud = source.assigned === true && (source.emit === "name" || source.otherwise === "name");
  if (form === undefined && source.emit !== "id" && !cloud)
    return { notes: [`A manifest has no groups by their ${source.emit} here: the row is left out.`] };
  const properties = [
    ...(form === undefined ? [] : [form]),
    ...(cloud ? [CLOUD_NAMES] : []),
    ...(row.claim === names.roles ? [EMIT_AS_ROLES] : []),
  ];
  const membership = source.assigned === true ? "ApplicationGroup" : "All";
  const notes = [...describeGroups(row, protocol), ...describeExtras(row)];
  const entry: OptionalClaim = { name: "groups", additionalProperties: properties };
  return { membership, notes, ...(properties.length === 0 ? {} : { entry }) };
}

function describeGroups({ source, transformations }: ClaimMapping, protocol: Protocol): readonly string[] {
  if (source.kind !== "groups") return [];
  const { filter, chosen, limit, otherwise, assigned } = source;
  const preset = PRESETS.entra[protocol].usual.find((each) => each.source.kind === "groups")?.source;
  const usual = preset?.kind === "groups" ? preset.limit?.most : undefined;
  const found: readonly (readonly [boolean, string])[] = [
    [filter !== undefined, "The filter is set under Attributes & Claims: it is left out."],
    [chosen !== undefined, "Entra picks no groups one by one: the choice is left out."],
    [transformations !== undefined, "RegexReplace is set under Attributes & Claims: it is left out."],
    [limit?.most !== usual, "How many groups are sent at most is Entra's own: the limit is left out."],
    [otherwise === "name" && assigned !== true, "Names of cloud groups are sent for assigned groups alone: left out."],
  ];
  return found.flatMap(([isSet, message]) => (isSet ? [message] : []));
}

/** What a row here may say beside its name and source. */
function describeExtras({ friendlyName, nameFormat, severalValues, scope, note }: ClaimMapping): readonly string[] {
  const found: readonly (readonly [unknown, string])[] = [
    [friendlyName, "Its FriendlyName is left out: Entra sends none."],
    [nameFormat, "Its NameFormat is set under Attributes & Claims: it is left out."],
    [severalValues, "How several values are written is Entra's own: it is left out."],
    [scope, "That a scope is needed for it is left out."],
    [note, "Its note is left out."],
  ];
  return found.flatMap(([value, message]) => (value === undefined ? [] : [message]));
}

/** One member says for all tokens which groups are sent. */
function writeMembership(
  tokens: readonly WrittenToken[],
  { groupMembershipClaims: was }: EntraManifest,
): { readonly value: string | null; readonly notCarried: readonly NotCarried[] } {
  if (tokens.every(({ isSame }) => isSame)) return { value: was ?? null, notCarried: [] };
  const kept = tokens.some(({ hasKept }) => hasKept) ? (was ?? null) : null;
  const value = tokens.flatMap(({ wanted }) => wanted ?? [])[0] ?? kept;
  if (value === null) return { value, notCarried: [] };
  const others = tokens.filter(({ wanted, hasKept }) => wanted !== value && !(hasKept && was === value));
  const message = `\`groupMembershipClaims\` is the same for every token: ${value} would hold here, too.`;
  return { value, notCarried: others.map(({ protocol }) => ({ place: `${protocol}/claims`, message })) };
}
