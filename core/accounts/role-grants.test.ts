import { describe, expect, it } from "vitest";
import { type Account, accountSchema, type Writer } from "./account.ts";
import { grantRoles, withRoles } from "./role-grants.ts";
import { buildTestAccount } from "./test-account.ts";

const at = (hour: number): string => `2026-01-05T0${hour}:00:00.000Z`;
const wanted = [{ role: "lead", cause: "rule-1", why: "A rule grants it." }];
const grants = (account: Account, writer: Writer, hour: number): Account =>
  grantRoles(account, wanted, { writer, at: at(hour) });
const takes = (account: Account, writer: Writer, hour: number): Account =>
  withRoles(account, [], () => ({ writer, at: at(hour), why: "Roles are replaced.", cause: "jit.roles.replace" }));

describe("roles that a writer gives", () => {
  const held = grants(buildTestAccount("ada"), "scim", 1);

  it("are granted with who gave them and why, and end when nothing gives them any more", () => {
    expect(held.roles).toEqual([
      { role: "lead", writer: "scim", at: at(1), why: "A rule grants it.", cause: "rule-1" },
    ]);
    expect(grantRoles(held, [], { writer: "scim", at: at(2) })).toEqual({ ...buildTestAccount("ada"), roles: [] });
  });

  it("leave the very same account where they are there already, or are another writer's", () => {
    expect(grants(held, "scim", 2)).toBe(held);
    expect(grants(held, "scheduled", 2)).toBe(held);
    expect(grantRoles(held, [], { writer: "scheduled", at: at(2) })).toBe(held);
  });
});

describe("two writers", () => {
  const first = takes(grants(buildTestAccount("ada"), "scim", 1), "jit", 2);

  it("are remembered when one takes away what the other granted", () => {
    expect(first.roles).toEqual([]);
    expect(first.rolesTaken).toEqual({
      lead: {
        writer: "jit",
        at: at(2),
        why: "Roles are replaced.",
        cause: "jit.roles.replace",
        before: { writer: "scim", at: at(1), why: "A rule grants it.", cause: "rule-1", turns: 1 },
      },
    });
  });

  it("are counted every time that one undoes what the other did", () => {
    const again = grants(first, "scim", 3);
    expect(again).not.toHaveProperty("rolesTaken");
    expect(again.roles[0]?.before).toMatchObject({ writer: "jit", at: at(2), turns: 2 });
    expect(takes(again, "jit", 4).rolesTaken?.lead?.before).toMatchObject({ writer: "scim", at: at(3), turns: 3 });
    expect(accountSchema.parse(again)).toEqual(again);
    expect(accountSchema.parse(first)).toEqual(first);
  });

  it("begin anew where a third one comes in between", () => {
    const third = grants(first, "manual", 3);
    expect(third.roles[0]?.before).toMatchObject({ writer: "jit", turns: 1 });
  });
});

it("a writer who takes away what it granted itself is at odds with nobody", () => {
  expect(takes(grants(buildTestAccount("ada"), "jit", 1), "jit", 2)).not.toHaveProperty("rolesTaken");
});
