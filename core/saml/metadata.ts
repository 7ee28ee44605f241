import { X509Certificate } from "node:crypto";
import { RehearsalError } from "../errors.ts";
import { buildElement, transportForm } from "./canonical.ts";
import { BINDING, NAME_ID_FORMAT, NAMESPACE, type NameIdFormatName } from "./names.ts";
import { buildKeyInfo } from "./signature.ts";
import { child, childrenNamed, escapeXmlText, parseXmlDocument, type XmlElement } from "./xml.ts";

/** Metadata of SAML 2.0 entities (SAML metadata). */

/** What an identity provider publishes. */
export interface IdpMetadataInput {
  readonly entityId: string;
  /** Single sign-on service, HTTP-Redirect. */
  readonly ssoUrl: string;
  /** PEM; several at once during a rollover. The first is the one in use. */
  readonly certificates: readonly string[];
  readonly nameIdFormats: readonly NameIdFormatName[];
  /** Single logout service, HTTP-Redirect and HTTP-POST. */
  readonly sloUrl?: string;
}

/** What an application publishes. */
export interface SpMetadataInput {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly signRequests: boolean;
  /** PEM: verifies its requests, and encrypts assertions for it. */
  readonly certificate?: string;
  readonly wantAssertionsSigned: boolean;
  readonly nameIdFormat?: NameIdFormatName;
  /** Single logout service: `browser` for HTTP-Redirect and HTTP-POST, `soap` for requests that come directly. */
  readonly slo?: { readonly browser: string; readonly soap: string };
}

/** What an application needs to know about an identity provider. */
export interface IdpMetadata {
  readonly entityId: string;
  /** Single sign-on service, HTTP-Redirect. */
  readonly ssoUrl: string;
  /** Single logout service, HTTP-Redirect; absent: it offers none. */
  readonly sloUrl?: string;
  /** PEM; those for signing, and those for any use. */
  readonly certificates: readonly string[];
}

/** The identity provider's metadata as XML. */
export function buildIdpMetadata(input: IdpMetadataInput): string {
  const keys = input.certificates.map((pem) => buildKeyDescriptor(pem, "signing"));
  const formats = input.nameIdFormats.map(buildNameIdFormat);
  const service = buildElement("md:SingleSignOnService", { Binding: BINDING.redirect, Location: input.ssoUrl });
  const role = buildElement(
    "md:IDPSSODescriptor",
    { protocolSupportEnumeration: NAMESPACE.protocol },
    [...keys, ...buildLogoutServices(input.sloUrl), ...formats, service].join(""),
  );
  return buildEntity(input.entityId, role);
}

/** The application's metadata as XML. */
export function buildSpMetadata(input: SpMetadataInput): string {
  const key = input.certificate === undefined ? "" : buildKeyDescriptor(input.certificate, undefined);
  const format = input.nameIdFormat === undefined ? "" : buildNameIdFormat(input.nameIdFormat);
  const service = buildElement("md:AssertionConsumerService", {
    Binding: BINDING.post,
    Location: input.acsUrl,
    index: "0",
    isDefault: "true",
  });
  const role = buildElement(
    "md:SPSSODescriptor",
    {
      AuthnRequestsSigned: String(input.signRequests),
      WantAssertionsSigned: String(input.wantAssertionsSigned),
      protocolSupportEnumeration: NAMESPACE.protocol,
    },
    [key, ...buildLogoutServices(input.slo?.browser, input.slo?.soap), format, service].join(""),
  );
  return buildEntity(input.entityId, role);
}

/**
 * Reads an identity provider's metadata. Throws a RehearsalError: `SAML_METADATA_XML`, `SAML_METADATA_TYPE`,
 * `SAML_METADATA_ENTITY_ID`, `SAML_METADATA_ROLE`, `SAML_METADATA_SSO` or `SAML_METADATA_CERTIFICATE`.
 */
export function parseIdpMetadata(xml: string): IdpMetadata {
  const entity = parseEntity(xml);
  const role = childrenNamed(entity, NAMESPACE.metadata, "IDPSSODescriptor").find(speaksSaml2);
  if (role === undefined) {
    throw new RehearsalError("SAML_METADATA_ROLE", "The metadata describes no identity provider that speaks SAML 2.0.");
  }
  const entityId = entity.attributes.entityID ?? "";
  if (entityId === "") throw new RehearsalError("SAML_METADATA_ENTITY_ID", "The metadata has no entityID.");
  const sloUrl = parseSloUrl(role);
  return {
    entityId,
    ssoUrl: parseSsoUrl(role),
    certificates: parseCertificates(role),
    ...(sloUrl === undefined ? {} : { sloUrl }),
  };
}

