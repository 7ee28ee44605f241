import type { Connection } from "../idp/identity-provider.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import type { Application } from "../sp/application.ts";
import type { ApplicationPlan } from "./application.ts";

/** The application as its identity provider knows it: assigned to groups, with every claim that it reads. */
export function buildConnection(plan: ApplicationPlan, application: Application): Connection {
  const { kind, department } = plan;
  const groups = kind.departmentOnly === true ? [department.group] : [...kind.groups, department.group];
  return {
    application: application.id,
    assignment: { required: true, users: [], groups: [...new Set(groups)] },
    ...(application.saml === undefined ? {} : { saml: buildSaml(application.saml) }),
    ...(application.oidc === undefined ? {} : { oidc: buildOidc(application.oidc) }),
  };
}

/** Claim, its scope, and the attribute of the person that it holds. Named as OpenID Connect Core does, section 5.1. */
const CLAIMS: readonly (readonly [claim: string, scope: "profile" | "email", attribute: string])[] = [
  ["preferred_username", "profile", "userName"],
  ["name", "profile", "displayName"],
  ["given_name", "profile", "givenName"],
  ["family_name", "profile", "surname"],
  ["email", "email", "mail"],
  ["email_verified", "email", "emailVerified"],
  ["department", "profile", "department"],
  ["title", "profile", "jobTitle"],
  ["employee_number", "profile", "employeeId"],
  ["manager", "profile", "manager"],
];

function buildClaims(signOn: "saml" | "oidc"): ClaimMapping[] {
  const scoped = <Scope>(scope: Scope) => (signOn === "oidc" ? { scope } : {});
  return [
    ...CLAIMS.map(
      ([claim, scope, attribute]): ClaimMapping => ({
        id: claim,
        claim,
        ...scoped(scope),
        source: { kind: "attribute", attribute },
      }),
    ),
    { id: "groups", claim: "groups", ...scoped("groups" as const), source: { kind: "groups", emit: "name" } },
  ];
}

const SIGNED = {
  assertionSigned: "assertion",
  responseSigned: "response",
  bothSigned: "both",
  eitherSigned: "assertion",
} as const;

function buildSaml(saml: NonNullable<Application["saml"]>): NonNullable<Connection["saml"]> {
  return {
    entityId: saml.entityId,
    acsUrls: [saml.acsUrl],
    nameId: { format: "unspecified", source: { kind: "attribute", attribute: "userName" } },
    allowedNameIdFormats: [],
    sign: SIGNED[saml.want],
    requireSignedRequests: saml.signRequests,
    requestCertificates: saml.signRequests && saml.key !== undefined ? [saml.key.certificate] : [],
    assertionLifetimeSeconds: 300,
    claims: buildClaims("saml"),
  };
}

function buildOidc(oidc: NonNullable<Application["oidc"]>): NonNullable<Connection["oidc"]> {
  return {
    clientId: oidc.clientId,
    clientAuthentication: oidc.clientAuthentication,
    redirectUris: [oidc.redirectUri],
    requirePkce: oidc.pkce,
    idTokenAlgorithm: "RS256",
    subject: "public",
    scopes: ["openid", "profile", "email", "groups"],
    codeLifetimeSeconds: 60,
    tokenLifetimeSeconds: 3600,
    claims: buildClaims("oidc"),
  };
}
