import { NAMESPACE } from "./names.ts";
import { child, childrenNamed, type XmlElement } from "./xml.ts";

/** An address in metadata, with how it is reached. */
export interface MetadataEndpoint {
  /** URI of the binding. */
  readonly binding: string;
  readonly location: string;
  readonly isDefault: boolean;
}

/** An attribute that a service provider asks for (SAML metadata, section 2.4.4.2). */
export interface RequestedAttribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  readonly required: boolean;
}

/** What one role of an entity says of itself. Certificates are base64 as they stand, without white space. */
export interface MetadataRole {
  readonly signing: readonly string[];
  readonly encryption: readonly string[];
  readonly nameIdFormats: readonly string[];
  readonly logout: readonly MetadataEndpoint[];
  /** SingleSignOnService of an identity provider, AssertionConsumerService of a service provider. */
  readonly services: readonly MetadataEndpoint[];
  readonly requested: readonly RequestedAttribute[];
  /** AuthnRequestsSigned of a service provider, WantAuthnRequestsSigned of an identity provider. */
  readonly requestsSigned: boolean;
  readonly wantsAssertionsSigned: boolean;
}

/** An entity as its metadata describes it (SAML metadata, section 2.3.2). */
export interface MetadataEntity {
  readonly entityId: string;
  readonly idp?: MetadataRole;
  readonly sp?: MetadataRole;
  /** Whether there is a signature over it or around it. It is not checked here. */
  readonly signed: boolean;
}

/** Every entity of a metadata document; empty where it is none. */
export function readMetadata(root: XmlElement): readonly MetadataEntity[] {
  return entitiesIn(root).map((entity) => ({
    entityId: entity.attributes.entityID ?? "",
    signed: isSigned(entity) || isSigned(root),
    ...roleNamed(entity, "IDPSSODescriptor", "idp", "SingleSignOnService"),
    ...roleNamed(entity, "SPSSODescriptor", "sp", "AssertionConsumerService"),
  }));
}

/** The reader of XML limits how deep they nest. */
function entitiesIn(element: XmlElement): readonly XmlElement[] {
  if (element.namespace !== NAMESPACE.metadata) return [];
  if (element.localName === "EntityDescriptor") return [element];
  return element.localName === "EntitiesDescriptor" ? element.children.flatMap(entitiesIn) : [];
}

function isSigned(element: XmlElement): boolean {
  return child(element, NAMESPACE.signature, "Signature") !== undefined;
}

function roleNamed(entity: XmlElement, name: string, member: "idp" | "sp", service: string) {
  const role = childrenNamed(entity, NAMESPACE.metadata, name).find(speaksSaml2);
  return role === undefined ? {} : { [member]: readRole(role, service) };
}

function speaksSaml2(role: XmlElement): boolean {
  return (role.attributes.protocolSupportEnumeration ?? "").split(/\s+/).includes(NAMESPACE.protocol);
}

function readRole(role: XmlElement, service: string): MetadataRole {
  const { AuthnRequestsSigned, WantAuthnRequestsSigned, WantAssertionsSigned } = role.attributes;
  return {
    signing: certificatesFor(role, "signing"),
    encryption: certificatesFor(role, "encryption"),
    nameIdFormats: named(role, "NameIDFormat").map(({ text }) => text.trim()),
    logout: named(role, "SingleLogoutService").map(readEndpoint),
    services: named(role, service).map(readEndpoint),
    requested: named(role, "AttributeConsumingService").flatMap((each) =>
      named(each, "RequestedAttribute").map(readRequested),
    ),
    requestsSigned: isTrue(AuthnRequestsSigned) || isTrue(WantAuthnRequestsSigned),
    wantsAssertionsSigned: isTrue(WantAssertionsSigned),
  };
}

function named(parent: XmlElement, name: string): readonly XmlElement[] {
  return childrenNamed(parent, NAMESPACE.metadata, name);
}

function readEndpoint({ attributes }: XmlElement): MetadataEndpoint {
  const { Binding = "", Location = "", isDefault } = attributes;
  return { binding: Binding, location: Location, isDefault: isTrue(isDefault) };
}

function readRequested({ attributes }: XmlElement): RequestedAttribute {
  const { Name = "", NameFormat, FriendlyName, isRequired } = attributes;
  return {
    name: Name,
    ...(NameFormat === undefined ? {} : { nameFormat: NameFormat }),
    ...(FriendlyName === undefined ? {} : { friendlyName: FriendlyName }),
    required: isTrue(isRequired),
  };
}

/** A key without `use` serves for both (SAML metadata, section 2.4.1.1). */
function certificatesFor(role: XmlElement, use: "signing" | "encryption"): readonly string[] {
  return named(role, "KeyDescriptor")
    .filter(({ attributes }) => attributes.use === undefined || attributes.use === use)
    .flatMap((descriptor) => childrenNamed(descriptor, NAMESPACE.signature, "KeyInfo"))
    .flatMap((keyInfo) => childrenNamed(keyInfo, NAMESPACE.signature, "X509Data"))
    .flatMap((data) => childrenNamed(data, NAMESPACE.signature, "X509Certificate"))
    .map(({ text }) => text.replace(/\s+/g, ""));
}

function isTrue(text: string | undefined): boolean {
  return text === "true" || text === "1";
}
