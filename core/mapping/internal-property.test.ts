import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import { internalProperty } from "./internal-property.ts";
import { tryExpression } from "./try-expression.ts";

const ada: DirectoryUser = { id: "u-1", userName: "ada@acme.test", active: true, attributes: {}, groups: [] };
const staged = { attributes: { status: "STAGED" } };
const locked = { attributes: { status: "LOCKED_OUT" } };

describe("the status of a person in Okta", () => {
  it.each([
    ["somebody active", {}, "ACTIVE"],
    ["somebody suspended", { suspended: true }, "SUSPENDED"],
    ["somebody disabled", { active: false }, null],
    ["somebody deleted", { deletedAt: "2026-03-02T09:00:00Z" }, null],
    ["somebody imported as locked out", locked, "LOCKED_OUT"],
    ["somebody imported as locked out, and suspended since", { ...locked, suspended: true }, "SUSPENDED"],
    ["somebody imported as staged", { ...staged, active: false }, "STAGED"],
    ["somebody imported as staged, and active since", staged, "ACTIVE"],
    ["somebody whose status is a word of their own", { attributes: { status: "on leave" } }, "ACTIVE"],
  ])("of %s is %s", (_whose, is, status) => {
    expect(internalProperty({ ...ada, ...is }, "status")).toBe(status);
  });
});

describe("what Okta knows beside the profile", () => {
  const evaluate = (dialect: "okta" | "okta-ie", text: string) => {
    const written = { dialect, text, place: "claim" } as const;
    return tryExpression(written, { directory: { users: [ada], groups: [] }, user: ada, now: 0 }).evaluated;
  };

  it.each([
    ["okta", 'user.getInternalProperty("id")', "u-1"],
    ["okta", 'user.getInternalProperty("status") == "ACTIVE"', true],
    ["okta-ie", "user.id", "u-1"],
    ["okta-ie", "user.status", "ACTIVE"],
  ] as const)("%s: %s gives %s", (dialect, text, value) => {
    expect(evaluate(dialect, text)).toMatchObject({ outcome: "value", value });
  });

  it("cannot tell what is not kept", () => {
    expect(evaluate("okta-ie", "user.lastLogin")).toMatchObject({ outcome: "notKnown", attribute: "lastLogin" });
  });
});
