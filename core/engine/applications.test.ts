import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseWorkspace } from "../store/parse.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

const fileOf = (): string => join(at.folder(), `${workspace}.json`);

/** The token that SCIM clients of an application prove themselves with, as it stands in the file. */
async function tokenOf(application: string): Promise<string | undefined> {
  return parseWorkspace(await readFile(fileOf(), "utf8"), workspace).applications.find(({ id }) => id === application)
    ?.scim?.bearerToken;
}

describe("reading an application", () => {
  it("says what its certificates say of themselves, each once", async () => {
    const { certificates, configuration } = await at.client().call("applications.read", {
      workspace,
      application: "salesforce",
    });
    expect(certificates).toEqual([
      {
        pem: configuration.application.saml?.key?.certificate,
        subject: "CN=Salesforce-like",
        notAfter: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/),
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      },
    ]);
  });
});

describe("saving an application", () => {
  it.each(["expenses", "salesforce"])("keeps the secrets of %s, which never came out", async (application) => {
    const { keptSecrets } = await at.client().call("applications.read", { workspace, application });
    expect(keptSecrets).not.toEqual([]);
    const saved = await at.configure(application, { sessionMinutes: 60 });
    expect(saved).toMatchObject({ what: expect.stringMatching(/^Changed sessionMinutes of /), problems: [] });
    expect(await at.login(application, "hanako.sato@acme.test")).toMatchObject({ outcome: { result: "signedIn" } });
    expect((await at.client().call("applications.read", { workspace, application })).keptSecrets).toEqual(keptSecrets);
  });

  it("gives a client a new secret that proves who it is once more, the same on both sides", async () => {
    const withClient = async (clientAuthentication: "none" | "client_secret_basic") => {
      const { application, provider, connection } = await at.configuration("expenses");
      if (application.oidc === undefined || connection.oidc === undefined) throw new Error("It has no client.");
      const configuration = {
        application: { ...application, oidc: { ...application.oidc, clientAuthentication } },
        provider,
        connection: { ...connection, oidc: { ...connection.oidc, clientAuthentication } },
      };
      return at.client().call("applications.save", { workspace, configuration });
    };
    await withClient("none");
    expect(await at.login()).toMatchObject({ outcome: { result: "signedIn" } });
    expect((await withClient("client_secret_basic")).what).toContain("with a new client secret");
    const { keptSecrets } = await at.client().call("applications.read", { workspace, application: "expenses" });
    expect(keptSecrets).toEqual([
      "application.oidc.clientSecret",
      "application.scim.bearerToken",
      "connection.oidc.clientSecret",
    ]);
    expect(await at.login()).toMatchObject({ outcome: { result: "signedIn" } });
    expect((await withClient("client_secret_basic")).changed).toBe(false);
  });

  it("gives a side that lost its secret the one of the other side", async () => {
    for (const clientAuthentication of ["none", "client_secret_basic"] as const) {
      const { application, provider, connection } = await at.configuration("expenses");
      if (application.oidc === undefined) throw new Error("It has no client.");
      const configuration = {
        application: { ...application, oidc: { ...application.oidc, clientAuthentication } },
        provider,
        connection,
      };
      await at.client().call("applications.save", { workspace, configuration });
    }
    expect(await at.login()).toMatchObject({ outcome: { result: "signedIn" } });
  });

  it("never shows the bearer token, which a save without it keeps", async () => {
    const read = await at.client().call("applications.read", { workspace, application: "jira" });
    expect(read.configuration.application.scim).not.toHaveProperty("bearerToken");
    expect(read.keptSecrets).toEqual(["application.scim.bearerToken"]);
    const before = await tokenOf("jira");
    const { scim } = read.configuration.application;
    if (scim === undefined) throw new Error("It offers SCIM.");
    const saved = await at.configure("jira", { scim: { ...scim, behaviour: { noBulk: true } } });
    expect(saved).toMatchObject({ what: "Changed the SCIM settings of Jira-like", problems: [] });
    expect(await tokenOf("jira")).toBe(before);
    await at.configure("jira", { scim: { ...scim, bearerToken: "chosen by hand" } });
    expect(await tokenOf("jira")).toBe("chosen by hand");
  });

  it("makes a new bearer token where SCIM is offered again, and none where it is not", async () => {
    const before = await tokenOf("jira");
    const { application, provider, connection } = await at.configuration("jira");
    const { scim, ...without } = application;
    if (scim === undefined) throw new Error("It offers SCIM.");
    await at.client().call("applications.save", {
      workspace,
      configuration: { application: without, provider, connection },
    });
    expect(await tokenOf("jira")).toBeUndefined();
    expect((await at.configure("jira", { scim })).what).toBe(
      "Changed the SCIM settings of Jira-like, with a new bearer token",
    );
    expect(await tokenOf("jira")).toMatch(/^[\w-]{43}$/);
    expect(await tokenOf("jira")).not.toBe(before);
    expect((await at.configure("jira", { scim })).changed).toBe(false);
  });

  it("leaves accounts alone, and so does undoing it", async () => {
    await at.configure("expenses", { roleRules: [] });
    const { outcome } = await at.login();
    await at.client().call("history.undo", { workspace });
    const { id } = await at.client().call("accounts.table", { workspace, application: "expenses" });
    expect(id).toContain(outcome.account);
    expect((await at.configuration("expenses")).application.roleRules).toHaveLength(3);
  });

  it.each([
    {
      what: "an account attribute that is not there",
      members: {
        mappings: [{ id: "a", target: "emial", source: { kind: "attribute", attribute: "email" }, apply: "always" }],
      },
      path: "application.mappings[0].target",
      says: "did you mean",
    },
    {
      what: "a role that is not there",
      members: { roleRules: [{ id: "a", role: "adminn", when: { operator: "isPresent", claim: "email" } }] },
      path: "application.roleRules[0].role",
      says: "admin",
    },
    {
      what: "a pattern that is not valid",
      members: { roleRules: [{ id: "a", role: "admin", when: { operator: "matches", claim: "email", value: "(" } }] },
      path: "application.roleRules[0].when.value",
      says: "pattern",
    },
    {
      what: "a place that SCIM does not know",
      members: {
        scim: { bindings: [{ attribute: "email", path: "emals" }], roles: { from: "none" }, behaviour: {} },
      },
      path: "application.scim.bindings[0].path",
      says: "did you mean `emails`",
    },
    {
      what: "an origin that is taken",
      members: { origin: "https://jira-like.test" },
      path: "application.origin",
      says: "origin of its own",
    },
  ] as const)("refuses $what, with its place", async ({ members, path, says }) => {
    const present = await at.configuration("expenses");
    const configuration = JSON.parse(
      JSON.stringify({ ...present, application: { ...present.application, ...members } }),
    );
    const saving = at.client().call("applications.save", { workspace, configuration });
    await expect(saving).rejects.toMatchObject({ code: "EDIT_INVALID", details: { path } });
    await expect(saving).rejects.toThrow(new RegExp(says, "i"));
    expect((await at.configuration("expenses")).application).toEqual(present.application);
  });

  it("warns of a claim that nobody sends, and saves it", async () => {
    const rule = { id: "a", role: "admin", when: { operator: "isPresent", claim: "departmnt" } } as const;
    const { problems } = await at.configure("expenses", { roleRules: [rule] });
    expect(problems).toMatchObject([{ severity: "warning", path: "application.roleRules[0].when" }]);
    const read = await at.client().call("applications.read", { workspace, application: "expenses" });
    expect(read.problems).toEqual(problems);
  });
});

