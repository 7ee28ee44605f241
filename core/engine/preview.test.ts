import { describe, expect, it } from "vitest";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

describe("the preview of a login", () => {
  it("is what the login then does", async () => {
    const preview = await at.client().call("preview.login", { workspace, application: "expenses", person: "u-ada" });
    const run = await at.login();
    expect(run.trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []))).toEqual(preview.changes);
    const account = await at
      .client()
      .call("accounts.read", { workspace, application: "expenses", account: preview.after?.id ?? "" });
    expect(account.account).toEqual(preview.after);
    expect(account.runs).toMatchObject([{ run: run.run }]);
  });

  it("tells claims, attributes and roles apart, over either protocol", async () => {
    for (const application of ["expenses", "jira"]) {
      const { configuration } = await at.client().call("applications.read", { workspace, application });
      const preview = await at.client().call("preview.login", { workspace, application, person: "u-ada" });
      const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
      expect(ids(preview.attributes)).toEqual(ids(configuration.application.mappings));
      expect(ids(preview.roles)).toEqual(ids(configuration.application.roleRules));
      const sent = configuration.connection.oidc?.claims ?? configuration.connection.saml?.claims ?? [];
      expect(ids(preview.claims)).toEqual(expect.arrayContaining(ids(sent) as string[]));
    }
  });

  it("takes a person and settings as they are being edited, and saves neither", async () => {
    const { person } = await at.client().call("directory.person", { workspace, person: "u-ada" });
    const configuration = await at.configuration("expenses");
    const role = {
      id: "legal",
      role: "admin",
      when: { operator: "equals", claim: "department", value: "Legal" },
    } as const;
    const preview = await at.client().call("preview.login", {
      workspace,
      application: "expenses",
      person: { ...person, attributes: { ...person.attributes, department: "Legal" } },
      configuration: { ...configuration, application: { ...configuration.application, roleRules: [role] } },
    });
    expect(preview.after?.roles.map((grant) => grant.role)).toEqual(["admin"]);
    expect(await at.configuration("expenses")).toEqual(configuration);
    expect((await at.client().call("workspaces.open", { workspace })).runs).toBe(0);
  });
});

describe("the preview of the population", () => {
  it("agrees with a login of everybody it counts", async () => {
    const configuration = await at.configuration("jira");
    const { rules, people } = await at.client().call("preview.population", { workspace, configuration });
    const { id } = await at.client().call("directory.table", { workspace });
    const previews = await Promise.all(
      id.map((person) => at.client().call("preview.login", { workspace, application: "jira", person })),
    );
    expect(people).toBe(id.length);
    for (const { id: rule, matches } of rules) {
      const refused = previews.filter(({ roles }) => roles.length === 0).length;
      const held = previews.filter(({ roles }) => roles.some((each) => each.id === rule && each.value === true)).length;
      expect(matches - held).toBeLessThanOrEqual(refused);
      expect(held).toBeLessThanOrEqual(matches);
    }
  });

  it("counts what failed, what collides and what differs, with the people behind it", async () => {
    const configuration = await at.configuration("expenses");
    const row = {
      id: "employeeNumber",
      target: "employeeNumber",
      source: { kind: "constant", value: "1" },
      apply: "always",
    } as const;
    const mappings = configuration.application.mappings.map((each) => (each.id === "employeeNumber" ? row : each));
    const draft = { ...configuration, application: { ...configuration.application, mappings } };
    const preview = await at.client().call("preview.population", { workspace, configuration: draft });
    expect(preview.rows.find(({ id }) => id === "employeeNumber")).toMatchObject({ ok: 24, collisions: 24 });
    expect(preview.rows.find(({ id }) => id === "email")).toMatchObject({
      failed: 1,
      samples: { failed: ["u-ingrid"] },
    });
    expect(preview.interesting[0]).toMatchObject({ person: "u-ingrid" });
    expect(preview.interesting.some(({ why }) => why.includes("otherwise than with what is saved"))).toBe(true);
  });

  it("leaves out who is not assigned", async () => {
    const configuration = await at.configuration("salesforce");
    const preview = await at.client().call("preview.population", { workspace, configuration });
    expect(preview.people + preview.notAssigned).toBe(24);
    expect(preview.notAssigned).toBeGreaterThan(0);
  });
});
