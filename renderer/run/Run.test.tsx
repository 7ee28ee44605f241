import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Account } from "../../core/contract/model.ts";
import type { ApplicationDetail, RunDetail } from "../../core/contract/results.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { type Answers, buildSummary, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { layOut } from "../grid/test-layout.ts";
import { present } from "../shell/presenting.ts";
import { Run } from "./Run.tsx";

const run = await buildTestRun();
const refused = await buildTestRun({ refused: true });
const stopped = await buildTestRun({ user: "liam.becker@acme.test" });
const granted = run.trace.steps.find(({ title }) => title === "Expenses grants Finance User")?.seq ?? 0;
const decision = run.trace.steps.find(({ kind }) => kind === "decision")?.seq ?? 0;

/** What Expenses has of somebody from before. */
const account: Account = {
  id: "a-liam",
  userName: "liam.becker@acme.test",
  active: true,
  attributes: { email: "liam.becker@acme.test" },
  roles: [],
  links: [],
  written: {},
  createdAt: "2026-01-05T09:00:00.000Z",
};

/** Of the application, the screen reads its roles alone. */
const application = {
  configuration: {
    application: {
      roles: [
        { id: "finance-user", name: "Finance User" },
        { id: "admin", name: "Administrator" },
      ],
    },
  },
} as unknown as ApplicationDetail;

function show(query: string, detail: RunDetail = run, more: Answers = {}): TestClient {
  const client = createTestClient({ "runs.read": () => detail, "applications.read": () => application, ...more });
  const place = { path: "/w/:workspace/run/:run", hash: `#/w/acme/run/${detail.run}${query}` };
  renderAt(<Run />, place, client, buildSummary());
  return client;
}

const press = (key: string, options: object = {}) => fireEvent.keyDown(document.body, { key, ...options });
const slider = () => screen.findByRole("slider", { name: "Step" });
const positionText = async () => (await slider()).getAttribute("aria-valuetext");

