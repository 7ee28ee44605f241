import { describe, expect, it } from "vitest";
import type { AppRole } from "../idp/app-role.ts";
import type { ProvisioningMapping, ScimDialect } from "../provisioning/settings.ts";
import {
  createTestClient,
  LENIENT,
  person,
  ROWS,
  row,
  type TestClient,
  type TestClientOptions,
} from "./test-scim-client.ts";

const ADMIN: AppRole = { id: "r-admin", value: "Admin", displayName: "Administrator" };
const READER: AppRole = { id: "r-reader", value: "Reader", displayName: "Reader of reports" };
const OFF: AppRole = { id: "r-off", value: "Old", displayName: "Old role", enabled: false };
const ROLES: AppRole[] = [ADMIN, READER, OFF];

const LIST = "roles";
const PRIMARY = 'roles[primary eq "True"].value';
const TYPE = "WindowsAzureActiveDirectoryRole";

function roleRow(call: string, target: string): ProvisioningMapping {
  const source = { kind: "expression", dialect: "entra", text: `${call}([appRoleAssignments])` } as const;
  return row(`to ${target}`, target, "", { source });
}

/** Ada is assigned directly, Bea by the group of administrators. */
function assigned(ada: readonly string[]): NonNullable<TestClientOptions["assigned"]> {
  const users = ada.length === 0 ? {} : { users: { "u-ada": [...ada] } };
  return { users: ["u-ada"], groups: ["g-admins"], roles: { ...users, groups: { "g-admins": [ADMIN.id] } } };
}

function start(call: string, target: string, more: Partial<TestClientOptions> = {}): TestClient {
  return createTestClient({
    people: [person("ada")],
    groups: [{ id: "g-admins", name: "Admins" }],
    rows: [...ROWS, roleRow(call, target)],
    appRoles: ROLES,
    assigned: assigned([ADMIN.id]),
    behaviour: { ...LENIENT, lenientRoles: true },
    roles: { from: "roles" },
    ...more,
  });
}

function posted(client: TestClient): unknown {
  const body = client.sent().find(({ method }) => method === "POST")?.body;
  return typeof body === "object" && body !== null && "roles" in body ? body.roles : undefined;
}

function patched(client: TestClient): unknown {
  const body = client.sent().find(({ method }) => method === "PATCH")?.body;
  return typeof body === "object" && body !== null && "Operations" in body ? body.Operations : undefined;
}

const asText = ({ id, value, displayName }: AppRole) => ({ value: JSON.stringify({ id, value, displayName }) });
const asObject = ({ value, displayName }: AppRole) => ({ primary: false, type: TYPE, display: displayName, value });

