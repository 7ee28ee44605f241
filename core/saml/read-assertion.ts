import { type Attributes, type AttributeValue, isSafeName, type Scalar } from "../attribute-value.ts";
import { NAMESPACE } from "./names.ts";
import { childrenNamed, type XmlElement } from "./xml.ts";

/** An Assertion picked apart, as it stands there (SAML core, section 2.3.3). Only ever made from verified bytes. */
export interface ReceivedAssertion {
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly issuers: readonly string[];
  readonly nameIds: readonly ReceivedNameId[];
  readonly confirmations: readonly SubjectConfirmation[];
  readonly conditions: readonly ReceivedConditions[];
  readonly authnStatements: readonly ReceivedAuthnStatement[];
  readonly attributes: readonly ReceivedAttribute[];
}

/** SAML core, section 2.2.3. */
export interface ReceivedNameId {
  readonly value: string;
  readonly format: string | undefined;
  readonly nameQualifier: string | undefined;
  readonly spNameQualifier: string | undefined;
}

/** SAML core, section 2.4.1.1, with its SubjectConfirmationData. */
export interface SubjectConfirmation {
  readonly method: string | undefined;
  readonly hasData: boolean;
  readonly notBefore: string | undefined;
  readonly notOnOrAfter: string | undefined;
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
}

/** SAML core, section 2.5.1. `unknown` are conditions that we do not understand, by element name. */
export interface ReceivedConditions {
  readonly notBefore: string | undefined;
  readonly notOnOrAfter: string | undefined;
  /** One list for each AudienceRestriction: one of each must be the application. */
  readonly audiences: readonly (readonly string[])[];
  readonly unknown: readonly string[];
}

/** SAML core, section 2.7.2. */
export interface ReceivedAuthnStatement {
  readonly sessionIndex: string | undefined;
  readonly sessionNotOnOrAfter: string | undefined;
  readonly authnContext: string | undefined;
}

/** SAML core, section 2.7.3.1. A value is null where `xsi:nil` says so. */
export interface ReceivedAttribute {
  readonly name: string | undefined;
  readonly values: readonly (string | null)[];
}

/** Conditions that a service provider may go by without doing more than we do: OneTimeUse is the replay check. */
const KNOWN_CONDITIONS: ReadonlySet<string> = new Set(["AudienceRestriction", "OneTimeUse", "ProxyRestriction"]);

/** Picks an Assertion apart. */
export function readAssertion(assertion: XmlElement): ReceivedAssertion {
  const subjects = named(assertion, "Subject");
  return {
    id: assertion.attributes.ID,
    version: assertion.attributes.Version,
    issuers: named(assertion, "Issuer").map(({ text }) => text),
    nameIds: subjects.flatMap((subject) => named(subject, "NameID").map(readNameId)),
    confirmations: subjects.flatMap((subject) => named(subject, "SubjectConfirmation").map(readConfirmation)),
    conditions: named(assertion, "Conditions").map(readConditions),
    authnStatements: named(assertion, "AuthnStatement").map(readAuthnStatement),
    attributes: named(assertion, "AttributeStatement").flatMap((statement) =>
      named(statement, "Attribute").map(readAttribute),
    ),
  };
}

/**
 * The claims: Attributes of the same Name are one claim with the values of all of them. Names that JavaScript reserves
 * are left out; the rule about attributes refuses them before.
 */
export function claimsOf(attributes: readonly ReceivedAttribute[]): Attributes {
  const values = new Map<string, (string | null)[]>();
  for (const { name, values: more } of attributes) {
    if (name !== undefined && isSafeName(name)) values.set(name, [...(values.get(name) ?? []), ...more]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, claimValue(all)]));
}

/** One value is a scalar, several are a list. A null among several says nothing and is left out. */
function claimValue(values: readonly (string | null)[]): AttributeValue {
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0) return first;
  return values.filter((value): value is Scalar & string => value !== null);
}

function named(parent: XmlElement, name: string): readonly XmlElement[] {
  return childrenNamed(parent, NAMESPACE.assertion, name);
}

function readNameId(nameId: XmlElement): ReceivedNameId {
  return {
    value: nameId.text,
    format: nameId.attributes.Format,
    nameQualifier: nameId.attributes.NameQualifier,
    spNameQualifier: nameId.attributes.SPNameQualifier,
  };
}

function readConfirmation(confirmation: XmlElement): SubjectConfirmation {
  const [data] = named(confirmation, "SubjectConfirmationData");
  return {
    method: confirmation.attributes.Method,
    hasData: data !== undefined,
    notBefore: data?.attributes.NotBefore,
    notOnOrAfter: data?.attributes.NotOnOrAfter,
    recipient: data?.attributes.Recipient,
    inResponseTo: data?.attributes.InResponseTo,
  };
}

function readConditions(conditions: XmlElement): ReceivedConditions {
  return {
    notBefore: conditions.attributes.NotBefore,
    notOnOrAfter: conditions.attributes.NotOnOrAfter,
    audiences: named(conditions, "AudienceRestriction").map((restriction) =>
      named(restriction, "Audience").map(({ text }) => text),
    ),
    unknown: conditions.children
      .filter(({ namespace, localName }) => namespace !== NAMESPACE.assertion || !KNOWN_CONDITIONS.has(localName))
      .map(({ localName }) => localName),
  };
}

function readAuthnStatement(statement: XmlElement): ReceivedAuthnStatement {
  const contexts = named(statement, "AuthnContext");
  const [classRef] = contexts.flatMap((context) => named(context, "AuthnContextClassRef"));
  return {
    sessionIndex: statement.attributes.SessionIndex,
    sessionNotOnOrAfter: statement.attributes.SessionNotOnOrAfter,
    authnContext: classRef?.text,
  };
}

function readAttribute(attribute: XmlElement): ReceivedAttribute {
  return { name: attribute.attributes.Name, values: named(attribute, "AttributeValue").map(readValue) };
}

/** XML Schema part 1, section 2.6.2: nil is no value at all, whereas an empty element is an empty text. */
function readValue(value: XmlElement): string | null {
  const nil = value.attributes[`{${NAMESPACE.schemaInstance}}nil`];
  return nil === "true" || nil === "1" ? null : textOf(value);
}

/** A value that holds elements, such as the NameID of eduPersonTargetedID, is read as their text. */
function textOf(value: XmlElement): string {
  return value.children.length === 0 ? value.text : value.children.map(textOf).join(" ");
}
