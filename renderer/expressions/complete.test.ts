import { describe, expect, it } from "vitest";
import { completeAt, type Dialect } from "./complete.ts";
import { ENTRA, OKTA } from "./test-language.ts";

/** Labels of what is offered at the bar of a text; undefined: nothing is. */
function offersAt(dialect: Dialect, written: string, asked = false): readonly string[] | undefined {
  const at = written.indexOf("|");
  const language = dialect === "entra" ? ENTRA : OKTA;
  return completeAt(dialect, language, written.replace("|", ""), at, asked)?.offers.map(({ label }) => label);
}

describe("what can be put in", () => {
  it.each<[Dialect, string, readonly string[] | undefined]>([
    ["entra", "To|", ["ToUpper", "Join", "Now", "[mail]", "[givenName]", "IgnoreAttributeFlow"]],
    ["entra", "ToUpper([ma|])", ["mail", "givenName"]],
    ["entra", "ToUpper([|", ["mail", "givenName"]],
    ["entra", 'Join("a|", [mail])', undefined],
    ["entra", 'Join("a|', undefined],
    ["entra", "Left([mail], 12|)", undefined],
    ["entra", "ToUpper(|)", undefined],
    ["okta", "us|", ["String.len", "String.append", "user", "appuser", "true", "null"]],
    ["okta", "user.em|", ["email", "login", "getGroups"]],
    ["okta", "String.l|", ["len", "append"]],
    ["okta", "user.email == 'a|'", undefined],
    ["okta", "appuser.x|", undefined],
    ["okta-ie", "user.email.to|", ["toUpperCase", "getGroups"]],
    ["okta-template", "plain te|xt", undefined],
  ])("%s: %s", (dialect, written, offered) => {
    expect(offersAt(dialect, written)).toEqual(offered);
  });

  it("is offered at an empty place when somebody asks", () => {
    expect(offersAt("entra", "ToUpper(|)", true)).toContain("[mail]");
    expect(offersAt("okta", "|", true)).toContain("user");
  });

  it("brings its brackets along, unless they are there, and closes an attribute once", () => {
    const at = (text: string) => completeAt("entra", ENTRA, text, 2, false)?.offers[0]?.insert;
    expect(at("To")).toBe("ToUpper()");
    expect(at("To(")).toBe("ToUpper");
    expect(completeAt("entra", ENTRA, "[ma]", 3, false)).toMatchObject({
      from: 1,
      beyond: 1,
      offers: [{ insert: "mail]" }, {}],
    });
  });
});
