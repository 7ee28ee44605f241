import { describe, expect, it } from "vitest";
import { buildNewId } from "./new-id.ts";
import { buildPerson, commonDomain, suggestUserName } from "./new-person.ts";

describe("a new person", () => {
  it("gets a user name from the name, with the domain that most have", () => {
    expect(commonDomain(["a@acme.test", "b@Acme.test", "c@other.test", "d"])).toBe("acme.test");
    expect(commonDomain([])).toBe("example.test");
    expect(suggestUserName("Zoë", "Åström-Lund", "acme.test")).toBe("zoe.astromlund@acme.test");
    expect(suggestUserName("", "", "acme.test")).toBe("");
  });

  it("has an id of their own, and no attribute that was left empty", () => {
    const form = { givenName: "Ada", surname: "", userName: "ada@acme.test", department: " ", groups: ["g"] };
    expect(buildPerson(form, new Set(["u-ada"]))).toEqual({
      id: "u-ada-2",
      userName: "ada@acme.test",
      active: true,
      attributes: { displayName: "Ada", givenName: "Ada", mail: "ada@acme.test" },
      groups: ["g"],
    });
  });

  it("has an id also where the name has no letter that an id can have", () => {
    expect(buildNewId("u-", "花子", new Set())).toBe("u-new");
  });
});
