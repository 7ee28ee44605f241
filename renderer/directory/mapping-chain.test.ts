import { describe, expect, it } from "vitest";
import type { Account } from "../../core/contract/model.ts";
import type { LoginPreview } from "../../core/contract/results.ts";
import { buildChain, rolesOf, summarisePreview } from "./mapping-chain.ts";

const account = (attributes: Account["attributes"], roles: readonly string[]): Account => ({
  id: "a-1",
  userName: "ada",
  active: true,
  attributes,
  roles: roles.map((role) => ({ role, writer: "jit", at: "2026-03-02T09:00:00Z", why: `Rule of ${role}.` })),
  links: [],
  written: {},
  createdAt: "2026-03-02T09:00:00Z",
});

const preview: LoginPreview = {
  outcome: { result: "signedIn", code: "SIGNED_IN", reason: "She is in.", by: "app:slack" },
  claims: [
    {
      id: "c1",
      target: "User.Department",
      rule: "attribute `department`",
      inputs: [{ name: "department", value: "Sales" }],
      result: "applied",
      value: "Sales",
      why: "The value comes from attribute `department`.",
    },
  ],
  attributes: [
    {
      id: "m1",
      target: "dept",
      rule: "claim `User.Department`",
      inputs: [{ name: "User.Department", value: "Sales" }],
      result: "applied",
      value: "Sales",
      why: "Row `m1`.",
    },
    { id: "m2", target: "locale", rule: "constant", inputs: [], result: "applied", value: "en", why: "A constant." },
  ],
  roles: [],
  changes: [
    {
      application: "slack",
      account: "a-1",
      path: "attributes.dept",
      before: "Finance",
      after: "Sales",
      writer: "jit",
      why: "Row `m1`.",
    },
    {
      application: "slack",
      account: "a-1",
      path: "roles.admin",
      before: true,
      writer: "jit",
      why: "No rule grants it now.",
    },
  ],
  before: account({ dept: "Finance", locale: "de" }, ["member", "admin"]),
  after: account({ dept: "Sales", locale: "de" }, ["member", "sales"]),
};

describe("a mapping from end to end", () => {
  it("goes from the directory through the claim to the account, with both reasons", () => {
    expect(buildChain(preview)[0]).toMatchObject({
      from: [{ name: "department", value: "Sales" }],
      claims: [{ name: "User.Department", value: "Sales" }],
      target: "dept",
      out: "Sales",
      today: "Finance",
      effect: "changes",
      why: ["The value comes from attribute `department`.", "Row `m1`."],
    });
  });

  it("tells a value that is written from one that came out and is not", () => {
    expect(buildChain(preview).map(({ effect }) => effect)).toEqual(["changes", "kept"]);
  });

  it("says what becomes of each role", () => {
    expect(rolesOf(preview)).toEqual([
      { role: "member", effect: "held", why: "Rule of member." },
      { role: "sales", effect: "granted", why: "Rule of sales." },
      { role: "admin", effect: "taken away", why: "No rule grants it now." },
    ]);
  });

  it("sums a login up", () => {
    const { before: _, ...first } = preview;
    expect(summarisePreview(preview).text).toBe("changes 2 values");
    expect(summarisePreview(first).text).toBe("makes an account");
    expect(summarisePreview({ ...preview, changes: [] }).text).toBe("changes nothing");
    expect(summarisePreview({ ...preview, outcome: { ...preview.outcome, result: "refused" } }).text).toBe("refused");
  });
});
