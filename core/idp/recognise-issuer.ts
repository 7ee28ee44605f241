import { PRESETS, type Product } from "./product.ts";

/** A product, as an entityID shows it. */
export interface RecognisedProduct {
  readonly product: Product;
  /** The product's name. */
  readonly name: string;
  /** What the organisation is called there. */
  readonly tenant: string;
}

/** Issuers of ID tokens that are others than those of SAML (reference: idp-claims.md, Microsoft Entra ID). */
const OIDC_ISSUERS: Readonly<Partial<Record<Product, string>>> = {
  entra: "https://login.microsoftonline.com/{tenant}/v2.0",
};

/** The product whose issuers, of SAML or OpenID Connect, look like this one; undefined where none does. */
export function recogniseIssuer(issuer: string): RecognisedProduct | undefined {
  for (const { id, name, saml } of Object.values(PRESETS)) {
    const tenant = tenantIn(issuer, saml.issuer?.value) ?? tenantIn(issuer, OIDC_ISSUERS[id]);
    if (tenant !== undefined) return { product: id, name, tenant };
  }
  return undefined;
}

function tenantIn(issuer: string, form: string | undefined): string | undefined {
  const [before, after] = form?.split("{tenant}") ?? [];
  if (before === undefined || after === undefined) return undefined;
  if (!issuer.startsWith(before) || !issuer.endsWith(after)) return undefined;
  const tenant = issuer.slice(before.length, issuer.length - after.length);
  return /^[\w.-]+$/.test(tenant) ? tenant : undefined;
}
