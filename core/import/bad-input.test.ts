import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { checkWorkspace } from "../store/check.ts";
import { buildTestWorkspace } from "../store/test-workspace.ts";
import { workspaceSchema } from "../store/workspace.ts";
import { ACCOUNT_PLANNERS } from "./account-planners.ts";
import { type ImportKind, importKindSchema } from "./import-kind.ts";
import { LARGEST_FILE } from "./largest-file.ts";
import { PEOPLE_PLANNERS } from "./people-planners.ts";
import { readText, tooLarge } from "./read-text.ts";
import { linesOf, personIn, planOf } from "./test-import.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("a file that cannot be read", () => {
  const cases: readonly {
    readonly what: string;
    readonly bytes: Uint8Array;
    readonly as?: ImportKind;
    readonly code: string;
    readonly path?: string;
    readonly says: string;
  }[] = [
    {
      what: "truncated JSON",
      bytes: text('{"value":[{"userPrincipalName":"ada"'),
      code: "IMPORT_NOT_JSON",
      path: "line 1, column 37",
      says: "This is not JSON",
    },
    {
      what: "a missing column",
      bytes: text("userPrincipalNam,displayName\na,b\n"),
      as: "entraUsersCsv",
      code: "IMPORT_MISSING_COLUMN",
      path: "line 1",
      says: 'There is no column userPrincipalName. Did you mean "userPrincipalNam"? There are: userPrincipalNam, displayName.',
    },
    {
      what: "two headers of one name",
      bytes: text("userPrincipalName,mail,mail\na,b,c\n"),
      as: "entraUsersCsv",
      code: "IMPORT_DUPLICATE_COLUMN",
      path: "line 1",
      says: 'Columns 2 and 3 are both called "mail"',
    },
    {
      what: "two headers of one name, by which it cannot be recognised",
      bytes: text("login,firstName,login\na,b,c\n"),
      code: "IMPORT_DUPLICATE_COLUMN",
      path: "line 1",
      says: 'Columns 1 and 3 are both called "login"',
    },
    {
      what: "a quote that is never closed",
      bytes: text('userPrincipalName,displayName\na,b\nc,"d\ne,f\n'),
      code: "IMPORT_NOT_CSV",
      path: "line 3",
      says: "never closed",
    },
    { what: "a zip", bytes: text("PK\u0003\u0004abc"), code: "IMPORT_NOT_TEXT", says: "unpack it, or save it as CSV" },
    { what: "nothing", bytes: text(" \n"), code: "IMPORT_EMPTY", says: "empty" },
    { what: "zero bytes", bytes: text("userPrincipalName\na\u0000b\n"), code: "IMPORT_NOT_TEXT", says: "zero byte" },
    { what: "prose", bytes: text("Dear all"), code: "IMPORT_NOT_RECOGNISED", says: "--as" },
    {
      what: "JSON without a list",
      bytes: text('{"a":1}'),
      as: "oktaUsers",
      code: "IMPORT_NO_LIST",
      says: "a bare list",
    },
    {
      what: "CSV where a list is due",
      bytes: text("a,b\n1,2\n"),
      as: "graphUsers",
      code: "IMPORT_NO_LIST",
      says: "no list",
    },
    {
      what: "an LDIF without people",
      bytes: text("dn: OU=A\nobjectClass: organizationalUnit\n"),
      code: "IMPORT_NOBODY",
      says: "no entry",
    },
  ];

  it.each(cases)("is refused: $what", async ({ bytes, as, code, path, says }) => {
    const planned = planOf(bytes, { name: "bad", options: as === undefined ? {} : { as } });
    const place = path === undefined ? { file: "bad" } : { file: "bad", path };
    await expect(planned).rejects.toMatchObject({ code, place, message: expect.stringContaining(says) });
  });

  it("is refused by its size before it is read, and the workspace is as it was", async () => {
    // Zeros that nobody touches take no memory.
    const bytes = new Uint8Array(300 * 1024 * 1024);
    const into = buildTestWorkspace();
    const before = JSON.stringify(into);
    await expect(planOf(bytes, { into, name: "big.csv" })).rejects.toMatchObject({
      code: "IMPORT_TOO_LARGE",
      place: { file: "big.csv" },
      message: "The file has 300 MiB; 256 MiB are read at most. Split it, or leave columns out.",
    });
    expect(JSON.stringify(into)).toBe(before);
    expect(() => readText(new Uint8Array(LARGEST_FILE + 1), "big.csv")).toThrow(
      tooLarge(LARGEST_FILE + 1, "big.csv").message,
    );
  });

  it.each([
    [{ columns: { userName: "Mial" } }, "IMPORT_UNKNOWN_COLUMN", 'Did you mean "Mail"?'],
    [{ columns: { constructor: "Mail" } }, "IMPORT_UNSAFE_NAME", "cannot be used"],
  ])("for a wish that makes no sense: %j", async (options, code, says) => {
    const planned = planOf(["userPrincipalName,Mail", "a,b"], { options });
    await expect(planned).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

describe("a file in another encoding", () => {
  const lines = "userPrincipalName,displayName\r\nzoë@acme.test,Zoë\r\n";

  it.each([
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${lines}`, "utf8")],
    ["UTF-16 of Windows", Buffer.from(`\uFEFF${lines}`, "utf16le")],
    ["UTF-16 the other way round", Buffer.from(`\uFEFF${lines}`, "utf16le").swap16()],
    ["Windows-1252", Buffer.from(lines, "latin1")],
  ])("is read: %s", async (_, bytes) => {
    expect(personIn(await planOf(bytes), "zoë@acme.test").attributes).toEqual({ displayName: "Zoë" });
  });

  it("says so where the encoding is a guess", async () => {
    const plan = await planOf(Buffer.from(lines, "latin1"), { name: "people.csv" });
    expect(linesOf(plan)).toEqual([expect.stringMatching(/^adapted · people.csv · .*Windows-1252.*save it as UTF-8/)]);
    expect(linesOf(await planOf(lines))).toEqual([]);
  });
});

describe("a row that makes no sense", () => {
  it("is refused with its line, and the others are taken", async () => {
    const plan = await planOf([
      "userPrincipalName,id,displayName,accountEnabled,__proto__",
      "ada@acme.test,1,Ada,True,x",
      ",2,Nobody,True,x",
      "__proto__,3,Evil,True,x",
      "bob@acme.test,constructor,Bob,True,x",
      "ADA@acme.test,4,Twice,True,x",
      "cy@acme.test,1,Same id,True,x",
      "di@acme.test,5,Di,perhaps,x",
      "ed@acme.test,6,Ed,True,x,too,many",
      "fi@acme.test",
      "gil@acme.test,7,Gil,True,x,,",
    ]);
    expect(plan.next.directory.users.map(({ userName }) => userName)).toEqual([
      "ada@acme.test",
      "di@acme.test",
      "fi@acme.test",
      "gil@acme.test",
    ]);
    expect(linesOf(plan)).toEqual([
      "refused · line 1 · This column is left out: its name is reserved by JavaScript and cannot be used.",
      "refused · line 3 · It has no user name.",
      expect.stringContaining('notUnderstood · line 8 · Found "perhaps"; yes or no was expected.'),
      "refused · line 9 · It has 7 cells, and the header has 5 columns.",
      "refused · line 4 · This name is reserved by JavaScript and cannot be used.",
      "refused · line 5 · This name is reserved by JavaScript and cannot be used.",
      "refused · line 6 · The same user name stands in line 2 already.",
      'refused · line 7 · The id "1" stands in line 2 already.',
    ]);
    expect(Object.getPrototypeOf(personIn(plan, "ada@acme.test").attributes)).toBe(Object.prototype);
  });

  it.each(["[x]", "__proto__ [Required]"])(
    "is a column left out, of whose heading nothing is left: %s",
    async (name) => {
      const plan = await planOf([`Email Address [Required],Org Unit Path [Required],${name}`, "ada@acme.test,/,x"]);
      expect(Object.keys(personIn(plan, "ada@acme.test").attributes)).not.toContain("");
      expect(linesOf(plan)).toContain(
        "refused · line 1 · This column is left out: what is left of its heading cannot be used as a name.",
      );
    },
  );
});

describe("any text at all", () => {
  const kinds = importKindSchema.options.filter((kind) => kind in PEOPLE_PLANNERS || kind in ACCOUNT_PLANNERS);
  const cell = fc.oneof(fc.constantFrom("userPrincipalName", "login", "id", '"', "__proto__", "DN", "a"), fc.string());
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  const csv = table.map((rows) => rows.map((cells) => cells.join(",")).join("\n"));
  const json = fc.jsonValue().map((value) => JSON.stringify({ value: [value], Resources: [value] }));

  it("is taken or refused as any kind, never fails otherwise, and what comes of it can be saved", async () => {
    const contents = fc.oneof(csv, json, fc.string());
    const property = fc.asyncProperty(contents, fc.constantFrom(...kinds), async (content, as) => {
      const options = { as, application: "wiki", answers: { userName: "a", group: "g-finance" } };
      const planned = await planOf(content, { into: buildTestWorkspace(), options }).catch(codeOf);
      if (typeof planned === "string") return;
      expect(workspaceSchema.safeParse(planned.next).error).toBeUndefined();
      expect(checkWorkspace(planned.next).filter(({ severity }) => severity === "error")).toEqual([]);
    });
    await fc.assert(property, { numRuns: 400 });
  });
});

/** The code of an error of ours; any other is a fault. */
function codeOf(error: unknown): string {
  if (error instanceof RehearsalError) return error.code;
  throw error;
}
