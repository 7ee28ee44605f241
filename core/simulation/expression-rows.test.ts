import { describe, expect, it } from "vitest";
import type { DialectId } from "../expression/dialect.ts";
import type { ProvisioningMapping, ScimDialect } from "../provisioning/settings.ts";
import {
  createTestClient,
  DAY,
  ENTERPRISE,
  MINUTE,
  person,
  ROWS,
  row,
  type TestClient,
  WORK_EMAIL,
} from "./test-scim-client.ts";

/** A row whose source is an expression. */
function expressionRow(
  dialect: DialectId,
  target: string,
  text: string,
  differs: Partial<ProvisioningMapping> = {},
): ProvisioningMapping {
  return { id: target, target, source: { kind: "expression", dialect, text }, apply: "always", ...differs };
}

const entra = (target: string, text: string, differs: Partial<ProvisioningMapping> = {}) =>
  expressionRow("entra", target, text, differs);
const okta = (target: string, text: string, differs: Partial<ProvisioningMapping> = {}) =>
  expressionRow("okta", target, text, differs);

function bodies(client: TestClient, method: string): readonly unknown[] {
  return client
    .sent()
    .filter((request) => request.method === method)
    .map(({ body }) => body);
}

const USER_NAME = row("user-name", "userName", "userName", { matching: 1, required: true });

describe("Entra's expressions in rows", () => {
  const ENTRA_ROWS: readonly ProvisioningMapping[] = [
    entra("userName", "[userPrincipalName]", { matching: 1, required: true }),
    entra("active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'),
    entra("displayName", 'Join(" ", [givenName], [familyName])'),
    entra("title", "IgnoreFlowIfNullOrEmpty([jobTitle])"),
    entra(WORK_EMAIL, "ToLower([mail])"),
  ];

  function start(rows: readonly ProvisioningMapping[] = ENTRA_ROWS, dialect: ScimDialect = "entra") {
    return createTestClient({
      dialect,
      people: [person("ada", { attributes: { mail: "ADA@acme.test" } })],
      rows: [...rows],
    });
  }

  it("give what is sent when an account is made", async () => {
    const client = start();
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create", status: "success" }] });
    const [body] = bodies(client, "POST");
    expect(body).toMatchObject({
      userName: "ada@acme.test",
      active: true,
      displayName: "Ada Example",
      emails: [{ type: "work", value: "ada@acme.test" }],
    });
    expect(body).not.toHaveProperty("title");
  });

  it("show every part of an expression in the trace", async () => {
    const client = start();
    await client.cycle();
    const evaluations = client.steps().flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    const found = evaluations.find(({ id, result }) => id === "displayName" && result === "applied");
    expect(found?.inputs).toEqual([
      { name: "givenName", value: "Ada" },
      { name: "familyName", value: "Example" },
    ]);
    expect(found?.intermediate).toContainEqual({ text: "[givenName]", value: "Ada" });
  });

  it("send what follows from a change, and nothing for what is not read", async () => {
    const client = start();
    await client.cycle();
    client.setAttribute("ada", "familyName", "Byron");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "update" }], requests: 1 });
    expect(client.account("ada")?.scim).toMatchObject({ displayName: "Ada Byron" });
    client.setAttribute("ada", "department", "Legal");
    expect(await client.cycle()).toMatchObject({ counts: { unchanged: 1 }, requests: 0 });
  });

  it("leave a value alone whose flow is ignored", async () => {
    const client = start();
    client.setAttribute("ada", "jobTitle", "Analyst");
    await client.cycle();
    client.setAttribute("ada", "jobTitle", null);
    await client.cycle();
    expect(client.account("ada")?.scim).toMatchObject({ title: "Analyst" });
  });

  it("deactivate by a Switch over IsSoftDeleted, and take back", async () => {
    const client = start();
    await client.cycle();
    client.change("ada", { active: false });
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable", status: "success" }] });
    expect(client.account("ada")?.active).toBe(false);
    client.change("ada", { active: true });
    await client.cycle();
    expect(client.account("ada")?.active).toBe(true);
  });

  const failing: readonly (readonly [string, string])[] = [
    ["a conversion that fails", 'FormatDateTime([givenName], , "yyyy-MM-dd", "yyyy")'],
    ["a text that cannot be read", "Join([a]"],
    ["an unknown function", "Joyn([givenName])"],
  ];
  it.each(failing)("%s provisions nobody, and says why", async (_, text) => {
    const client = start([...ENTRA_ROWS, entra("nickName", text)]);
    expect(await client.cycle()).toMatchObject({
      people: [{ status: "failure", code: "MandatoryFieldsMissing" }],
      counts: { failed: 1 },
    });
    expect(bodies(client, "POST")).toEqual([]);
    client.setRows([...ENTRA_ROWS]);
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create", status: "success" }] });
  });

  it("pass over whom IgnoreObjectFlow leaves out", async () => {
    const text = 'IIF([department]="Sales", IgnoreObjectFlow, "False")';
    const client = start([...ENTRA_ROWS, entra("nickName", text)]);
    expect(await client.cycle()).toMatchObject({ people: [{ result: "skip", status: "skipped" }] });
    expect(client.accounts()).toEqual([]);
    client.setAttribute("ada", "department", "Legal");
    expect(await client.cycle()).toMatchObject({ people: [{ result: "create" }] });
  });

  it("do not make a change of a clock that goes on", async () => {
    const client = start([...ENTRA_ROWS, entra("nickName", "CStr(Now())")]);
    await client.cycle();
    const first = client.account("ada")?.scim;
    client.clock.now += DAY;
    expect(await client.cycle()).toMatchObject({ counts: { unchanged: 1 }, requests: 0 });
    expect(client.account("ada")?.scim).toEqual(first);
    client.setAttribute("ada", "givenName", "Adele");
    await client.cycle();
    expect(client.account("ada")?.scim).not.toMatchObject({ nickName: first?.nickName ?? "" });
  });

  it("give the same whenever the same cycle is run", async () => {
    const names = await Promise.all(
      [1, 2].map(async () => {
        const client = start([...ENTRA_ROWS, entra("nickName", "RandomString(8, 1, 1, 0, 1, )")]);
        await client.cycle();
        return client.account("ada")?.scim?.nickName;
      }),
    );
    expect(names[0]).toEqual(expect.stringMatching(/^.{8}$/));
    expect(names[1]).toBe(names[0]);
  });
});

