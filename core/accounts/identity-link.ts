import type { Account, IdentityLink } from "./account.ts";

/** Who somebody is, as an issuer says: what a link is compared with. */
export type SubjectKey = Omit<IdentityLink, "linkedAt">;

/** In effect where a NameID carries no Format (SAML core, section 2.2.2). */
const UNSPECIFIED_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

/**
 * Tells whether a link is for this very subject: same issuer, subject, format and qualifiers, compared exactly. An
 * absent format is `unspecified`, and a NameQualifier that only repeats the issuer says nothing (SAML core, sections
 * 2.2.2 and 8.3.7).
 */
export function isLinkOf(link: SubjectKey, key: SubjectKey): boolean {
  return (
    link.subject === key.subject &&
    link.issuer === key.issuer &&
    (link.format ?? UNSPECIFIED_FORMAT) === (key.format ?? UNSPECIFIED_FORMAT) &&
    ownQualifier(link) === ownQualifier(key) &&
    link.spNameQualifier === key.spNameQualifier
  );
}

/** The account's link to another subject of the same issuer, if it has one. */
export function findOtherLink(account: Account, key: SubjectKey): IdentityLink | undefined {
  return account.links.find((link) => link.issuer === key.issuer && !isLinkOf(link, key));
}

/** A link in words: "`ada@acme.test` of https://idp.acme.test (emailAddress)". */
export function describeLink(link: SubjectKey): string {
  const format = link.format?.split(":").at(-1);
  return `\`${link.subject}\` of ${link.issuer}${format === undefined ? "" : ` (${format})`}`;
}

function ownQualifier(key: SubjectKey): string | undefined {
  return key.nameQualifier === key.issuer ? undefined : key.nameQualifier;
}
