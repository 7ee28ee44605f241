import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSafeName } from "../attribute-value.ts";
import { RehearsalError } from "../errors.ts";
import { WITHOUT_REST } from "../pace.ts";
import { createTestPace } from "../test-pace.ts";
import { type LdifEntry, type LdifValue, readLdif, textOfLdif } from "./ldif.ts";

async function entriesOf(text: string): Promise<readonly LdifEntry[]> {
  const entries: LdifEntry[] = [];
  await readLdif(text, { file: "a.ldif", pace: WITHOUT_REST, take: (entry) => entries.push(entry) });
  return entries;
}

/** Values as text, by attribute. */
async function valuesOf(...lines: readonly string[]) {
  const [entry] = await entriesOf(["dn: CN=A", ...lines].join("\n"));
  return Object.fromEntries(
    [...(entry?.attributes ?? [])].map(([name, values]) => [name, values.map((value) => textOfLdif(value))]),
  );
}

describe("an entry of LDIF", () => {
  const cases: readonly { readonly what: string; readonly lines: readonly string[]; readonly is: object }[] = [
    { what: "has values", lines: ["cn: Ada", "sn:Lovelace"], is: { cn: ["Ada"], sn: ["Lovelace"] } },
    { what: "has several of one attribute", lines: ["mail: a", "MAIL: b"], is: { mail: ["a", "b"] } },
    { what: "has base64", lines: ["cn:: w4RkYQ=="], is: { cn: ["Äda"] } },
    { what: "has folded lines", lines: ["cn: Ada", "  Love", " lace"], is: { cn: ["Ada Lovelace"] } },
    { what: "has folded base64", lines: ["cn:: w4R", " kYQ=="], is: { cn: ["Äda"] } },
    { what: "has comments, which may be folded", lines: ["# a", " b", "cn: Ada"], is: { cn: ["Ada"] } },
    { what: "has options", lines: ["cn;lang-de: Ada", "cn: B"], is: { "cn;lang-de": ["Ada"], cn: ["B"] } },
    { what: "has empty values", lines: ["cn:", "sn: "], is: { cn: [""], sn: [""] } },
    { what: "has values that begin with a colon only in base64", lines: ["cn:: OmE="], is: { cn: [":a"] } },
    { what: "is a change of the type add", lines: ["changetype: add", "cn: Ada"], is: { cn: ["Ada"] } },
    { what: "ends its lines as Windows does", lines: ["cn: Ada\r", "sn: L\r"], is: { cn: ["Ada"], sn: ["L"] } },
  ];

  it.each(cases)("$what", async ({ lines, is }) => {
    expect(await valuesOf(...lines)).toEqual(is);
  });

  it("is told by its line, and ends at an empty line", async () => {
    const entries = await entriesOf("version: 1\n\ndn: CN=A\ncn: A\n\n\ndn:: Q049w4Q=\ncn: B\n");
    expect(entries.map(({ line, dn }) => ({ line, dn }))).toEqual([
      { line: 3, dn: "CN=A" },
      { line: 7, dn: "CN=Ä" },
    ]);
  });

  it("keeps bytes that are no text as bytes", async () => {
    const [entry] = await entriesOf("dn: CN=A\nobjectGUID:: AAECAwT/\n");
    const [value] = entry?.attributes.get("objectGUID") ?? [];
    expect(value).toEqual(new Uint8Array([0, 1, 2, 3, 4, 255]));
    expect(textOfLdif(value ?? "")).toBeUndefined();
  });
});

