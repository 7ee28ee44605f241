import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTextPattern, TextTooLong } from "./parse-text-pattern.ts";
import type { PatternFlavour, TextPattern } from "./text-pattern.ts";

function ready(flavour: PatternFlavour, text: string): TextPattern {
  const parsed = parseTextPattern(flavour, text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.pattern;
}

/** Pattern, text, what each match is. */
const found: readonly (readonly [PatternFlavour, string, string, readonly string[]])[] = [
  ["dotnet", "\\d+", "a1b22", ["1", "22"]],
  ["dotnet", "\\d+", "٣", ["٣"]],
  ["java", "\\d+", "٣", []],
  ["dotnet", "\\w+", "Zoë Ångström", ["Zoë", "Ångström"]],
  ["java", "\\w+", "Zoë", ["Zo"]],
  ["dotnet", "(?i)eng", "ENGineering Eng", ["ENG", "Eng"]],
  ["dotnet", "a(?i)b", "AB aB ab", ["aB", "ab"]],
  ["dotnet", "(?i:a)b", "Ab AB", ["Ab"]],
  ["dotnet", "(?x) a b # comment", "ab", ["ab"]],
  ["dotnet", "\\Aab\\z", "ab", ["ab"]],
  ["dotnet", "b$", "b\n", ["b"]],
  ["dotnet", "(?m)^.$", "a\nb", ["a", "b"]],
  ["dotnet", "a.c", "a\nc", []],
  ["dotnet", "(?s)a.c", "a\nc", ["a\nc"]],
  ["dotnet", "\\:\\;\\=", ":;=", [":;="]],
  ["dotnet", "[()\\s-]+", "+1 (999) 888-7777", [" (", ") ", "-"]],
  ["dotnet", "x*", "xxa", ["xx", "", ""]],
  ["dotnet", "(?<=@).+", "a@b.test", ["b.test"]],
  ["dotnet", "(.)\\1", "aabccd", ["aa", "cc"]],
  ["dotnet", "(?<q>['\"]).*?\\k<q>", "say 'a' or \"b\"", ["'a'", '"b"']],
  ["java", "\\Qa.b\\E", "a.b axb", ["a.b"]],
  ["java", "\\p{Upper}\\p{Lower}+", "Ada lovelace", ["Ada"]],
  ["dotnet", "\\p{Lu}", "aÄb", ["Ä"]],
  ["dotnet", "a{2,3}?", "aaaa", ["aa", "aa"]],
  ["dotnet", "a{x", "a{x", ["a{x"]],
  ["dotnet", "\\bda\\b", "da däda", ["da"]],
  ["dotnet", "[^\\d]", "1a2", ["a"]],
  ["dotnet", "[a\\D]", "1a2b", ["a", "b"]],
];

describe("a pattern of somebody else's", () => {
  it.each(found)("%s: /%s/ in %j", (flavour, pattern, text, expected) => {
    expect(
      ready(flavour, pattern)
        .findAll(text)
        .map((match) => match.text),
    ).toEqual(expected);
  });

  it("numbers unnamed groups first in .NET, and as they stand in Java", () => {
    const pattern = "(?<area>\\d{2})-(\\d{3})";
    expect(ready("dotnet", pattern).find("x 44-123")?.groups).toEqual(["123", "44"]);
    expect(ready("java", pattern).find("x 44-123")?.groups).toEqual(["44", "123"]);
    expect(ready("dotnet", pattern).find("x 44-123")?.names).toEqual({ area: 2 });
  });

  it("tells where each group lies", () => {
    const match = ready("dotnet", "(?<first>\\w+) (\\w+)?").find("- Ada ");
    expect(match?.places).toEqual([undefined, { from: 2, to: 5 }]);
  });

  it("tells whether the whole text matches", () => {
    expect(ready("java", "Admin|.*-Admin").matchesWhole("Site-Admin")).toBe(true);
    expect(ready("java", "Admin").matchesWhole("Site-Admin")).toBe(false);
  });
});

/** Pattern, part of the sentence, place. */
const refused: readonly (readonly [PatternFlavour, string, string, number])[] = [
  ["dotnet", "(a", "not closed", 0],
  ["dotnet", "a)", "closes nothing", 1],
  ["dotnet", "[a", "not closed", 0],
  ["dotnet", "[z-a]", "end is before the start", 1],
  ["dotnet", "*a", "repeats nothing", 0],
  ["dotnet", "a**", "cannot follow", 2],
  ["dotnet", "(?>a+)b", "Atomic", 0],
  ["java", "a++b", "Possessive", 2],
  ["dotnet", "(?<a-b>x)", "balancing", 0],
  ["dotnet", "(?(a)b|c)", "Conditional", 0],
  ["dotnet", "[a-z-[aeiou]]", "Subtraction", 4],
  ["java", "[a-z&&[^b]]", "Intersection", 4],
  ["dotnet", "\\p{IsGreek}", "general categories", 0],
  ["dotnet", "\\Ga", "cannot be translated", 0],
  ["dotnet", "(a)\\2", "no group", 3],
  ["dotnet", "(?<__proto__>a)", "no name", 0],
  ["dotnet", "a{2000}", "count to", 1],
  ["dotnet", "\\", "ends too early", 1],
];

describe("a pattern that cannot be translated", () => {
  it.each(refused)("%s: /%s/ is refused: %s", (flavour, pattern, words, at) => {
    expect(parseTextPattern(flavour, pattern)).toEqual({ ok: false, problem: expect.stringContaining(words), at });
  });

  it("may not be nested or long without end", () => {
    expect(parseTextPattern("dotnet", "(".repeat(200)).ok).toBe(false);
    expect(parseTextPattern("dotnet", "a".repeat(5001)).ok).toBe(false);
  });
});

describe("no text makes a pattern run away", () => {
  const evil = ["^(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a*)*b"];

  it.each(evil)("/%s/ runs on the engine whose time grows with the text alone", (pattern) => {
    expect(ready("dotnet", pattern).find(`${"a".repeat(5000)}!`)?.text ?? "none").toBeTypeOf("string");
  });

  it.each([
    ["a choice within counted groups", "((a|a){20}){20}b"],
    ["thirty optional letters", `${"a?".repeat(30)}${"a".repeat(30)}b`],
    ["thirty choices in a row", `${"(a|aa)".repeat(30)}b`],
  ])("runs %s there too, though there is no loop in it", (_, pattern) => {
    expect(ready("dotnet", pattern).find("a".repeat(60))).toBeUndefined();
  });

  it("says so where a pattern is too large for that engine, and the text too long for the other", () => {
    const pattern = ready("dotnet", "x(?:ab{900}c){2}.*y.*z");
    expect(pattern.find("x")).toBeUndefined();
    expect(() => pattern.find("x".repeat(50_000))).toThrow(TextTooLong);
  });

  it("refuses a run-away pattern that looks back, and says why", () => {
    expect(parseTextPattern("dotnet", "^(a+)+\\1$")).toMatchObject({ ok: false, problem: /without end/ });
  });

  it("runs look-around on short texts, and says how long a text may be", () => {
    const password = ready("dotnet", "^(?=.*\\d)(?=.*[a-z]).{8,}$");
    expect(password.find("correct horse 1")?.index).toBe(0);
    expect(() => password.find("a".repeat(1000))).toThrow(TextTooLong);
  });

  it("moves a polynomial pattern to the linear engine where the text is long", () => {
    const pattern = ready("dotnet", "(.*),(.*),(.*)x");
    expect(pattern.find(`${",".repeat(9000)}y`)).toBeUndefined();
    expect(pattern.find("a,b,cx")?.groups).toEqual(["a", "b", "c"]);
  });
});

describe("properties", () => {
  it("no text crashes the reader", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[()[\]{}|*+?\\^$.a-d0-9<>=!:,kpP-]{0,30}$/));
    fc.assert(
      fc.property(text, fc.constantFrom("dotnet" as const, "java" as const), (pattern, flavour) => {
        const parsed = parseTextPattern(flavour, pattern);
        if (!parsed.ok) expect(parsed.problem).not.toBe("");
        else expect(parsed.pattern.findAll("abcab 1(")).toBeInstanceOf(Array);
      }),
      { numRuns: 2000 },
    );
  });

  const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", "(a)", "(?:b|c)", "(?:ab|c)");
  const piece = fc.tuple(atom, fc.constantFrom("", "", "*", "+", "?", "{1,2}", "*?")).map((parts) => parts.join(""));
  const plain = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(""));

  it("plain patterns find what JavaScript's own find, on either engine", () => {
    fc.assert(
      fc.property(plain, fc.stringMatching(/^[abc]{0,12}$/), (pattern, text) => {
        const own = [...text.matchAll(new RegExp(pattern, "gu"))];
        const theirs = ready("dotnet", pattern).findAll(text);
        expect(theirs.map(({ index, text: match, groups }) => [index, match, groups])).toEqual(
          own.map((match) => [match.index, match[0], match.slice(1)]),
        );
        const linear = ready("dotnet", `(?:${pattern})(?:(?:){0,30}){0,30}`);
        expect(linear.findAll(text).map((match) => match.index)).toEqual(own.map((match) => match.index));
      }),
    );
  });
});

describe("a pattern whose every match looks far ahead", () => {
  const pattern = ready("dotnet", "(?:(?:[ab]+[a-f0-9]{1,30}[a-f0-9]|{?\\.[}]*)*[{][a-f0-9]|\\w){3}");

  it("is run on an everyday text", () => {
    expect(pattern.findAll("ababab{a!").map(({ text }) => text)).toEqual(["ababab{a"]);
  });

  it("is not run on one where a thousand matches would take a thousand times as long", () => {
    expect(() => pattern.findAll("a".repeat(3_000))).toThrow(TextTooLong);
  });
});
