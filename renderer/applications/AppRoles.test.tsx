import { cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import type { Connection } from "../../core/contract/model.ts";
import { buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Applications } from "./Applications.tsx";
import { useDrafts } from "./drafts.ts";
import { usePopulations } from "./population.ts";
import { EXPENSES_DETAIL } from "./test-configuration.ts";

const WORKSPACE = buildSummary({
  applications: [{ id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 11, held: 2 }],
  identityProviders: [{ id: "idp", name: "Acme ID", origin: "https://idp.test", entityId: "https://idp.test" }],
});

const ADMIN = { id: "r-admin", value: "Admin", displayName: "Administrator" };
const READER = { id: "r-reader", value: "Reader", displayName: "Reader" };
const ROLES: Pick<Connection, "appRoles" | "assignment"> = {
  appRoles: [ADMIN, READER],
  assignment: {
    required: true,
    users: ["u-ada"],
    groups: ["g-sales"],
    roles: { users: { "u-ada": ["r-admin"] }, groups: { "g-sales": ["r-reader"] } },
  },
};

/** The connection of an application with these assignments, over an engine that remembers what it is asked to save. */
function show(change: Partial<Connection>) {
  const saved: Configuration[] = [];
  const { configuration } = EXPENSES_DETAIL;
  const connection = { ...configuration.connection, ...change };
  const client = createTestClient({
    "applications.cards": () => ({ cards: [] }),
    "applications.read": () => ({ ...EXPENSES_DETAIL, configuration: { ...configuration, connection } }),
    "directory.table": () => ({
      groups: [{ id: "g-sales", name: "Sales", size: 1 }],
      attributes: ["mail"],
      id: ["u-ada"],
      userName: ["ada"],
      displayName: ["Ada"],
      department: [""],
      title: [""],
      state: ["active"],
      memberOf: [[]],
      accounts: [[]],
      noted: [false],
    }),
    "applications.save": (asked) => {
      saved.push(asked.configuration);
      return { what: "Changed the connection", changed: true, problems: [] };
    },
  });
  const path = "/w/:workspace/apps/:application?/:tab?";
  renderAt(<Applications />, { path, hash: "#/w/acme/apps/expenses/connection" }, client, WORKSPACE);
  return { saved, user: userEvent.setup() };
}

async function save(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.keyboard("{Control>}s{/Control}");
  await screen.findByText("Everything is saved");
}

beforeEach(() => {
  useDrafts.setState({}, true);
  usePopulations.setState({}, true);
});
afterEach(cleanup);

describe("who is assigned", () => {
  it("is said with the app roles, of people and of groups", async () => {
    show(ROLES);
    const people = await screen.findByRole("list", { name: "People assigned directly" });
    expect(within(people).getByRole("button", { name: "App roles of Ada: Administrator" })).toBeTruthy();
    const groups = screen.getByRole("list", { name: "App roles of groups" });
    expect(within(groups).getByRole("button", { name: "App roles of Sales: Reader" })).toBeTruthy();
  });

  it("is given another role, and saved with both", async () => {
    const { user, saved } = show(ROLES);
    await user.click(await screen.findByRole("button", { name: "App roles of Ada: Administrator" }));
    await user.click(await screen.findByRole("option", { name: "Reader" }));
    await save(user);
    expect(saved[0]?.connection.assignment.roles?.users).toEqual({ "u-ada": ["r-admin", "r-reader"] });
  });

  it("loses the roles with the assignment", async () => {
    const { user, saved } = show(ROLES);
    await user.click(await screen.findByRole("button", { name: "Take Ada off" }));
    await save(user);
    expect(saved[0]?.connection.assignment).toEqual({
      required: true,
      users: [],
      groups: ["g-sales"],
      roles: { groups: { "g-sales": ["r-reader"] } },
    });
  });

  it("says nothing of roles where the application publishes none", async () => {
    show({ assignment: { required: true, users: ["u-ada"], groups: [] } });
    await screen.findByRole("list", { name: "People assigned directly" });
    expect(screen.queryByRole("button", { name: /App roles/ })).toBeNull();
    expect(screen.queryByRole("region", { name: "App roles" })).toBeNull();
  });
});

describe("the app roles that are published", () => {
  it("are named, given a value, switched off and added", async () => {
    const { user, saved } = show({ ...ROLES, appRoles: [ADMIN] });
    await user.type(await screen.findByLabelText("Value of the app role Administrator"), "s");
    await user.click(screen.getByRole("checkbox", { name: "Administrator can be assigned" }));
    await user.click(screen.getByRole("button", { name: "Add an app role" }));
    await save(user);
    expect(saved[0]?.connection.appRoles).toEqual([
      { ...ADMIN, value: "Admins", enabled: false },
      { id: "app-role", displayName: "New app role" },
    ]);
  });

  it("go from whoever is assigned them, too", async () => {
    const { user, saved } = show(ROLES);
    await user.click(await screen.findByRole("button", { name: "Remove the app role Administrator" }));
    await save(user);
    expect(saved[0]?.connection).toMatchObject({ appRoles: [READER] });
    expect(saved[0]?.connection.assignment.roles).toEqual({ groups: { "g-sales": ["r-reader"] } });
  });
});
