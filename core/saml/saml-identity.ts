import type { Attributes } from "../attribute-value.ts";
import { parseDateTime } from "./date-time.ts";
import { NAME_ID_FORMAT } from "./names.ts";
import { claimsOf, type ReceivedAssertion } from "./read-assertion.ts";

/** What an accepted assertion proves. Everything in it comes from verified bytes. */
export interface SamlIdentity {
  /** entityID of the identity provider. */
  readonly issuer: string;
  readonly subject: {
    readonly value: string;
    /** URI of the NameID's format. */
    readonly format?: string;
    readonly nameQualifier?: string;
    readonly spNameQualifier?: string;
    /** A new one at every login: never a key. */
    readonly transient: boolean;
  };
  /** Attributes by Name: one value is a scalar, several are a list, none is an empty list, `xsi:nil` is null. */
  readonly claims: Attributes;
  readonly sessionIndex?: string;
  /** Milliseconds since the epoch. */
  readonly sessionNotOnOrAfter?: number;
  /** AuthnContextClassRef. */
  readonly authnContext?: string;
}

/** The identity in an assertion that passed its checks. */
export function readIdentity(assertion: ReceivedAssertion): SamlIdentity {
  const [statement] = assertion.authnStatements;
  const ends = assertion.authnStatements
    .map(({ sessionNotOnOrAfter }) => parseDateTime(sessionNotOnOrAfter ?? ""))
    .filter((end) => end !== undefined);
  return {
    issuer: assertion.issuers[0] ?? "",
    subject: readSubject(assertion),
    claims: claimsOf(assertion.attributes),
    ...(statement?.sessionIndex === undefined ? {} : { sessionIndex: statement.sessionIndex }),
    ...(statement?.authnContext === undefined ? {} : { authnContext: statement.authnContext }),
    ...(ends.length === 0 ? {} : { sessionNotOnOrAfter: Math.min(...ends) }),
  };
}

/** Without a NameID, which only a switch marked unsafe lets through, the subject must never become a key either. */
function readSubject({ nameIds }: ReceivedAssertion): SamlIdentity["subject"] {
  const [nameId] = nameIds;
  if (nameId === undefined) return { value: "", transient: true };
  const { value, format, nameQualifier, spNameQualifier } = nameId;
  const transient = format === NAME_ID_FORMAT.transient || value === "";
  return {
    value,
    ...(format === undefined ? {} : { format }),
    ...(nameQualifier === undefined ? {} : { nameQualifier }),
    ...(spNameQualifier === undefined ? {} : { spNameQualifier }),
    transient,
  };
}
