import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { ImportChoices } from "../contract/imports.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();
const FIXTURE = new URL("../../fixtures/imports/entra-schema.json", import.meta.url);

const USERS = `userPrincipalName,displayName,department,accountEnabled
nina.new@acme.test,Nina New,Finance,true
ada.lovelace@acme.test,Ada Lovelace,Mathematics,true
`;

function fileOf(content: string | Uint8Array, name = "users.csv") {
  return { name, content: Buffer.from(content).toString("base64") };
}

const plan = (content: string | Uint8Array, choices: ImportChoices = {}, name?: string) =>
  at.client().call("imports.plan", { workspace, file: fileOf(content, name), choices });
const apply = (content: string, choices: ImportChoices = {}, name?: string) =>
  at.client().call("imports.apply", { workspace, file: fileOf(content, name), choices });
const userNames = async () => (await at.client().call("directory.table", { workspace })).userName;

describe("planning an import", () => {
  it("says what the file is and why, its first rows, and what would change, and changes nothing", async () => {
    const before = await userNames();
    const { kind, why, table, plan: outlook, refused } = await plan(USERS);
    expect([kind, why, refused]).toEqual(["entraUsersCsv", "it has `userPrincipalName`", undefined]);
    expect(table?.columns).toEqual(["userPrincipalName", "displayName", "department", "accountEnabled"]);
    expect(table?.rows).toHaveLength(2);
    expect(outlook).toMatchObject({ changes: true, people: { added: 1, changed: 1 }, applications: [] });
    expect(outlook?.report.counts.taken).toBe(2);
    expect(await userNames()).toEqual(before);
  });

  it("names the application whose settings would be others", async () => {
    const { kind, plan: outlook } = await plan(await readFile(FIXTURE), { application: "jira" }, "schema.json");
    expect([kind, outlook?.applications]).toEqual(["entraSchema", ["jira"]]);
    expect(outlook?.report.counts.taken).toBeGreaterThan(0);
  });

  it.each([
    { what: "a zip", content: new Uint8Array([0x50, 0x4b, 3, 4, 0]), code: "IMPORT_NOT_TEXT", path: undefined },
    { what: "truncated JSON", content: '{"value": [{"id": 1},\n', code: "IMPORT_NOT_JSON", path: "line 2, column 1" },
    { what: "a column that stands twice", content: "userPrincipalName,mail,mail\na,b,c\n" },
    { what: "what nothing is known of", content: "hello", code: "IMPORT_NOT_RECOGNISED", path: undefined },
  ])("answers $what with why it is refused", async ({ content, code, path }) => {
    const { refused, plan: outlook } = await plan(content);
    expect(outlook).toBeUndefined();
    if (code !== undefined) expect(refused).toMatchObject({ code, ...(path === undefined ? {} : { path }) });
    expect(refused?.message).not.toBe("");
  });

  it("keeps showing a table whose kind somebody said wrong", async () => {
    const { kind, table, refused } = await plan("Worker,Town\nnina,Ghent\n", { as: "entraUsersCsv" });
    expect([kind, refused?.code]).toEqual(["entraUsersCsv", "IMPORT_MISSING_COLUMN"]);
    expect(table).toEqual({ columns: ["Worker", "Town"], rows: [["nina", "Ghent"]] });
  });

  it("offers the kinds that are read, by names", async () => {
    const { kinds } = await at.client().call("imports.kinds", {});
    expect(kinds).toContainEqual({ kind: "entraUsersCsv", name: "Entra: users (CSV)", aboutApplication: false });
    expect(kinds.find(({ kind }) => kind === "entraSchema")?.aboutApplication).toBe(true);
  });

  it("can be given up", async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `p${index}@acme.test,P ${index},Sales,true`);
    const stop = new AbortController();
    const file = fileOf(`${USERS}${many.join("\n")}\n`);
    const planned = at
      .client()
      .call("imports.plan", { workspace, file, choices: {} }, { signal: stop.signal, progress: () => stop.abort() });
    await expect(planned).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("importing", () => {
  it("adds and changes people in one edit, and undo takes it all back", async () => {
    const before = await at.client().call("directory.table", { workspace });
    const saved = await apply(USERS);
    expect([saved.changed, await userNames()]).toEqual([true, [...before.userName, "nina.new@acme.test"]]);
    expect((await at.client().call("workspaces.open", { workspace })).people).toBe("imported");
    await at.client().call("history.undo", { workspace });
    expect(await at.client().call("directory.table", { workspace })).toEqual(before);
    expect((await at.client().call("workspaces.open", { workspace })).people).toBe("sample");
  });

  it("saves nothing where everything is so already", async () => {
    await apply(USERS);
    expect((await apply(USERS)).changed).toBe(false);
  });

  it("refuses what its plan refuses, and leaves everything as it was", async () => {
    const before = await userNames();
    await expect(apply('{"value": [')).rejects.toMatchObject({ code: "IMPORT_NOT_JSON" });
    expect(await userNames()).toEqual(before);
  });
});
