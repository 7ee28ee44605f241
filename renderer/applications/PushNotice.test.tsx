import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { type Editing, EditingContext } from "./editing.ts";
import { PushNotice } from "./PushNotice.tsx";
import { EXPENSES, EXPENSES_DETAIL } from "./test-configuration.ts";

afterEach(cleanup);

type Runs = { readonly on: "events" } | { readonly on: "cycle"; readonly everyMinutes: number };

function provisioned(attribute: string, runs: Runs): Configuration {
  const actions = { create: true, update: true, disable: true, delete: false };
  const source = { kind: "attribute", attribute } as const;
  return {
    ...EXPENSES,
    connection: {
      ...EXPENSES.connection,
      provisioning: {
        way: "scim",
        mappings: [{ id: "name", target: "displayName", source, apply: "always" }],
        client: { dialect: "oktaWizard", runs, actions, groups: [] },
      },
    },
  };
}

function show(base: Configuration, draft: Configuration, pushes = 96) {
  const editing = { detail: { ...EXPENSES_DETAIL, pushes }, base, draft } as unknown as Editing;
  const { container } = render(
    <EditingContext value={editing}>
      <PushNotice />
    </EditingContext>,
  );
  return container.textContent;
}

it("says before saving how many people it pushes", () => {
  const [base, draft] = ["displayName", "mail"].map((each) => provisioned(each, { on: "events" }));
  if (base === undefined || draft === undefined) throw new TypeError("There are two.");
  expect(show(base, draft)).toBe("Saving pushes 96 people");
  cleanup();
  expect(show(base, draft, 1)).toBe("Saving pushes 1 person");
  expect(screen.getByTitle(/Undo takes back what the push writes/)).toBeTruthy();
});

it.each([
  ["nothing of it differs", provisioned("mail", { on: "events" }), provisioned("mail", { on: "events" })],
  [
    "the next cycle does it",
    provisioned("mail", { on: "events" }),
    provisioned("id", { on: "cycle", everyMinutes: 40 }),
  ],
  ["there was no SCIM before", EXPENSES, provisioned("mail", { on: "events" })],
] as const)("says nothing where %s", (_, base, draft) => {
  expect(show(base, draft)).toBe("");
});