describe("app roles on their way to a SCIM server", () => {
  it.each<[call: string, target: string, roles: unknown]>([
    ["SingleAppRoleAssignment", PRIMARY, [{ primary: true, type: TYPE, value: "Admin" }]],
    ["AppRoleAssignmentsComplex", LIST, [asObject(ADMIN)]],
    ["AssertiveAppRoleAssignmentsComplex", LIST, [asObject(ADMIN)]],
  ])("a new account with %s", async (call, target, roles) => {
    for (const dialect of ["entra", "entraScim062020"] as const) {
      const client = start(call, target, { dialect });
      await client.cycle();
      expect(posted(client)).toEqual(roles);
      expect((await client.cycle()).requests).toBe(0);
    }
  });

  it.each<[call: string, target: string, dialect: ScimDialect, operations: unknown]>([
    ["SingleAppRoleAssignment", PRIMARY, "entra", [{ op: "Add", path: "roles", value: [asText(READER)] }]],
    ["SingleAppRoleAssignment", PRIMARY, "entraScim062020", [{ op: "replace", path: PRIMARY, value: "Reader" }]],
    ["AssertiveAppRoleAssignmentsComplex", LIST, "entra", [{ op: "Replace", path: "roles", value: [asText(READER)] }]],
    [
      "AssertiveAppRoleAssignmentsComplex",
      LIST,
      "entraScim062020",
      [{ op: "replace", path: "roles", value: [asObject(READER)] }],
    ],
    ["AppRoleAssignmentsComplex", LIST, "entra", [{ op: "Add", path: "roles", value: [asText(READER)] }]],
    ["AppRoleAssignmentsComplex", LIST, "entraScim062020", [{ op: "add", path: "roles", value: [asObject(READER)] }]],
    ["AppRoleAssignmentsComplex", LIST, "rfc", [{ op: "add", path: "roles", value: [asObject(READER)] }]],
    ["AssertiveAppRoleAssignmentsComplex", LIST, "rfc", [{ op: "replace", path: "roles", value: [asObject(READER)] }]],
  ])("another role in a PATCH, by %s into %s, from %s", async (call, target, dialect, operations) => {
    const client = start(call, target, { dialect });
    await client.cycle();
    client.assign(assigned([READER.id]));
    expect(await client.cycle()).toMatchObject({ counts: { update: 1, failed: 0 }, requests: 1 });
    expect(patched(client)).toEqual(operations);
    expect((await client.cycle()).requests).toBe(0);
  });

  it("names a display name and a type beside a single role, where rows ask for them", async () => {
    const rows = ["display", "type"].map((part) =>
      roleRow("SingleAppRoleAssignment", `roles[primary eq "True"].${part}`),
    );
    const client = start("SingleAppRoleAssignment", PRIMARY, {
      rows: [...ROWS, ...rows, roleRow("SingleAppRoleAssignment", PRIMARY)],
    });
    await client.cycle();
    expect(posted(client)).toEqual([{ primary: true, type: TYPE, display: "Admin", value: "Admin" }]);
    client.assign(assigned([READER.id]));
    await client.cycle();
    expect(patched(client)).toEqual([{ op: "Add", path: "roles", value: [asText(READER)] }]);
  });

  it("gives nothing of a role that is switched off, and nothing to whoever has none", async () => {
    const client = start("AssertiveAppRoleAssignmentsComplex", LIST, { assigned: assigned([OFF.id]) });
    await client.cycle();
    expect(posted(client)).toBeUndefined();
  });

  it("gives the roles of groups to their direct members", async () => {
    const bea = person("bea", { groups: ["g-admins"] });
    const client = start("AssertiveAppRoleAssignmentsComplex", LIST, { people: [bea] });
    await client.cycle();
    expect(posted(client)).toEqual([asObject(ADMIN)]);
  });

  it("leaves the last role where it is: Entra sends nothing where nothing is left (F13)", async () => {
    const client = start("AssertiveAppRoleAssignmentsComplex", LIST);
    await client.cycle();
    client.assign(assigned([]));
    await client.cycle();
    expect(client.sent()).toEqual([]);
  });

  it("sends none on demand, a limit of Entra's", async () => {
    const client = start("AssertiveAppRoleAssignmentsComplex", LIST);
    await client.cycle({ only: "u-ada" });
    expect(posted(client)).toBeUndefined();
    const rows = client.steps().flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    expect(rows.find(({ target }) => target === LIST)).toMatchObject({ result: "skipped" });
  });

  it("cannot tell where nobody said which roles there are: nobody is provisioned on a guess", async () => {
    const { appRoles: _, ...unknown } = { appRoles: ROLES };
    const client = createTestClient({
      people: [person("ada")],
      rows: [...ROWS, roleRow("SingleAppRoleAssignment", PRIMARY)],
      ...unknown,
    });
    const [result] = (await client.cycle()).people;
    expect(result).toMatchObject({ status: "failure", reason: expect.stringContaining("app roles") });
  });
});

describe("two app roles (F19)", () => {
  const both = { assigned: assigned([ADMIN.id, READER.id]) };

  it("one of them arrives, and nobody is told which: another one later", async () => {
    const seen = new Set<string>();
    const client = start("SingleAppRoleAssignment", PRIMARY, both);
    await client.cycle();
    for (let round = 0; round < 20; round += 1) {
      client.clock.now += 40 * 60_000;
      client.setAttribute("ada", "department", `Sales ${round}`);
      await client.cycle();
      seen.add(JSON.stringify(client.state().links["u-ada"]?.profile[PRIMARY]));
    }
    expect([...seen].toSorted()).toEqual(['"Admin"', '"Reader"']);
  });

  it("is the same each time for the same moment and person", async () => {
    const arrived = async () => {
      const client = start("SingleAppRoleAssignment", PRIMARY, both);
      await client.cycle();
      return posted(client);
    };
    expect(await arrived()).toEqual(await arrived());
  });

  it.each([
    ["first", "Admin"],
    ["last", "Reader"],
  ] as const)("is the %s one where the settings say so", async (entraSingleRole, value) => {
    const client = start("SingleAppRoleAssignment", PRIMARY, { ...both, expressions: { entraSingleRole } });
    await client.cycle();
    expect(posted(client)).toMatchObject([{ value }]);
  });

  it("both arrive by the complex functions, and the one that only adds never takes any away", async () => {
    for (const [call, left] of [
      ["AppRoleAssignmentsComplex", ["admin", "reader"]],
      ["AssertiveAppRoleAssignmentsComplex", ["reader"]],
    ] as const) {
      const client = start(call, LIST, { ...both, dialect: "entraScim062020" });
      await client.cycle();
      client.assign(assigned([READER.id]));
      await client.cycle();
      const roles = client.account("ada")?.roles.map(({ role }) => role);
      expect([call, roles]).toEqual([call, left]);
    }
  });
});
