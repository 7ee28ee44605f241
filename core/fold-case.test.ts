import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCase } from "./fold-case.ts";

test("folds everything that the language's own simple case folding takes for the same", () => {
  for (let code = 0; code <= 0x1ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    for (const other of [character.toLowerCase(), character.toUpperCase()]) {
      if (other === character || !isSameByRegExp(character, other)) continue;
      expect({ code, key: foldCase(character) }).toEqual({ code, key: foldCase(other) });
    }
  }
});

/** Character by character as `/iu` of ECMAScript does it, an implementation of Unicode's table that is not ours. */
function isSameByRegExp(character: string, other: string): boolean {
  return new RegExp(`^\\u{${(character.codePointAt(0) ?? 0).toString(16)}}$`, "iu").test(other);
}

/** Those that are special in some way, and any others. */
const character = fc.oneof(
  fc.constantFrom(
    "ß",
    "ẞ",
    "ς",
    "Σ",
    "İ",
    "ı",
    "i",
    "\u0345",
    "\u0390",
    "\u1fd3",
    "\ufb01",
    "\u212a",
    "\u0301",
    "\u0307",
  ),
  fc.integer({ min: 0, max: 0x1ffff }).map((code) => String.fromCodePoint(code)),
);

test("folds what is folded to itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(foldCase(foldCase(text))).toBe(foldCase(text));
    }),
    { numRuns: 1000 },
  );
});

test("folds ASCII like any other text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(`${foldCase(text)}é`).toBe(foldCase(`${text}É`));
    }),
  );
});
