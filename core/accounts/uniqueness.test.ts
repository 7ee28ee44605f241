import { expect, test } from "vitest";
import { buildTestAccount } from "./test-account.ts";
import { findClash } from "./uniqueness.ts";

const ADA = buildTestAccount("ada", { attributes: { email: "ada@acme.test", externalId: "x1", title: "Clerk" } });
const ATTRIBUTES = [
  { name: "email", unique: true },
  { name: "externalId", unique: true, caseExact: true },
  { name: "title" },
];

test.each([
  { title: "a userName that is taken, whatever its case", name: "userName", value: "ADA", clash: true },
  { title: "a unique value that is taken", name: "email", value: "Ada@acme.test", clash: true },
  { title: "one of several values", name: "email", value: ["new@acme.test", "ada@acme.test"], clash: true },
  { title: "a case-exact value in the same case", name: "externalId", value: "x1", clash: true },
  { title: "a case-exact value in another case: free", name: "externalId", value: "X1", clash: false },
  { title: "a value that need not be unique: free", name: "title", value: "Clerk", clash: false },
  { title: "a value taken away: free", name: "email", value: null, clash: false },
])("$title", ({ name, value, clash }) => {
  const found = findClash([ADA], ATTRIBUTES, [{ name, value }]);
  expect(found).toEqual(clash ? { attribute: name, value, account: ADA } : undefined);
});

test("does not mind the account's own value", () => {
  expect(findClash([ADA], ATTRIBUTES, [{ name: "email", value: "ada@acme.test" }], ADA.id)).toBeUndefined();
});
