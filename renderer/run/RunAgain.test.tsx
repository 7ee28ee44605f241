import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import type { DirectoryUser } from "../../core/contract/model.ts";
import type { ApplicationDetail, DirectoryTable, PersonDetail, RunDetail } from "../../core/contract/results.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { EXPENSES } from "../applications/test-configuration.ts";
import { buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { layOut } from "../grid/test-layout.ts";
import { Run } from "./Run.tsx";

const run = await buildTestRun();

const ada = (attributes: DirectoryUser["attributes"]): DirectoryUser => ({
  id: "u-ada",
  userName: "ada.lovelace@acme.test",
  active: true,
  groups: [],
  attributes,
});

const edited: Configuration = { ...EXPENSES, application: { ...EXPENSES.application, sessionMinutes: 7 } };

/** A run whose person and application were edited since; it answers to what-ifs. */
function show(base: Partial<RunDetail["base"]> = {}) {
  const then: RunDetail = {
    ...run,
    base: { remembered: true, person: ada({ department: "Finance" }), configuration: EXPENSES, ...base },
  };
  const fork = { of: run.run, change: "Changed one thing", firstDifference: 3 };
  const whatIf: RunDetail = { ...then, run: "u1", saved: false, fork };
  const client = createTestClient({
    "runs.read": ({ run: id }) => (id === "u1" ? whatIf : then),
    "runs.again": () => whatIf,
    "applications.read": () => ({ configuration: edited }) as unknown as ApplicationDetail,
    "directory.table": () => ({ attributes: ["department", "title"] }) as unknown as DirectoryTable,
    "directory.person": () => ({ person: ada({ department: "Legal", title: "Dr" }) }) as unknown as PersonDetail,
    "directory.savePeople": () => ({ what: "Changed Ada", changed: true, problems: [] }),
    "applications.save": () => ({ what: "Changed Expenses", changed: true, problems: [] }),
  });
  const place = { path: "/w/:workspace/run/:run", hash: `#/w/acme/run/${run.run}?step=3` };
  renderAt(<Run />, place, client, buildSummary());
  return { argsOf: (name: string) => client.calls.find(({ method }) => method === name)?.args };
}

const ask = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Run again with…" }));
  return within(await screen.findByRole("dialog", { name: "Run again with one change" }));
};

const make = async () => userEvent.click(await screen.findByRole("button", { name: "Make this change" }));

beforeEach(() => layOut(1200, 600));
afterEach(cleanup);

describe("running again with one change", () => {
  it("begins from the person of then, and makes that one change of the person of now", async () => {
    const { argsOf } = show();
    const dialog = await ask();
    expect(await dialog.findByText(/^Then .*Finance.*Empty: taken away/)).toBeDefined();
    await userEvent.type(dialog.getByRole("textbox", { name: "New value" }), "Sales");
    await userEvent.click(dialog.getByRole("button", { name: "Run again" }));
    await make();
    expect(argsOf("runs.again")).toMatchObject({
      change: { kind: "attribute", person: "u-ada", name: "department", value: "Sales" },
    });
    await waitFor(() =>
      expect(argsOf("directory.savePeople")).toMatchObject({ people: [ada({ department: "Sales", title: "Dr" })] }),
    );
  });

  it("makes one change of the application of now", async () => {
    const { argsOf } = show();
    const dialog = await ask();
    await userEvent.click(dialog.getByRole("radio", { name: "The application" }));
    await userEvent.click(dialog.getByRole("combobox", { name: "How it is to be" }));
    const [, other] = await screen.findAllByRole("option");
    if (other !== undefined) await userEvent.click(other);
    await userEvent.click(dialog.getByRole("button", { name: "Run again" }));
    await make();
    expect(argsOf("runs.again")).toMatchObject({
      change: { kind: "policy", application: "expenses", member: "enabled", value: false },
    });
    const jit = { ...EXPENSES.application.jit, enabled: false };
    await waitFor(() =>
      expect(argsOf("applications.save")).toMatchObject({
        configuration: { application: { ...edited.application, jit } },
      }),
    );
  });

  it("says where it can only begin from the present", async () => {
    show({ remembered: false });
    const dialog = await ask();
    expect(dialog.getByText(/not remembered any more/)).toBeDefined();
    expect(dialog.getByText(/^Now .*Finance/)).toBeDefined();
  });
});
