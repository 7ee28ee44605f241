import { describe, expect, it } from "vitest";
import { isSame, keyOf, parsePath, readSetting, showPath, writeSetting } from "./setting.ts";
import { EXPENSES } from "./test-configuration.ts";

describe("a place in the settings", () => {
  it("reads members of the application and of the connection", () => {
    expect(readSetting(EXPENSES, ["jit", "noMatch"])).toBe("create");
    expect(readSetting(EXPENSES, ["connection", "oidc", "subject"])).toBe("public");
  });

  it("finds items of lists by their names", () => {
    expect(readSetting(EXPENSES, ["mappings", "email", "target"])).toBe("email");
    expect(readSetting(EXPENSES, ["jit", "match", "email", "compare"])).toBe("ignoreCase");
    expect(readSetting(EXPENSES, ["mappings", "nowhere", "target"])).toBeUndefined();
  });

  it("never reaches a prototype", () => {
    expect(readSetting(EXPENSES, ["__proto__", "toString"])).toBeUndefined();
    expect(readSetting(EXPENSES, ["jit", "constructor"])).toBeUndefined();
  });

  it("writes one value and leaves the rest as it was", () => {
    const written = writeSetting(EXPENSES, ["jit", "noMatch"], "hold");
    expect(written.application.jit).toEqual({ ...EXPENSES.application.jit, noMatch: "hold" });
    expect(written.connection).toBe(EXPENSES.connection);
    expect(EXPENSES.application.jit.noMatch).toBe("create");
  });

  it("removes a member, and an item of a list, by writing nothing", () => {
    expect(writeSetting(EXPENSES, ["jit", "defaultRole"], undefined).application.jit).not.toHaveProperty("defaultRole");
    const fewer = writeSetting(EXPENSES, ["mappings", "email"], undefined).application.mappings;
    expect(fewer.map(keyOf)).toEqual(["userName", "department"]);
  });

  it("makes an object that is missing on the way", () => {
    const written = writeSetting(EXPENSES, ["connection", "note", "text"], "So.");
    expect(written.connection.note).toEqual({ text: "So." });
  });

  it("goes through links and back", () => {
    expect(parsePath(showPath(["connection", "oidc", "scopes"]))).toEqual(["connection", "oidc", "scopes"]);
    expect(parsePath("jit//noMatch/")).toEqual(["jit", "noMatch"]);
  });
});

it("compares values whatever the order of their members", () => {
  expect(isSame({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(isSame([1, 2], [2, 1])).toBe(false);
  expect(isSame([], {})).toBe(false);
});
