import { describe, expect, it } from "vitest";
import { describeOutcome, isSameOutcome } from "./outcome-words.ts";
import { buildChain, type Evaluated, showLogged } from "./sub-values.ts";

describe("what came of an expression, in words", () => {
  it.each<[string, Evaluated, object]>([
    ["a text", { outcome: "value", type: "text", value: "ada", effects: [] }, { value: '"ada"', tone: "good" }],
    ["nothing", { outcome: "value", type: "absent", effects: [] }, { value: "nothing" }],
    ["null", { outcome: "value", type: "null", value: null, effects: [] }, { value: "null" }],
    ["an empty text", { outcome: "value", type: "text", value: "", effects: [] }, { value: "an empty text" }],
    ["several values", { outcome: "value", type: "list", value: ["a", "b"], effects: [] }, { value: "a, b" }],
    [
      "the attribute is left alone",
      { outcome: "value", type: "effect", effects: ["ignoreAttribute"] },
      { word: "left alone", text: "The attribute is left alone: nothing is sent for it." },
    ],
    [
      "the person waits",
      { outcome: "value", type: "effect", effects: ["escrow"] },
      { word: "waits", text: expect.stringContaining("the person waits") },
    ],
    [
      "the next choice",
      { outcome: "value", type: "text", value: "ada2", effects: ["nextUnique"] },
      { value: '"ada2"', word: "next choice" },
    ],
    [
      "an error",
      { outcome: "error", code: "X", message: "It is no date.", span: { from: 0, to: 1 } },
      { word: "error", text: "It is no date.", tone: "bad" },
    ],
    [
      "cannot tell",
      { outcome: "notKnown", attribute: "manager" },
      { word: "cannot tell", text: expect.stringContaining("users.csv does not carry `manager`") },
    ],
  ])("%s", (_, evaluated, words) => {
    expect(describeOutcome(evaluated, "users.csv")).toMatchObject(words);
  });

  it("shows no value where one is left out", () => {
    expect(describeOutcome({ outcome: "value", type: "effect", effects: ["ignoreObject"] })).not.toHaveProperty(
      "value",
    );
  });

  it("tells whether the saved one comes to the same", () => {
    const value = (text: string): Evaluated => ({ outcome: "value", type: "text", value: text, effects: [] });
    expect(isSameOutcome({ settings: [], findings: [], evaluated: value("a"), saved: value("a") })).toBe(true);
    expect(isSameOutcome({ settings: [], findings: [], evaluated: value("a"), saved: value("b") })).toBe(false);
    expect(isSameOutcome({ settings: [], findings: [], evaluated: value("a") })).toBe(true);
  });
});

describe("the way to a value", () => {
  it("tells how far within the others each part stands", () => {
    const log = [
      { from: 13, to: 19, type: "text", text: "ada" },
      { from: 8, to: 23, type: "text", text: "a" },
      { from: 0, to: 24, type: "text", text: "A" },
    ] as const;
    expect(buildChain(log, "ToUpper(Left([mail], 1))").map(({ depth }) => depth)).toEqual([2, 1, 0]);
  });

  it("leaves out what is its own value", () => {
    const log = [
      { from: 0, to: 1, type: "number", text: "3" },
      { from: 4, to: 7, type: "text", text: "x" },
      { from: 0, to: 7, type: "text", text: "3x" },
    ] as const;
    expect(buildChain(log, '3 + "x"').map(({ text }) => text)).toEqual(["3x"]);
  });

  it("tells apart what is not there, null and empty", () => {
    const place = { from: 0, to: 1 };
    expect(showLogged({ ...place, type: "absent" })).toBe("nothing");
    expect(showLogged({ ...place, type: "null" })).toBe("null");
    expect(showLogged({ ...place, type: "list", text: "" })).toBe("an empty list");
    expect(showLogged({ ...place, type: "number", text: "3" })).toBe("3");
  });
});
