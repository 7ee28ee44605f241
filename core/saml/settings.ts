import { z } from "zod";
import { claimMappingSchema } from "../mapping/claim-mapping.ts";
import { claimRefinementMembers } from "../mapping/claim-transformation.ts";
import { sourceSchema } from "../mapping/source.ts";
import { lifetimeSecondsSchema, sessionMinutesSchema } from "../time.ts";
import { httpUrlSchema } from "../url.ts";

const nameIdFormatSchema = z.enum(["unspecified", "emailAddress", "persistent", "transient"]);

/** What the identity provider knows about one SAML application. */
export const samlConnectionSchema = z.strictObject({
  /** The application's entityID, as registered at the identity provider. */
  entityId: z.string().min(1),
  /** Assertion consumer services that a response may be sent to; the first is the default. */
  acsUrls: z.array(httpUrlSchema).min(1),
  nameId: z.strictObject({
    /** Used unless the request's NameIDPolicy asks for another. */
    format: nameIdFormatSchema,
    /** The value for unspecified and emailAddress; persistent and transient ones are made. */
    source: sourceSchema,
    ...claimRefinementMembers,
    /** What somebody gets for whom no such value comes out: a persistent one; absent: nobody is let in without. */
    whenEmpty: z.exactOptional(z.literal("persistent")),
  }),
  /** Formats that a request may ask for besides the one above. */
  allowedNameIdFormats: z.array(nameIdFormatSchema),
  sign: z.enum(["assertion", "response", "both"]),
  /** PEM certificate that assertions are encrypted for; absent: not encrypted. */
  encryptionCertificate: z.exactOptional(z.string().min(1)),
  requireSignedRequests: z.boolean(),
  /** PEM certificates that the application's requests are signed with. */
  requestCertificates: z.array(z.string().min(1)),
  assertionLifetimeSeconds: lifetimeSecondsSchema,
  /** Adds SessionNotOnOrAfter, that many minutes from the sign-in. */
  sessionMinutes: z.exactOptional(sessionMinutesSchema),
  /** RelayState of a login that starts at the identity provider. */
  defaultRelayState: z.exactOptional(z.string().max(80)),
  claims: z.array(claimMappingSchema),
  /** The application's single logout service; absent: it is not told when a session ends. */
  singleLogout: z.exactOptional(
    z.strictObject({
      /** Where the browser takes messages to. */
      url: httpUrlSchema,
      /** How the browser takes them there; absent: `redirect`. */
      binding: z.exactOptional(z.enum(["redirect", "post"])),
      /** Where requests go directly, over SOAP: the only way while no browser is there. Absent: there is no such way. */
      soapUrl: z.exactOptional(httpUrlSchema),
    }),
  ),
});

export type SamlConnection = z.infer<typeof samlConnectionSchema>;

/** Checks of the application that a switch marked unsafe can turn off. The codes appear in the trace. */
export const samlCheckCodeSchema = z.enum([
  "SAML_DOCTYPE",
  "SAML_VERSION",
  "SAML_STATUS",
  "SAML_DESTINATION",
  "SAML_RESPONSE_ISSUER",
  "SAML_IN_RESPONSE_TO",
  "SAML_SIGNATURE_ALGORITHM",
  "SAML_ISSUER",
  "SAML_NAME_ID",
  "SAML_NAME_ID_FORMAT",
  "SAML_SUBJECT_CONFIRMATION",
  "SAML_RECIPIENT",
  "SAML_CONFIRMATION_EXPIRED",
  "SAML_CONFIRMATION_IN_RESPONSE_TO",
  "SAML_CONDITIONS",
  "SAML_AUDIENCE",
  "SAML_AUTHN_STATEMENT",
  "SAML_AUTHN_CONTEXT",
  "SAML_SESSION_EXPIRED",
  "SAML_REPLAY",
]);

export type SamlCheckCode = z.infer<typeof samlCheckCodeSchema>;

/** An application's own settings as a SAML service provider. */
export const samlServiceProviderSchema = z.strictObject({
  entityId: z.string().min(1),
  acsUrl: httpUrlSchema,
  /** Whom it trusts. `metadata`: what the identity provider publishes is read and kept; `pinned`: typed in once. */
  trust: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("metadata"), url: httpUrlSchema, entityId: z.string().min(1) }),
    z.strictObject({
      kind: z.literal("pinned"),
      entityId: z.string().min(1),
      ssoUrl: httpUrlSchema,
      /** Single logout service, HTTP-Redirect. */
      sloUrl: z.exactOptional(httpUrlSchema),
      certificates: z.array(z.string().min(1)),
    }),
  ]),
  signRequests: z.boolean(),
  /** The application's own key pair, for signed requests and encrypted assertions. */
  key: z.exactOptional(
    z.strictObject({ privateKey: z.exactOptional(z.string().min(1)), certificate: z.string().min(1) }),
  ),
  want: z.enum(["assertionSigned", "responseSigned", "bothSigned", "eitherSigned"]),
  wantEncrypted: z.boolean(),
  /** Asked for with NameIDPolicy; absent: the identity provider chooses. */
  nameIdFormat: z.exactOptional(nameIdFormatSchema),
  forceAuthn: z.boolean(),
  isPassive: z.boolean(),
  requestedAuthnContext: z.exactOptional(
    z.strictObject({
      comparison: z.enum(["exact", "minimum", "maximum", "better"]),
      classes: z.array(z.string().min(1)).min(1),
    }),
  ),
  /** Responses that answer no request of its own: a login that starts at the identity provider. */
  allowUnsolicited: z.boolean(),
  clockSkewSeconds: z.int().min(0).max(3600),
  /**
   * Signing out here signs out at the identity provider and at whomever that tells, and its requests to sign somebody out
   * are obeyed, at `/saml/slo` and, over SOAP, `/saml/slo/soap` (SAML profiles, section 4.4). Needs the key. Absent: no.
   */
  singleLogout: z.exactOptional(z.boolean()),
  /** Dangerous: checks that are not carried out. Each leaves a mark in the trace. */
  unsafeChecksOff: z.array(samlCheckCodeSchema),
});

export type SamlServiceProvider = z.infer<typeof samlServiceProviderSchema>;
