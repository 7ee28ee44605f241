import type { Product } from "../../core/contract/products.ts";

/** What a product calls what it sends about a person. */
export interface SignOnWords {
  /** Over the list of rows. */
  readonly title: string;
  /** Where the rows stand in the product, as a sentence. */
  readonly text: string;
  /** One row. */
  readonly row: string;
}

const PLAIN: SignOnWords = {
  title: "What the identity provider sends",
  text: "From the directory to the claims of a login.",
  row: "Claim",
};

/** The words of each product (idp-claims.md). */
const SIGN_ON_WORDS: Readonly<Record<Product, SignOnWords>> = {
  plain: PLAIN,
  entra: { title: "Attributes and claims", text: "The claims that Entra puts into the token.", row: "Claim" },
  okta: {
    title: "Attribute statements",
    text: "User and group attribute statements: Okta sends nothing but these beside the NameID.",
    row: "Attribute statement",
  },
  google: {
    title: "Attribute mapping",
    text: "Google directory attributes to app attributes, and group membership.",
    row: "Attribute mapping",
  },
  onelogin: { title: "Parameters", text: "Those that are included in the SAML assertion.", row: "Parameter" },
  ping: { title: "Attribute contract", text: "What the contract with the application fulfils.", row: "Attribute" },
  jumpcloud: {
    title: "User attribute mapping",
    text: "Service provider attribute names to JumpCloud attributes, and a group attribute.",
    row: "Attribute",
  },
  adfs: { title: "Claim rules", text: "AD FS sends nothing until a rule makes it.", row: "Claim rule" },
  keycloak: { title: "Mappers", text: "Protocol mappers of the client and of its scopes.", row: "Mapper" },
};

/** The words of the product that an identity provider is like; ID tokens are made of claims everywhere. */
export function signOnWords(product: Product | undefined, protocol: "saml" | "oidc"): SignOnWords {
  if (product === undefined) return PLAIN;
  return protocol === "oidc"
    ? { ...PLAIN, text: "From the directory to the claims of the ID token." }
    : SIGN_ON_WORDS[product];
}

/** How sure a preset value is, in words. */
export const CERTAINTY_WORDS = {
  documented: "documented by the vendor",
  sourceCode: "read in the product's source",
  seen: "seen in published messages",
  fromMemory: "not looked up: check it",
} as const;
