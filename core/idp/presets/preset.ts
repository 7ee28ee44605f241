import { z } from "zod";

/** Identity providers whose defaults are known; `plain`: no product in particular. */
export const productSchema = z.enum([
  "entra",
  "okta",
  "google",
  "onelogin",
  "ping",
  "jumpcloud",
  "adfs",
  "keycloak",
  "plain",
]);

export type Product = z.infer<typeof productSchema>;

/** Where a value of a preset is from. */
export interface Evidence {
  /**
   * `documented`: by the vendor; `sourceCode`: read in the product's source; `seen`: in messages and logs that people
   * published; `fromMemory`: common knowledge that nobody has looked up, to be checked before anybody relies on it.
   */
  readonly certainty: "documented" | "sourceCode" | "seen" | "fromMemory";
  /** What was read. */
  readonly source: string;
  readonly url?: string;
  /** When: a month, for facts about products grow old. */
  readonly date: string;
}

/** A default value with where it is from. */
export interface Known<Value> {
  readonly value: Value;
  readonly evidence: Evidence;
  /** What else is to be known about it, in a sentence. */
  readonly note?: string;
}

/** What directories call differently, and everybody means the same by. */
export type PersonFact = "userName" | "id" | "email" | "displayName" | "firstName" | "lastName";

/** Which groups, how written: the form of a claim mapping's source, in which `{tenant}` stands for the organisation's. */
export interface PresetGroups {
  readonly kind: "groups";
  readonly emit: "name" | "id" | "path" | "samAccountName";
  /** What a group becomes that has no such form. */
  readonly otherwise?: "name";
  readonly chosen?: readonly string[];
  readonly limit?: {
    readonly most: number;
    readonly above:
      | { readonly kind: "truncate" | "refuse" }
      | { readonly kind: "link"; readonly claim: string; readonly url: string }
      | { readonly kind: "claimSources"; readonly url: string };
    readonly filterMost?: number;
    readonly implicitMost?: number;
  };
}

/** One claim as the product sends it. `{tenant}` in a constant stands for the organisation's. */
export interface PresetClaim {
  readonly id: string;
  readonly claim: string;
  readonly friendlyName?: string;
  readonly nameFormat?: string;
  readonly severalValues?: "separately" | "joined";
  readonly scope?: "openid" | "profile" | "email" | "groups";
  readonly source:
    | { readonly kind: "person"; readonly fact: PersonFact }
    | { readonly kind: "constant"; readonly value: string | readonly string[] }
    /** The values of the app roles that the person is assigned. */
    | { readonly kind: "assignedRoles" }
    | PresetGroups;
  readonly evidence: Evidence;
  readonly note?: string;
}

/** The format of a NameID, by its short name. */
type NameIdFormat = "unspecified" | "emailAddress" | "persistent" | "transient";

/** What a product does before anybody changes it. What is not here is not known, and is nobody's default. */
export interface ProductPreset {
  readonly id: Product;
  /** The product, by the name that its users know. */
  readonly name: string;
  /** What the organisation is called there, in issuers and links: a GUID, or a name. Absent: nothing has it. */
  readonly tenant?: { readonly form: "guid" | "name"; readonly word: string };
  readonly saml: {
    /** The entityID; `{tenant}` and `{origin}` stand for the organisation's. */
    readonly issuer?: Known<string>;
    readonly nameIdFormat?: Known<NameIdFormat>;
    /** The value of a NameID that is unspecified or an address. */
    readonly nameIdSource?: Known<PersonFact>;
    /** What is sent where no such value comes out. */
    readonly nameIdWhenEmpty?: Known<"persistent">;
    /** Formats that a request may ask for. */
    readonly allowedNameIdFormats?: Known<readonly NameIdFormat[]>;
    readonly assertionLifetimeSeconds?: Known<number>;
    /** The NameFormat of the claims that somebody adds. */
    readonly nameFormat?: Known<string>;
    /** What is sent without anybody asking. */
    readonly claims: readonly PresetClaim[];
    /** What people usually add, as it then is. */
    readonly usual: readonly PresetClaim[];
  };
  readonly oidc: {
    readonly subject?: Known<"public" | "pairwise">;
    readonly claims: readonly PresetClaim[];
    readonly usual: readonly PresetClaim[];
  };
  /** What the product does and this preset does not, so that nobody misses it unawares. */
  readonly notCovered: readonly string[];
}

/** When the documents behind these presets were read. */
const READ = "2026-11";

/** Read in the vendor's documentation. */
export function documented(source: string, url?: string): Evidence {
  return { certainty: "documented", source, ...(url === undefined ? {} : { url }), date: READ };
}

/** Read in the product's source. */
export function readInSource(source: string, url?: string): Evidence {
  return { certainty: "sourceCode", source, ...(url === undefined ? {} : { url }), date: READ };
}

/** Seen in published messages. */
export function seen(source: string): Evidence {
  return { certainty: "seen", source, date: READ };
}

/** Not looked up. */
export const FROM_MEMORY: Evidence = {
  certainty: "fromMemory",
  source: "Common knowledge; not looked up, so check it before you rely on it.",
  date: READ,
};

/** Attribute name formats (SAML core, section 8.2). */
export const BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";
export const URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
export const UNSPECIFIED = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";

/** Namespaces of claims that Microsoft's products share. */
export const WS_2005 = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
export const WS_2008 = "http://schemas.microsoft.com/ws/2008/06/identity/claims";