beforeEach(() => layOut(1200, 600));
afterEach(() => {
  cleanup();
  act(() => present(false));
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a run", () => {
  it("opens at the step of its address, in every pane alike", async () => {
    show(`?step=${granted}&lvl=2`);
    expect(await positionText()).toBe(`Step ${granted} of 40: Expenses grants Finance User`);
    const list = screen.getByRole("listbox", { name: "Steps of this run" });
    const current = within(list).getByRole("option", { selected: true });
    expect(current.textContent).toContain("Expenses grants Finance User");
    expect(list.getAttribute("aria-activedescendant")).toBe(current.id);
    expect(
      within(screen.getByRole("region", { name: "Narration" })).getByText(`${granted}. Expenses grants Finance User.`),
    ).toBeDefined();
    expect(screen.getByRole("heading", { name: "Expenses grants Finance User" })).toBeDefined();
    expect(await screen.findByRole("button", { name: "Finance User held. Why?" })).toBeDefined();
  });

  it("goes on by keys, and the address follows once the cursor rests", async () => {
    show("?step=1");
    await slider();
    vi.useFakeTimers();
    press("ArrowRight");
    press("j");
    press("k");
    press("]");
    const first = run.trace.steps.find(({ kind }) => kind === "change")?.seq;
    expect(screen.getByRole("slider", { name: "Step" }).getAttribute("aria-valuetext")).toMatch(`Step ${first} of 40`);
    act(() => void vi.advanceTimersByTime(300));
    expect(window.location.hash).toContain(`step=${first}&lvl=2&view=seq`);
  });

  it("follows an address that somebody goes to", async () => {
    show("?step=1");
    await slider();
    act(() => {
      window.location.hash = "#/w/acme/run/run-expenses?step=12&lvl=3&view=table";
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    });
    await waitFor(async () => expect(await positionText()).toMatch("Step 12 of 40"));
    expect(screen.getByRole("columnheader", { name: "From → to" })).toBeDefined();
  });

  it("follows an address to its pinned step, and away from it", async () => {
    show("?step=1");
    await slider();
    const goTo = (query: string) =>
      act(() => {
        window.location.hash = `#/w/acme/run/run-expenses?${query}`;
        window.dispatchEvent(new HashChangeEvent("hashchange"));
      });
    goTo("step=12&pin=9");
    const pinned = screen.getByRole("button", { name: "▼ Pinned step 9" });
    expect(pinned.getAttribute("aria-pressed")).toBe("true");
    const payload = screen.getByRole("region", { name: "Payload" });
    expect(within(payload).getByRole("heading", { level: 3 }).textContent).toBe(run.trace.steps[8]?.title);
    fireEvent.click(screen.getByRole("button", { name: "Step 12" }));
    goTo("step=13&pin=9");
    expect(pinned.getAttribute("aria-pressed")).toBe("false");
    goTo("step=13");
    expect(screen.queryByRole("button", { name: "▼ Pinned step 9" })).toBeNull();
  });

  it("answers why a role is held, from the account back to the directory", async () => {
    show(`?step=${granted}`);
    fireEvent.click(await screen.findByRole("button", { name: "Finance User held. Why?" }));
    const why = screen.getByRole("region", { name: "Why" });
    expect(within(why).getByRole("heading").textContent).toBe("Why Finance User?");
    expect(why.textContent).toContain('In the directory, department is "Finance".');
    fireEvent.click(
      within(why)
        .getAllByRole("button", { name: /^Step \d+$/ })
        .at(-1) ?? why,
    );
    expect(await positionText()).toMatch("shapes the claims");
  });

  it("answers why a role is not held", async () => {
    show(`?step=${granted}`);
    fireEvent.click(await screen.findByRole("button", { name: /^Administrator/ }));
    expect(screen.getByRole("region", { name: "Why not" }).textContent).toContain(
      "claim groups has the member app-admins",
    );
  });

  it("colours what is unpacked once the grammars are there", async () => {
    const issued = run.trace.steps.find((step) => step.kind === "artefact" && step.artefact.type === "id-token")?.seq;
    show(`?step=${issued}&lvl=3`);
    fireEvent.click(await screen.findByRole("tab", { name: "Decoded" }));
    const code = document.querySelector(".code");
    expect(code?.textContent).toContain('"sub"');
    await waitFor(() => expect(code?.querySelector(".tok-name")?.textContent).toBe('"header"'));
  });

  it("hides what comes next until Space shows the decision", async () => {
    show("?step=24&lvl=2");
    await slider();
    press("h");
    press("End");
    expect(await positionText()).toBe(`Step ${decision - 1} of 40: What will it decide?`);
    expect(screen.queryByText("Signed in", { exact: false })).toBeNull();
    expect(screen.queryByText("Expenses decides: make an account")).toBeNull();
    press(" ");
    expect(await positionText()).toBe(`Step ${decision} of 40: Expenses decides: make an account`);
  });

  it("reads a refusal as it was said, with the way to its setting", async () => {
    show("?step=1", refused);
    expect(
      await screen.findByText("Refused, as Expenses is set: no match, and creation is off. Nothing changed."),
    ).toBeDefined();
    expect(screen.getByRole("link", { name: "Show the setting" }).getAttribute("href")).toContain(
      "apps/expenses/policy",
    );
    press("!");
    expect(await positionText()).toMatch("Expenses decides: refuse");
  });

  it("shows the account of somebody who never came to the application as it stayed, and says so", async () => {
    show("?step=1", { ...stopped, accountsBefore: [{ application: "expenses", account }] });
    expect(await screen.findByRole("button", { name: "email liam.becker@acme.test. Why?" })).toBeDefined();
    const said =
      /^The login ended before Expenses looked for an account. The one that is linked to liam.* stays as it was/;
    expect(screen.queryByText(said)).toBeNull();
    press("!");
    expect(await screen.findByText(said)).toBeDefined();
    expect(document.querySelector('[data-pane="account"] [data-changed="true"]')).toBeNull();
  });

  it("does not say of somebody who never came to the application that there is no account", async () => {
    show("?step=1", stopped);
    expect(await screen.findByText("No account is known yet at step 1.")).toBeDefined();
    press("!");
    expect(
      await screen.findByText(
        "The login ended before Expenses looked for an account. None is linked to liam.becker@acme.test.",
      ),
    ).toBeDefined();
    expect(screen.queryByText(/^No account/)).toBeNull();
  });

  it("keeps a pinned step on the right, and compares with it line by line", async () => {
    show("?step=9");
    await slider();
    press("p");
    press("ArrowRight");
    expect(screen.getByRole("button", { name: "▼ Pinned step 9" }).getAttribute("aria-pressed")).toBe("true");
    press("c");
    expect(await screen.findAllByRole("columnheader", { name: "Pinned step 9" })).toHaveLength(2);
    const rows = () => screen.getAllByRole("row").length;
    const all = rows();
    fireEvent.click(screen.getByRole("switch", { name: "Differences only" }));
    expect(rows()).toBeLessThan(all);
  });

  it("limits itself to some steps by keys, says so, and shows all again", async () => {
    show("?step=13&lvl=2");
    await slider();
    press("(");
    press("End");
    press("ArrowLeft");
    press(")");
    const chip = screen.getByText(/^Steps 13–\d\d of 40$/);
    const options = within(screen.getByRole("listbox")).getAllByRole("option");
    expect(options.some(({ id }) => id === "row-step-12")).toBe(false);
    const last = screen.getByRole("slider", { name: "Last step shown" });
    fireEvent.change(last, { target: { value: "14" } });
    expect(chip.textContent).toContain("Steps 13–14 of 40");
    press("Escape");
    expect(screen.queryByText(/^Steps 13–/)).toBeNull();
    expect(document.querySelector("#row-step-12")).not.toBeNull();
  });

  it("limits itself to a phase that is double-clicked", async () => {
    show("?step=1&lvl=2");
    fireEvent.doubleClick(await screen.findByRole("option", { name: /^Sign-in/ }));
    expect(screen.getByText("Steps 13–15 of 40")).toBeDefined();
    expect(screen.getAllByRole("option").map(({ id }) => id)).toEqual(["row-phase-13", "row-step-13"]);
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(document.querySelector("#row-step-1")).not.toBeNull();
  });

  it("shows a what-if as one, and the way back", async () => {
    const fork = {
      ...run,
      run: "w1",
      saved: false,
      fork: { of: "run-expenses", change: "Changed department of Ada", firstDifference: 22 },
    };
    show("?step=22", fork);
    expect((await screen.findByText("What-if:")).parentElement?.textContent).toContain("It differs from step 22 on.");
    fireEvent.click(screen.getByRole("button", { name: "Back to the original" }));
    expect(window.location.hash).toContain("/run/run-expenses");
  });

  it("has a layout of its own for a projector, which blanks and ends by keys", async () => {
    show(`?step=${granted}`);
    await slider();
    press("P", { ctrlKey: true, shiftKey: true });
    expect(await screen.findByRole("button", { name: "Stop presenting" })).toBeDefined();
    expect(screen.queryByRole("listbox")).toBeNull();
    press("b");
    expect(screen.queryByRole("slider")).toBeNull();
    press(".");
    press("PageUp");
    expect(await positionText()).toMatch(`Step ${granted - 1} of 40`);
    press("Escape");
    expect(await screen.findByRole("listbox")).toBeDefined();
  });
});
