import { describe, expect, it } from "vitest";
import { withoutControls, wrap } from "./terminal.ts";

describe("text from a file on a terminal", () => {
  it.each([
    ["a title \u001b]0;pwned\u0007", "a title \\u001b]0;pwned\\u0007"],
    ["over\rwritten", "over\\u000dwritten"],
    ["\u009b31m", "\\u009b31m"],
    ["two\nlines", "two\nlines"],
    ["\u001b[1mbold\u001b[22m", "\u001b[1mbold\u001b[22m"],
  ])("%j is written as %j", (text, written) => {
    expect(withoutControls(text)).toBe(written);
  });

  it("leaves JSON the same JSON", () => {
    const value = { name: "a\u0085b\u007fc" };
    expect(JSON.parse(withoutControls(JSON.stringify(value)))).toEqual(value);
  });
});

describe("wrapped text", () => {
  it("breaks at words, after the indent, and leaves long words whole", () => {
    expect(wrap("one two three", 9, "  ")).toBe("  one two\n  three");
    expect(wrap("https://a.long.address.test/ x", 10, "")).toBe("https://a.long.address.test/\nx");
  });
});