describe("what is no LDIF", () => {
  const cases: readonly (readonly [code: string, line: number, text: string])[] = [
    ["IMPORT_NOT_LDIF", 1, "cn: Ada"],
    ["IMPORT_NOT_LDIF", 2, "dn: CN=A\nno colon here"],
    ["IMPORT_NOT_LDIF", 2, "dn: CN=A\ncn:: not base64!"],
    ["IMPORT_NOT_LDIF", 2, "dn: CN=A\n__proto__: a"],
    ["IMPORT_NOT_LDIF", 2, "dn: CN=A\nconstructor: a"],
    ["IMPORT_NOT_LDIF", 2, "dn: CN=A\ndn: CN=B"],
    ["IMPORT_NOT_LDIF", 1, "version: 2\n\ndn: CN=A"],
    ["IMPORT_LDIF_CHANGE", 2, "dn: CN=A\nchangetype: modify\nreplace: cn\ncn: B"],
    ["IMPORT_LDIF_CHANGE", 2, "dn: CN=A\nchangetype: delete"],
    ["IMPORT_LDIF_URL", 3, "dn: CN=A\ncn: A\njpegPhoto:< file:///etc/passwd"],
  ];

  it.each(cases)("is refused with %s in line %i: %j", async (code, line, text) => {
    await expect(entriesOf(text)).rejects.toMatchObject({ code, place: { file: "a.ldif", path: `line ${line}` } });
  });
});

describe("reading LDIF", () => {
  it("can be given up", async () => {
    const pace = createTestPace({ giveUpAfter: 2 });
    const reading = readLdif("dn: CN=A\ncn: A\n\ndn: CN=B\n", { file: "a", pace, take: () => {} });
    await expect(reading).rejects.toMatchObject({ code: "CANCELLED" });
    expect(pace.told()[0]).toMatchObject({ total: 25, what: "characters" });
  });

  it("never fails but with an error of its own", async () => {
    const lines = fc.constantFrom(
      "dn: CN=A",
      "",
      " ",
      "#",
      "cn: x",
      "cn:: eA==",
      "cn:<",
      "version: 1",
      "\r",
      ":",
      "::",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(lines, fc.string())).map((all) => all.join("\n")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (input) => {
        await entriesOf(input).catch((error: unknown) => {
          if (!(error instanceof RehearsalError)) throw error;
        });
      }),
    );
  });

  it("gives back what was written", async () => {
    const name = fc
      .stringMatching(/^[a-z][A-Za-z0-9-]{0,8}$/)
      .filter((each) => isSafeName(each) && !RESERVED.has(each.toLowerCase()));
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.uint8Array({ maxLength: 40 }).filter((bytes) => textOfLdif(bytes) === undefined),
    );
    const attributes = fc.uniqueArray(fc.tuple(name, fc.array(value, { minLength: 1, maxLength: 3 })), {
      selector: ([each]) => each.toLowerCase(),
      maxLength: 5,
    });
    const dn = fc.string({ unit: "grapheme", minLength: 1 });
    const entry = fc.record({ dn, attributes });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (entries) => {
        const read = await entriesOf(entries.map(writeEntry).join("\n"));
        const isRead = read.map(({ dn, attributes: held }) => ({ dn, attributes: [...held].map(asBytes) }));
        expect(isRead).toEqual(entries.map(({ dn, attributes: held }) => ({ dn, attributes: held.map(asBytes) })));
      }),
    );
  });
});

const RESERVED: ReadonlySet<string> = new Set(["dn", "changetype", "version"]);

/** What a text is cannot be told from bytes where it holds control characters. */
function asBytes([name, values]: readonly [string, readonly LdifValue[]]): readonly [string, readonly string[]] {
  return [name, values.map((value) => Buffer.from(value as string).toString("hex"))];
}

interface Written {
  readonly dn: string;
  readonly attributes: readonly (readonly [string, readonly LdifValue[]])[];
}

/** In plain text where RFC 2849 allows it, else in base64; folded after twenty characters. */
function writeEntry({ dn, attributes }: Written): string {
  const lines = [["dn", [dn]] as const, ...attributes].flatMap(([name, values]) =>
    values.map((value) => writeLine(name, value)),
  );
  return `${lines.map(fold).join("\n")}\n`;
}

function writeLine(name: string, value: LdifValue): string {
  const isSafe = typeof value === "string" && /^(?![ :<])[\x20-\x7e]*$/.test(value) && !value.endsWith(" ");
  if (isSafe) return `${name}: ${value}`;
  return `${name}:: ${Buffer.from(value as string).toString("base64")}`;
}

function fold(line: string): string {
  const parts = line.match(/[\s\S]{1,20}/g) ?? [];
  return parts.join("\n ");
}
