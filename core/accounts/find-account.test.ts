import { expect, test } from "vitest";
import { allowedComparison, findByAttribute, findByLink } from "./find-account.ts";
import { buildTestAccount } from "./test-account.ts";

const ADA = buildTestAccount("Ada", { attributes: { email: ["ada@acme.test", "a@acme.test"], number: 7, nick: "" } });
const BOB = buildTestAccount("bob", { active: false, attributes: { email: "BOB@acme.test", nick: "" } });
const CYD = buildTestAccount("BOB", { held: true });
const ALL = [ADA, BOB, CYD];

test.each([
  { name: "userName", value: "Ada", compare: "exact", found: [ADA] },
  { name: "userName", value: "ada", compare: "exact", found: [] },
  { name: "userName", value: "ada", compare: "ignoreCase", found: [ADA] },
  { name: "userName", value: "bob", compare: "ignoreCase", found: [BOB, CYD] },
  { name: "email", value: "A@ACME.TEST", compare: "ignoreCase", found: [ADA] },
  { name: "email", value: ["x@acme.test", "bob@acme.test"], compare: "ignoreCase", found: [BOB] },
  { name: "number", value: "7", compare: "exact", found: [ADA] },
  { name: "nick", value: "", compare: "exact", found: [] },
  { name: "nick", value: null, compare: "exact", found: [] },
  { name: "nick", value: undefined, compare: "exact", found: [] },
  { name: "toString", value: "x", compare: "exact", found: [] },
] as const)("finds $found.length by $name $value ($compare)", ({ name, value, compare, found }) => {
  expect(findByAttribute(ALL, name, value, compare)).toEqual(found);
});

test("ignores case only where the attribute allows it", () => {
  const attributes = [{ name: "externalId", caseExact: true }, { name: "email" }];
  expect(allowedComparison(attributes, "externalId", "ignoreCase")).toBe("exact");
  expect(allowedComparison(attributes, "email", "ignoreCase")).toBe("ignoreCase");
  expect(allowedComparison(attributes, "email", "exact")).toBe("exact");
  expect(allowedComparison(attributes, "userName", "ignoreCase")).toBe("ignoreCase");
});

test("finds by link whatever the account is called", () => {
  const link = { issuer: "https://idp.test", subject: "s1", linkedAt: "2026-01-05T08:00:00.000Z" };
  const linked = buildTestAccount("renamed", { links: [{ ...link, subject: "s0" }, link] });
  expect(findByLink([ADA, linked], { issuer: "https://idp.test", subject: "s1" })).toEqual([linked]);
  expect(findByLink([ADA, linked], { issuer: "https://idp.test", subject: "s2" })).toEqual([]);
});