function buildEntity(entityID: string, role: string): string {
  const xml = buildElement("md:EntityDescriptor", { "xmlns:md": NAMESPACE.metadata, entityID }, role);
  return transportForm(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`);
}

/** Without `use` a key serves for signing and for encryption (SAML metadata, section 2.4.1.1). */
function buildKeyDescriptor(pem: string, use: "signing" | undefined): string {
  return buildElement("md:KeyDescriptor", { use }, buildKeyInfo(pem, { "xmlns:ds": NAMESPACE.signature }));
}

/** Before the NameID formats, as the schema wants them (SAML metadata, section 2.4.2). */
function buildLogoutServices(browser: string | undefined, soap?: string): readonly string[] {
  const services: readonly (readonly [string, string | undefined])[] = [
    [BINDING.redirect, browser],
    [BINDING.post, browser],
    [BINDING.soap, soap],
  ];
  return services.flatMap(([Binding, Location]) =>
    Location === undefined ? [] : [buildElement("md:SingleLogoutService", { Binding, Location })],
  );
}

function buildNameIdFormat(format: NameIdFormatName): string {
  return buildElement("md:NameIDFormat", {}, escapeXmlText(NAME_ID_FORMAT[format]));
}

function parseEntity(xml: string): XmlElement {
  const root = parseDocument(xml);
  if (root.namespace === NAMESPACE.metadata && root.localName === "EntityDescriptor") return root;
  throw new RehearsalError(
    "SAML_METADATA_TYPE",
    `The document is a ${root.localName}, not an EntityDescriptor of SAML 2.0.`,
  );
}

function parseDocument(xml: string): XmlElement {
  try {
    return parseXmlDocument(xml);
  } catch (error) {
    if (error instanceof RehearsalError) throw new RehearsalError("SAML_METADATA_XML", error.message);
    throw error;
  }
}

function speaksSaml2(role: XmlElement): boolean {
  return (role.attributes.protocolSupportEnumeration ?? "").split(/\s+/).includes(NAMESPACE.protocol);
}

function parseSsoUrl(role: XmlElement): string {
  const services = childrenNamed(role, NAMESPACE.metadata, "SingleSignOnService");
  const location = services.find((service) => service.attributes.Binding === BINDING.redirect)?.attributes.Location;
  if (location !== undefined && isHttpUrl(location)) return location;
  throw new RehearsalError(
    "SAML_METADATA_SSO",
    "The metadata names no SingleSignOnService for HTTP-Redirect with an http or https URL.",
  );
}

/** Without HTTP-Redirect, there is no way to it from here. */
function parseSloUrl(role: XmlElement): string | undefined {
  const services = childrenNamed(role, NAMESPACE.metadata, "SingleLogoutService");
  const location = services.find((service) => service.attributes.Binding === BINDING.redirect)?.attributes.Location;
  return location !== undefined && isHttpUrl(location) ? location : undefined;
}

/** A browser is sent there, so that no other scheme will do. */
function isHttpUrl(location: string): boolean {
  return /^https?:\/\//i.test(location) && URL.canParse(location);
}

function parseCertificates(role: XmlElement): readonly string[] {
  const certificates = childrenNamed(role, NAMESPACE.metadata, "KeyDescriptor")
    .filter(({ attributes }) => attributes.use === undefined || attributes.use === "signing")
    .map((descriptor) => child(descriptor, NAMESPACE.signature, "KeyInfo"))
    .flatMap((keyInfo) => childrenNamed(keyInfo, NAMESPACE.signature, "X509Data"))
    .flatMap((data) => childrenNamed(data, NAMESPACE.signature, "X509Certificate"))
    .map((certificate) => parseCertificate(certificate.text));
  if (certificates.length > 0) return certificates;
  throw new RehearsalError("SAML_METADATA_CERTIFICATE", "The metadata has no certificate for signing.");
}

function parseCertificate(base64: string): string {
  const lines = base64.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  try {
    new X509Certificate(pem);
    return pem;
  } catch {
    throw new RehearsalError("SAML_METADATA_CERTIFICATE", "The metadata has an X509Certificate that cannot be read.");
  }
}
