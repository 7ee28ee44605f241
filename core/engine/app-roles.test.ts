import { describe, expect, it } from "vitest";
import type { Connection } from "../idp/identity-provider.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const application = "salesforce";
const at = acmePerTest();

/** Saves the connection of Salesforce with a change. */
async function change(of: (connection: Connection) => Connection): Promise<void> {
  const { configuration } = await at.client().call("applications.read", { workspace, application });
  const next = { ...configuration, connection: of(configuration.connection) };
  await at.client().call("applications.save", { workspace, configuration: next });
}

async function standing() {
  const { applications } = await at.client().call("directory.person", { workspace, person: "u-ada" });
  return applications.find((each) => each.application === application);
}

describe("app roles", () => {
  it("are told of a person with how they are assigned, and go with whoever is removed", async () => {
    await change((connection) => ({
      ...connection,
      appRoles: [{ id: "r-admin", value: "Admin", displayName: "Administrator" }],
      assignment: { required: true, users: ["u-ada"], groups: [], roles: { users: { "u-ada": ["r-admin"] } } },
    }));
    expect(await standing()).toMatchObject({ assigned: "directly", appRoles: ["Administrator"] });
    await at.client().call("directory.removePeople", { workspace, people: ["u-ada"] });
    const { configuration } = await at.client().call("applications.read", { workspace, application });
    expect(configuration.connection.assignment).toEqual({ required: true, users: [], groups: [] });
  });

  it("are refused where nobody published them, at their place", async () => {
    const roles = { users: { "u-ada": ["r-admni"] } };
    const saved = change((connection) => ({
      ...connection,
      appRoles: [{ id: "r-admin", displayName: "Administrator" }],
      assignment: { required: true, users: ["u-ada"], groups: [], roles },
    }));
    const path = 'connection.assignment.roles.users["u-ada"][0]';
    await expect(saved).rejects.toMatchObject({
      code: "EDIT_INVALID",
      details: { problems: [{ path, message: expect.stringContaining('Did you mean "r-admin"?') }] },
    });
  });

  it("are what an expression of a row of the application asks for", async () => {
    const expression = {
      dialect: "entra",
      text: "SingleAppRoleAssignment([appRoleAssignments])",
      place: "mapping",
    } as const;
    const ask = () => at.client().call("expressions.try", { workspace, expression, person: "u-ada", application });
    expect((await ask()).evaluated).toMatchObject({ outcome: "notKnown", why: expect.stringContaining("app roles") });
    await change((connection) => ({
      ...connection,
      appRoles: [{ id: "r-admin", value: "Admin", displayName: "Administrator" }],
      assignment: { required: true, users: ["u-ada"], groups: [], roles: { users: { "u-ada": ["r-admin"] } } },
    }));
    expect((await ask()).evaluated).toMatchObject({ outcome: "value", value: "Admin" });
  });
});