describe("Okta's expressions in rows", () => {
  const OKTA_ROWS: readonly ProvisioningMapping[] = [
    expressionRow("okta-template", "userName", `\${fn:toLowerCase(source.login)}`, { matching: 1, required: true }),
    okta("displayName", 'user.givenName + " " + user.familyName'),
    okta(WORK_EMAIL, 'String.substringBefore(user.mail, "@") + "@mail.test"'),
    okta(`${ENTERPRISE}:department`, 'user.department ?: "None"'),
    okta("userType", 'isMemberOfGroupName("Sales team") ? "seller" : "viewer"'),
    okta("nickName", "user.nick", { apply: "create" }),
  ];

  function start(rows: readonly ProvisioningMapping[] = OKTA_ROWS, dialect: ScimDialect = "oktaWizard") {
    const ada = person("ada", { groups: ["g-sales"], attributes: { nick: "Addie" } });
    return createTestClient({
      dialect,
      people: [ada],
      groups: [{ id: "g-sales", name: "Sales team" }],
      rows: [...rows],
      client: { runs: { on: "events" } },
    });
  }

  const PROFILE = {
    userName: "ada@acme.test",
    active: true,
    displayName: "Ada Example",
    emails: [{ type: "work", value: "ada@mail.test" }],
    [ENTERPRISE]: { department: "Sales" },
    userType: "seller",
    nickName: "Addie",
  };

  it("give the bodies of a push", async () => {
    const client = start();
    expect(await client.push("ada")).toMatchObject({ people: [{ result: "create", status: "success" }] });
    expect(bodies(client, "POST")).toMatchObject([PROFILE]);
    client.setAttribute("ada", "department", "");
    client.setAttribute("ada", "nick", "Countess");
    await client.push("ada");
    expect(bodies(client, "PUT")).toMatchObject([{ ...PROFILE, [ENTERPRISE]: { department: "None" } }]);
  });

  it("give what a PATCH of Okta's catalogue has", async () => {
    const client = start(OKTA_ROWS, "oktaCatalog");
    client.configure({ patchOnly: true });
    await client.push("ada");
    client.setAttribute("ada", "familyName", "Byron");
    await client.push("ada");
    const { active: _, ...profile } = PROFILE;
    expect(bodies(client, "PATCH")).toMatchObject([
      { Operations: [{ op: "replace", value: { ...profile, displayName: "Ada Byron" } }] },
    ]);
  });

  it("are not evaluated again for a change of groups alone, as in Okta", async () => {
    const client = start();
    await client.push("ada");
    client.change("ada", { groups: [] });
    expect(await client.push("ada")).toMatchObject({ counts: { unchanged: 1 }, requests: 0 });
    expect(client.account("ada")?.scim).toMatchObject({ userType: "seller" });
  });

  it("follow how the connection takes what Okta leaves open", async () => {
    const rows = [USER_NAME, okta("displayName", "user.missing + user.givenName")];
    const names = await Promise.all(
      [undefined, { oktaNullInText: "empty" } as const].map(async (expressions) => {
        const client = createTestClient({
          dialect: "oktaWizard",
          people: [person("ada")],
          rows,
          ...(expressions === undefined ? {} : { expressions }),
        });
        await client.push("ada");
        return client.account("ada")?.scim?.displayName;
      }),
    );
    expect(names).toEqual(["nullAda", "Ada"]);
  });

  it("send nothing for a property of null, and say why", async () => {
    const client = start([...OKTA_ROWS, okta("title", 'user.getLinkedObject("manager").title')]);
    expect(await client.push("ada")).toMatchObject({ people: [{ status: "failure", code: "MandatoryFieldsMissing" }] });
    expect(bodies(client, "POST")).toEqual([]);
  });

  it("work beside plain rows in a cycle of any client", async () => {
    const rows = [...ROWS, okta("title", "String.toUpperCase(user.department)")];
    const client = createTestClient({ dialect: "rfc", people: [person("ada")], rows });
    await client.cycle();
    expect(client.account("ada")?.scim).toMatchObject({ title: "SALES" });
    client.clock.now += MINUTE;
    expect(await client.cycle()).toMatchObject({ requests: 0 });
  });
});

describe("DefaultDomain", () => {
  const rows = [USER_NAME, entra("nickName", 'Join("@", [givenName], DefaultDomain())')];

  it("is the first of the verified domains", async () => {
    const provider = { domains: ["acme.onmicrosoft.com", "acme.test"] };
    const client = createTestClient({ people: [person("ada")], rows, provider });
    await client.cycle();
    expect(bodies(client, "POST")).toMatchObject([{ nickName: "Ada@acme.onmicrosoft.com" }]);
  });

  it("is not known where nobody says which are verified: the row says so, and nobody is provisioned on a guess", async () => {
    const client = createTestClient({ people: [person("ada")], rows });
    expect(await client.cycle()).toMatchObject({
      people: [{ status: "failure", reason: expect.stringContaining("Cannot tell: Nobody says which domains") }],
    });
  });
});
