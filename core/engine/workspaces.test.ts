import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { methods } from "../contract/methods.ts";
import { workspacePath } from "./sessions.ts";
import { acmePerTest } from "./test-client.ts";
import { slugOf } from "./workspaces.ts";

const at = acmePerTest();

const copyAs = (id: string): Promise<void> => copyFile(join(at.folder(), "acme.json"), join(at.folder(), `${id}.json`));

describe("a file in the folder", () => {
  it.each(["adv (1)", "Bob & Co", "C# 50% (été)", "a..b", "人事"])("may be called %s", async (id) => {
    await copyAs(id);
    const { workspaces } = await at.client().call("workspaces.list", {});
    expect(workspaces.find((each) => each.id === id)).toMatchObject({ content: { name: "Acme" } });
    expect((await at.client().call("workspaces.open", { workspace: id })).path).toContain(`${id}.json`);
    await at.client().call("workspaces.remove", { workspace: id });
    expect(await readdir(at.folder())).not.toContain(`${id}.json`);
  });

  it.skipIf(process.platform === "win32").each([
    { id: "a:b", says: "A file name has no" },
    { id: "a\nb", says: "control characters" },
    { id: "COM1.old", says: "device on Windows" },
    { id: "ends ", says: "ends with a dot or a space" },
  ])("is listed with what to rename where its name is $id", async ({ id, says }) => {
    await copyAs(id);
    const { workspaces } = await at.client().call("workspaces.list", {});
    const problem = expect.stringMatching(new RegExp(`^Rename this file to open it\\..*${says}`));
    expect(workspaces.find((each) => each.id === id)).toMatchObject({ problem });
  });
});

describe("the id of a workspace", () => {
  it.each([
    "",
    "..",
    "../acme",
    "a/b",
    "a\\b",
    "/etc/passwd",
    ".hidden",
    "a\0",
    "NUL",
    "a|b",
    "x".repeat(201),
    "\ud800",
  ])("is never %j", (workspace) => {
    expect(methods["workspaces.open"].safeParse({ workspace }).success).toBe(false);
  });

  it("never leads out of the folder", () => {
    for (const id of ["a..b", "~", "%2e%2e", "a %2f b"]) {
      expect(methods["workspaces.open"].safeParse({ workspace: id }).success).toBe(true);
      expect(workspacePath("/ws", id)).toBe(join("/ws", `${id}.json`));
    }
  });
});

describe("the file of a new workspace", () => {
  it.each([
    { name: "Été 2026!", slug: "ete-2026" },
    { name: "CON", slug: "workspace-con" },
    { name: "lpt1", slug: "workspace-lpt1" },
    { name: "Console", slug: "console" },
    { name: "../..", slug: "workspace" },
  ])("is called $slug for $name", ({ name, slug }) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("has a name that can be opened, however long the name was", () => {
    for (const letter of ["a", "人", "𠀀"]) {
      const workspace = `${slugOf(letter.repeat(200))}-999`;
      expect(methods["workspaces.open"].safeParse({ workspace }).success).toBe(true);
    }
  });
});
