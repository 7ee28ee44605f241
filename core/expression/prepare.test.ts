import { describe, expect, it } from "vitest";
import { prepareExpression } from "./prepare.ts";

const LOGGED = { log: true } as const;

describe("an expression that is made ready", () => {
  it("is parsed and compiled once for each text, language, log and setting", () => {
    const once = prepareExpression("okta", "user.email", LOGGED);
    expect(prepareExpression("okta", "user.email", LOGGED)).toBe(once);
    const others = [
      prepareExpression("okta", "user.login", LOGGED),
      prepareExpression("okta-template", "user.email", LOGGED),
      prepareExpression("okta", "user.email", { log: false }),
      prepareExpression("okta", "user.email", { ...LOGGED, settings: { oktaNullInText: "empty" } }),
    ];
    expect(others).not.toContain(once);
    expect(new Set(others).size).toBe(others.length);
  });

  it("is the same under settings that say the same", () => {
    const ready = (settings: object) => prepareExpression("okta", "user.email", { ...LOGGED, settings });
    expect(ready({ oktaSubstring: "clamp", entraSwitchDelta: true })).toBe(
      ready({ entraSwitchDelta: true, oktaSubstring: "clamp" }),
    );
  });

  it("keeps why it cannot be: the tree is there where it could be read", () => {
    expect(prepareExpression("entra", "ToLower(", LOGGED)).toMatchObject({
      ok: false,
      error: { code: "EXPRESSION_UNCLOSED" },
    });
    const unknown = prepareExpression("entra", "ToLowr([mail])", LOGGED);
    expect(unknown).toMatchObject({ ok: false, tree: { kind: "call", name: "ToLowr" } });
  });
});
