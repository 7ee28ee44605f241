import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import {
  decideScope,
  isInScope,
  isOutOfScope,
  lookupForProvisioning,
  type ScopeFacts,
  withoutAbsent,
} from "./scope.ts";

const ADA: DirectoryUser = {
  id: "u-ada",
  userName: "ada@acme.test",
  active: true,
  attributes: { department: "Sales", active: "an attribute" },
  groups: [],
};

const FACTS: ScopeFacts = {
  user: ADA,
  userName: "ada@acme.test",
  applicationName: "Slack",
  assigned: "directly",
  connectionPath: "identityProviders/acme/connections/slack",
};

const SALES = { operator: "equals", claim: "department", value: "Sales" } as const;
const DELETED = { deletedAt: "2026-03-01T09:00:00.000Z" };

describe("scope", () => {
  it.each<[string, Partial<ScopeFacts>, string]>([
    ["active and assigned", {}, "ada@acme.test is in scope."],
    ["the condition holds", { condition: SALES }, "ada@acme.test is in scope."],
    ["gone", { user: undefined }, "ada@acme.test is gone from the directory."],
    ["not assigned", { assigned: undefined }, "ada@acme.test is not assigned to Slack."],
    [
      "the condition fails",
      { condition: { ...SALES, value: "Legal" } },
      'ada@acme.test is not among those whom the scoping condition takes: attribute `department` equals `Legal`: found "Sales".',
    ],
    [
      "the condition is about nothing",
      { condition: { operator: "isPresent", claim: "title" } },
      "ada@acme.test is not among those whom the scoping condition takes: attribute `title` is present: the person has no such attribute.",
    ],
    ["deleted", { user: { ...ADA, ...DELETED } }, "ada@acme.test was deleted, and is in the recycle bin."],
    ["disabled", { user: { ...ADA, active: false } }, "ada@acme.test is disabled in the directory."],
    ["suspended", { user: { ...ADA, suspended: true } }, "ada@acme.test is suspended."],
    [
      "suspended, where that makes no difference",
      { user: { ...ADA, suspended: true }, ignoresSuspension: true },
      "ada@acme.test is in scope.",
    ],
  ])("%s", (_, differs, text) => {
    expect(decideScope({ ...FACTS, ...differs }).text).toBe(text);
  });

  it("names what ends the management of an account before what merely disables the person (F39)", () => {
    const user = { ...ADA, ...DELETED, active: false, suspended: true };
    const unassigned = decideScope({ ...FACTS, user, assigned: undefined });
    expect(unassigned.reason).toBe("notAssigned");
    expect(isOutOfScope(unassigned)).toBe(true);
    const assigned = decideScope({ ...FACTS, user });
    expect(assigned.reason).toBe("deleted");
    expect(isOutOfScope(assigned)).toBe(false);
  });

  it("asks every question and tells where its setting stands", () => {
    const { checks } = decideScope({ ...FACTS, condition: SALES, user: { ...ADA, active: false } });
    expect(checks.map(({ code, result }) => `${code} ${result}`)).toEqual([
      "PROVISIONING_PERSON passed",
      "PROVISIONING_ASSIGNED passed",
      "PROVISIONING_CONDITION passed",
      "PROVISIONING_NOT_DELETED passed",
      "PROVISIONING_ACTIVE failed",
      "PROVISIONING_NOT_SUSPENDED passed",
    ]);
    expect(checks[2]?.setting).toBe("identityProviders/acme/connections/slack/provisioning/scope");
  });
});

it("is decided alike where nobody wants to know why", () => {
  const users = [undefined, ADA, { ...ADA, ...DELETED }, { ...ADA, active: false }, { ...ADA, suspended: true }];
  for (const user of users)
    for (const assigned of [undefined, "directly"])
      for (const value of ["Sales", "Legal"])
        for (const ignoresSuspension of [false, true]) {
          const facts = { ...FACTS, user, assigned, condition: { ...SALES, value }, ignoresSuspension };
          expect(isInScope(facts)).toBe(decideScope(facts).inScope);
        }
});

describe("a condition as Entra reads it", () => {
  const condition = { operator: "notEquals", claim: "title", value: "Intern" } as const;

  it("fails for whoever has no such attribute, also where it asks for something else", () => {
    expect(decideScope({ ...FACTS, condition }).inScope).toBe(true);
    expect(decideScope({ ...FACTS, condition: withoutAbsent(condition) }).inScope).toBe(false);
    expect(decideScope({ ...FACTS, condition: withoutAbsent({ any: [{ all: [condition] }, SALES] }) }).inScope).toBe(
      true,
    );
  });

  it("is otherwise what it was", () => {
    const user = { ...ADA, attributes: { title: "Director" } };
    expect(decideScope({ ...FACTS, user, condition: withoutAbsent(condition) }).inScope).toBe(true);
    expect(withoutAbsent(SALES)).toBe(SALES);
  });
});

it("a row reads `active` as whether the person is in scope", () => {
  expect(lookupForProvisioning(ADA, false)("active")).toBe(false);
  expect(lookupForProvisioning(ADA, true)("active")).toBe(true);
  expect(lookupForProvisioning(ADA, true)("department")).toBe("Sales");
  expect(lookupForProvisioning(ADA, true)("constructor")).toBeUndefined();
});
