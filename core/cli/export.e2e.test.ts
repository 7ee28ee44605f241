import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "../store/workspace.ts";
import { benchPerTest } from "./test-rehearse.ts";

const bench = benchPerTest({ sample: true });

/** Jira is provisioned by SCIM, with one row that Entra can say and one that it cannot. */
beforeEach(async () => {
  const workspace: Workspace = JSON.parse(await readFile(bench.file, "utf8"));
  const [provider] = workspace.identityProviders;
  const jira = provider?.connections.find(({ application }) => application === "jira");
  if (jira === undefined) throw new Error("The sample has no Jira.");
  jira.provisioning = {
    way: "scim",
    mappings: [
      {
        id: "userName",
        target: "userName",
        source: { kind: "attribute", attribute: "userName" },
        apply: "always",
        matching: 1,
      },
      { id: "title", target: "title", source: { kind: "constant", value: ["a", "b"] }, apply: "always" },
    ],
    client: {
      dialect: "entra",
      runs: { on: "cycle", everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: false },
      groups: [],
    },
  };
  await writeFile(bench.file, JSON.stringify(workspace));
});

function rehearse(...words: readonly string[]) {
  return bench.rehearse("export", "--workspace", bench.file, "--as", "entraSchema", ...words);
}

describe("rehearse export", () => {
  it("prints the text alone, and beside it what is not carried", async () => {
    const { code, out, error } = await rehearse();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      synchronizationRules: [{ objectMappings: [{ flowTypes: "Add,Update" }] }],
    });
    expect(error).toContain("provisioning/mappings/title/source: The row for title is left out.");
  });

  it("makes a file, and never writes over one", async () => {
    const made = join(bench.folder, "schema.json");
    const { code, out } = await rehearse("--out", made);
    expect([code, out]).toEqual([0, `${made}: made. Entra: provisioning schema (JSON).\n`]);
    const before = await readFile(made, "utf8");
    const again = await rehearse("--out", made);
    expect(again).toMatchObject({ code: 2, error: expect.stringContaining("(EXPORT_EXISTS)") });
    expect(await readFile(made, "utf8")).toBe(before);
  });

  it("says everything as JSON", async () => {
    const { code, out, error } = await rehearse("--app", "jira", "--json");
    expect([code, error]).toEqual([0, ""]);
    const { kind, fileName, notCarried, text } = JSON.parse(out);
    expect({ kind, fileName }).toEqual({ kind: "entraSchema", fileName: "jira-entra-schema.json" });
    expect(notCarried.map(({ place }: { readonly place: string }) => place)).toContain(
      "provisioning/mappings/title/source",
    );
    expect(JSON.parse(text)).toHaveProperty("synchronizationRules");
  });

  it("leaves the workspace as it is", async () => {
    const before = await readFile(bench.file, "utf8");
    await rehearse();
    expect(await readFile(bench.file, "utf8")).toBe(before);
  });

  it.each([
    [["--app", "jirra"], "EXPORT_UNKNOWN_APPLICATION"],
    [["--app", "slack"], "EXPORT_NOTHING"],
  ])("refuses what is not there: %j", async (words, code) => {
    expect(await rehearse(...words)).toMatchObject({ code: 2, error: expect.stringContaining(code), out: "" });
  });

  it("knows what can be written", async () => {
    const { code, error } = await bench.rehearse("export", "--workspace", bench.file, "--as", "excel");
    expect([code, error]).toEqual([2, expect.stringContaining("entraSchema")]);
  });
});
