import { describe, expect, it } from "vitest";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { createSeededRandom } from "../random.ts";
import { evaluateClaims, lookupInUser } from "./claims.ts";
import { evaluateSource } from "./evaluate.ts";
import { namesReadBy } from "./names-read.ts";
import { buildPersonWorld } from "./person-world.ts";
import type { Source } from "./source.ts";
import { checkExpression, tryExpression } from "./try-expression.ts";

const grace: DirectoryUser = {
  id: "grace",
  userName: "grace.hopper@acme.test",
  active: true,
  attributes: { givenName: "Grace", surname: "Hopper" },
  groups: [],
};
const ada: DirectoryUser = {
  id: "ada",
  userName: "Ada.Lovelace@acme.test",
  active: true,
  source: "file-1",
  attributes: { givenName: "Ada", surname: "Lovelace", firstName: "Ada", manager: "grace" },
  groups: ["app-admins"],
};
const directory: Directory = {
  users: [ada, grace],
  groups: [{ id: "app-admins", name: "App-Admins" }],
  sources: [
    {
      id: "file-1",
      name: "users.csv",
      importedAt: "2026-03-02T09:00:00.000Z",
      attributes: ["givenName", "surname"],
      groups: true,
    },
  ],
};
const world = buildPersonWorld({
  directory,
  user: ada,
  now: Date.parse("2026-03-02T09:00:00Z"),
  randomFor: createSeededRandom,
});

function entra(text: string): Source {
  return { kind: "expression", dialect: "entra", text };
}

describe("a row with an expression", () => {
  it("gives its value, what it read, and each value on the way", () => {
    const source = entra('ToLower(Join(".", [givenName], [surname]))');
    expect(evaluateSource(source, lookupInUser(ada), world)).toEqual({
      value: "ada.lovelace",
      inputs: [
        { name: "givenName", value: "Ada" },
        { name: "surname", value: "Lovelace" },
      ],
      intermediate: [
        { text: '"."', value: "." },
        { text: "[givenName]", value: "Ada" },
        { text: "[surname]", value: "Lovelace" },
        { text: 'Join(".", [givenName], [surname])', value: "Ada.Lovelace" },
        { text: 'ToLower(Join(".", [givenName], [surname]))', value: "ada.lovelace" },
      ],
    });
    expect(namesReadBy(source)).toEqual(["givenName", "surname"]);
  });

  it("knows the three things that everybody has by the product's names for them", () => {
    const give = (source: Source) => evaluateSource(source, lookupInUser(ada), world).value;
    expect(give(entra("[userPrincipalName]"))).toBe("Ada.Lovelace@acme.test");
    expect(give(entra("[objectId]"))).toBe("ada");
    expect(give(entra('Switch([IsSoftDeleted], , "False", "True", "True", "False")'))).toBe("True");
    expect(give({ kind: "expression", dialect: "okta", text: "user.login" })).toBe("Ada.Lovelace@acme.test");
    expect(give({ kind: "expression", dialect: "okta", text: 'isMemberOfGroupName("App-Admins")' })).toBe(true);
  });

  it("cannot tell where the person's file does not carry the attribute", () => {
    expect(evaluateSource(entra("ToLower([employeeId])"), lookupInUser(ada), world)).toMatchObject({
      notKnown: "employeeId",
      problem: "Cannot tell: users.csv does not carry `employeeId`.",
    });
    expect(evaluateSource({ kind: "attribute", attribute: "employeeId" }, lookupInUser(ada), world)).toMatchObject({
      notKnown: "employeeId",
    });
    // Somebody who was made here has no value, and that is known.
    const graces = buildPersonWorld({ directory, user: grace, now: 0 });
    expect(evaluateSource(entra("ToLower([employeeId])"), lookupInUser(grace), graces).problem).toBeUndefined();
  });

  it("says what is wrong with a text that cannot be read, or that fails for this person", () => {
    const broken = evaluateSource(entra("ToLower([givenName]"), lookupInUser(ada), world);
    expect(broken.problem).toContain("EXPRESSION_UNCLOSED");
    const failing: Source = { kind: "expression", dialect: "okta", text: "String.substring(user.firstName, 0, 9)" };
    expect(evaluateSource(failing, lookupInUser(ada), world).problem).toContain("EXPRESSION_OUT_OF_RANGE");
  });

  it("shows no value of an expression that redacts, but sends it", () => {
    const { attributes, evaluations } = evaluateClaims(
      [{ id: "name", claim: "name", source: entra("Redact([surname])") }],
      { user: ada, groups: [] },
      "claims",
      world,
    );
    expect(attributes.map(({ value }) => value)).toEqual(["Lovelace"]);
    expect(JSON.stringify(evaluations)).not.toContain("Lovelace");
  });

  it("has no clock where nobody hands one in, and says so", () => {
    expect(evaluateSource(entra("Now()"), lookupInUser(ada)).problem).toBe("There is no clock for this row.");
  });

  it("draws the same for the same person and moment", () => {
    const draw = () => evaluateSource(entra("Guid()"), lookupInUser(ada), world).value;
    expect(draw()).toBe(draw());
  });
});

describe("an expression that is being written", () => {
  const written = (text: string) => ({ dialect: "entra", text, place: "mapping" }) as const;

  it("is checked without any person", () => {
    expect(checkExpression(written("ToLowr([givenName])"))).toMatchObject([
      { code: "EXPRESSION_UNKNOWN_FUNCTION", severity: "error", from: 0, to: 6, instead: "ToLower" },
    ]);
    expect(checkExpression(written("ToLower([givnName])"), ["givenName"])).toContainEqual(
      expect.objectContaining({ code: "EXPRESSION_UNKNOWN_ATTRIBUTE", instead: "[givenName]" }),
    );
  });

  it("is not evaluated where the check finds an error", () => {
    expect(tryExpression(written("ToLowr([givenName])"), { directory, user: ada, now: 0 }).evaluated).toBeUndefined();
    expect(tryExpression(written("ToLower([givenName])"), { directory, user: ada, now: 0 }).evaluated).toMatchObject({
      outcome: "value",
      value: "ada",
    });
  });
});
