import { ASSIGNED_ROLES } from "../mapping/app-role-rows.ts";
import type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
import type { Connection } from "./identity-provider.ts";
import type { Evidence, Known, PersonFact, PresetClaim, PresetGroups, ProductPreset } from "./product.ts";

/** What a preset is filled in with. */
export interface PresetContext {
  readonly origin: string;
  /** What the organisation is called in the product. */
  readonly tenant: string;
  /** What the directory calls something that every product sends. */
  attributeFor(fact: PersonFact): string;
}

/** One default of a product, as it stands in the settings of a connection. */
export interface PresetSetting {
  /** From the connection: `connection.saml.nameId.format`, `connection.saml.claims.givenname`; `issuer` for its entityID. */
  readonly path: string;
  readonly value: unknown;
  readonly evidence: Evidence;
  readonly note?: string;
  /** Not there unless somebody adds it: nothing is missing where it is absent. */
  readonly usual?: true;
}

/** Every default that a preset has for such a connection, and the provider's issuer before them. */
export function presetSettings(
  preset: ProductPreset,
  context: PresetContext,
  { saml, oidc }: Pick<Connection, "saml" | "oidc">,
): readonly PresetSetting[] {
  return [
    ...known("issuer", preset.saml.issuer, (pattern) => fillIn(pattern, context)),
    ...(saml === undefined ? [] : samlSettings(preset, context)),
    ...(oidc === undefined ? [] : oidcSettings(preset, context)),
  ];
}

/** A connection with a product's defaults in the place of whatever it had: its NameID, its lifetimes and its claims. */
export function applyPreset(connection: Connection, preset: ProductPreset, context: PresetContext): Connection {
  const { saml, oidc } = connection;
  return {
    ...connection,
    ...(saml === undefined ? {} : { saml: presetSaml(saml, preset, context) }),
    ...(oidc === undefined
      ? {}
      : {
          oidc: {
            ...oidc,
            ...(preset.oidc.subject === undefined ? {} : { subject: preset.oidc.subject.value }),
            claims: preset.oidc.claims.map((claim) => presetClaim(claim, context)),
          },
        }),
  };
}

function presetSaml(
  saml: NonNullable<Connection["saml"]>,
  { saml: preset }: ProductPreset,
  context: PresetContext,
): NonNullable<Connection["saml"]> {
  const { nameIdFormat, nameIdSource, nameIdWhenEmpty, allowedNameIdFormats, assertionLifetimeSeconds } = preset;
  return {
    ...saml,
    nameId: {
      format: nameIdFormat?.value ?? saml.nameId.format,
      source: nameIdSource === undefined ? saml.nameId.source : sourceOf(nameIdSource.value, context),
      ...(nameIdWhenEmpty === undefined ? {} : { whenEmpty: nameIdWhenEmpty.value }),
    },
    ...(allowedNameIdFormats === undefined ? {} : { allowedNameIdFormats: [...allowedNameIdFormats.value] }),
    ...(assertionLifetimeSeconds === undefined ? {} : { assertionLifetimeSeconds: assertionLifetimeSeconds.value }),
    claims: preset.claims.map((claim) => presetClaim(claim, context)),
  };
}

/** A claim row as a product has it. */
export function presetClaim(claim: PresetClaim, context: PresetContext): ClaimMapping {
  const { source, evidence: _, note: __, ...row } = claim;
  return { ...row, source: claimSource(source, context) };
}

/** The way in which a product writes groups by this protocol; undefined where nothing is known. */
export function presetGroups(preset: ProductPreset, protocol: "saml" | "oidc"): PresetClaim | undefined {
  const { claims, usual } = preset[protocol];
  return [...usual, ...claims].find(({ source }) => source.kind === "groups");
}

/** A pattern with the organisation's own names in it. */
export function fillIn(pattern: string, { tenant, origin }: Pick<PresetContext, "tenant" | "origin">): string {
  return pattern
    .replaceAll("{http-origin}", origin.replace(/^https:/, "http:"))
    .replaceAll("{origin}", origin)
    .replaceAll("{tenant}", tenant);
}

function samlSettings({ saml }: ProductPreset, context: PresetContext): readonly PresetSetting[] {
  return [
    ...known("connection.saml.nameId.format", saml.nameIdFormat),
    ...known("connection.saml.nameId.source", saml.nameIdSource, (fact) => sourceOf(fact, context)),
    ...known("connection.saml.nameId.whenEmpty", saml.nameIdWhenEmpty),
    ...known("connection.saml.allowedNameIdFormats", saml.allowedNameIdFormats),
    ...known("connection.saml.assertionLifetimeSeconds", saml.assertionLifetimeSeconds),
    ...rows("connection.saml.claims", saml, context),
  ];
}

function oidcSettings({ oidc }: ProductPreset, context: PresetContext): readonly PresetSetting[] {
  return [...known("connection.oidc.subject", oidc.subject), ...rows("connection.oidc.claims", oidc, context)];
}

function known<Value>(
  path: string,
  fact: Known<Value> | undefined,
  shape: (value: Value) => unknown = (value) => value,
): readonly PresetSetting[] {
  if (fact === undefined) return [];
  return [{ path, value: shape(fact.value), evidence: fact.evidence, ...noted(fact.note) }];
}

function rows(
  path: string,
  { claims, usual }: ProductPreset["oidc"],
  context: PresetContext,
): readonly PresetSetting[] {
  const row = (claim: PresetClaim): PresetSetting => ({
    path: `${path}.${claim.id}`,
    value: presetClaim(claim, context),
    evidence: claim.evidence,
    ...noted(claim.note),
  });
  return [...claims.map(row), ...usual.map((claim): PresetSetting => ({ ...row(claim), usual: true }))];
}

function noted(note: string | undefined): { readonly note?: string } {
  return note === undefined ? {} : { note };
}

function sourceOf(fact: PersonFact, context: PresetContext) {
  return { kind: "attribute", attribute: context.attributeFor(fact) } as const;
}

function claimSource(source: PresetClaim["source"], context: PresetContext): ClaimMapping["source"] {
  switch (source.kind) {
    case "person":
      return sourceOf(source.fact, context);
    case "constant": {
      const { value } = source;
      const filled = typeof value === "string" ? fillIn(value, context) : value.map((each) => fillIn(each, context));
      return { kind: "constant", value: filled };
    }
    case "assignedRoles":
      return { kind: "attribute", attribute: ASSIGNED_ROLES };
    case "groups":
      return groupSource(source, context);
  }
}

/** `{user}` in a link stays: it is filled in for each person. */
export function groupSource({ chosen, limit, ...groups }: PresetGroups, context: PresetContext): GroupSet {
  if (limit === undefined) return { ...groups, ...(chosen === undefined ? {} : { chosen: [...chosen] }) };
  const { above } = limit;
  const filled = "url" in above ? { ...above, url: fillIn(above.url, context) } : above;
  return { ...groups, ...(chosen === undefined ? {} : { chosen: [...chosen] }), limit: { ...limit, above: filled } };
}
