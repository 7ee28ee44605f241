import type { Method } from "../contract/methods.ts";
import type { ConnectionPreset, ProductSummary, ProviderProduct } from "../contract/products.ts";
import { compareWithPreset } from "../idp/compare-preset.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { presetSettings } from "../idp/preset-settings.ts";
import { type Evidence, PRESETS, type ProductPreset, presetOf, productSchema } from "../idp/product.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Handlers } from "./context.ts";
import type { Replacement } from "./edit.ts";
import { settingsOfProvider } from "./edit-imported.ts";
import type { PlannedEdit } from "./edits.ts";
import { presetContext } from "./preset-context.ts";
import { type ProductWish, planProduct } from "./product-change.ts";

/** Identity providers, and the products that they are like. */
export const identityProviderHandlers: Handlers<Extract<Method, `identityProviders.${string}`>> = {
  "identityProviders.products": async ({ sessions }, args) => {
    const { workspace } = await sessions.open(args.workspace);
    return {
      products: productSchema.options.map((id) => summariseProduct(PRESETS[id])),
      providers: workspace.identityProviders.map((provider) => describeProvider(workspace, provider)),
    };
  },

  "identityProviders.plan": async ({ sessions }, { workspace: id, ...wish }) => {
    const { after, effects } = planProduct((await sessions.open(id)).workspace, wish);
    return { entityId: after.entityId, ...(after.tenant === undefined ? {} : { tenant: after.tenant }), effects };
  },

  "identityProviders.saveProduct": async ({ sessions }, { workspace: id, ...wish }) => {
    return (await sessions.open(id)).edit((now) => productEdit(now, wish));
  },
};

/** The edit that makes an identity provider like a product. */
export function productEdit(workspace: Workspace, wish: ProductWish): PlannedEdit {
  const { before, after, effects } = planProduct(workspace, wish);
  const changed = new Set(effects.filter((effect) => effect.changed).map(({ application }) => application));
  const replacements: readonly Replacement[] = [
    { part: "provider", id: after.id, value: settingsOfProvider(after) },
    ...after.connections
      .filter(({ application }) => changed.has(application))
      .map((value): Replacement => ({ part: "connection", provider: after.id, id: value.application, value })),
  ];
  return { edit: { what: `${before.name} is like ${PRESETS[wish.product].name}`, replacements } };
}

/** A connection beside the preset of its provider's product; undefined where that is like none in particular. */
export function connectionPreset(
  workspace: Workspace,
  provider: IdentityProvider,
  connection: Connection,
): ConnectionPreset | undefined {
  const preset = presetOf(provider);
  if (preset === undefined) return undefined;
  const settings = presetSettings(preset, presetContext(workspace, provider), connection);
  const compared = compareWithPreset(preset, presetContext(workspace, provider), provider, connection);
  const standing = new Map(compared.map(({ path, standing: each }) => [path, each]));
  return {
    product: preset.id,
    name: preset.name,
    settings: settings.map((setting) => ({ ...setting, standing: standing.get(setting.path) ?? "changed" })),
  };
}

/** An identity provider with its product, and each of its connections beside the preset. */
export function describeProvider(workspace: Workspace, provider: IdentityProvider): ProviderProduct {
  const { id, name, entityId, product = "plain", tenant, domains, connections } = provider;
  const preset = presetOf(provider);
  const context = presetContext(workspace, provider);
  return {
    id,
    name,
    entityId,
    product,
    ...(tenant === undefined ? {} : { tenant }),
    ...(domains === undefined ? {} : { domains }),
    connections: connections.map((connection) => ({
      application: connection.application,
      // What is not set is no member, in plain JSON.
      settings:
        preset === undefined
          ? []
          : compareWithPreset(preset, context, provider, connection).map(({ actual, ...setting }) => ({
              ...setting,
              actual: actual ?? null,
            })),
    })),
  };
}

function summariseProduct(preset: ProductPreset): ProductSummary {
  const { id, name, tenant, saml, oidc, notCovered } = preset;
  const { issuer, nameIdFormat, nameIdSource, nameIdWhenEmpty, allowedNameIdFormats } = saml;
  const { assertionLifetimeSeconds, nameFormat } = saml;
  const nameId = [nameIdFormat, nameIdSource, nameIdWhenEmpty];
  const facts = [issuer, ...nameId, allowedNameIdFormats, assertionLifetimeSeconds, nameFormat];
  const evidence = [
    ...[...facts, oidc.subject].flatMap((fact) => (fact === undefined ? [] : [fact.evidence])),
    ...[saml.claims, saml.usual, oidc.claims, oidc.usual].flat().map((claim) => claim.evidence),
  ];
  return {
    id,
    name,
    ...(tenant === undefined ? {} : { tenantWord: tenant.word }),
    ...(issuer === undefined ? {} : { issuer: { pattern: issuer.value, evidence: issuer.evidence } }),
    known: countCertainty(evidence),
    notCovered,
  };
}

function countCertainty(evidence: readonly Evidence[]): ProductSummary["known"] {
  const count = (wanted: Evidence["certainty"]) => evidence.filter(({ certainty }) => certainty === wanted).length;
  return {
    documented: count("documented"),
    sourceCode: count("sourceCode"),
    seen: count("seen"),
    fromMemory: count("fromMemory"),
  };
}
