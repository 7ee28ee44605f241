import { describe, expect, it } from "vitest";
import type { CheckContext, Dialect, Finding } from "../dialect.ts";
import { type CheckCase, CLASSIC_CHECKS, IE_CHECKS, TEMPLATE_CHECKS } from "./cases/checks.ts";
import { oktaClassic } from "./classic.ts";
import { oktaIdentityEngine } from "./identity-engine.ts";
import { oktaTemplate } from "./template.ts";

const ATTRIBUTES = ["firstName", "lastName", "email", "title", "Title"];

function check(dialect: Dialect, text: string, context: CheckContext): readonly Finding[] {
  return dialect.check(dialect.parse(text), context);
}

const LANGUAGES: readonly { readonly dialect: Dialect; readonly cases: readonly CheckCase[] }[] = [
  { dialect: oktaClassic, cases: CLASSIC_CHECKS },
  { dialect: oktaIdentityEngine, cases: IE_CHECKS },
  { dialect: oktaTemplate, cases: TEMPLATE_CHECKS },
];

describe.each(LANGUAGES)("the check of $dialect.name", ({ dialect, cases }) => {
  it.each(cases)("finds in a %s: %s", (place, text, expected) => {
    const found = check(dialect, text, { place, attributes: ATTRIBUTES, roots: ["zendesk"] });
    const shown = found.map(({ severity, code, from, to }) => `${severity} ${code} at ${text.slice(from, to)}`);
    expect(shown).toEqual(expected);
  });
});

describe("the check of Okta's classic language", () => {
  it("says what would be right", () => {
    const [unknown] = check(oktaClassic, "IIF(user.a, 1, 2)", { place: "mapping" });
    expect(unknown).toMatchObject({
      instead: "? :",
      message: "There is no function `IIF` in this language; use `? :`.",
    });
    const [attribute] = check(oktaClassic, "user.emial", { place: "mapping", attributes: ["email"] });
    expect(attribute).toMatchObject({
      instead: "email",
      message: 'There is no attribute `emial`. Did you mean "email"?',
    });
    const [status] = check(oktaClassic, 'user.status == "ACTIVE"', { place: "groupRule" });
    expect(status).toMatchObject({
      code: "EXPRESSION_WRONG_CONTEXT",
      instead: 'user.getInternalProperty("status")',
    });
  });

  it("calls no attribute and no application unknown where nobody says which there are", () => {
    expect(check(oktaClassic, "user.anything + zendesk_9ao1g13.role + 1", { place: "mapping" })).toEqual([]);
    const [near] = check(oktaClassic, "usr.email", { place: "mapping" });
    expect(near).toMatchObject({ severity: "warning", code: "EXPRESSION_UNKNOWN_ROOT", instead: "user" });
  });
});
