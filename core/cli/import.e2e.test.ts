import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchPerTest } from "./test-rehearse.ts";

/** `rehearse import`, at the command line as it was built. */

const bench = benchPerTest();
const rehearse = (...words: readonly string[]) => bench.rehearse(...words);

async function write(name: string, ...lines: readonly string[]): Promise<string> {
  const file = join(bench.folder, name);
  await writeFile(file, lines.join("\r\n"));
  return file;
}

async function workspace(): Promise<string> {
  const file = join(bench.folder, "my.json");
  await rehearse("workspace", "new", file);
  return file;
}

describe("rehearse import", () => {
  it("takes several files in one save, and says what became of each row", async () => {
    const file = await workspace();
    const people = await write(
      "people.csv",
      "userPrincipalName,displayName,mobilePhone",
      "zed@acme.test,Zed,+44 1",
      ",Nobody,",
      "zed@acme.test,Twice,",
    );
    const accounts = await write("accounts.csv", "Username,Role", "zed@acme.test,Boss");
    const first = await rehearse("import", people, "--workspace", file);
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(first.out).toContain("Entra: users (CSV): it has `userPrincipalName`");
    expect(first.out).toContain("1 person (1 new) from people.csv.");
    expect(first.out).toContain("  2 refused, 1 adapted, 1 taken.");
    expect(first.out).toContain("  - refused: line 3, Nobody. It has no user name.");
    expect(first.out).toContain("Saved as r");
    const again = await rehearse(
      ...["import", people, accounts, "--as", "accountsCsv", "--app", "expenses", "--map", "userName=Username"],
      ...["--workspace", file],
    );
    expect(again.code).toBe(2);
    expect(again.error).toContain("IMPORT_UNKNOWN_COLUMN");
    const third = await rehearse("import", accounts, "--as", "accountsCsv", "--app", "expenses", "-w", file, "--json");
    const { files, saved } = JSON.parse(third.out);
    expect({ saved, files }).toMatchObject({
      saved: true,
      files: [{ kind: "accountsCsv", changes: true, counts: { notUnderstood: 1, taken: 1 }, questions: [] }],
    });
    const { out } = await rehearse("history", file);
    expect(out.trimEnd().split("\n").slice(-2).join("\n")).toContain("1 person (1 new) from people.csv");
    expect((await rehearse("workspace", "check", file)).code).toBe(0);
  });

  it("leaves out a column that somebody does not want, and refuses one that is not there", async () => {
    const file = await workspace();
    const people = await write("people.csv", "userPrincipalName,displayName,badge", "zed@acme.test,Zed,4711");
    const wrong = await rehearse("import", people, "-w", file, "--leave-out", "bagde");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.error).toContain('There is no column "bagde" to leave out. Did you mean "badge"?');
    const { out } = await rehearse("import", people, "-w", file, "--leave-out", "badge", "--leave-out", "displayName");
    expect(out).toContain("adapted: line 1, badge. This column is left out: as you said.");
    const { directory } = JSON.parse(await readFile(file, "utf8"));
    const zed = directory.users.find((user: { readonly userName: string }) => user.userName === "zed@acme.test");
    expect(zed.attributes).toEqual({});
  });

  it("saves nothing in a dry run, nor where nothing changes", async () => {
    const file = await workspace();
    const people = await write("people.csv", "userPrincipalName,displayName", "zed@acme.test,Zed");
    const before = await readFile(file, "utf8");
    expect((await rehearse("import", people, "-w", file, "--dry-run")).out).toContain("Not saved: a dry run.");
    expect(await readFile(file, "utf8")).toBe(before);
    await rehearse("import", people, "-w", file);
    const saved = await readFile(file, "utf8");
    expect((await rehearse("import", people, "-w", file)).out).toContain("Nothing to save: nothing changes.");
    expect(await readFile(file, "utf8")).toBe(saved);
  });

  it("asks what only a person can decide, and takes the answer", async () => {
    const file = await workspace();
    const people = await write("hr.csv", "Name;Work Email", "Zed;zed@acme.test");
    const asked = await rehearse("import", people, "-w", file);
    expect(asked.code).toBe(2);
    expect(asked.out).toContain('--answer "userName=Work Email"');
    const answered = await rehearse("import", people, "-w", file, "--answer", "userName=Work Email");
    expect(answered).toMatchObject({ code: 0, out: expect.stringContaining("1 person (1 new)") });
  });

  it.each([
    ["truncated.json", '{"value":[{"userPrincipalName":"a"', "IMPORT_NOT_JSON"],
    ["twice.csv", "login,firstName,login\na,b,c", "IMPORT_DUPLICATE_COLUMN"],
    ["quote.csv", 'login,firstName\na,"b', "line 2"],
    ["book.csv", "PK\u0003\u0004", "save it as CSV"],
    ["prose.txt", "Dear all", "IMPORT_NOT_RECOGNISED"],
  ])("refuses %s, also behind a good file, and leaves the workspace as it is", async (name, content, says) => {
    const file = await workspace();
    const before = await readFile(file, "utf8");
    const good = await write("good.csv", "userPrincipalName", "zed@acme.test");
    const { code, out, error } = await rehearse("import", good, await write(name, content), "-w", file);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(says);
    expect(error).toContain(name);
    expect(await readFile(file, "utf8")).toBe(before);
  });

  it.each([
    ["nowhere.csv", "There is no such file."],
    [".", "This is a folder; a file would be right."],
  ])("says why %s cannot be read", async (name, says) => {
    const { code, error } = await rehearse("import", name, "-w", await workspace());
    expect(code).toBe(2);
    expect(error).toContain(`${name}: ${says} (IMPORT_FILE)`);
  });

  it("refuses 300 MB before it reads them", async () => {
    const file = await workspace();
    const big = await write("big.csv", "userPrincipalName");
    await truncate(big, 300 * 1024 * 1024);
    const before = await readFile(file, "utf8");
    const { code, error } = await rehearse("import", big, "-w", file);
    expect(code).toBe(2);
    expect(error).toContain("The file has 300 MiB; 256 MiB are read at most.");
    expect(error).toContain("big.csv");
    expect(await readFile(file, "utf8")).toBe(before);
  });
});
