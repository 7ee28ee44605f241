import { describe, expect, it } from "vitest";
import { createStatusLine, withoutControls, wrap } from "./terminal.ts";

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

describe("a status line", () => {
  const writeAll = (texts: readonly string[], width = 20): readonly string[] => {
    const written: string[] = [];
    const status = createStatusLine(
      (text) => written.push(text),
      () => width,
    );
    for (const text of texts) status(text);
    return written;
  };
  const BEGIN = "\r\u001b[2K";

  it("is written over, and cleared once", () => {
    expect(writeAll(["3 of 24", "4 of 24", "", ""])).toEqual([`${BEGIN}3 of 24`, `${BEGIN}4 of 24`, BEGIN]);
  });

  it("never goes on to a second line, and steers nothing", () => {
    expect(writeAll(["x".repeat(40), "a\nb\u001b[A"])).toEqual([`${BEGIN}${"x".repeat(18)}…`, `${BEGIN}a b\\u001b[A`]);
  });
});
