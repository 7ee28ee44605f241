import { describe, expect, it } from "vitest";
import { sortFiles } from "./take-files.ts";

const file = (text: string, name = "a.json"): File => new File([text], name);
const workspace = file('{\n  "$schema": "../workspace.schema.json",\n  "version": 1,\n  "name": "Acme"');

describe("files that are dropped", () => {
  it.each([
    ["a workspace, even a damaged one", workspace],
    ["one without a schema", file('{"version":1}')],
    ["one that somebody put in another order", file('{"name": "A", "clock": {"now": "2026-03-02T09:00:00Z"}}')],
  ])("are opened: %s", async (_, each) => {
    expect(await sortFiles([each])).toEqual({ kind: "workspace", file: each });
  });

  it.each([
    ["a table", file("userPrincipalName\nada\n", "users.csv")],
    ["a schema whose version is a text", file('{"id": "scim.1", "version": "6.0", "synchronizationRules": []}')],
    ["a text that speaks of a clock", file('the "clock": {"now"')],
    ["what nobody knows", file("hello")],
  ])("are imported: %s", async (_, each) => {
    expect(await sortFiles([each])).toEqual({ kind: "import", files: [each] });
  });

  it("are imported together, but no workspace among them", async () => {
    const files = [file("a,b"), file("c,d")];
    expect(await sortFiles(files)).toEqual({ kind: "import", files });
    expect(await sortFiles([file("a,b"), workspace])).toMatchObject({ kind: "refused" });
  });

  it("are refused where they cannot be read, as folders", async () => {
    const folder = file("");
    folder.slice = () => Object.assign(new Blob(), { text: () => Promise.reject(new Error("no")) });
    expect(await sortFiles([folder])).toMatchObject({ kind: "refused", why: expect.stringContaining("folder") });
    expect(await sortFiles([])).toEqual({ kind: "nothing" });
  });
});
