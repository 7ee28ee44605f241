import { createHmac } from "node:crypto";
import { messageId, type Random } from "../random.ts";
import { NAME_ID_FORMAT, type NameIdFormatName } from "./names.ts";

/** A NameID with its format and qualifiers (SAML core, section 2.2.2). */
export interface NameId {
  readonly value: string;
  /** URI of the format. */
  readonly format?: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
}

/**
 * Whether a NameID in a message means the one that was given out: the same value and format, and no other qualifiers (SAML
 * core, section 3.3.4). Qualifiers that the message leaves out are those of the one that was given out.
 */
export function isSameNameId(given: NameId, named: NameId): boolean {
  const formats = [given, named].map(({ format }) => format ?? NAME_ID_FORMAT.unspecified);
  return (
    given.value === named.value &&
    formats[0] === formats[1] &&
    (named.nameQualifier ?? given.nameQualifier) === given.nameQualifier &&
    (named.spNameQualifier ?? given.spNameQualifier) === given.spNameQualifier
  );
}

/** A format as a URI, by its short name. Undefined for a URI that the identity provider does not know. */
export function nameIdFormatName(uri: string): NameIdFormatName | undefined {
  return NAME_ID_FORMAT_NAMES.find((name) => NAME_ID_FORMAT[name] === uri);
}

const NAME_ID_FORMAT_NAMES: readonly NameIdFormatName[] = ["unspecified", "emailAddress", "persistent", "transient"];

/** A NameID whose value comes from the directory: unspecified or emailAddress. */
export function buildMappedNameId(format: "unspecified" | "emailAddress", value: string): NameId {
  return { value, format: NAME_ID_FORMAT[format] };
}

/** What a pairwise identifier is made of. */
export interface Pairwise {
  /** The person's id in the directory. */
  readonly user: string;
  /** entityID of the identity provider. */
  readonly nameQualifier: string;
  /** entityID of the application, or of the group of applications that share the identifier. */
  readonly spNameQualifier: string;
  /** Secret of the identity provider. */
  readonly salt: string;
}

/**
 * A persistent NameID: the same for every login of one person at one application, another at every other application,
 * and nothing that leads back to the person (SAML core, section 8.3.7).
 */
export function buildPersistentNameId({ user, nameQualifier, spNameQualifier, salt }: Pairwise): NameId {
  const value = createHmac("sha256", salt)
    .update(JSON.stringify([user, spNameQualifier]))
    .digest("base64url");
  return { value, format: NAME_ID_FORMAT.persistent, nameQualifier, spNameQualifier };
}

/** A transient NameID: a new one for every login (SAML core, section 8.3.8). */
export function buildTransientNameId(random: Random, nameQualifier: string, spNameQualifier: string): NameId {
  return { value: messageId(random), format: NAME_ID_FORMAT.transient, nameQualifier, spNameQualifier };
}
