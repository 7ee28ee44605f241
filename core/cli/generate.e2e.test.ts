import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Workspace } from "../store/workspace.ts";
import { benchPerTest } from "./test-rehearse.ts";

/** The command line as it was built, run as a person would run it. */

const bench = benchPerTest();
const { rehearse } = bench;

async function readWorkspace(file: string): Promise<Workspace> {
  return JSON.parse(await readFile(join(bench.folder, file), "utf8"));
}

/** Somebody whom an application is assigned to, and about whom nothing is awkward. */
function assignedTo({ identityProviders, directory }: Workspace, application: string): string {
  const connection = identityProviders[0]?.connections.find((each) => each.application === application);
  const user = directory.users.find(
    ({ note, groups }) => note === undefined && groups.some((id) => connection?.assignment.groups.includes(id)),
  );
  return user?.userName ?? "";
}

describe("rehearse generate", () => {
  it("makes a workspace in which nothing is wrong", async () => {
    const made = await rehearse("generate", "--people", "60", "--seed", "s", "--out", "made.json");
    expect(made).toMatchObject({ code: 0, error: "" });
    expect(made.out).toContain('made.json: made from the seed "s", with keys of its own. 60 people,');
    expect(made.out).toContain("people are awkward on purpose");
    const checked = await rehearse("workspace", "check", "made.json");
    expect(checked).toMatchObject({ code: 0, error: "" });
    expect(checked.out).toContain("60 people, 272 groups, 3 applications");
  });

  it("makes the same people again from the same seed", async () => {
    for (const out of ["one.json", "two.json"])
      await rehearse("generate", "--people", "60", "--seed", "s", "--out", out);
    expect((await readWorkspace("one.json")).directory).toEqual((await readWorkspace("two.json")).directory);
  });

  it("makes applications of every kind, that somebody who is assigned gets into as that kind allows", async () => {
    await rehearse("generate", "--people", "60", "--seed", "s", "--apps", "5", "--out", "made.json");
    const workspace = await readWorkspace("made.json");
    const codes = new Map<string, string>();
    for (const { id } of workspace.applications) {
      const user = assignedTo(workspace, id);
      const { out } = await rehearse("login", "--workspace", "made.json", "--user", user, "--app", id, "--json");
      codes.set(id, JSON.parse(out).code);
    }
    expect(Object.fromEntries(codes)).toEqual({
      wiki: "SIGNED_IN",
      expenses: "SIGNED_IN",
      payroll: "SIGNED_IN",
      helpdesk: "JIT_HELD",
      "source-code": "JIT_DISABLED_NO_ACCOUNT",
    });
  });

  it("prints one JSON object for a script, with the awkward people by kind", async () => {
    const { code, out } = await rehearse(
      ...["generate", "--people", "7", "--seed", "s", "--apps", "2", "--out", "made.json", "--json"],
    );
    const result = JSON.parse(out);
    expect({ code, ...result }).toMatchObject({ code: 0, people: 7, applications: ["wiki", "expenses"] });
    expect(result.awkward["same-name"]).toHaveLength(2);
  });

  it("leaves a file of that name as it is", async () => {
    await writeFile(join(bench.folder, "made.json"), "mine");
    const { code, error } = await rehearse("generate", "--people", "5", "--seed", "s", "--out", "made.json");
    expect(code).toBe(2);
    expect(error).toContain("WORKSPACE_EXISTS");
    expect(await readFile(join(bench.folder, "made.json"), "utf8")).toBe("mine");
  });

  it.each([
    ["--people", "0", "Use a whole number from 1 to 100000."],
    ["--people", "-5", "Use a whole number from 1 to 100000."],
    ["--people", "1000000000", "Use a whole number from 1 to 100000."],
    ["--people", "1e3", "Use a whole number from 1 to 100000."],
    ["--people", "2.5", "Use a whole number from 1 to 100000."],
    ["--people", "", "Use a whole number from 1 to 100000."],
    ["--apps", "101", "Use a whole number from 0 to 100."],
    ["--seed", "", "A seed is a text of at least one character."],
  ])("refuses %s %j and makes nothing", async (option, value, message) => {
    const wish = new Map([
      ["--people", "5"],
      ["--seed", "s"],
      ["--out", "made.json"],
      [option, value],
    ]);
    const { code, out, error } = await rehearse("generate", ...[...wish].map(([name, text]) => `${name}=${text}`));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(`argument '${value}' is invalid. ${message}`);
    expect(error.trimEnd()).not.toContain("\n");
    expect(await readdir(bench.folder)).toEqual([]);
  });
});
