import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OneChange } from "../../core/contract/methods.ts";
import type { ApplicationDetail, RunDetail, WorkspaceSummary } from "../../core/contract/results.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { EXPENSES } from "../applications/test-configuration.ts";
import { buildSummary, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { layOut } from "../grid/test-layout.ts";
import { Run } from "./Run.tsx";
import { useWhatIfs } from "./what-if.ts";

const run = await buildTestRun();
/** Of the application, the screen reads its configuration alone. */
const application = { configuration: EXPENSES } as unknown as ApplicationDetail;

function forkOf(change: string): RunDetail {
  const { number: _number, ...rest } = run;
  return { ...rest, run: "w1", saved: false, fork: { of: run.run, change, firstDifference: 31 } };
}

function show(detail: RunDetail = run, summary: WorkspaceSummary = buildSummary()): TestClient {
  const fork = forkOf("Changed the application.");
  const client = createTestClient({
    "runs.read": ({ run: id }) => (id === fork.run ? fork : detail),
    "runs.again": () => fork,
    "applications.read": () => application,
    "applications.save": () => ({ what: "Saved Expenses.", changed: true, problems: [] }),
  });
  const place = { path: "/w/:workspace/run/:run", hash: `#/w/acme/run/${detail.run}?step=31` };
  renderAt(<Run />, place, client, summary);
  return client;
}

async function openApplicationSide(): Promise<ReturnType<typeof within>> {
  fireEvent.click(await screen.findByRole("button", { name: "Run again with…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Run again with one change" }));
  fireEvent.click(dialog.getByRole("radio", { name: "The application" }));
  await dialog.findByRole("combobox", { name: "Setting" });
  return dialog;
}

async function choose(dialog: ReturnType<typeof within>, name: string, option: RegExp): Promise<void> {
  fireEvent.click(dialog.getByRole("combobox", { name }));
  fireEvent.click(await screen.findByRole("option", { name: option }));
}

const callsOf = (client: TestClient, method: string) =>
  client.calls.filter((call) => call.method === method).map(({ args }) => args);

beforeEach(() => layOut(1200, 600));
afterEach(() => {
  cleanup();
  useWhatIfs.setState({}, true);
  vi.restoreAllMocks();
});

describe("the same login with another application", () => {
  it("is asked for only once something is different", async () => {
    show();
    const dialog = await openApplicationSide();
    expect(dialog.getByRole("button", { name: "Run again" }).hasAttribute("disabled")).toBe(true);
  });

  it("runs with one setting of the policy changed", async () => {
    const client = show();
    const dialog = await openApplicationSide();
    await choose(dialog, "Setting", /^When no account matches/);
    await choose(dialog, "How it is to be", /refuse/i);
    fireEvent.click(dialog.getByRole("button", { name: "Run again" }));
    await waitFor(() => expect(window.location.hash).toContain("/run/w1?step=31"));
    expect(callsOf(client, "runs.again")).toMatchObject([
      {
        workspace: "acme",
        run: run.run,
        change: { kind: "configuration", configuration: { application: { jit: { noMatch: "refuse" } } } },
      },
    ]);
    expect(callsOf(client, "applications.save")).toEqual([]);
  });

  it("runs with another value in a role rule", async () => {
    const client = show();
    const dialog = await openApplicationSide();
    await choose(dialog, "Setting", /^Role rule: Finance User/);
    fireEvent.change(dialog.getByRole("textbox", { name: "Value" }), { target: { value: "Sales" } });
    fireEvent.click(dialog.getByRole("button", { name: "Run again" }));
    await waitFor(() => expect(callsOf(client, "runs.again")).toHaveLength(1));
    expect(callsOf(client, "runs.again")).toMatchObject([
      { change: { configuration: { application: { roleRules: [{ when: { value: "Sales" } }, {}] } } } },
    ]);
  });
});

describe("Make this change", () => {
  const change: OneChange = { kind: "configuration", configuration: EXPENSES };
  const fork = forkOf("Changed the application.");

  it("saves what the what-if had different", async () => {
    useWhatIfs.setState({ [fork.run]: change });
    const client = show(fork);
    fireEvent.click(await screen.findByRole("button", { name: "Make this change" }));
    await screen.findByText("Saved Expenses.");
    expect(callsOf(client, "applications.save")).toEqual([{ workspace: "acme", configuration: EXPENSES }]);
  });

  it("is not offered once nobody knows what it was", async () => {
    show(fork);
    await screen.findByText("What-if:");
    expect(screen.queryByRole("button", { name: "Make this change" })).toBeNull();
  });

  it("does nothing in a workspace that cannot be written, and says why", async () => {
    useWhatIfs.setState({ [fork.run]: change });
    const readOnly = { kind: "read", why: "It was opened elsewhere." } as unknown as WorkspaceSummary["access"];
    show(fork, buildSummary({ access: readOnly }));
    const button = await screen.findByRole("button", { name: "Make this change" });
    expect(button.hasAttribute("disabled")).toBe(true);
    expect(button.getAttribute("title")).not.toBe("");
  });
});
