import { RehearsalError } from "../errors.ts";
import { isoSeconds } from "../time.ts";
import { buildElement, transportForm } from "./canonical.ts";
import { parseDateTime } from "./date-time.ts";
import { NAMESPACE } from "./names.ts";
import { child, childrenNamed, escapeXmlText, parseXmlDocument, type XmlElement } from "./xml.ts";

/** How the authentication must compare with the contexts named (SAML core, section 3.3.2.2.1). */
export type AuthnContextComparison = "exact" | "minimum" | "maximum" | "better";

/** RequestedAuthnContext. `classes` is empty where the sender names declarations instead. */
export interface RequestedAuthnContext {
  readonly comparison: AuthnContextComparison;
  readonly classes: readonly string[];
}

/** An AuthnRequest (SAML core, section 3.4.1). */
export interface AuthnRequest {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly issueInstant: number;
  /** entityID of the application. */
  readonly issuer: string;
  readonly destination?: string;
  readonly acsUrl?: string;
  readonly acsIndex?: number;
  readonly protocolBinding?: string;
  readonly nameIdPolicy?: {
    /** URI. */
    readonly format?: string;
    readonly spNameQualifier?: string;
    readonly allowCreate?: boolean;
  };
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly requestedAuthnContext?: RequestedAuthnContext;
  /** True: it asks for one particular person with a Subject. Only ever read. */
  readonly namesSubject?: boolean;
  /** True: there is a Signature in the XML itself, which HTTP-Redirect leaves no room for. Only ever read. */
  readonly envelopedSignature?: boolean;
}

/** The AuthnRequest as XML. Not signed: with HTTP-Redirect the URL is. */
export function buildAuthnRequest(request: AuthnRequest): string {
  const attributes = {
    "xmlns:samlp": NAMESPACE.protocol,
    AssertionConsumerServiceIndex: request.acsIndex?.toString(),
    AssertionConsumerServiceURL: request.acsUrl,
    Destination: request.destination,
    ForceAuthn: request.forceAuthn ? "true" : undefined,
    ID: request.id,
    IsPassive: request.isPassive ? "true" : undefined,
    IssueInstant: isoSeconds(request.issueInstant),
    ProtocolBinding: request.protocolBinding,
    Version: "2.0",
  };
  const issuer = buildElement("saml:Issuer", { "xmlns:saml": NAMESPACE.assertion }, escapeXmlText(request.issuer));
  const content = issuer + buildNameIdPolicy(request) + buildRequestedAuthnContext(request);
  return transportForm(buildElement("samlp:AuthnRequest", attributes, content));
}

/**
 * Reads an AuthnRequest. Throws a RehearsalError: `SAML_REQUEST_XML`, `SAML_REQUEST_TYPE`, `SAML_REQUEST_VERSION`,
 * `SAML_REQUEST_ID`, `SAML_REQUEST_ISSUE_INSTANT`, `SAML_REQUEST_ISSUER` or `SAML_REQUEST_VALUE`.
 */
export function parseAuthnRequest(xml: string): AuthnRequest {
  const element = parseMessage(xml);
  const { attributes } = element;
  if (element.namespace !== NAMESPACE.protocol || element.localName !== "AuthnRequest") {
    throw new RehearsalError(
      "SAML_REQUEST_TYPE",
      `The message is <${element.localName}>, not an AuthnRequest of SAML 2.0.`,
    );
  }
  if (attributes.Version !== "2.0") {
    throw new RehearsalError("SAML_REQUEST_VERSION", `Version is ${show(attributes.Version)}; only "2.0" is spoken.`);
  }
  const nameIdPolicy = parseNameIdPolicy(child(element, NAMESPACE.protocol, "NameIDPolicy"));
  const requestedAuthnContext = parseRequestedAuthnContext(child(element, NAMESPACE.protocol, "RequestedAuthnContext"));
  const acsIndex = parseIndex(attributes.AssertionConsumerServiceIndex);
  return {
    id: parseId(attributes.ID),
    issueInstant: parseIssueInstant(attributes.IssueInstant),
    issuer: parseIssuer(child(element, NAMESPACE.assertion, "Issuer")),
    ...member("destination", attributes.Destination),
    ...member("acsUrl", attributes.AssertionConsumerServiceURL),
    ...member("acsIndex", acsIndex),
    ...member("protocolBinding", attributes.ProtocolBinding),
    ...member("nameIdPolicy", nameIdPolicy),
    forceAuthn: parseBoolean("ForceAuthn", attributes.ForceAuthn) ?? false,
    isPassive: parseBoolean("IsPassive", attributes.IsPassive) ?? false,
    ...member("requestedAuthnContext", requestedAuthnContext),
    ...(child(element, NAMESPACE.assertion, "Subject") === undefined ? {} : { namesSubject: true }),
    ...(child(element, NAMESPACE.signature, "Signature") === undefined ? {} : { envelopedSignature: true }),
  };
}

