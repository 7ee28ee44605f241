import { describe, expect, it } from "vitest";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import { accountOf, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";
import { createTestClient, DAY, person, row, type TestClient } from "./test-scim-client.ts";

/** Entra's `SelectUniqueValue`, which asks the application for each candidate while an account is made. */

const RULES = 'Join(".", [givenName], [familyName]), Join(".", Left([givenName], 1), [familyName]), [familyName]';

function unique(differs: Partial<ProvisioningMapping> = {}): ProvisioningMapping {
  const source = { kind: "expression" as const, dialect: "entra" as const, text: `SelectUniqueValue(${RULES})` };
  return row("nick", "nickName", "", { source, apply: "create", ...differs });
}

/** People are matched by their address, so that all that is asked beside it is about the nickname. */
function start(people: readonly string[], nick = unique()): TestClient {
  const named = people.map((name) => person(name, { attributes: { givenName: "Ada", familyName: "Li" } }));
  return createTestClient({ people: named, rows: [row("user-name", "userName", "userName", { matching: 1 }), nick] });
}

/** What was asked about nicknames. */
function asked(client: TestClient): readonly string[] {
  return client.sent().flatMap(({ method, path }) => {
    const value = /filter=nickName eq "(.*)"$/.exec(path)?.[1];
    return method === "GET" && value !== undefined ? [value] : [];
  });
}

function nicknamesSent(client: TestClient): readonly unknown[] {
  return client
    .sent()
    .flatMap(({ method, body }) => (method === "POST" ? [(body as { nickName?: unknown }).nickName] : []));
}

describe("SelectUniqueValue in a cycle", () => {
  it("asks the application for each candidate until one is free, a request each", async () => {
    const client = start(["one", "two", "three"]);
    await client.cycle();
    expect(asked(client)).toEqual(["Ada.Li", "Ada.Li", "A.Li", "Ada.Li", "A.Li", "Li"]);
    expect(nicknamesSent(client)).toEqual(["Ada.Li", "A.Li", "Li"]);
  });

  it("tells in the trace what is asked, what is taken and which choice it came to", async () => {
    const client = start(["one", "two"]);
    await client.cycle();
    const titles = client.steps().map(({ title }) => title);
    expect(titles).toContain("Entra asks App whether Ada.Li is taken");
    expect(titles).toContain("Ada.Li is taken");
    expect(titles).toContain("A.Li is free");
    const rows = client.steps().flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    expect(rows.findLast(({ target }) => target === "nickName")).toMatchObject({
      result: "applied",
      value: "A.Li",
      why: expect.stringContaining("Somebody has the first choice already, so the next unique value is tried."),
    });
  });

  it("has whoever finds all taken wait, and tries again later", async () => {
    const client = start(["one", "two", "three", "four"]);
    const { people } = await client.cycle();
    expect(people.at(-1)).toMatchObject({
      status: "failure",
      reason: expect.stringContaining("is taken: the person waits"),
    });
    const [first] = client.accounts();
    client.removeAccount(first?.id ?? "");
    client.clock.now += DAY;
    const again = await client.cycle();
    expect(again.people).toMatchObject([{ userName: "four@acme.test", result: "create", status: "success" }]);
    expect(nicknamesSent(client)).toEqual(["Ada.Li"]);
  });

  it.each(["create", "always"] as const)(
    "asks nothing of an account that is there, with a row for %s",
    async (apply) => {
      const client = start(["one"], unique({ apply }));
      await client.cycle();
      client.setAttribute("one", "familyName", "Lee");
      expect(await client.cycle()).toMatchObject({ counts: { failed: 0 } });
      expect(asked(client)).toEqual([]);
    },
  );

  it("fails where the application does not answer the question", async () => {
    const client = start(["one"], unique({ target: "urn:acme:User:nick" }));
    const { people } = await client.cycle();
    expect(people).toMatchObject([{ status: "failure", result: "create" }]);
    expect(client.accounts()).toEqual([]);
  });

  it("gives the same every time", async () => {
    const [one, two] = [start(["one", "two", "three"]), start(["one", "two", "three"])];
    await one.cycle();
    await two.cycle();
    expect(one.sent()).toEqual(two.sent());
  });
});

it("asks the accounts themselves where a batch writes them", async () => {
  const text = 'SelectUniqueValue("Twin", Append("Twin ", [department]))';
  const source = { kind: "expression" as const, dialect: "entra" as const, text };
  const workspace = provisionedBy(readAcme(), "expenses", "scheduled", (settings) => ({
    ...settings,
    mappings: [
      ...settings.mappings.filter(({ target }) => target !== "displayName"),
      row("twin", "displayName", "", { source }),
    ],
  }));
  const people = ["ada.lovelace@acme.test", "tomas.herrera@acme.test"];
  const done = await runAll(
    workspace,
    people.map((user) => ({ type: "cycle", application: "expenses", user })),
  );
  const names = people.map((userName) => accountOf(done.workspace, "expenses", userName)?.attributes.displayName);
  expect(names).toEqual(["Twin", "Twin Finance"]);
});
