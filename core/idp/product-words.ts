import type { Provisioning, ScimDialect } from "../provisioning/settings.ts";
import type { Product } from "./presets/preset.ts";

/** Whose words are used: Entra's, Okta's, or those of no product in particular. */
export type WordsOf = "entra" | "okta" | "plain";

/**
 * Whose words are used for what an identity provider does to an application by SCIM; every other way is nobody's. Those of
 * its product come first: whoever sets it up or reads what happened has that product's console before them, whatever the
 * requests look like. Where the product is none whose words are known here, the client's dialect tells: it is then all that
 * says which product is meant.
 */
export function wordsOf(product: Product | undefined, provisioning: Provisioning | undefined): WordsOf {
  if (provisioning?.way !== "scim") return "plain";
  return product === "entra" || product === "okta" ? product : wordsOfDialect(provisioning.client.dialect);
}

function wordsOfDialect(dialect: ScimDialect): WordsOf {
  if (dialect.startsWith("entra")) return "entra";
  return dialect.startsWith("okta") ? "okta" : "plain";
}

/**
 * What one go at everybody is called. Okta pushes; a client that goes by events does so too, whosever words are used, for
 * there is no cycle to speak of. Everybody else runs cycles.
 */
export function nounOfRun(product: Product | undefined, provisioning: Provisioning | undefined): "cycle" | "push" {
  if (provisioning?.way !== "scim") return "cycle";
  const goesByEvents = provisioning.client.runs.on === "events";
  return goesByEvents || wordsOf(product, provisioning) === "okta" ? "push" : "cycle";
}

/** What the product calls the attributes of an assertion; the claims of an ID token are called so everywhere. */
export function wordForAssertion(product: Product | undefined): "attribute statements" | "claims" {
  return product === "okta" ? "attribute statements" : "claims";
}

/**
 * Who the client is in the sentences of a trace. They are about what it sends and how it behaves, which the dialect
 * decides; only plain RFC 7644 is nobody's, so that the product sends it where one is named.
 */
export function nameOfClient(product: Product | undefined, dialect: ScimDialect, name: string): string {
  if (dialect !== "rfc") return name;
  if (product === "entra") return "Entra";
  return product === "okta" ? "Okta" : name;
}
