import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { CallOptions, Client } from "../../core/contract/contract.ts";
import type { Arguments, Method } from "../../core/contract/methods.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { useActing } from "./acting.ts";
import { closeLifecycle, useLifecycleDialogs } from "./happening.ts";
import { LifecycleBar } from "./LifecycleBar.tsx";
import { UntilDialog } from "./UntilDialog.tsx";

const workspace = buildSummary();
const run = await buildTestRun();
const LIFECYCLE = {
  clock: workspace.clock,
  unreachable: [],
  hr: { delayMinutes: 0 },
  revokeOnDisable: [],
  due: [],
  dueCount: 0,
  applications: [],
};
const CANCELLED = new CallError({ code: "CANCELLED", message: "It was cancelled; nothing was changed." });
const FAR = { type: "progress", call: "c", done: 23, total: 90, what: "days" } as const;

/** An engine whose actions take until the test ends them, or the window gives them up. */
function createSlowEngine() {
  let options: CallOptions = {};
  let end = (): void => {};
  const quick = createTestClient({ "lifecycle.read": () => LIFECYCLE });
  function call(method: Method, args: Arguments<Method>, given: CallOptions = {}): Promise<unknown> {
    if (method !== "runs.act") return quick.call(method, args, given);
    options = given;
    return new Promise((resolve, reject) => {
      end = () => resolve(run);
      given.signal?.addEventListener("abort", () => reject(CANCELLED));
    });
  }
  const tell = (doing: string): void => {
    act(() => options.progress?.({ ...FAR, doing }));
  };
  return {
    client: { ...quick, call: call as Client["call"] },
    tell,
    end: () => act(end),
    isGivenUp: () => options.signal?.aborted === true,
  };
}

const place = { path: "/w/:workspace/*?", hash: "#/w/acme/directory" };

beforeEach(() => {
  closeLifecycle();
  useActing.setState({ what: undefined, far: undefined, cancel: undefined, inDialog: undefined });
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Time of the window goes on: what is over in a moment is not told in numbers. */
const wait = (): void => void vi.advanceTimersByTime(1000);

describe("something that takes long", () => {
  it("says what is done and how far it is, and reads out no more than quarters", async () => {
    const engine = createSlowEngine();
    renderAt(<LifecycleBar workspace={workspace} />, place, engine.client, workspace);
    fireEvent.click(screen.getByRole("button", { name: "Let 7 days pass" }));
    expect(screen.getByRole("status").textContent).toBe(" Time passes…");
    engine.tell("too soon to be told");
    expect(screen.queryByRole("progressbar")).toBeNull();
    wait();
    engine.tell("Cycle of Jira: 3 of 24 people (23 of 90 days)");
    expect(screen.getByText("Cycle of Jira: 3 of 24 people (23 of 90 days)")).toBeDefined();
    expect(screen.getByRole("progressbar", { name: "Time passes" }).getAttribute("value")).toBe("23");
    expect(screen.getByRole("status").textContent).toBe("Time passes: 25 %");
    engine.end();
    await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
    expect(screen.getByRole("button", { name: "Let 7 days pass" })).toBeDefined();
  });

  it.each([
    ["the button", () => fireEvent.click(screen.getByRole("button", { name: "Cancel" }))],
    ["Escape", () => fireEvent.keyDown(document.body, { key: "Escape" })],
  ])("is given up by %s, and says that everything is as it was", async (_, giveUp) => {
    const engine = createSlowEngine();
    renderAt(<LifecycleBar workspace={workspace} />, place, engine.client, workspace);
    fireEvent.click(screen.getByRole("button", { name: "Let 1 day pass" }));
    wait();
    engine.tell("Initial cycle of Jira: 3 of 24 people");
    giveUp();
    expect(engine.isGivenUp()).toBe(true);
    expect(await screen.findByText("Cancelled. No time has passed; everything is as it was.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Let 1 day pass" })).toBeDefined();
  });

  it("is given up in its dialog, which stays and says so, and closes after that", async () => {
    const engine = createSlowEngine();
    useLifecycleDialogs.setState({ open: "until" });
    renderAt(<UntilDialog />, place, engine.client, workspace);
    fireEvent.change(screen.getByLabelText("Until, in UTC"), { target: { value: "2027-01-01T00:00" } });
    fireEvent.submit(screen.getByLabelText("Until, in UTC"));
    await waitFor(() => expect(useActing.getState().inDialog).toBe(true));
    wait();
    engine.tell("Initial cycle of Jira: 3 of 24 people");
    expect(screen.getByText("Initial cycle of Jira: 3 of 24 people")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Nothing happened: everything is as it was.")).toBeDefined();
    expect(useLifecycleDialogs.getState().open).toBe("until");
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(useLifecycleDialogs.getState().open).toBeUndefined();
  });
});
