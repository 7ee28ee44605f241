import type { FieldPair } from "./connection-fields.ts";

const FORMATS = [
  ["unspecified", "unspecified"],
  ["emailAddress", "emailAddress"],
  ["persistent", "persistent"],
  ["transient", "transient"],
] as const;

/** Checks that an application can be told not to carry out, by the codes of the trace. */
export const SAML_CHECKS = [
  ["SAML_DOCTYPE", "No document type declaration"],
  ["SAML_VERSION", "The version is 2.0"],
  ["SAML_STATUS", "The status is Success"],
  ["SAML_DESTINATION", "Destination is its own address"],
  ["SAML_RESPONSE_ISSUER", "The response's issuer is the one it trusts"],
  ["SAML_IN_RESPONSE_TO", "The response answers its own request"],
  ["SAML_SIGNATURE_ALGORITHM", "The signature's algorithm is strong"],
  ["SAML_ISSUER", "The assertion's issuer is the one it trusts"],
  ["SAML_NAME_ID", "There is a NameID"],
  ["SAML_NAME_ID_FORMAT", "The NameID has the format it asked for"],
  ["SAML_SUBJECT_CONFIRMATION", "The subject is confirmed as bearer"],
  ["SAML_RECIPIENT", "Recipient is its own address"],
  ["SAML_CONFIRMATION_EXPIRED", "The confirmation has not expired"],
  ["SAML_CONFIRMATION_IN_RESPONSE_TO", "The confirmation answers its own request"],
  ["SAML_CONDITIONS", "The conditions hold by the clock"],
  ["SAML_AUDIENCE", "The audience is this application"],
  ["SAML_AUTHN_STATEMENT", "It says how and when the person signed in"],
  ["SAML_AUTHN_CONTEXT", "The sign-in is as strong as it asked for"],
  ["SAML_SESSION_EXPIRED", "The session has not ended"],
  ["SAML_REPLAY", "The assertion was not used before"],
] as const;

