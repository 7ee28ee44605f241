import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { Lifecycle } from "../../core/contract/results.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { type Answers, buildSummary, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { useActing } from "./acting.ts";
import { closeLifecycle, useLifecycleDialogs } from "./happening.ts";
import { LifecycleBar } from "./LifecycleBar.tsx";

const provider = { id: "idp", name: "Acme ID", origin: "https://id.test", entityId: "https://id.test/saml" };
const workspace = buildSummary({ identityProviders: [provider] });
const quiet: Lifecycle = {
  clock: workspace.clock,
  unreachable: [],
  hr: { delayMinutes: 0 },
  revokeOnDisable: [],
  due: [],
  dueCount: 0,
  applications: [],
};
const due: Lifecycle = {
  ...quiet,
  due: [
    { at: "2026-03-02T09:12:00.000Z", kind: "cycle", sentence: "SCIM cycle of Expenses", application: "expenses" },
    { at: "2026-03-03T02:00:00.000Z", kind: "batch", sentence: "Scheduled batch of Slack-like", application: "slack" },
  ],
  dueCount: 60,
};
const run = await buildTestRun();
const passed: Answers = { "runs.act": () => ({ ...run, run: "r7", title: "Time passes: 1 hour" }) };

function show(lifecycle: Lifecycle, answers: Answers = passed): TestClient {
  const client = createTestClient({ "lifecycle.read": () => lifecycle, ...answers });
  const place = { path: "/w/:workspace/*?", hash: "#/w/acme/directory" };
  renderAt(<LifecycleBar workspace={workspace} />, place, client, workspace);
  return client;
}

const acts = (client: TestClient) => client.calls.filter(({ method }) => method === "runs.act").map(({ args }) => args);

beforeEach(() => {
  closeLifecycle();
  useActing.setState({ what: undefined });
});

afterEach(cleanup);

describe("the clock over the screens", () => {
  it("says the time, and that nothing is due", async () => {
    const client = show(quiet);
    expect(screen.getByText("Mon 2 Mar 2026, 09:00")).toBeDefined();
    expect(await screen.findByText("Nothing is due")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "To next event" }));
    expect(acts(client)).toEqual([]);
  });

  it("lets time pass by a click and by a key, and leads to the run", async () => {
    const client = show(due);
    fireEvent.click(await screen.findByRole("button", { name: "Let 1 hour pass" }));
    fireEvent.click(await screen.findByRole("button", { name: "Show the run" }));
    expect(window.location.hash).toBe("#/w/acme/run/r7");
    await waitFor(() => expect(screen.getByText("SCIM cycle of Expenses")).toBeDefined());
    fireEvent.keyDown(document.body, { key: ".", ctrlKey: true });
    await waitFor(() =>
      expect(acts(client)).toEqual([
        { workspace: "acme", action: { type: "passTime", by: { minutes: 60 } } },
        { workspace: "acme", action: { type: "passTime", by: { toNextEvent: true } } },
      ]),
    );
  });

  it("lists what is due, and lets time pass until any of it", async () => {
    const client = show(due);
    fireEvent.click(await screen.findByRole("button", { name: /^SCIM cycle of Expenses in 12 min/ }));
    expect(await screen.findByText("and 58 more after these")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: /^Scheduled batch of Slack-like/ }));
    await waitFor(() =>
      expect(acts(client)).toEqual([
        { workspace: "acme", action: { type: "passTime", by: { until: "2026-03-03T02:00:00.000Z" } } },
      ]),
    );
  });

  it("says why time could not pass", async () => {
    const refuse = () => {
      throw new CallError({ code: "ACTION_TOO_MUCH", message: "More than 100000 things would happen." });
    };
    show(due, { "runs.act": refuse });
    fireEvent.click(await screen.findByRole("button", { name: "Let 7 days pass" }));
    expect(await screen.findByText(/More than 100000 things would happen/)).toBeDefined();
  });

  it("cuts an identity provider off, shows it as long as it lasts, and lets it be reached again", async () => {
    const outage = (down: boolean) => ({
      workspace: "acme",
      action: { type: "outage", party: provider.id, down },
    });
    const before = show(quiet);
    fireEvent.click(screen.getByRole("button", { name: "Other times, outages, and HR" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: `${provider.name} cannot be reached` }));
    await waitFor(() => expect(acts(before)).toEqual([outage(true)]));
    cleanup();
    const during = show({ ...quiet, unreachable: [provider.id] });
    expect(await screen.findByText(`${provider.name} is unreachable`)).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "End" }));
    await waitFor(() => expect(acts(during)).toEqual([outage(false)]));
  });

  it("opens the dialog in which something happens", async () => {
    show(quiet);
    fireEvent.click(screen.getByRole("button", { name: "Something happens…" }));
    expect(useLifecycleDialogs.getState().wish).toEqual({});
  });
});
