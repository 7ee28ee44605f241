import { describe, expect, it } from "vitest";
import type { AppRole } from "../idp/app-role.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import { checkWorkspace } from "./check.ts";
import { buildTestWorkspace } from "./test-workspace.ts";
import type { Workspace } from "./workspace.ts";

const ADMIN: AppRole = { id: "r-admin", value: "Admin", displayName: "Administrator" };
const READER: AppRole = { id: "r-reader", value: "Reader", displayName: "Reader" };
const CONNECTION = "identityProviders[0].connections[0]";
const ROWS = `${CONNECTION}.provisioning.mappings`;

/** The first connection of the workspace, which is the wiki's, with this in it. */
function withWiki(change: Partial<Connection>, scim?: Partial<ScimServerSettings>): Workspace {
  const workspace = buildTestWorkspace();
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each, index) => (index === 0 ? { ...each, ...change } : each)),
    })),
    applications: workspace.applications.map((each) =>
      scim === undefined || each.id !== "wiki"
        ? each
        : { ...each, scim: { bearerToken: "t", bindings: [], roles: { from: "roles" }, behaviour: {}, ...scim } },
    ),
  };
}

function rolesRow(call: string, target: string): ProvisioningMapping {
  const source = { kind: "expression", dialect: "entra", text: `${call}([appRoleAssignments])` } as const;
  return { id: target, target, source, apply: "always" };
}

function sending(...rows: ProvisioningMapping[]): Pick<Connection, "provisioning"> {
  const userName = { kind: "attribute", attribute: "userName" } as const;
  const mappings: ProvisioningMapping[] = [
    { id: "user-name", target: "userName", source: userName, apply: "always" },
    { id: "active", target: "active", source: { kind: "attribute", attribute: "active" }, apply: "always" },
    ...rows,
  ];
  const actions = { create: true, update: true, disable: true, delete: true };
  const client = { dialect: "entra", runs: { on: "cycle", everyMinutes: 40 }, actions, groups: [] } as const;
  return { provisioning: { way: "scim", mappings, client: { ...client, groups: [] } } };
}

/** Codes, places and severities of what is found about app roles. */
function found(workspace: Workspace): readonly string[] {
  return checkWorkspace(workspace)
    .filter(({ code, path }) => /ROLE/.test(code) || /roles|appRoles/i.test(path))
    .map(({ code, path, severity }) => `${severity} ${code} ${path}`);
}

const ASSIGNED: Connection["assignment"] = { required: true, users: ["u-ada"], groups: ["g-finance"] };

