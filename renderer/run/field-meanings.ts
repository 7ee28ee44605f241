/** What a field is, in one line, and the section of a specification that defines it. */
export interface FieldMeaning {
  readonly what: string;
  readonly spec?: string;
}

type Meanings = Readonly<Record<string, FieldMeaning>>;

/** HTTP itself (RFC 9110; cookies: RFC 6265). */
export const FIELDS: Meanings = {
  Method: { what: "What is asked for: GET reads, POST hands something over.", spec: "RFC 9110 9.3" },
  Address: { what: "Where the request goes, without its query.", spec: "RFC 9110 7.1" },
  Status: { what: "How the request went.", spec: "RFC 9110 15" },
  Location: { what: "Where the browser is to go next.", spec: "RFC 9110 10.2.2" },
  "content-type": { what: "What the body is.", spec: "RFC 9110 8.3" },
  authorization: { what: "How the client proves who it is. The secret never enters the run.", spec: "RFC 9110 11.6.2" },
  cookie: { what: "What this site asked the browser to bring back.", spec: "RFC 6265 5.4" },
  "set-cookie": { what: "What the browser is to bring back next time.", spec: "RFC 6265 5.2" },
};

/** Parameters of SAML bindings, OAuth 2.0 and OpenID Connect. */
export const PARAMETERS: Meanings = {
  SAMLRequest: { what: "The application's question, packed: see Decoded.", spec: "SAML bindings 3.4.4.1" },
  SAMLResponse: { what: "The identity provider's answer, packed: see Decoded.", spec: "SAML bindings 3.5.4" },
  RelayState: { what: "Where the application wants to go on afterwards.", spec: "SAML bindings 3.4.3" },
  client_id: { what: "The application, as the identity provider knows it.", spec: "RFC 6749 4.1.1" },
  redirect_uri: { what: "Where the answer goes; it must be registered.", spec: "RFC 6749 3.1.2" },
  response_type: { what: "What the application wants: here a code.", spec: "RFC 6749 3.1.1" },
  scope: { what: "What the application wants to know.", spec: "OIDC Core 5.4" },
  state: { what: "Ties the answer to this browser and this request.", spec: "RFC 6749 10.12" },
  nonce: { what: "Ties the ID token to this login.", spec: "OIDC Core 3.1.2.1" },
  code_challenge: { what: "Only who has the verifier behind it can use the code.", spec: "RFC 7636 4.3" },
  code_challenge_method: { what: "How the challenge was made from the verifier.", spec: "RFC 7636 4.3" },
  code_verifier: { what: "Proves that the code is used by who asked for it.", spec: "RFC 7636 4.5" },
  code: { what: "Is swapped for tokens, once and soon.", spec: "RFC 6749 4.1.2" },
  iss: { what: "Who answers, against mix-ups of identity providers.", spec: "RFC 9207 2" },
  grant_type: { what: "What is swapped for tokens.", spec: "RFC 6749 4.1.3" },
  id_token: { what: "Who signed in, signed: see Decoded.", spec: "OIDC Core 3.1.3.3" },
  access_token: { what: "Opens the identity provider's own interfaces.", spec: "RFC 6749 1.4" },
  token_type: { what: "How the access token is used.", spec: "RFC 6749 7.1" },
  expires_in: { what: "Seconds that the access token is good for.", spec: "RFC 6749 5.1" },
  userName: { what: "Whom the person said to be, on the sign-in page." },
  issuer: { what: "The name of the identity provider.", spec: "OIDC Discovery 3" },
  authorization_endpoint: { what: "Where browsers are sent to sign in.", spec: "OIDC Discovery 3" },
  token_endpoint: { what: "Where codes are swapped for tokens.", spec: "OIDC Discovery 3" },
  userinfo_endpoint: { what: "Where more about the person can be read.", spec: "OIDC Discovery 3" },
  jwks_uri: { what: "Where the keys that tokens are signed with can be read.", spec: "OIDC Discovery 3" },
};

