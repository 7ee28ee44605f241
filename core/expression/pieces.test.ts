import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DialectId } from "./dialect.ts";
import { readPieces } from "./pieces.ts";

/** An expression, with its pieces as `kind text`. */
const cases: readonly (readonly [DialectId, string, readonly string[]])[] = [
  [
    "entra",
    'IIF([mail]="", IgnoreAttributeFlow, Mid([mail], 1, 3))',
    [
      "function IIF",
      "open (",
      "attribute [mail]",
      "operator =",
      'text ""',
      "comma ,",
      "keyword IgnoreAttributeFlow",
      "comma ,",
      "function Mid",
      "open (",
      "attribute [mail]",
      "comma ,",
      "number 1",
      "comma ,",
      "number 3",
      "close )",
      "close )",
    ],
  ],
  [
    "entra",
    'Join(“x”, "unclosed',
    ["function Join", "open (", "unreadable “", "name x", "unreadable ”", "comma ,", 'unreadable "unclosed'],
  ],
  [
    "okta",
    "user.isMemberOf(1) AND String.len(user.email) > 3",
    [
      "name user",
      "operator .",
      "function isMemberOf",
      "open (",
      "number 1",
      "close )",
      "operator AND",
      "function String",
      "operator .",
      "function len",
      "open (",
      "name user",
      "operator .",
      "attribute email",
      "close )",
      "operator >",
      "number 3",
    ],
  ],
  [
    "okta",
    "department == null ? 'a' : \"b",
    ["name department", "operator ==", "keyword null", "operator ?", "text 'a'", "operator :", 'unreadable "b'],
  ],
  [
    "okta-template",
    `a\${fn:toLowerCase(source.email)}@x`,
    [
      "plain a",
      `open \${`,
      "function fn",
      "operator :",
      "function toLowerCase",
      "open (",
      "name source",
      "operator .",
      "attribute email",
      "close )",
      "close }",
      "plain @x",
    ],
  ],
  ["okta-template", `\${source.`, [`open \${`, "name source", "operator ."]],
];

describe("the pieces of an expression", () => {
  it.each(cases)("in %s: %s", (dialect, text, expected) => {
    const shown = readPieces(dialect, text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);
    expect(shown).toEqual(expected);
  });

  it("of any text stand one behind the other, and none is empty", () => {
    const dialects = fc.constantFrom<DialectId>("entra", "okta", "okta-ie", "okta-template");
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom(...`\${}[](),."'ab1 \\&H`) }),
    );
    fc.assert(
      fc.property(dialects, texts, (dialect, text) => {
        const pieces = readPieces(dialect, text);
        const ends = [0, ...pieces.map(({ to }) => to)];
        expect(pieces.every(({ from, to }, index) => from >= (ends[index] ?? 0) && to > from)).toBe(true);
        expect(ends.at(-1)).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
