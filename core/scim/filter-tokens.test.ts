import fc from "fast-check";
import { expect, test } from "vitest";
import { clip, readTokens, TokenReader } from "./filter-tokens.ts";
import { ScimError } from "./scim-error.ts";

/** Kind, text and position of every token. */
function shown(text: string): readonly string[] {
  return readTokens(text).map(({ kind, text: written, position }) => `${kind} ${written} ${position}`);
}

test("cuts a filter into words, strings and brackets, with positions from 1", () => {
  expect(shown('emails[type eq "work"].value')).toEqual([
    "word emails 1",
    "[ [ 7",
    "word type 8",
    "word eq 13",
    'string "work" 16',
    "] ] 22",
    "word .value 23",
    "end  29",
  ]);
});

test("takes brackets, quotes and blanks inside a string for text", () => {
  expect(readTokens('"a]b)\\" c"')[0]).toEqual({
    kind: "string",
    text: '"a]b)\\" c"',
    position: 1,
    value: 'a]b)" c',
  });
});

test.each([
  { text: "", tokens: ["end  1"] },
  { text: " \t\r\n", tokens: ["end  5"] },
  { text: "not(a)", tokens: ["word not 1", "( ( 4", "word a 5", ") ) 6", "end  7"] },
  { text: 'eq"x"', tokens: ["word eq 1", 'string "x" 3', "end  6"] },
  { text: "urn:a:2.0:User:name.sub -1.5e3", tokens: ["word urn:a:2.0:User:name.sub 1", "word -1.5e3 25", "end  31"] },
])("cuts $text", ({ text, tokens }) => {
  expect(shown(text)).toEqual(tokens);
});

test.each([
  { text: 'a eq "b', detail: 'At position 6: text that begins with `"` has no closing `"`.' },
  { text: '"b\\', detail: "At position 3: `\\` is no escape; " },
  { text: '"b\\x"', detail: "At position 3: `\\x` is no escape; " },
  { text: '"\\u12g4"', detail: "At position 2: `\\u` is no escape; " },
  {
    text: '"a\nb"',
    detail: "At position 3: a control character in text has to be written as an escape, such as `\\n`.",
  },
])("refuses the string in $text", ({ text, detail }) => {
  expect(() => readTokens(text)).toThrow(expect.objectContaining({ scimType: "invalidFilter", status: 400 }));
  expect(() => readTokens(text)).toThrow(detail);
});

test("reads every JSON string", () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit }), (value) => {
      const [token] = readTokens(JSON.stringify(value));
      expect(token).toMatchObject({ kind: "string", value });
    }),
  );
});

test("loses nothing but blanks, or throws a ScimError", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', "\\", "u", "0", "a", "]", "(", " ", "\t", ".") }), (text) => {
      try {
        let end = 0;
        for (const token of readTokens(text)) {
          expect(text.slice(end, token.position - 1).trim()).toBe("");
          end = token.position - 1 + token.text.length;
          expect(text.slice(token.position - 1, end)).toBe(token.text);
        }
        expect(end).toBe(text.length);
      } catch (error) {
        if (!(error instanceof ScimError)) throw error;
      }
    }),
  );
});

test("stays at the end once it is there", () => {
  const tokens = new TokenReader("a");
  expect([tokens.takeWord("b"), tokens.takeWord("a"), tokens.takeKind("end"), tokens.take().kind]).toEqual([
    false,
    true,
    true,
    "end",
  ]);
  expect(tokens.next).toEqual({ kind: "end", text: "", position: 2 });
});

test("quotes long and broken text in one short line", () => {
  expect(clip(`${"x".repeat(100)}`)).toBe(`${"x".repeat(60)}…`);
  expect(clip("a\u0007b")).toBe("a\\u0007b");
});
