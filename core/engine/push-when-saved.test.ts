import { describe, expect, it } from "vitest";
import type { Client } from "../contract/contract.ts";
import type { Configuration } from "../contract/methods.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const application = "expenses";
const at = acmePerTest();

type Provisioning = NonNullable<Configuration["connection"]["provisioning"]>;

/** Expenses, provisioned by SCIM in events or in cycles, with everybody provisioned once. */
async function provisioned(on: "events" | "cycle"): Promise<Client> {
  const client = at.client();
  const { provisioning, scim } = await client.call("applications.derive", { workspace, application, way: "scim" });
  if (provisioning.way !== "scim") throw new TypeError("It was asked for SCIM.");
  const runs = on === "events" ? ({ on } as const) : ({ on, everyMinutes: 40 } as const);
  await save(client, (before) => ({
    ...before,
    ...(scim === undefined ? {} : { application: { ...before.application, scim } }),
    connection: {
      ...before.connection,
      provisioning: { ...provisioning, client: { ...provisioning.client, dialect: "oktaWizard", runs } },
    },
  }));
  await client.call("runs.act", { workspace, action: { type: "cycle", application } });
  return client;
}

async function save(client: Client, change: (before: Configuration) => Configuration) {
  const { configuration } = await client.call("applications.read", { workspace, application });
  return client.call("applications.save", { workspace, configuration: change(configuration) });
}

/** Everybody is called by their user name. */
const renamed = (before: Configuration): Configuration =>
  withRows(before, (rows) =>
    rows.map((row) =>
      row.target === "displayName" ? { ...row, source: { kind: "attribute", attribute: "userName" } } : row,
    ),
  );

function withRows(
  { connection, ...others }: Configuration,
  change: (rows: Provisioning["mappings"]) => Provisioning["mappings"],
): Configuration {
  const { provisioning } = connection;
  if (provisioning === undefined) throw new TypeError("It is provisioned.");
  return {
    ...others,
    connection: { ...connection, provisioning: { ...provisioning, mappings: change(provisioning.mappings) } },
  };
}

async function accountsOf(client: Client) {
  const { id, userName, displayName } = await client.call("accounts.table", { workspace, application });
  return id.map((each, index) => ({ id: each, userName: userName[index], displayName: displayName[index] }));
}

const runsOf = async (client: Client) => (await client.call("workspaces.open", { workspace })).runs;

describe("a mapping that is saved", () => {
  it("is pushed to everybody at once, as a run of its own (F17)", async () => {
    const client = await provisioned("events");
    const { pushes } = await client.call("applications.read", { workspace, application });
    const runs = await runsOf(client);
    const { run = "", what } = await save(client, renamed);
    expect(what).toBe("Changed the provisioning of Expenses");
    expect(await runsOf(client)).toBe(runs + 1);
    const { saved, trace, outcome, action } = await client.call("runs.read", { workspace, run });
    expect({ saved, action }).toEqual({ saved: true, action: { type: "cycle", application } });
    // Two people of the sample have one address, and the application takes each only once.
    expect(outcome.reason).toContain(`${(pushes ?? 0) - 1} changed, 1 failed`);
    expect(trace.steps[0]).toMatchObject({ title: "Okta pushes everybody to Expenses" });
    const accounts = await accountsOf(client);
    expect(accounts.filter(({ userName, displayName }) => userName === displayName)).toHaveLength((pushes ?? 0) - 1);
  });

  it("is taken back by undo with all that was pushed, and made again by redo without a push", async () => {
    const client = await provisioned("events");
    const before = await accountsOf(client);
    await save(client, renamed);
    const after = await accountsOf(client);
    expect(after).not.toEqual(before);
    const runs = await runsOf(client);
    await client.call("history.undo", { workspace });
    expect(await accountsOf(client)).toEqual(before);
    await client.call("history.redo", { workspace });
    expect(await accountsOf(client)).toEqual(after);
    await client.call("history.undo", { workspace });
    expect(await accountsOf(client)).toEqual(before);
    expect(await runsOf(client)).toBe(runs);
    // Nothing is left to be pushed: what is remembered is as it was, too.
    const { outcome } = await client.call("runs.act", { workspace, action: { type: "cycle", application } });
    expect(outcome.reason).toContain("0 changed");
  });

  it("leaves alone by undo what somebody else changed since", async () => {
    const client = await provisioned("events");
    await save(client, renamed);
    const action = {
      type: "editAccount",
      application,
      account: "ada.lovelace@acme.test",
      attributes: { displayName: "By hand" },
    } as const;
    await client.call("runs.act", { workspace, action });
    await client.call("history.undo", { workspace });
    const names = (await accountsOf(client)).map(({ userName, displayName }) => [userName, displayName]);
    expect(names).toContainEqual(["ada.lovelace@acme.test", "By hand"]);
    expect(names).toContainEqual(["mara.okafor@acme.test", "Mara Okafor"]);
  });

  it("waits for the next cycle where there are cycles", async () => {
    const client = await provisioned("cycle");
    expect(await save(client, renamed)).not.toHaveProperty("run");
  });

  it("pushes nobody where nothing of the provisioning differs, or where it goes by events only now", async () => {
    const client = await provisioned("events");
    const named = await save(client, (before) => ({
      ...before,
      application: { ...before.application, name: "Other" },
    }));
    expect(named).toMatchObject({ changed: true });
    expect(named).not.toHaveProperty("run");
    const toLogins = ({ connection: { provisioning: _, ...connection }, ...others }: Configuration) => ({
      ...others,
      connection,
    });
    const { configuration } = await client.call("applications.read", { workspace, application });
    expect(await save(client, toLogins)).not.toHaveProperty("run");
    expect(await save(client, () => configuration)).not.toHaveProperty("run");
  });
});

it("people who are assigned by hand in the settings are pushed, too, and nobody else", async () => {
  const client = await provisioned("events");
  const { run = "" } = await save(client, (before) => ({
    ...before,
    connection: { ...before.connection, assignment: { required: true, users: ["u-ada"], groups: [] } },
  }));
  const { trace } = await client.call("runs.read", { workspace, run });
  const [results] = trace.people ?? [];
  const done = results?.user.filter((_, index) => results.status[index] === "success") ?? [];
  expect(new Set(results?.result)).toEqual(new Set(["disable", "skip"]));
  expect(done).toContain("u-mara");
  expect(done).not.toContain("u-ada");
});
