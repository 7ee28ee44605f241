import { PRESETS, type Product } from "./product.ts";

/** A product, as an entityID shows it. */
export interface RecognisedProduct {
  readonly product: Product;
  /** The product's name. */
  readonly name: string;
  /** What the organisation is called there. */
  readonly tenant: string;
}

/** The product whose issuers look like this one; undefined where none does. */
export function recogniseIssuer(entityId: string): RecognisedProduct | undefined {
  for (const { id, name, saml } of Object.values(PRESETS)) {
    const [before, after] = saml.issuer?.value.split("{tenant}") ?? [];
    if (before === undefined || after === undefined) continue;
    if (!entityId.startsWith(before) || !entityId.endsWith(after)) continue;
    const tenant = entityId.slice(before.length, entityId.length - after.length);
    if (/^[\w.-]+$/.test(tenant)) return { product: id, name, tenant };
  }
  return undefined;
}
