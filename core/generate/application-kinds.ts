import type { RoleRule } from "../mapping/role-rule.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "../sp/application.ts";
import { ADMINISTRATORS, CONTRACTORS, LEADS, STAFF } from "./groups.ts";
import { DOMAIN } from "./names.ts";

/** A way in which applications are set up: what differs from one to the next. */
export interface ApplicationKind {
  readonly id: string;
  readonly signOn: "saml" | "oidc";
  /** SAML only: requests, assertion and response are signed. OIDC only: a client without a secret. */
  readonly variant?: "strictSaml" | "publicClient";
  /** Who may use it: groups of the directory; the department comes on top. */
  readonly groups: readonly string[];
  /** Only the department, and none of the others. */
  readonly departmentOnly?: boolean;
  readonly jit: Partial<Application["jit"]>;
  /** Absent: it offers no SCIM. */
  readonly scim?: Pick<ScimServerSettings, "roles" | "behaviour">;
  /** User names that differ by case are different ones. */
  readonly caseExact?: boolean;
  readonly roleRules: (department: string) => RoleRule[];
}

const LEAD_RULE: RoleRule = {
  id: "leads",
  role: "lead",
  when: { operator: "isMemberOf", claim: "groups", value: LEADS.name },
};
const ADMIN_RULE: RoleRule = {
  id: "administrators",
  role: "admin",
  when: { operator: "isMemberOf", claim: "groups", value: ADMINISTRATORS.name },
};

function departmentRule(department: string): RoleRule {
  return { id: "department", role: "specialist", when: { operator: "equals", claim: "department", value: department } };
}

/** Applications are made of these in turn. */
export const APPLICATION_KINDS: readonly ApplicationKind[] = [
  {
    id: "roles from groups, replaced at each login",
    signOn: "saml",
    groups: [STAFF.id],
    jit: { match: [{ account: "userName", from: "subject", compare: "ignoreCase" }] },
    scim: {
      roles: {
        from: "groups",
        groups: [
          { displayName: LEADS.name, role: "lead" },
          { displayName: ADMINISTRATORS.name, role: "admin" },
        ],
      },
      behaviour: {},
    },
    roleRules: () => [LEAD_RULE, ADMIN_RULE],
  },
  {
    id: "roles from attributes, only ever added",
    signOn: "oidc",
    groups: [STAFF.id, CONTRACTORS.id],
    jit: {
      match: [
        { account: "employeeNumber", from: { claim: "employee_number" }, compare: "exact" },
        { account: "email", from: { claim: "email" }, compare: "ignoreCase" },
      ],
      emailOnlyMatch: "linkIfVerified",
      deactivated: "reactivate",
      roles: "add",
    },
    scim: { roles: { from: "rules" }, behaviour: { patchAnswer: "noContent" } },
    roleRules: (department) => [
      departmentRule(department),
      {
        id: "heads",
        role: "lead",
        when: {
          all: [
            { operator: "startsWith", claim: "title", value: "Head of " },
            { any: [{ operator: "isPresent", claim: "manager" }, LEAD_RULE.when] },
          ],
        },
      },
    ],
  },
  {
    id: "strict, for one department, and without SCIM",
    signOn: "saml",
    variant: "strictSaml",
    groups: [],
    departmentOnly: true,
    caseExact: true,
    jit: {
      match: [{ account: "userName", from: "subject", compare: "exact" }],
      laterLogins: "fillEmpty",
      requiredClaims: ["email", "department"],
      allowedEmailDomains: [DOMAIN],
      roles: "firstLogin",
      noRoleRuleMatches: "refuse",
    },
    roleRules: (department) => [departmentRule(department), ADMIN_RULE],
  },
  {
    id: "accounts wait for approval; SCIM as lenient as can be",
    signOn: "oidc",
    variant: "publicClient",
    groups: [STAFF.id],
    jit: { match: [{ account: "email", from: { claim: "email" }, compare: "ignoreCase" }], noMatch: "hold" },
    scim: {
      roles: { from: "entitlements" },
      behaviour: {
        lenientBooleans: true,
        lenientOperations: true,
        lenientManager: true,
        lenientDottedNames: true,
        removesMembersByValue: true,
        createsMissingElement: true,
        deletion: "soft",
        hidesInactive: true,
      },
    },
    roleRules: () => [ADMIN_RULE],
  },
  {
    id: "accounts come by SCIM alone, through a small door",
    signOn: "saml",
    groups: [LEADS.id, ADMINISTRATORS.id],
    jit: {
      enabled: false,
      match: [{ account: "userName", from: "subject", compare: "ignoreCase" }],
      noMatch: "refuse",
    },
    scim: {
      roles: { from: "roles" },
      behaviour: {
        putKeepsOmitted: true,
        maxResults: 100,
        requestsPerMinute: 600,
        filterOperators: ["eq", "and"],
        noBulk: true,
      },
    },
    roleRules: (department) => [departmentRule(department), LEAD_RULE],
  },
];

/** What the applications are called; further ones get a number. */
export const APPLICATION_NAMES: readonly string[] = [
  "Wiki",
  "Expenses",
  "Payroll",
  "Helpdesk",
  "Source Code",
  "Customers",
  "Travel",
  "Vault",
  "Training",
  "Design",
  "Analytics",
  "Chat",
  "Contracts",
  "Inventory",
  "Surveys",
];
