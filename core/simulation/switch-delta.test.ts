import { describe, expect, it } from "vitest";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import { createTestClient, MINUTE, person, row, type TestClient } from "./test-scim-client.ts";

/** Entra's documented bug of `Switch` in delta cycles, which is a setting. */

function entra(target: string, text: string): ProvisioningMapping {
  return row(target, target, "", { source: { kind: "expression", dialect: "entra", text } });
}

const ROWS: readonly ProvisioningMapping[] = [
  row("user-name", "userName", "userName", { matching: 1 }),
  entra("active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'),
  row("family-name", "name.familyName", "familyName"),
  entra("title", 'Switch([state], "Elsewhere", "NSW", "Sydney")'),
];

function start(entraSwitchDelta: boolean, rows: readonly ProvisioningMapping[] = ROWS): TestClient {
  const people = [person("ada", { attributes: { state: "NSW" } })];
  return createTestClient({ people, rows: [...rows], expressions: { entraSwitchDelta } });
}

function patched(client: TestClient): readonly unknown[] {
  return client.sent().flatMap(({ method, body }) => (method === "PATCH" ? [body] : []));
}

describe("a cycle after the first", () => {
  it("writes null where another attribute changed and the source of Switch did not", async () => {
    const client = start(true);
    await client.cycle();
    client.setAttribute("ada", "familyName", "Byron");
    await client.cycle();
    expect(patched(client)).toMatchObject([
      {
        Operations: [
          { path: "name.familyName", value: "Byron" },
          { path: "title", value: "" },
        ],
      },
    ]);
    const rows = client.steps().flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    expect(rows.findLast(({ target }) => target === "title")).toMatchObject({
      result: "applied",
      value: null,
      why: expect.stringContaining("a documented bug"),
    });
    expect(client.account("ada")?.active).toBe(true);
  });

  it("writes what there is as soon as the source changes itself", async () => {
    const client = start(true);
    await client.cycle();
    client.setAttribute("ada", "familyName", "Byron");
    await client.cycle();
    client.setAttribute("ada", "state", "QLD");
    await client.cycle();
    expect(patched(client)).toMatchObject([{ Operations: [{ path: "title", value: "Elsewhere" }] }]);
  });

  it("has no such bug unless it is switched on, and none with `IIF`", async () => {
    const plain = start(false);
    const iif = start(true, [...ROWS.slice(0, 3), entra("title", 'IIF([state]="NSW", "Sydney", "Elsewhere")')]);
    for (const client of [plain, iif]) {
      await client.cycle();
      client.setAttribute("ada", "familyName", "Byron");
      await client.cycle();
      expect(patched(client)).toMatchObject([{ Operations: [{ path: "name.familyName", value: "Byron" }] }]);
    }
    expect(plain.state().reads).toBeUndefined();
  });

  it.each([
    { how: "a restart", options: { restart: true } },
    { how: "another setting", options: {} },
    { how: "provision on demand", options: { only: "u-ada" } },
  ])("sees every attribute as changed in $how", async ({ how, options }) => {
    const client = start(true);
    await client.cycle();
    client.setAttribute("ada", "familyName", "Byron");
    if (how === "another setting") client.takeExpressions({ entraSwitchDelta: true, oktaSubstring: "clamp" });
    client.clock.now += 40 * MINUTE;
    await client.cycle(options);
    expect(JSON.stringify(patched(client))).not.toContain("title");
  });

  it("remembers hashes, and nothing of whoever is gone", async () => {
    const client = start(true);
    await client.cycle();
    expect(Object.keys(client.state().reads?.["u-ada"] ?? {})).toEqual([
      "userName",
      "IsSoftDeleted",
      "familyName",
      "state",
    ]);
    expect(JSON.stringify(client.state().reads)).not.toContain("NSW");
    client.purge("ada");
    await client.cycle();
    expect(client.state().reads).toBeUndefined();
  });
});
