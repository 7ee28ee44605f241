import type { ApplicationAddresses, IdentityProviderAddresses, LiveAddresses } from "../../core/contract/live.ts";

/** One value that a client is set up with. A secret is shown when somebody asks for it. */
export interface AddressRow {
  readonly label: string;
  readonly value: string;
  readonly kind: "plain" | "secret" | "certificate";
}

/** The values of one party, or of what stands beside them. */
export interface AddressGroup {
  /** `idp:acme-id`, `app:jira`, `control`. */
  readonly id: string;
  readonly name: string;
  readonly kind: "Identity provider" | "Application" | "For test suites";
  readonly rows: readonly AddressRow[];
}

/** Every address, token and certificate, party by party, in the order of the workspace. */
export function groupAddresses({ identityProviders, applications, control }: LiveAddresses): readonly AddressGroup[] {
  return [
    ...identityProviders.map(groupOfProvider),
    ...applications.map(groupOfApplication),
    ...(control === undefined ? [] : [groupOfControl(control)]),
  ];
}

function groupOfControl({ resetUrl }: NonNullable<LiveAddresses["control"]>): AddressGroup {
  return { id: "control", name: "Reset", kind: "For test suites", rows: row("POST to", resetUrl) };
}

function groupOfProvider({ id, name, saml, oidc }: IdentityProviderAddresses): AddressGroup {
  const rows = [
    ...row("SAML sign-on URL", saml.ssoUrl),
    ...row("SAML metadata URL", saml.metadataUrl),
    ...row("SAML entityID", saml.entityId),
    ...row("SAML certificate", saml.certificate, "certificate"),
    ...row("OpenID issuer", oidc.issuer),
  ];
  return { id: `idp:${id}`, name, kind: "Identity provider", rows };
}

function groupOfApplication(application: ApplicationAddresses): AddressGroup {
  const { id, name, loginUrl, acsUrl, entityId, metadataUrl, oidc, scim } = application;
  const rows = [
    ...row("Log in at", loginUrl),
    ...row("SAML ACS URL", acsUrl),
    ...row("SAML entityID", entityId),
    ...row("SAML metadata URL", metadataUrl),
    ...row("Client id", oidc?.clientId),
    ...row("Client secret", oidc?.clientSecret, "secret"),
    ...row("Client proves itself by", oidc?.clientAuthentication),
    ...row("Redirect URI", oidc?.redirectUri),
    ...row("SCIM base URL", scim?.baseUrl),
    ...row("SCIM bearer token", scim?.token, "secret"),
  ];
  return { id: `app:${id}`, name, kind: "Application", rows };
}

function row(label: string, value: string | undefined, kind: AddressRow["kind"] = "plain"): readonly AddressRow[] {
  return value === undefined ? [] : [{ label, value, kind }];
}
