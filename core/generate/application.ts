import type { AttributeMapping } from "../mapping/attribute-mapping.ts";
import type { Application } from "../sp/application.ts";
import { buildScimSettings } from "../sp/default-scim.ts";
import { APPLICATION_KINDS, APPLICATION_NAMES, type ApplicationKind } from "./application-kinds.ts";
import type { Draw } from "./draw.ts";
import { DEPARTMENTS, type Department } from "./names.ts";

/** An application that is to be made. */
export interface ApplicationPlan {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly kind: ApplicationKind;
  /** The one that its rules, or its assignment, speak of. */
  readonly department: Department;
}

/** The applications, so many of them, each kind in turn. */
export function planApplications(count: number, draw: Draw): readonly ApplicationPlan[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / APPLICATION_NAMES.length);
    const name = `${APPLICATION_NAMES[index % APPLICATION_NAMES.length]}${round === 0 ? "" : ` ${round + 1}`}`;
    const id = name.toLowerCase().replaceAll(" ", "-");
    const kind = APPLICATION_KINDS[index % APPLICATION_KINDS.length];
    if (kind === undefined) throw new TypeError("There is no kind of application.");
    return { id, name, origin: `https://${id}.test`, kind, department: draw.pick(DEPARTMENTS) };
  });
}

/** The identity provider, as far as an application must know it. */
export interface TrustedProvider {
  readonly origin: string;
  readonly entityId: string;
}

/**
 * An application with nobody in it yet. `certificate` stands for the one of its key, where it needs one.
 */
export function buildApplication(plan: ApplicationPlan, provider: TrustedProvider, certificate: string): Application {
  const { id, name, origin, kind, department } = plan;
  const accountAttributes = buildAttributes(kind);
  return {
    id,
    name,
    origin,
    signOn: kind.signOn,
    ...(kind.signOn === "saml"
      ? { saml: buildSaml(plan, provider, certificate) }
      : { oidc: buildOidc(plan, provider) }),
    sessionMinutes: 480,
    accountAttributes,
    roles: [
      { id: "member", name: "Member" },
      { id: "specialist", name: `${department.name} specialist` },
      { id: "lead", name: "Lead" },
      { id: "admin", name: "Administrator", privileged: true },
    ],
    mappings: buildMappings(accountAttributes),
    roleRules: kind.roleRules(department.name),
    jit: { ...JIT, ...kind.jit },
    ...(kind.scim === undefined ? {} : { scim: { ...buildScimSettings({ accountAttributes }), ...kind.scim } }),
    accounts: [],
    note: { kind: "assumption", text: `Made up: ${kind.id}.` },
  };
}

const JIT: Application["jit"] = {
  enabled: true,
  match: [],
  noMatch: "create",
  emailOnlyMatch: "refuse",
  deactivated: "refuse",
  laterLogins: "updateAll",
  requiredClaims: [],
  allowedEmailDomains: [],
  roles: "replace",
  defaultRole: "member",
  noRoleRuleMatches: "keepDefault",
};

/** Attributes of the accounts, and the claim that each comes from. */
const SOURCES: readonly (readonly [attribute: string, claim: string])[] = [
  ["email", "email"],
  ["displayName", "name"],
  ["givenName", "given_name"],
  ["familyName", "family_name"],
  ["department", "department"],
  ["title", "title"],
  ["employeeNumber", "employee_number"],
  ["manager", "manager"],
];

function buildAttributes({ caseExact }: ApplicationKind): Application["accountAttributes"] {
  const attributes = SOURCES.map(([name]) => (name === "employeeNumber" ? { name, unique: true } : { name }));
  return caseExact === true ? [{ name: "userName", unique: true, caseExact }, ...attributes] : attributes;
}

function buildMappings(attributes: Application["accountAttributes"]): AttributeMapping[] {
  const known = new Set(attributes.map(({ name }) => name));
  const rows = SOURCES.filter(([attribute]) => known.has(attribute)).map(
    ([target, claim]): AttributeMapping => ({
      id: target,
      target,
      source: { kind: "attribute", attribute: claim },
      apply: "always",
    }),
  );
  return [
    {
      id: "userName",
      target: "userName",
      source: { kind: "attribute", attribute: "preferred_username" },
      apply: "always",
      required: true,
    },
    ...rows,
  ];
}

function buildSaml(
  { origin, kind }: ApplicationPlan,
  provider: TrustedProvider,
  certificate: string,
): NonNullable<Application["saml"]> {
  const isStrict = kind.variant === "strictSaml";
  return {
    entityId: `${origin}/saml/metadata`,
    acsUrl: `${origin}/saml/acs`,
    trust: { kind: "metadata", url: `${provider.origin}/saml/metadata`, entityId: provider.entityId },
    signRequests: isStrict,
    ...(isStrict ? { key: { certificate } } : {}),
    want: isStrict ? "bothSigned" : "assertionSigned",
    wantEncrypted: false,
    forceAuthn: isStrict,
    isPassive: false,
    allowUnsolicited: !isStrict,
    clockSkewSeconds: 60,
    unsafeChecksOff: [],
  };
}

function buildOidc({ id, origin, kind }: ApplicationPlan, provider: TrustedProvider): NonNullable<Application["oidc"]> {
  return {
    issuer: provider.origin,
    clientId: id,
    clientAuthentication: kind.variant === "publicClient" ? "none" : "client_secret_basic",
    redirectUri: `${origin}/oidc/callback`,
    scopes: ["openid", "profile", "email", "groups"],
    algorithms: ["RS256"],
    pkce: true,
    userinfo: false,
    clockSkewSeconds: 60,
  };
}
