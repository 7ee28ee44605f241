import type { Attributes } from "../attribute-value.ts";

/** What a login proved, whichever protocol brought it. Everything in it comes from verified bytes. */
export interface VerifiedIdentity {
  readonly protocol: "saml" | "oidc";
  /** SAML: the assertion's Issuer. OIDC: `iss`. */
  readonly issuer: string;
  readonly subject: VerifiedSubject;
  /** Claims by name. One value is a scalar, several are a list; a SAML attribute without value is an empty list. */
  readonly claims: Attributes;
  /** Whether the issuer says that the email is verified; absent where it says nothing. */
  readonly emailVerified?: boolean;
  /** SAML: the AuthnStatement's SessionIndex. */
  readonly sessionIndex?: string;
  /** The session must end then, at the latest; milliseconds since the epoch. */
  readonly sessionNotOnOrAfter?: number;
  /** SAML: AuthnContextClassRef. OIDC: `acr`. */
  readonly authnContext?: string;
}

/** The subject: a NameID with its format and qualifiers, or a `sub`. */
export interface VerifiedSubject {
  readonly value: string;
  readonly format?: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
  /** A new one at every login (transient): never a key. */
  readonly transient: boolean;
}