describe("an application that is removed", () => {
  it("comes back with its accounts and its connection", async () => {
    await at.login("jira");
    const before = await at.client().call("accounts.table", { workspace, application: "jira" });
    const configuration = await at.configuration("jira");
    await at.client().call("applications.remove", { workspace, application: "jira" });
    expect((await at.client().call("workspaces.open", { workspace })).applications).toHaveLength(3);
    await at.client().call("history.undo", { workspace });
    expect(await at.client().call("accounts.table", { workspace, application: "jira" })).toEqual(before);
    expect(await at.configuration("jira")).toEqual(configuration);
  });
});

describe("an account that waits", () => {
  const hold = async (): Promise<string> => {
    const { application } = await at.configuration("expenses");
    await at.configure("expenses", { jit: { ...application.jit, noMatch: "hold" } });
    const { outcome } = await at.login();
    expect(outcome).toMatchObject({ result: "refused", code: "JIT_HELD" });
    const table = await at.client().call("accounts.table", { workspace, application: "expenses" });
    return table.id[table.state.indexOf("held")] ?? "";
  };

  it("gets in once it is approved, and no more once that is undone", async () => {
    const decision = { workspace, application: "expenses", account: await hold(), approve: true };
    expect((await at.client().call("accounts.decide", decision)).what).toBe(
      "Approved ada.lovelace@acme.test in Expenses",
    );
    expect(await at.login()).toMatchObject({ outcome: { result: "signedIn" } });
    await at.client().call("history.undo", { workspace });
    expect(await at.login()).toMatchObject({ outcome: { result: "refused" } });
  });

  it("is removed once it is declined, and can be decided on once only", async () => {
    const decision = { workspace, application: "expenses", account: await hold(), approve: false };
    await at.client().call("accounts.decide", decision);
    await expect(at.client().call("accounts.decide", decision)).rejects.toMatchObject({ code: "ACCOUNT_UNKNOWN" });
  });

  it("leaves its groups once it is declined, and is back in them once that is undone", async () => {
    const account = await hold();
    await addGroupOf(account);
    const decision = { workspace, application: "expenses", account, approve: false };
    expect((await at.client().call("accounts.decide", decision)).problems).toEqual([]);
    expect(await membersInFile()).toEqual(["acc-mara"]);
    await at.client().call("history.undo", { workspace });
    expect(await membersInFile()).toEqual(["acc-mara", account]);
  });

  /** As a SCIM client would have made it, between two openings. */
  async function addGroupOf(account: string): Promise<void> {
    await at.client().call("workspaces.close", { workspace });
    const document = JSON.parse(await readFile(fileOf(), "utf8"));
    const expenses = document.applications.find(({ id }: { id: string }) => id === "expenses");
    const when = "2026-03-02T09:00:00Z";
    const members = ["acc-mara", account].map((id) => ({ id, kind: "account", writer: "scim", at: when }));
    expenses.groups = [{ id: "grp-1", displayName: "Finance", members, createdAt: when, changedAt: when }];
    await writeFile(fileOf(), JSON.stringify(document));
  }

  async function membersInFile(): Promise<readonly string[]> {
    const { applications } = parseWorkspace(await readFile(fileOf(), "utf8"), workspace);
    const groups = applications.find(({ id }) => id === "expenses")?.groups ?? [];
    return groups.flatMap(({ members }) => members.map(({ id }) => id));
  }
});