/** The settings of a SAML connection, both sides next to each other. */
export const SAML_PAIRS: readonly FieldPair[] = [
  {
    title: "Who the application is",
    identityProvider: [
      {
        path: "connection/saml/entityId",
        label: "Audience (entityID)",
        help: "The application's entityID as registered here; it becomes the assertion's Audience.",
        spec: "SAML core 2.5.1.4",
        control: { kind: "text" },
      },
    ],
    application: [
      {
        path: "saml/entityId",
        label: "entityID",
        help: "What the application calls itself. It refuses assertions for any other audience.",
        spec: "SAML metadata 2.3.2",
        control: { kind: "text" },
      },
    ],
  },
  {
    title: "Where responses go",
    identityProvider: [
      {
        path: "connection/saml/acsUrls",
        label: "Assertion consumer services",
        help: "The only addresses that a response is sent to; the first is the default.",
        spec: "SAML profiles 4.1.4.1",
        control: { kind: "texts" },
      },
    ],
    application: [
      {
        path: "saml/acsUrl",
        label: "Assertion consumer service",
        help: "Where the application takes responses; Destination and Recipient must be this.",
        spec: "SAML profiles 4.1.4.3",
        control: { kind: "text" },
      },
    ],
  },
  {
    title: "How a person is named",
    identityProvider: [
      {
        path: "connection/saml/nameId/format",
        label: "NameID format",
        help: "Used unless a request asks for another.",
        spec: "SAML core 8.3",
        control: { kind: "choice", options: FORMATS },
      },
      {
        path: "connection/saml/nameId/source",
        label: "NameID value",
        help: "For unspecified and emailAddress; persistent and transient ones are made.",
        control: { kind: "source" },
      },
      {
        path: "connection/saml/nameId",
        label: "On the way to the NameID",
        help: "Entra's transformations and conditions. Join leaves out the domain of its input here.",
        control: { kind: "refinement" },
      },
      {
        path: "connection/saml/nameId/whenEmpty",
        label: "Where no value comes out",
        help: "Another NameID than the person would have with a value: who is known by it is taken for somebody new.",
        control: {
          kind: "choice",
          options: [["persistent", "a persistent pairwise identifier is sent"]],
          absent: "nobody gets in",
        },
      },
      {
        path: "connection/saml/allowedNameIdFormats",
        label: "Other formats a request may ask for",
        help: "Whatever else a request asks for is refused.",
        spec: "SAML core 3.4.1.1",
        control: { kind: "several", options: FORMATS },
      },
    ],
    application: [
      {
        path: "saml/nameIdFormat",
        label: "NameID format asked for",
        help: "Sent as NameIDPolicy.",
        spec: "SAML core 3.4.1.1",
        control: { kind: "choice", options: FORMATS, absent: "the identity provider chooses" },
      },
    ],
  },
  {
    title: "Signatures of the answer",
    identityProvider: [
      {
        path: "connection/saml/sign",
        label: "Signs",
        help: "What is signed with the identity provider's active key.",
        spec: "SAML core 5",
        control: {
          kind: "choice",
          options: [
            ["assertion", "the assertion"],
            ["response", "the response"],
            ["both", "both"],
          ],
        },
      },
    ],
    application: [
      {
        path: "saml/want",
        label: "Wants signed",
        help: "An answer that is not signed so is refused.",
        spec: "SAML metadata 2.4.4",
        control: {
          kind: "choice",
          options: [
            ["assertionSigned", "the assertion"],
            ["responseSigned", "the response"],
            ["bothSigned", "both"],
            ["eitherSigned", "either of them"],
          ],
        },
      },
    ],
  },
  {
    title: "Encryption",
    identityProvider: [
      {
        path: "connection/saml/encryptionCertificate",
        label: "Encrypts assertions for",
        help: "The application's certificate; without one, assertions are not encrypted.",
        spec: "SAML core 2.3.4",
        control: { kind: "certificate" },
      },
    ],
    application: [
      {
        path: "saml/wantEncrypted",
        label: "Wants assertions encrypted",
        help: "An assertion in the clear is refused.",
        control: { kind: "switch" },
      },
    ],
  },
  {
    title: "Signed requests",
    identityProvider: [
      {
        path: "connection/saml/requireSignedRequests",
        label: "Requires signed requests",
        help: "An AuthnRequest without a good signature is refused.",
        spec: "SAML metadata 2.4.3",
        control: { kind: "switch" },
      },
      {
        path: "connection/saml/requestCertificates",
        label: "Certificates of the application",
        help: "What the signatures of requests are checked with.",
        control: { kind: "certificates" },
      },
    ],
    application: [
      {
        path: "saml/signRequests",
        label: "Signs its requests",
        help: "With its own key.",
        spec: "SAML metadata 2.4.4",
        control: { kind: "switch" },
      },
      {
        path: "saml/key",
        label: "Key of the application",
        help: "For signed requests and encrypted assertions.",
        control: { kind: "key" },
      },
    ],
  },
  {
    title: "Times",
    identityProvider: [
      {
        path: "connection/saml/assertionLifetimeSeconds",
        label: "An assertion holds for",
        help: "NotOnOrAfter is that much later.",
        spec: "SAML core 2.5.1",
        control: { kind: "number", unit: "seconds", max: 86_400 },
      },
      {
        path: "connection/saml/sessionMinutes",
        label: "Asks the session to end after",
        help: "Adds SessionNotOnOrAfter; empty leaves it out.",
        spec: "SAML core 2.7.2",
        control: { kind: "number", unit: "minutes", max: 525_600, optional: true },
      },
    ],
    application: [
      {
        path: "saml/clockSkewSeconds",
        label: "Clock skew allowed",
        help: "How far the two clocks may differ.",
        control: { kind: "number", unit: "seconds", max: 3_600 },
      },
    ],
  },
  {
    title: "Logins that start at the identity provider",
    identityProvider: [
      {
        path: "connection/saml/defaultRelayState",
        label: "RelayState",
        help: "Where the application shall lead then; at most 80 bytes.",
        spec: "SAML bindings 3.4.3",
        control: { kind: "text", optional: true },
      },
    ],
    application: [
      {
        path: "saml/allowUnsolicited",
        label: "Takes responses that it never asked for",
        help: "Needed for such logins. It also opens the door to stolen responses.",
        spec: "SAML profiles 4.1.5",
        control: { kind: "switch" },
      },
    ],
  },
  {
    title: "How people sign in",
    identityProvider: [],
    application: [
      {
        path: "saml/forceAuthn",
        label: "Asks for a fresh sign-in (ForceAuthn)",
        help: "A session at the identity provider is not enough.",
        spec: "SAML core 3.4.1",
        control: { kind: "switch" },
      },
      {
        path: "saml/isPassive",
        label: "Asks for no interaction (IsPassive)",
        help: "Whoever has no session is sent back with NoPassive.",
        spec: "SAML core 3.4.1",
        control: { kind: "switch" },
      },
      {
        path: "saml/requestedAuthnContext",
        label: "Strength of the sign-in",
        help: "Sent as RequestedAuthnContext, and checked in the answer.",
        spec: "SAML core 3.3.2.2.1",
        control: { kind: "authnContext" },
      },
    ],
  },
  {
    title: "Whom the application trusts",
    identityProvider: [],
    application: [
      {
        path: "saml/trust",
        label: "Trust",
        help: "Metadata that is read, or values that were typed in once and grow old at a key rollover.",
        spec: "SAML metadata 2.4.3",
        control: { kind: "trust" },
      },
    ],
  },
  {
    title: "Checks that are off",
    identityProvider: [],
    application: [
      {
        path: "saml/unsafeChecksOff",
        label: "Checks that are not carried out",
        help: "For showing what each check is good for. Every one that is off leaves a mark in the run.",
        control: { kind: "several", options: SAML_CHECKS },
        danger:
          "Without these checks somebody else's, an old or a forged assertion lets people in. Never do this for real.",
      },
    ],
  },
];
