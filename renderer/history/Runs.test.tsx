import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";
import { type Answers, buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { layOut } from "../grid/test-layout.ts";
import { useLoginDialog } from "../shell/login-dialog.ts";
import { Runs } from "./Runs.tsx";

beforeEach(() => {
  window.history.replaceState(null, "", "#/w/acme/runs");
  layOut(900, 600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const base = { at: "", clock: "2026-03-02T09:00:00.000Z", title: "", onBranch: true } as const;
const start: HistoryEntry = { ...base, type: "checkpoint", id: "r1", parent: null, name: "Start" };
const signedIn: HistoryEntry = {
  ...base,
  type: "action",
  id: "r2",
  parent: "r1",
  action: { type: "login", user: "ada@acme.test", application: "slack" },
  outcome: { result: "signedIn", code: "SIGNED_IN", reason: "Ada is in.", by: "app:slack" },
  steps: 40,
};
const edit: HistoryEntry = { ...base, type: "edit", id: "r3", parent: "r2", what: "Moved Ada.", title: "Moved Ada." };
const refused: HistoryEntry = {
  ...signedIn,
  id: "r4",
  parent: "r3",
  clock: "2026-03-03T09:00:00.000Z",
  outcome: { ...signedIn.outcome, result: "refused", reason: "Creation is off." },
  onBranch: false,
};
const end: HistoryEntry = { ...start, id: "r5", parent: "r4", name: "Left", automatic: true, onBranch: false };

const table = {
  id: ["u-ada"],
  userName: ["ada@acme.test"],
  displayName: ["Ada Lovelace"],
} as unknown as DirectoryTable;

function show(entries: readonly HistoryEntry[], summary: Partial<WorkspaceSummary> = {}, answers: Answers = {}) {
  const client = createTestClient({
    "history.list": () => ({ entries }),
    "directory.table": () => table,
    "checkpoints.return": () => ({}),
    ...answers,
  });
  renderWith(<Runs />, client, buildSummary(summary));
  return client;
}

/** What stands in the list, line by line. */
async function lines(): Promise<readonly HTMLElement[]> {
  return within(await screen.findByRole("list", { name: "What happened, newest first" })).getAllByRole("listitem");
}

describe("what happened", () => {
  it("is listed newest first, by day of simulated time, in words", async () => {
    show([start, signedIn, edit, refused]);
    await screen.findAllByText("Ada Lovelace → Slack-like");
    expect((await lines()).map(({ textContent }) => textContent)).toEqual([
      "Tuesday, 3 March 2026",
      "RefusedAda Lovelace → Slack-likeCreation is off.on a branch that was left40 steps09:00",
      "Monday, 2 March 2026",
      "EditMoved Ada.09:00",
      "Signed inAda Lovelace → Slack-likeAda is in.40 steps09:00",
      "Moment“Start”Again with SCIMGo back to “Start”09:00",
    ]);
  });

  it("says what a login did to the account, and that one waits", async () => {
    const made: HistoryEntry = { ...signedIn, decision: "create" };
    const held: HistoryEntry = { ...refused, decision: "hold" };
    show([made, held, { ...refused, id: "r6", decision: "deny" }]);
    const words = (await lines()).map(({ textContent }) => /^(Created|Waiting|Refused)/.exec(textContent ?? "")?.[0]);
    expect(words.filter((word) => word !== undefined)).toEqual(["Refused", "Waiting", "Created"]);
  });

  it("calls an identity provider by its name", async () => {
    const action = { type: "applyGroupRules", identityProvider: "acme-id" };
    const provider = { id: "acme-id", name: "Acme ID", origin: "https://id.acme.test", entityId: "acme" };
    show([{ ...signedIn, action }], { identityProviders: [provider] });
    await screen.findByText("The group rules of Acme ID are worked out for everybody");
  });

  it("leads to the run", async () => {
    show([start, signedIn]);
    const link = await screen.findByRole("link", { name: "Ada Lovelace → Slack-like" });
    expect(link.getAttribute("href")).toContain("/w/acme/run/r2");
  });

  it("can be taken back where an edit was the last", async () => {
    const client = show([start, edit], { undo: "Moved Ada." }, { "history.undo": () => ({ what: "Taken back." }) });
    await userEvent.click(await screen.findByRole("button", { name: "Undo: Moved Ada." }));
    expect(client.calls.map(({ method }) => method)).toContain("history.undo");
  });

  it("can be gone back to, at a moment and at the end of a branch", async () => {
    const client = show([start, signedIn, refused, end]);
    await userEvent.click(await screen.findByRole("button", { name: "Go back to here" }));
    expect(client.calls.at(-1)?.args).toEqual({ workspace: "acme", record: "r5" });
    await userEvent.click(screen.getByRole("button", { name: "Go back to “Start”" }));
    expect(client.calls.at(-1)?.args).toEqual({ workspace: "acme", record: "r1" });
  });

  it("is gone through with the arrow keys", async () => {
    show([start, signedIn, edit]);
    const link = await screen.findByRole("link", { name: /Ada Lovelace/ });
    link.focus();
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("“Start”"));
    await userEvent.keyboard("{ArrowUp}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Ada Lovelace → Slack-like"));
  });
});

describe("what happened after a moment", () => {
  it("can be run again with SCIM, where something happened", async () => {
    const request = { modes: ["asSet" as const, "scim" as const], applications: ["slack"], days: 7, controls: {} };
    const leave = { after: 0, action: { type: "leave" as const, user: "ada@acme.test" } };
    let events = [leave];
    const client = show(
      [start, signedIn, { ...start, id: "r9", parent: "r2", name: "Later" }],
      {},
      { "compare.fromHistory": () => ({ request: { ...request, events }, edits: 0, leftOut: ["An edit."] }) },
    );
    const again = await screen.findByRole("button", { name: "Run the events after “Start” again with SCIM" });
    expect(screen.queryByRole("button", { name: /after “Later” again/ })).toBeNull();
    await userEvent.click(again);
    expect(client.calls.at(-1)?.args).toEqual({ workspace: "acme", record: "r1" });
    await waitFor(() => expect(window.location.hash).toContain("#/w/acme/compare?q="));
    events = [];
    await userEvent.click(again);
    expect(await screen.findByText("Nothing after “Start” can happen again. An edit.")).toBeTruthy();
  });
});

describe("the filter", () => {
  it("leaves lines out, and tells nothing found from nothing there", async () => {
    show([start, signedIn, edit]);
    const field = await screen.findByRole("textbox", { name: "Filter what happened" });
    await userEvent.type(field, "moved");
    expect((await lines()).map(({ textContent }) => textContent)).toEqual([
      "Monday, 2 March 2026",
      "EditMoved Ada.09:00",
    ]);
    await userEvent.type(field, " nobody");
    expect(screen.getByText("Nothing that happened matches “moved nobody”.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(await lines()).toHaveLength(4);
  });
});

describe("where nothing ran yet", () => {
  it("says what a run is, and offers the first", async () => {
    show([start]);
    expect(await screen.findByText("No runs yet.")).toBeTruthy();
    await userEvent.click(await screen.findByRole("button", { name: "Log in as Ada Lovelace…" }));
    expect(useLoginDialog.getState().wish).toEqual({ person: "u-ada" });
  });
});

describe("this moment", () => {
  it("gets a name", async () => {
    const client = show([start], {}, { "checkpoints.add": () => ({ record: "r9" }) });
    await userEvent.type(await screen.findByRole("textbox", { name: "A name for this moment" }), "Before{Enter}");
    expect(client.calls.at(-1)).toEqual({ method: "checkpoints.add", args: { workspace: "acme", name: "Before" } });
  });

  it("says beside the field why it did not", async () => {
    show(
      [start],
      {},
      {
        "checkpoints.add": () => {
          throw new CallError({ code: "CHECKPOINT_EXISTS", message: "There is one called “Start”." });
        },
      },
    );
    await userEvent.type(await screen.findByRole("textbox", { name: "A name for this moment" }), "Start{Enter}");
    expect(await screen.findByText("There is one called “Start”.")).toBeTruthy();
  });

  it("cannot be named, nor any gone back to, in a workspace that is read-only; it says why", async () => {
    show([start], { access: { kind: "readOnly", reason: "Another window has it" } });
    expect(await screen.findByText("Another window has it")).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "A name for this moment" }).hasAttribute("disabled")).toBe(true);
    await screen.findByText("“Start”");
    expect(screen.queryByRole("button", { name: /Go back/ })).toBeNull();
  });
});
