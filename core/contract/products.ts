import type { PresetComparison } from "../idp/compare-preset.ts";
import type { PresetSetting } from "../idp/preset-settings.ts";
import type { Evidence, Product } from "../idp/product.ts";

/** What the window is told about products that an identity provider can be like. */

export type { PresetComparison } from "../idp/compare-preset.ts";
export type { PresetSetting } from "../idp/preset-settings.ts";
export type { Evidence, Product } from "../idp/product.ts";

/** A product, with what is known of it. */
export interface ProductSummary {
  readonly id: Product;
  readonly name: string;
  /** What it calls the organisation's own identifier; absent: it has none. */
  readonly tenantWord?: string;
  readonly issuer?: { readonly pattern: string; readonly evidence: Evidence };
  /** How many values are preset, by how sure they are. */
  readonly known: Readonly<Record<Evidence["certainty"], number>>;
  readonly notCovered: readonly string[];
}

/** An identity provider with the product that it is like. */
export interface ProviderProduct {
  readonly id: string;
  readonly name: string;
  readonly entityId: string;
  /** `plain` where it is like none in particular. */
  readonly product: Product;
  readonly tenant?: string;
  /** The verified domains of the organisation, its default one first. */
  readonly domains?: readonly string[];
  /** Each connection beside the preset, by the id of its application. */
  readonly connections: readonly { readonly application: string; readonly settings: readonly PresetComparison[] }[];
}

/** Something that an application would no longer understand. */
export interface ProductLoss {
  readonly kind: "issuer" | "subject" | "claim" | "form";
  readonly claim?: string;
  /** In one sentence. */
  readonly message: string;
}

/** What changing the product would do to one application. */
export interface ProductEffect {
  readonly application: string;
  readonly name: string;
  /** Whether its connection would be another. */
  readonly changed: boolean;
  readonly losses: readonly ProductLoss[];
}

/** The preset of a connection, for an application's page. */
export interface ConnectionPreset {
  readonly product: Product;
  /** The product's name. */
  readonly name: string;
  readonly settings: readonly (PresetSetting & { readonly standing: PresetComparison["standing"] })[];
}
