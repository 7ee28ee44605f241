import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Account, accountSchema } from "./account.ts";
import { applyValues, buildAccount } from "./apply-values.ts";
import { applyChanges, type ChangeReason, diffAccount, recordedReason, valuesByPath } from "./changes.ts";
import { buildTestAccount } from "./test-account.ts";

const AT = "2026-03-02T09:00:00.000Z";
const REASON: ChangeReason = { writer: "manual", why: "A test." };
const WRITTEN = { writer: "jit", at: AT, why: "Row `mail`.", cause: "mail" } as const;
const LINK = { issuer: "https://idp.test", subject: "s1", linkedAt: AT };

function diff(before: Account | undefined, after: Account | undefined) {
  return diffAccount("acme", before, after, () => REASON).map(({ path, before: was, after: is }) => ({
    path,
    was,
    is,
  }));
}

describe("says what differs", () => {
  const ada = buildTestAccount("ada", { attributes: { email: "a@b", title: "Clerk" } });
  test.each([
    { title: "nothing", after: ada, changes: [] },
    { title: "a sign-in time, which is no change", after: { ...ada, lastSignInAt: AT }, changes: [] },
    { title: "provenance alone, which is no change", after: { ...ada, written: {} }, changes: [] },
    { title: "a userName", after: { ...ada, userName: "eve" }, changes: [{ path: "userName", was: "ada", is: "eve" }] },
    { title: "a deactivation", after: { ...ada, active: false }, changes: [{ path: "active", was: true, is: false }] },
    { title: "a hold", after: { ...ada, held: true }, changes: [{ path: "held", was: undefined, is: true }] },
    {
      title: "attributes that changed, went and came",
      after: { ...ada, attributes: { email: "c@d", phones: ["1"] } },
      changes: [
        { path: "attributes.email", was: "a@b", is: "c@d" },
        { path: "attributes.title", was: "Clerk", is: undefined },
        { path: "attributes.phones", was: undefined, is: ["1"] },
      ],
    },
    {
      title: "a role",
      after: { ...ada, roles: [{ role: "admin", writer: "jit" as const, at: AT, why: "." }] },
      changes: [{ path: "roles.admin", was: undefined, is: true }],
    },
    {
      title: "a link",
      after: { ...ada, links: [LINK] },
      changes: [{ path: "links", was: undefined, is: ["`s1` of https://idp.test"] }],
    },
    { title: "a removal, in one change", after: undefined, changes: [{ path: "account", was: "ada", is: undefined }] },
  ])("$title", ({ after, changes }) => {
    expect(diff(ada, after)).toEqual(changes);
  });

  test("an account that is made: itself, then every value it starts with", () => {
    expect(diff(undefined, ada).map((change) => change.path)).toEqual([
      "account",
      "userName",
      "active",
      "attributes.email",
      "attributes.title",
    ]);
    expect(diff(undefined, undefined)).toEqual([]);
  });
});

test("reads the reason from the account's own provenance", () => {
  const account = buildTestAccount("ada", {
    attributes: { email: "a@b" },
    written: { email: WRITTEN },
    roles: [{ role: "admin", writer: "scim", at: AT, why: "Group." }],
  });
  expect(recordedReason(account, "attributes.email")).toEqual({ writer: "jit", why: "Row `mail`.", cause: "mail" });
  expect(recordedReason(account, "roles.admin")).toEqual({ writer: "scim", why: "Group." });
  expect(recordedReason(account, "roles.other")).toBeUndefined();
  expect(recordedReason(account, "links")).toBeUndefined();
});

test("makes an account whose every value says who wrote it", () => {
  const account = buildAccount({
    id: "acc-1",
    userName: "first",
    at: AT,
    written: { writer: "jit", at: AT, why: "Made." },
    values: [
      { name: "userName", value: "ada", written: WRITTEN },
      { name: "email", value: ["a@b"], written: WRITTEN },
    ],
    roles: [],
    links: [LINK],
    held: true,
  });
  expect(accountSchema.parse(account)).toEqual({
    id: "acc-1",
    userName: "ada",
    active: true,
    held: true,
    attributes: { email: ["a@b"] },
    roles: [],
    links: [LINK],
    written: { userName: WRITTEN, active: { writer: "jit", at: AT, why: "Made." }, email: WRITTEN },
    createdAt: AT,
  });
});

test("a value that is there already keeps its provenance, and one that is taken away loses it", () => {
  const before = buildTestAccount("ada", { attributes: { email: "a@b", title: "Clerk" }, written: { title: WRITTEN } });
  const after = applyValues(before, [
    { name: "email", value: "a@b", written: WRITTEN },
    { name: "title", value: null, written: WRITTEN },
    { name: "userName", value: null, written: WRITTEN },
  ]);
  expect(after).toEqual({ ...before, attributes: { email: "a@b" }, written: {}, changedAt: AT });
});

const value = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
);
const accounts = fc
  .record({
    userName: fc.constantFrom("ada", "eve"),
    active: fc.boolean(),
    held: fc.boolean(),
    attributes: fc.dictionary(fc.constantFrom("email", "title", "a.b"), value),
    roles: fc.uniqueArray(fc.constantFrom("admin", "member", "x.y")),
    linked: fc.boolean(),
  })
  .map(({ userName, active, held, attributes, roles, linked }): Account => {
    return buildTestAccount("same", {
      userName,
      active,
      ...(held ? { held } : {}),
      attributes,
      roles: roles.map((role) => ({ role, writer: "jit", at: AT, why: "." })),
      links: linked ? [LINK] : [],
    });
  });

test("applying the changes to before gives after", () => {
  const maybe = fc.option(accounts, { nil: undefined });
  fc.assert(
    fc.property(maybe, maybe, (before, after) => {
      const changes = diffAccount("acme", before, after, () => REASON);
      expect(new Map(applyChanges(valuesByPath(before), changes))).toEqual(valuesByPath(after));
    }),
  );
});