describe("app roles", () => {
  it("may be published, and assigned to whoever is assigned", () => {
    const roles = { users: { "u-ada": ["r-admin"] }, groups: { "g-finance": ["r-reader"] } };
    expect(found(withWiki({ appRoles: [ADMIN, READER], assignment: { ...ASSIGNED, roles } }))).toEqual([]);
  });

  it.each<[what: string, change: Partial<Connection>, problem: string, message: string]>([
    [
      "an id is there twice",
      { appRoles: [ADMIN, { ...READER, id: "r-admin" }] },
      `error WORKSPACE_DUPLICATE ${CONNECTION}.appRoles[1].id`,
      "r-admin",
    ],
    [
      "a value is there twice",
      { appRoles: [ADMIN, { ...READER, value: "Admin" }] },
      `error WORKSPACE_DUPLICATE ${CONNECTION}.appRoles[1].value`,
      "Admin",
    ],
    [
      "a role is assigned that nobody published",
      { appRoles: [ADMIN], assignment: { ...ASSIGNED, roles: { users: { "u-ada": ["r-admni"] } } } },
      `error WORKSPACE_UNKNOWN_REFERENCE ${CONNECTION}.assignment.roles.users["u-ada"][0]`,
      'Did you mean "r-admin"?',
    ],
    [
      "a role is assigned twice",
      { appRoles: [ADMIN], assignment: { ...ASSIGNED, roles: { users: { "u-ada": ["r-admin", "r-admin"] } } } },
      `error WORKSPACE_DUPLICATE ${CONNECTION}.assignment.roles.users["u-ada"][1]`,
      "once is enough",
    ],
    [
      "somebody has a role who is not there",
      { appRoles: [ADMIN], assignment: { ...ASSIGNED, roles: { users: { "u-adda": ["r-admin"] } } } },
      `error WORKSPACE_UNKNOWN_REFERENCE ${CONNECTION}.assignment.roles.users["u-adda"]`,
      'Did you mean "u-ada"?',
    ],
    [
      "somebody has a role who is not assigned",
      { appRoles: [ADMIN], assignment: { ...ASSIGNED, roles: { users: { "u-grace": ["r-admin"] } } } },
      `warning WORKSPACE_APP_ROLE_NOT_ASSIGNED ${CONNECTION}.assignment.roles.users["u-grace"]`,
      'add "u-grace" to `assignment.users`',
    ],
    [
      "a role is switched off",
      {
        appRoles: [{ ...ADMIN, enabled: false }],
        assignment: { ...ASSIGNED, roles: { groups: { "g-finance": ["r-admin"] } } },
      },
      `warning WORKSPACE_APP_ROLE_DISABLED ${CONNECTION}.assignment.roles.groups["g-finance"][0]`,
      "switched off",
    ],
    [
      "a row reads roles that nobody told of",
      { assignment: ASSIGNED, ...sending(rolesRow("AssertiveAppRoleAssignmentsComplex", "roles")) },
      `warning WORKSPACE_APP_ROLES_UNKNOWN ${ROWS}[2].source.text`,
      "cannot tell",
    ],
    [
      "everybody is assigned (F19)",
      {
        appRoles: [],
        assignment: { ...ASSIGNED, required: false },
        ...sending(rolesRow("AssertiveAppRoleAssignmentsComplex", "roles")),
      },
      `warning WORKSPACE_PROVISIONING_ROLES_SCOPE ${CONNECTION}.assignment.required`,
      "only assigned people",
    ],
    [
      "one of several roles is sent (F19)",
      {
        appRoles: [ADMIN, READER],
        assignment: { ...ASSIGNED, roles: { users: { "u-ada": ["r-admin", "r-reader"] } } },
        ...sending(rolesRow("SingleAppRoleAssignment", 'roles[primary eq "True"].value')),
      },
      `warning WORKSPACE_PROVISIONING_ROLES_SEVERAL ${ROWS}[2].source.text`,
      "ada.lovelace@acme.test is assigned several app roles",
    ],
    [
      "a single role goes to the list",
      { appRoles: [], assignment: ASSIGNED, ...sending(rolesRow("SingleAppRoleAssignment", "roles")) },
      `warning WORKSPACE_PROVISIONING_ROLES_TARGET ${ROWS}[2].target`,
      "the list of all roles",
    ],
    [
      "all roles go elsewhere",
      { appRoles: [], assignment: ASSIGNED, ...sending(rolesRow("AppRoleAssignmentsComplex", "nickName")) },
      `warning WORKSPACE_PROVISIONING_ROLES_TARGET ${ROWS}[2].target`,
      "All app roles go to `roles`",
    ],
  ])("are told of where %s", (_, change, problem, message) => {
    const workspace = withWiki(change);
    expect(found(workspace)).toEqual([problem]);
    expect(checkWorkspace(workspace).some((each) => each.message.includes(message))).toBe(true);
  });

  it("come as JSON in a text to a server that reads no JSON, or does (F19)", () => {
    const change = {
      appRoles: [ADMIN],
      assignment: ASSIGNED,
      ...sending(rolesRow("AppRoleAssignmentsComplex", "roles")),
    };
    expect(found(withWiki(change, {}))).toEqual([`warning WORKSPACE_PROVISIONING_ROLES_TEXT ${ROWS}[2]`]);
    expect(found(withWiki(change, { behaviour: { lenientRoles: true } }))).toEqual([]);
  });

  it("are not known to a claim that is made of them", () => {
    const [connection] = buildTestWorkspace().identityProviders[0]?.connections ?? [];
    const row = { id: "roles", claim: "roles", source: { kind: "attribute", attribute: "assignedroles" } } as const;
    const saml = connection?.saml === undefined ? {} : { saml: { ...connection.saml, claims: [row] } };
    expect(found(withWiki(saml))).toEqual([`warning WORKSPACE_APP_ROLES_UNKNOWN ${CONNECTION}.saml.claims[0].source`]);
    expect(found(withWiki({ ...saml, appRoles: [] }))).toEqual([]);
  });
});
