import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { redactFilter, redactJson } from "./redact-json.ts";
import { redacted } from "./secrets.ts";

const SECRET = "s3cr3t-value";

describe("secrets in JSON", () => {
  const cases: readonly { readonly where: string; readonly text: string }[] = [
    { where: "a member", text: JSON.stringify({ password: SECRET }) },
    { where: "a member in another case", text: JSON.stringify({ PassWord: SECRET }) },
    { where: "a member with the URN of its schema", text: JSON.stringify({ "urn:x:2.0:User:password": SECRET }) },
    { where: "a member of a member of a list", text: JSON.stringify({ Operations: [{ data: { password: SECRET } }] }) },
    { where: "a member with blanks around its colon", text: `{"password" :\n "${SECRET}"}` },
    { where: "a member whose name is escaped", text: `{"passw\\u006frd": "${SECRET}"}` },
    { where: "what a PATCH writes to a path", text: operation({ path: "password", value: SECRET }) },
    { where: "a path with the URN of its schema", text: operation({ path: "urn:x:2.0:User:PASSWORD", value: SECRET }) },
    { where: "an operation in another case", text: operation({ Path: "password", Value: SECRET }) },
    { where: "an operation with its value first", text: operation({ value: SECRET, path: "password" }) },
    { where: "what a PATCH writes without path", text: operation({ value: { password: SECRET } }) },
    { where: "an object where a text is due", text: operation({ path: "password", value: { value: SECRET } }) },
    { where: "a list where a text is due", text: JSON.stringify({ password: [SECRET] }) },
    { where: "the filter of a search", text: JSON.stringify({ filter: `password eq "${SECRET}"` }) },
    { where: "a text that breaks off", text: `{"schemas": [], "password": "${SECRET}` },
    { where: "a text that is no JSON", text: `{"password": "${SECRET}",}` },
    { where: "a member without quotes in what is no JSON", text: `{"password": ${SECRET}}` },
    { where: "an operation in what is no JSON", text: `[${operation({ path: "password", value: SECRET })}` },
    { where: "JSON that is too deep", text: `${"[".repeat(200)}{"password":"${SECRET}"}${"]".repeat(200)}` },
  ];
  it.each(cases)("never keeps that of $where", ({ text }) => {
    expect(redactJson(text)).not.toContain(SECRET);
    expect(redactJson(text)).toContain("‹redacted ");
  });

  it("takes a secret with quotes in it whole", () => {
    const secret = 'a"b\\c","password":"d';
    expect(redactJson(JSON.stringify({ password: secret }))).toBe(JSON.stringify({ password: redacted(secret) }));
    expect(redactJson(`{"password":"a\\"tail"`)).not.toContain("tail");
  });

  it("leaves everything else as it is, to the last blank", () => {
    const texts = [
      '{ "userName": "ada",  "active": true }',
      '{"code": 42, "password": null, "access_token": ""}',
      operation({ path: "displayName", value: "password" }),
      '{"detail": "`password` is never returned."}',
    ];
    for (const text of texts) expect(redactJson(text)).toBe(text);
  });

  it("reads what never ends in no time", () => {
    const texts = ['"password":"'.repeat(50_000), `{"${":".repeat(200_000)}`, `"password": ${"\\".repeat(200_000)}`];
    for (const text of texts) expect(redactJson(text)).toBeDefined();
    expect(redactFilter("password eq ".repeat(50_000))).toBeDefined();
  });
});

test("any JSON stays JSON, and hides every secret that stands in it", () => {
  const secret = fc
    .string({ minLength: 12, unit: fc.constantFrom('"', "\\", "a", "é", ",", "}") })
    .map((text) => `§${text}§`);
  const holder = fc.oneof(
    fc.record({ password: secret }),
    fc.record({ op: fc.constant("add"), path: fc.constantFrom("password", "Password"), value: secret }),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      holder,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie("tree")),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = redactJson(JSON.stringify(value));
      expect(() => JSON.parse(text)).not.toThrow();
      expect(text).not.toContain("§");
    }),
  );
});

function operation(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Operations: [{ op: "replace", ...members }] });
}
