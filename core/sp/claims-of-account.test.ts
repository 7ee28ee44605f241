import { expect, it } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { Application } from "./application.ts";
import { claimsOfAccount } from "./claims-of-account.ts";

const mappings: Application["mappings"] = [
  { id: "d", target: "department", source: { kind: "attribute", attribute: "User.Department" }, apply: "always" },
  {
    id: "t",
    target: "title",
    source: { kind: "table", attribute: "grade", table: {}, otherwise: "keep" },
    apply: "always",
  },
];
const account = buildTestAccount("ada", {
  attributes: { department: "Finance", title: "Lead", grade: "7", city: "Riga" },
});

it.each([
  { claim: "User.Department", value: "Finance", why: "the mapping writes it as it came" },
  { claim: "city", value: "Riga", why: "the attribute is called the same" },
  { claim: "grade", value: "7", why: "a table may have changed what it writes" },
  { claim: "subject", value: "ada", why: "the subject is the user name" },
  { claim: "active", value: true, why: "every account has it" },
  { claim: "groups", value: undefined, why: "the account holds nothing of the kind" },
])("finds $claim in the account: $why", ({ claim, value }) => {
  expect(claimsOfAccount({ mappings }, account)(claim)).toBe(value);
});
