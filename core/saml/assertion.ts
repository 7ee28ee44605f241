import { type AttributeValue, valuesOf } from "../attribute-value.ts";
import { isoSeconds } from "../time.ts";
import { buildElement } from "./canonical.ts";
import type { NameId } from "./name-id.ts";
import { CONFIRMATION_METHOD, NAMESPACE } from "./names.ts";
import { type SamlSigningKey, signEnveloped } from "./signature.ts";
import { escapeXmlText } from "./xml.ts";

/** One Attribute of the AttributeStatement (SAML core, section 2.7.3.1). */
export interface SamlAttribute {
  readonly name: string;
  readonly friendlyName?: string;
  readonly nameFormat?: string;
  /** Each value becomes an AttributeValue: `""` an empty one, null one marked `xsi:nil`; an empty list gives none. */
  readonly value: AttributeValue;
}

/** What an assertion says. Times are milliseconds since the epoch; whole seconds are written without decimals. */
export interface AssertionInput {
  readonly id: string;
  readonly issueInstant: number;
  readonly issuer: string;
  readonly nameId: NameId;
  /** The ACS URL that the assertion is delivered to. */
  readonly recipient: string;
  /** ID of the AuthnRequest; absent where nobody asked. */
  readonly inResponseTo?: string;
  /** entityID of the application. */
  readonly audience: string;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
  readonly authnInstant: number;
  readonly sessionIndex: string;
  readonly sessionNotOnOrAfter?: number;
  /** AuthnContextClassRef. */
  readonly authnContext: string;
  readonly attributes: readonly SamlAttribute[];
}

/**
 * The assertion in exclusive canonical form, signed where a key is given (SAML core, section 2.3.3). As the profile
 * demands: a bearer confirmation without NotBefore, an audience, one AuthnStatement (SAML profiles, section 4.1.4.2).
 * Throws `XML_CHARACTER` for a value that XML cannot carry.
 */
export function buildAssertion(input: AssertionInput, key?: SamlSigningKey): string {
  const issuer = buildElement("saml:Issuer", {}, escapeXmlText(input.issuer));
  const statements =
    buildSubject(input) +
    buildConditions(input) +
    buildAuthnStatement(input) +
    buildAttributeStatement(input.attributes);
  const attributes = {
    "xmlns:saml": NAMESPACE.assertion,
    ID: input.id,
    IssueInstant: isoSeconds(input.issueInstant),
    Version: "2.0",
  };
  const build = (signature: string): string =>
    buildElement("saml:Assertion", attributes, issuer + signature + statements);
  return key === undefined ? build("") : signEnveloped(input.id, key, build);
}

function buildSubject(input: AssertionInput): string {
  const { value, format, nameQualifier, spNameQualifier } = input.nameId;
  const nameId = buildElement(
    "saml:NameID",
    { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier },
    escapeXmlText(value),
  );
  const data = buildElement("saml:SubjectConfirmationData", {
    InResponseTo: input.inResponseTo,
    NotOnOrAfter: isoSeconds(input.notOnOrAfter),
    Recipient: input.recipient,
  });
  const confirmation = buildElement("saml:SubjectConfirmation", { Method: CONFIRMATION_METHOD.bearer }, data);
  return buildElement("saml:Subject", {}, nameId + confirmation);
}

function buildConditions(input: AssertionInput): string {
  const audience = buildElement("saml:Audience", {}, escapeXmlText(input.audience));
  return buildElement(
    "saml:Conditions",
    { NotBefore: isoSeconds(input.notBefore), NotOnOrAfter: isoSeconds(input.notOnOrAfter) },
    buildElement("saml:AudienceRestriction", {}, audience),
  );
}

function buildAuthnStatement(input: AssertionInput): string {
  const { sessionNotOnOrAfter } = input;
  const context = buildElement("saml:AuthnContextClassRef", {}, escapeXmlText(input.authnContext));
  return buildElement(
    "saml:AuthnStatement",
    {
      AuthnInstant: isoSeconds(input.authnInstant),
      SessionIndex: input.sessionIndex,
      SessionNotOnOrAfter: sessionNotOnOrAfter === undefined ? undefined : isoSeconds(sessionNotOnOrAfter),
    },
    buildElement("saml:AuthnContext", {}, context),
  );
}

/** The schema allows no AttributeStatement without an Attribute. */
function buildAttributeStatement(attributes: readonly SamlAttribute[]): string {
  return attributes.length === 0
    ? ""
    : buildElement("saml:AttributeStatement", {}, attributes.map(buildAttribute).join(""));
}

function buildAttribute({ name, friendlyName, nameFormat, value }: SamlAttribute): string {
  const values = value === null ? NIL : valuesOf(value).map(buildAttributeValue).join("");
  return buildElement("saml:Attribute", { FriendlyName: friendlyName, Name: name, NameFormat: nameFormat }, values);
}

function buildAttributeValue(value: string | number | boolean): string {
  return buildElement("saml:AttributeValue", {}, escapeXmlText(String(value)));
}

/** SAML core, section 2.7.3.1.1: null is an empty AttributeValue marked `xsi:nil`. */
const NIL = buildElement("saml:AttributeValue", { "xmlns:xsi": NAMESPACE.schemaInstance, "xsi:nil": "true" });
