import { describe, expect, it } from "vitest";
import { readPieces } from "../../core/contract/expression-pieces.ts";
import { findPair } from "./colours.ts";
import { functionAt, smallestAt } from "./hover.ts";
import { showCall, showOrigin, showSignature } from "./signature-text.ts";
import { ENTRA, OKTA } from "./test-language.ts";

describe("the function at a place", () => {
  it.each([
    ["entra", "toupper([mail])", 3, "ToUpper"],
    ["entra", "ToUpper([mail])", 10, undefined],
    ["okta", "String.len(user.email)", 2, "String.len"],
    ["okta", "String.len(user.email)", 8, "String.len"],
    ["okta-ie", "user.email.toUpperCase()", 14, "toUpperCase"],
    ["entra", "Unknown([mail])", 2, undefined],
  ] as const)("%s: %s at %d is %s", (dialect, text, at, name) => {
    expect(functionAt(dialect, dialect === "entra" ? ENTRA : OKTA, text, at)?.name).toBe(name);
  });

  it("is told as it is called, with its types and how sure that is", () => {
    const [upper, join, now] = ENTRA.functions;
    expect([upper, join, now].map((each) => each && showCall(each))).toEqual([
      "ToUpper(source, [culture])",
      "Join(separator, source, …)",
      "Now()",
    ]);
    expect(upper && showSignature(upper)).toBe("source: text, culture: text → text");
    expect(upper && showOrigin({ ...upper, certainty: "inferred" })).toBe("inferred: not documented (reference)");
  });
});

describe("the value at a place", () => {
  const values = [
    { from: 0, to: 15, shown: "whole" },
    { from: 8, to: 14, shown: "first" },
    { from: 8, to: 14, shown: "last" },
  ];

  it("is that of the smallest part, and of several at one place the last", () => {
    expect(smallestAt(values, 9)?.shown).toBe("last");
    expect(smallestAt(values, 2)?.shown).toBe("whole");
    expect(smallestAt(values, 15)).toBeUndefined();
  });
});

describe("brackets that belong together", () => {
  const pair = (text: string, at: number) => findPair(readPieces("entra", text), at)?.map(({ from }) => from);

  it("are found from either side, and not in texts", () => {
    expect(pair('Join(")", [a])', 5)).toEqual([4, 13]);
    expect(pair('Join(")", [a])', 14)).toEqual([4, 13]);
    expect(pair('Join(")", [a])', 7)).toBeUndefined();
  });

  it("are none where one is missing", () => {
    expect(pair("ToUpper([a]", 8)).toBeUndefined();
    expect(pair("a)", 2)).toBeUndefined();
  });
});