/** Claims of an ID token (OpenID Connect Core, sections 2 and 5.1). */
export const CLAIMS: Meanings = {
  iss: { what: "Who says so.", spec: "OIDC Core 2" },
  sub: { what: "Who signed in: never used again for anybody else.", spec: "OIDC Core 2" },
  aud: { what: "For whom the token is.", spec: "OIDC Core 2" },
  exp: { what: "Not to be accepted from then on (seconds since 1970).", spec: "OIDC Core 2" },
  iat: { what: "When it was made (seconds since 1970).", spec: "OIDC Core 2" },
  auth_time: { what: "When the person signed in (seconds since 1970).", spec: "OIDC Core 2" },
  nonce: { what: "Ties the token to this login.", spec: "OIDC Core 2" },
  acr: { what: "How strongly the person was authenticated.", spec: "OIDC Core 2" },
  amr: { what: "By what means the person was authenticated.", spec: "OIDC Core 2" },
  azp: { what: "The client that the token was issued to.", spec: "OIDC Core 2" },
  name: { what: "Full name.", spec: "OIDC Core 5.1" },
  given_name: { what: "First name.", spec: "OIDC Core 5.1" },
  family_name: { what: "Last name.", spec: "OIDC Core 5.1" },
  preferred_username: { what: "What the person likes to be called here; not an identifier.", spec: "OIDC Core 5.1" },
  email: { what: "Address; may be given to somebody else one day.", spec: "OIDC Core 5.1" },
  email_verified: { what: "Whether the identity provider checked the address.", spec: "OIDC Core 5.1" },
  locale: { what: "Language.", spec: "OIDC Core 5.1" },
};

/** A field of a SAML message: an element, or an attribute of it. */
export interface XmlField extends FieldMeaning {
  readonly element: string;
  readonly attribute?: string;
  readonly name: string;
}

/** What matters in an AuthnRequest, a Response and an assertion, in the order of reading. */
export const XML_FIELDS: readonly XmlField[] = [
  {
    element: "AuthnRequest",
    attribute: "ID",
    name: "ID",
    what: "The answer names this number.",
    spec: "SAML core 3.2.1",
  },
  {
    element: "AuthnRequest",
    attribute: "Destination",
    name: "Destination",
    what: "Where it was sent to.",
    spec: "SAML core 3.2.1",
  },
  {
    element: "AuthnRequest",
    attribute: "AssertionConsumerServiceURL",
    name: "Answer goes to",
    what: "Must be registered with the identity provider.",
    spec: "SAML core 3.4.1",
  },
  {
    element: "AuthnRequest",
    attribute: "ForceAuthn",
    name: "ForceAuthn",
    what: "Sign in again, whatever session there is.",
    spec: "SAML core 3.4.1",
  },
  {
    element: "NameIDPolicy",
    attribute: "Format",
    name: "NameIDPolicy",
    what: "What kind of identifier is wanted.",
    spec: "SAML core 3.4.1.1",
  },
  {
    element: "Response",
    attribute: "InResponseTo",
    name: "InResponseTo",
    what: "The request that it answers.",
    spec: "SAML core 3.2.2",
  },
  {
    element: "Response",
    attribute: "Destination",
    name: "Destination",
    what: "Where it was sent to.",
    spec: "SAML core 3.2.2",
  },
  {
    element: "StatusCode",
    attribute: "Value",
    name: "Status",
    what: "Whether the identity provider could answer.",
    spec: "SAML core 3.2.2.2",
  },
  { element: "Issuer", name: "Issuer", what: "Who says so.", spec: "SAML core 2.2.5" },
  { element: "NameID", name: "NameID", what: "Who signed in.", spec: "SAML core 2.2.3" },
  {
    element: "NameID",
    attribute: "Format",
    name: "NameID format",
    what: "How lasting the identifier is.",
    spec: "SAML core 8.3",
  },
  {
    element: "SubjectConfirmationData",
    attribute: "Recipient",
    name: "Recipient",
    what: "The only address it may be handed to.",
    spec: "SAML core 2.4.1.2",
  },
  {
    element: "SubjectConfirmationData",
    attribute: "NotOnOrAfter",
    name: "Hand over before",
    what: "Too late from then on.",
    spec: "SAML core 2.4.1.2",
  },
  {
    element: "Conditions",
    attribute: "NotBefore",
    name: "Valid from",
    what: "Too early before then.",
    spec: "SAML core 2.5.1.2",
  },
  {
    element: "Conditions",
    attribute: "NotOnOrAfter",
    name: "Valid until",
    what: "Too late from then on.",
    spec: "SAML core 2.5.1.2",
  },
  { element: "Audience", name: "Audience", what: "For whom the assertion is.", spec: "SAML core 2.5.1.4" },
  {
    element: "AuthnStatement",
    attribute: "AuthnInstant",
    name: "Signed in at",
    what: "When the person signed in.",
    spec: "SAML core 2.7.2",
  },
  {
    element: "AuthnContextClassRef",
    name: "How",
    what: "How strongly the person was authenticated.",
    spec: "SAML core 2.7.2.2",
  },
  {
    element: "EntityDescriptor",
    attribute: "entityID",
    name: "entityID",
    what: "The name of the party.",
    spec: "SAML metadata 2.3.2",
  },
  {
    element: "SingleSignOnService",
    attribute: "Location",
    name: "Sign-on address",
    what: "Where browsers are sent to sign in.",
    spec: "SAML metadata 2.4.3",
  },
];