function buildNameIdPolicy({ nameIdPolicy }: AuthnRequest): string {
  if (nameIdPolicy === undefined) return "";
  return buildElement("samlp:NameIDPolicy", {
    AllowCreate: nameIdPolicy.allowCreate?.toString(),
    Format: nameIdPolicy.format,
    SPNameQualifier: nameIdPolicy.spNameQualifier,
  });
}

function buildRequestedAuthnContext({ requestedAuthnContext }: AuthnRequest): string {
  if (requestedAuthnContext === undefined) return "";
  const classes = requestedAuthnContext.classes.map((name) =>
    buildElement("saml:AuthnContextClassRef", { "xmlns:saml": NAMESPACE.assertion }, escapeXmlText(name)),
  );
  return buildElement(
    "samlp:RequestedAuthnContext",
    { Comparison: requestedAuthnContext.comparison },
    classes.join(""),
  );
}

function parseMessage(xml: string): XmlElement {
  try {
    return parseXmlDocument(xml);
  } catch (error) {
    if (error instanceof RehearsalError) throw new RehearsalError("SAML_REQUEST_XML", error.message);
    throw error;
  }
}

function parseNameIdPolicy(element: XmlElement | undefined): AuthnRequest["nameIdPolicy"] {
  if (element === undefined) return undefined;
  const { Format, SPNameQualifier, AllowCreate } = element.attributes;
  return {
    ...member("format", Format),
    ...member("spNameQualifier", SPNameQualifier),
    ...member("allowCreate", parseBoolean("AllowCreate", AllowCreate)),
  };
}

function parseRequestedAuthnContext(element: XmlElement | undefined): RequestedAuthnContext | undefined {
  if (element === undefined) return undefined;
  const comparison = element.attributes.Comparison ?? "exact";
  if (!isComparison(comparison)) {
    throw new RehearsalError(
      "SAML_REQUEST_VALUE",
      `Comparison is ${show(comparison)}; it must be exact, minimum, maximum or better.`,
    );
  }
  const classes = childrenNamed(element, NAMESPACE.assertion, "AuthnContextClassRef").map((each) => each.text.trim());
  return { comparison, classes };
}

function isComparison(value: string): value is AuthnContextComparison {
  return value === "exact" || value === "minimum" || value === "maximum" || value === "better";
}

/** `xs:ID`: it is written back as InResponseTo, and into the trace. */
function parseId(value: string | undefined): string {
  if (value !== undefined && /^[\p{L}_][\p{L}\p{N}._-]{0,255}$/u.test(value)) return value;
  throw new RehearsalError(
    "SAML_REQUEST_ID",
    `ID is ${show(value)}; it must be an xs:ID of at most 256 characters, beginning with a letter or _.`,
  );
}

function parseIssueInstant(value: string | undefined): number {
  const instant = value === undefined ? undefined : parseDateTime(value);
  if (instant !== undefined) return instant;
  throw new RehearsalError(
    "SAML_REQUEST_ISSUE_INSTANT",
    `IssueInstant is ${show(value)}; it must be a time in UTC such as 2026-03-02T09:00:00Z.`,
  );
}

function parseIssuer(element: XmlElement | undefined): string {
  const issuer = element?.text.trim() ?? "";
  if (issuer !== "") return issuer;
  throw new RehearsalError(
    "SAML_REQUEST_ISSUER",
    "The AuthnRequest names no Issuer, so nobody knows which application asks.",
  );
}

function parseIndex(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,5}$/.test(value)) return Number(value);
  throw new RehearsalError(
    "SAML_REQUEST_VALUE",
    `AssertionConsumerServiceIndex is ${show(value)}; it must be a number.`,
  );
}

/** `xs:boolean`. */
function parseBoolean(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new RehearsalError("SAML_REQUEST_VALUE", `${name} is ${show(value)}; it must be true or false.`);
}

/** The member, or nothing at all where it is absent. */
function member<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}

function show(value: string | undefined): string {
  return value === undefined ? "absent" : JSON.stringify(value.slice(0, 200));
}
