import { describe, expect, it } from "vitest";
import { type ScimObject, selectMembers, withMembers } from "./resource.ts";

describe("an object with members", () => {
  it("more of them, or others, is another object: the new ones come last, the others stay in their place", () => {
    const given: ScimObject = Object.freeze({ id: "u-1", title: "Engineer" });
    const made = withMembers(given, { title: "Boss", meta: { version: "1" } });
    expect(Object.entries(made)).toEqual([
      ["id", "u-1"],
      ["title", "Boss"],
      ["meta", { version: "1" }],
    ]);
    expect(given).toEqual({ id: "u-1", title: "Engineer" });
  });

  it("that are wanted is without the others, without what is undefined, and without a way to the prototype", () => {
    const given = JSON.parse('{"id":"u-1","__proto__":{"active":true},"constructor":1,"title":"Boss","locale":"en"}');
    const made = selectMembers({ ...given, nickName: undefined }, (name) => name !== "locale");
    expect(Object.entries(made)).toEqual([
      ["id", "u-1"],
      ["title", "Boss"],
    ]);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect("active" in made).toBe(false);
  });
});
