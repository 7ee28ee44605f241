/** Identifiers that SAML 2.0 and XML Signature define. */

export const NAMESPACE = {
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  soap: "http://schemas.xmlsoap.org/soap/envelope/",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
  schemaInstance: "http://www.w3.org/2001/XMLSchema-instance",
} as const;

/** SAML core, section 8.3. */
export const NAME_ID_FORMAT = {
  unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
  emailAddress: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
} as const;

export type NameIdFormatName = keyof typeof NAME_ID_FORMAT;

/** SAML core, section 3.2.2.2. */
export const STATUS = {
  success: "urn:oasis:names:tc:SAML:2.0:status:Success",
  requester: "urn:oasis:names:tc:SAML:2.0:status:Requester",
  responder: "urn:oasis:names:tc:SAML:2.0:status:Responder",
  versionMismatch: "urn:oasis:names:tc:SAML:2.0:status:VersionMismatch",
  authnFailed: "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed",
  invalidNameIdPolicy: "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy",
  noAuthnContext: "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext",
  partialLogout: "urn:oasis:names:tc:SAML:2.0:status:PartialLogout",
  noPassive: "urn:oasis:names:tc:SAML:2.0:status:NoPassive",
  requestDenied: "urn:oasis:names:tc:SAML:2.0:status:RequestDenied",
  requestUnsupported: "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported",
  unsupportedBinding: "urn:oasis:names:tc:SAML:2.0:status:UnsupportedBinding",
} as const;

/** Authentication contexts that the identity provider can meet, from weak to strong (SAML authn-context, section 3.4). */
export const AUTHN_CONTEXT = {
  passwordProtectedTransport: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
  /** REFEDS MFA profile, https://refeds.org/profile/mfa */
  multiFactor: "https://refeds.org/profile/mfa",
} as const;

/** Why a session ends (SAML core, section 3.7.3). */
export const LOGOUT_REASON = {
  user: "urn:oasis:names:tc:SAML:2.0:logout:user",
  admin: "urn:oasis:names:tc:SAML:2.0:logout:admin",
} as const;

/** SAML profiles, section 3. */
export const CONFIRMATION_METHOD = {
  bearer: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
} as const;

export const BINDING = {
  redirect: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
  post: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
  soap: "urn:oasis:names:tc:SAML:2.0:bindings:SOAP",
} as const;

export const ALGORITHM = {
  rsaSha256: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  rsaSha1: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  rsaSha512: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  sha256: "http://www.w3.org/2001/04/xmlenc#sha256",
  sha512: "http://www.w3.org/2001/04/xmlenc#sha512",
  exclusiveCanonical: "http://www.w3.org/2001/10/xml-exc-c14n#",
  envelopedSignature: "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
  aes256Gcm: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  rsaOaep: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  encryptedElement: "http://www.w3.org/2001/04/xmlenc#Element",
} as const;
