import { describe, expect, it } from "vitest";
import type { Condition } from "../mapping/condition.ts";
import { createTestClient, ENTERPRISE, person, ROWS, row, type TestClient } from "./test-scim-client.ts";

/** Entra's scoping filters, and targets of a vendor's own API, in a real cycle. */

const SALES: Condition = {
  entraFilters: [
    {
      title: "Staff in sales",
      clauses: [
        { attribute: "department", operator: "NOT EQUALS", values: ["Legal"] },
        { attribute: "userPrincipalName", operator: "REGEX MATCH", values: ["@acme\\.test$"] },
      ],
    },
    { title: "Directors", clauses: [{ attribute: "level", operator: "Greater_Than_OR_EQUALS", values: ["5"] }] },
  ],
};

function checksOf(client: TestClient, title: string) {
  const step = client.steps().find((each) => each.title === title);
  if (step?.kind !== "checks") throw new Error(`There is no such step: ${title}`);
  return step.checks;
}

describe("scoping filters", () => {
  it("take in whom any of them takes, and list every clause", async () => {
    const people = [
      person("ada"),
      person("bo", { attributes: { department: "Legal" } }),
      person("cy", { attributes: { department: "Legal", level: 7 } }),
      person("di", { userName: "di@guest.test" }),
    ];
    const client = createTestClient({ people, scope: SALES });
    const { people: results } = await client.cycle();
    expect(results.map(({ userName, result }) => `${userName} ${result}`)).toEqual([
      "ada@acme.test create",
      "bo@acme.test skip",
      "cy@acme.test create",
      "di@guest.test skip",
    ]);
    const filters = checksOf(client, "bo@acme.test is not in scope").filter(
      ({ code }) => code === "PROVISIONING_FILTER",
    );
    expect(filters.map(({ name, result, actual }) => `${result}: ${name}: ${actual}`)).toEqual([
      'failed: Staff in sales department NOT EQUALS Legal: found "Legal"',
      'passed: Staff in sales userPrincipalName REGEX MATCH @acme\\.test$: found "bo@acme.test"',
      "failed: Directors level Greater_Than_OR_EQUALS 5: the person has no such attribute, and without a value only `IS NULL` holds",
    ]);
  });

  it("deactivate whoever they no longer take, and not even `NOT EQUALS` holds without a value", async () => {
    const client = createTestClient({ people: [person("ada")], scope: SALES });
    await client.cycle();
    client.setAttribute("ada", "department", null);
    expect(await client.cycle()).toMatchObject({ people: [{ result: "disable" }] });
    expect(client.account("ada")?.active).toBe(false);
  });
});

it("says in the trace that SCIM stands in for a vendor's own API, and what that calls the target", async () => {
  const rows = [
    ...ROWS.slice(0, 2),
    row("cost-centre", `${ENTERPRISE}:costCenter`, "costCentre", { vendorTarget: "Cost_Center__c" }),
  ];
  const client = createTestClient({ people: [person("ada", { attributes: { costCentre: "7" } })], rows });
  await client.cycle();
  const step = client.steps().find(({ title }) => title === "Entra maps ada@acme.test to a SCIM user");
  const evaluations = step?.kind === "evaluation" ? step.evaluations : [];
  expect(evaluations.find(({ id }) => id === "cost-centre")?.why).toContain(
    "SCIM stands in for the application's own API, which calls it `Cost_Center__c`.",
  );
});
