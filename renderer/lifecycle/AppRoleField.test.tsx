import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../core/contract/model.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { EXPENSES_DETAIL } from "../applications/test-configuration.ts";
import { buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { HappeningDialog } from "./HappeningDialog.tsx";
import { closeLifecycle, letSomethingHappen } from "./happening.ts";

const workspace = buildSummary({
  applications: [{ id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 0, held: 0 }],
});
const run = await buildTestRun();

/** The dialog for an assignment to Expenses, of Ada. */
function show(appRoles: Connection["appRoles"]) {
  const { configuration } = EXPENSES_DETAIL;
  const connection = { ...configuration.connection, ...(appRoles === undefined ? {} : { appRoles }) };
  const client = createTestClient({
    "directory.table": () => ({
      groups: [],
      attributes: [],
      id: ["u-ada"],
      userName: ["ada@acme.test"],
      displayName: ["Ada"],
      department: [""],
      title: [""],
      state: ["active"],
      memberOf: [[]],
      accounts: [[]],
      noted: [false],
    }),
    "applications.read": () => ({ ...EXPENSES_DETAIL, configuration: { ...configuration, connection } }),
    "runs.act": () => run,
  });
  letSomethingHappen({ kind: "assign", person: "u-ada", application: "expenses" });
  renderAt(<HappeningDialog />, { path: "/w/:workspace/*?", hash: "#/w/acme/directory" }, client, workspace);
  return { client, user: userEvent.setup() };
}

beforeEach(closeLifecycle);
afterEach(cleanup);

describe("an application is assigned", () => {
  it("with one of the roles that it publishes", async () => {
    const { client, user } = show([
      { id: "r-admin", value: "Admin", displayName: "Administrator" },
      { id: "r-old", displayName: "Old", enabled: false },
    ]);
    await user.click(await screen.findByRole("combobox", { name: "App role" }));
    expect((await screen.findByRole("option", { name: "Old" })).hasAttribute("data-combobox-disabled")).toBe(true);
    await user.click(screen.getByRole("option", { name: "Administrator" }));
    await user.click(screen.getByRole("button", { name: "Let it happen" }));
    await waitFor(() =>
      expect(client.calls.find(({ method }) => method === "runs.act")?.args).toMatchObject({
        action: { type: "assign", application: "expenses", user: "ada@acme.test", appRole: "r-admin" },
      }),
    );
  });

  it("without asking for a role where it publishes none", async () => {
    const { client } = show(undefined);
    await screen.findByRole("button", { name: "Let it happen" });
    await waitFor(() => expect(client.calls.some(({ method }) => method === "applications.read")).toBe(true));
    expect(screen.queryByRole("combobox", { name: "App role" })).toBeNull();
  });
});
