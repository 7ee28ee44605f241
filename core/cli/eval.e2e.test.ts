import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { benchPerTest } from "./test-rehearse.ts";

/** The command line as it was built, run as a person would run it. */

const bench = benchPerTest({ sample: true });
const { rehearse } = bench;

const grace = {
  id: "u-1",
  userName: "Grace.Hopper@acme.test",
  active: true,
  attributes: { givenName: "Grace", surname: "Hopper", firstName: "Grace", email: "grace@acme.test" },
};

beforeEach(() => writeFile(join(bench.folder, "grace.json"), JSON.stringify(grace)));

const evaluate = (dialect: string, text: string, ...words: readonly string[]) =>
  rehearse("eval", "--dialect", dialect, text, "--user", "grace.json", ...words);

describe("rehearse eval", () => {
  it.each([
    ["entra", 'ToLower(Join(".", [givenName], [surname]))', '"grace.hopper"'],
    ["okta", 'String.substringBefore(user.email, "@")', '"grace"'],
    ["okta-ie", "user.profile.email.toUpperCase()", '"GRACE@ACME.TEST"'],
    ["okta-template", '${fn:substringBefore(source.login, "@")}', '"Grace.Hopper"'],
    ["entra", "[mobile]", "(absent)"],
  ])("%s: %s gives %s", async (dialect, text, value) => {
    expect(await evaluate(dialect, text)).toMatchObject({ code: 0, out: `${value}\n` });
  });

  it.each([
    ["entra", 'Coalesce([favouriteTea], "none")', '"none"'],
    ["okta", 'user.favouriteTea ?: "none"', '"none"'],
  ])(
    "%s: an attribute that the person's file does not have counts as absent, and is told",
    async (dialect, text, value) => {
      const { code, out, error } = await evaluate(dialect, text);
      expect({ code, out }).toEqual({ code: 0, out: `${value}\n` });
      expect(error).toContain("Nobody here has an attribute `favouriteTea`");
    },
  );

  it("takes a name that is nearly one for a slip", async () => {
    const { code, error } = await evaluate("entra", "ToUpper([givenNmae])");
    expect(code).toBe(2);
    expect(error).toContain('Did you mean "givenName"?');
  });

  it("shows each sub-expression with its value", async () => {
    const { out } = await evaluate("entra", "ToUpper(Left([givenName], 2))", "--trace");
    expect(out.split("\n")).toEqual([
      '  [givenName] → "Grace"',
      '  Left([givenName], 2) → "Gr"',
      '  ToUpper(Left([givenName], 2)) → "GR"',
      '"GR"',
      "",
    ]);
  });

  it("gives the value, its type and its effects as JSON", async () => {
    const read = async (text: string) => JSON.parse((await evaluate("entra", text, "--json")).out) as unknown;
    expect(await read("IgnoreFlowIfNullOrEmpty([mobile])")).toMatchObject({
      value: null,
      type: "effect",
      effects: ["ignoreAttribute"],
    });
    expect(await read('Split("a,b", ",")')).toMatchObject({ value: ["a", "b"], type: "list", effects: [] });
  });

  it("evaluates for a person of a workspace, on its clock", async () => {
    const ran = await rehearse(
      ...["eval", "--dialect", "entra", 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")'],
      ...["--user", "ada.lovelace@acme.test", "--workspace", bench.file],
    );
    expect(ran).toMatchObject({ code: 0, out: '"2026-03-02"\n' });
  });

  it("asks as a row of an application, with its app roles; which there are, nobody told before", async () => {
    const text = "SingleAppRoleAssignment([appRoleAssignments])";
    const asked = ["eval", "--dialect", "entra", text, "--user", "ada.lovelace@acme.test", "--workspace", bench.file];
    const before = await rehearse(...asked, "--app", "salesforce");
    expect(before).toMatchObject({ code: 1, error: expect.stringContaining("nobody told which app roles there are") });
    const workspace = JSON.parse(await readFile(bench.file, "utf8"));
    const connection = workspace.identityProviders[0].connections.find(
      ({ application }: { application: string }) => application === "salesforce",
    );
    connection.appRoles = [{ id: "r-admin", value: "Admin", displayName: "Administrator" }];
    await writeFile(bench.file, JSON.stringify(workspace));
    const assign = { type: "assign", application: "salesforce", user: "ada.lovelace@acme.test", appRole: "Admin" };
    const acted = await rehearse("act", JSON.stringify(assign), "--workspace", bench.file, "--save");
    expect(acted).toMatchObject({ code: 0, out: expect.stringContaining("as Administrator,") });
    expect(await rehearse(...asked, "--app", "salesforce")).toMatchObject({ code: 0, out: '"Admin"\n' });
  });

  it("knows an application by its workspace alone", async () => {
    const { code, error } = await evaluate("entra", "[givenName]", "--app", "salesforce");
    expect(code).toBe(2);
    expect(error).toContain("--app needs --workspace");
  });

  it("ends with 1 where the evaluation fails for this person", async () => {
    const failed = await evaluate("okta", "String.substring(user.firstName, 0, 9)");
    expect(failed).toMatchObject({ code: 1, out: "" });
    expect(failed.error).toContain("rehearse: column 34: There is nothing from 0 to 9");
    const json = await evaluate("okta", "String.substring(user.firstName, 0, 9)", "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: "EXPRESSION_OUT_OF_RANGE", position: "column 34" } });
  });

  it.each([
    ["entra", "ToLower([givenName]", "column 8", "EXPRESSION_UNCLOSED"],
    ["entra", "ToLowr([givenName])", "did you mean `ToLower`?", "EXPRESSION_UNKNOWN_FUNCTION"],
    ["okta", "T(java.lang.Runtime).getRuntime()", "column 1", "EXPRESSION_FORBIDDEN_CONSTRUCT"],
    ["okta", "(".repeat(200), "column", "EXPRESSION_TOO_DEEP"],
    ["entra", 'Replace([givenName], , "(a+", , "", , )', "column", "EXPRESSION_"],
  ])("ends with 2 and one line where the text is wrong: %s %s", async (dialect, text, words, code) => {
    const refused = await evaluate(dialect, text);
    expect(refused).toMatchObject({ code: 2, out: "" });
    const line = refused.error.split("\n").find((each) => each.startsWith("rehearse: "));
    expect(line).toContain(words);
    expect(line).toContain(code);
  });

  it("ends with 2 where the text has more characters than Entra takes", async () => {
    const refused = await evaluate("entra", `"${"x".repeat(10_000)}"`);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.error).toContain("(EXPRESSION_TOO_LONG)");
  });

  it.each([
    [["--user", "nobody@acme.test"], "USER_NOT_READABLE"],
    [["--user", "ada.lovelac@acme.test", "--workspace", "acme.json"], 'Did you mean "ada.lovelace@acme.test"?'],
    [["--user", "broken.json"], "USER_NOT_JSON"],
    [["--user", "wrong.json"], "userName"],
    [["--user", "grace.json", "--now", "yesterday"], "Use a time such as"],
    [["--user", "grace.json", "--dialect", "cobol"], "cobol"],
  ])("ends with 2 where nobody can be found: %j", async (words, said) => {
    await writeFile(join(bench.folder, "broken.json"), '{"id": "1", ');
    await writeFile(join(bench.folder, "wrong.json"), '{"id": "1", "active": true, "attributes": {}}');
    const refused = await rehearse("eval", "--dialect", "entra", "[mail]", ...words);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.error).toContain(said);
    expect(refused.error).not.toContain("    at ");
  });
});
