import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { LiveState } from "../../core/contract/live.ts";
import type { Lifecycle } from "../../core/contract/results.ts";
import { outdate } from "../connection/answers.ts";
import { type Answers, buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Follower } from "./Follower.tsx";
import { stopFollowing } from "./following.ts";
import { Live } from "./Live.tsx";
import { LiveBar } from "./LiveBar.tsx";
import { ADDRESSES, buildDue, buildLive, buildRequest } from "./test-live-state.ts";

afterEach(() => {
  stopFollowing();
  cleanup();
});

const STOPPED: LiveState = { running: false, made: [], saves: true, due: false, count: 0, entries: [] };

/** A cycle that is long overdue, and a purge that is far away. */
const LIFECYCLE: Lifecycle = {
  clock: "2026-03-02T09:00:00.000Z",
  hr: { delayMinutes: 0 },
  unreachable: [],
  revokeOnDisable: [],
  due: [
    { at: "2026-03-02T09:00:00.000Z", kind: "cycle", sentence: "SCIM cycle of Jira-like", application: "jira" },
    { at: "9999-01-01T00:00:00.000Z", kind: "purge", sentence: "Grace Osei leaves the recycle bin for good" },
  ],
  dueCount: 2,
  applications: [],
};

/** What is chosen unless somebody chooses otherwise. */
const CHOSEN = { workspace: "acme", due: true, allowReset: false };

/** Live mode as the engine has it, to be changed from outside. */
let live: LiveState;
beforeEach(() => {
  live = STOPPED;
});

function show(screens = <Live />, answers: Answers = {}, access?: "readOnly") {
  const client = createTestClient({
    "live.read": () => live,
    "live.start": () => {
      live = buildLive();
      outdate("acme");
      return live;
    },
    "live.setDue": ({ due }) => {
      live = { ...live, due };
      outdate("acme");
      return live;
    },
    "lifecycle.read": () => LIFECYCLE,
    "live.stop": () => {
      live = { ...STOPPED, entries: live.entries, count: live.count };
      outdate("acme");
      return live;
    },
    ...answers,
  });
  const summary = buildSummary({
    live: live.running,
    ...(access === undefined ? {} : { access: { kind: "readOnly", reason: "It is open elsewhere" } as const }),
  });
  renderAt(screens, { path: "/w/:workspace/*?", hash: "#/w/acme/live" }, client, summary);
  return client;
}

/** A request comes, and the engine says so. */
function comes(...requests: readonly Parameters<typeof buildRequest>[0][]): void {
  live = buildLive([...requests.map((each) => buildRequest(each)).reverse(), ...live.entries]);
  outdate("acme");
}

describe("live mode that does not run", () => {
  it("says what it is, and starts on ports that are free", async () => {
    const client = show();
    expect(await screen.findByText(/Only programs on this computer reach it/)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Start live mode" }));
    expect(await screen.findByText("Running")).toBeDefined();
    expect(client.calls).toContainEqual({ method: "live.start", args: CHOSEN });
  });

  it("starts behind a port, and takes no other word for one", async () => {
    const client = show();
    const field = await screen.findByRole("textbox", { name: "Port" });
    fireEvent.change(field, { target: { value: "99999" } });
    expect(screen.getByText("A port is a number from 1 to 65535.")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Start live mode" }));
    expect(client.calls.map(({ method }) => method)).not.toContain("live.start");
    fireEvent.change(field, { target: { value: "9000" } });
    await userEvent.click(screen.getByRole("button", { name: "Start live mode" }));
    expect(client.calls).toContainEqual({ method: "live.start", args: { ...CHOSEN, port: 9000 } });
  });

  it("says which port is taken", async () => {
    const message = "Port 9001 is taken by another program: choose another, or none for any that is free.";
    show(<Live />, {
      "live.start": () => {
        throw new CallError({ code: "PORT_TAKEN", message });
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Start live mode" }));
    expect((await screen.findByRole("alert")).textContent).toContain(message);
  });

  it("says where nothing will be saved", async () => {
    show(<Live />, {}, "readOnly");
    expect(await screen.findByText("Read-only: nothing that clients do is saved.")).toBeDefined();
  });
});

describe("what is chosen before live mode starts", () => {
  it("allows a reset, and holds off what is due", async () => {
    const client = show();
    await userEvent.click(await screen.findByRole("checkbox", { name: "Allow reset" }));
    await userEvent.click(screen.getByRole("switch", { name: /^What is due happens by itself/ }));
    await userEvent.click(screen.getByRole("button", { name: "Start live mode" }));
    expect(client.calls).toContainEqual({
      method: "live.start",
      args: { workspace: "acme", due: false, allowReset: true },
    });
  });

  it("is chosen knowing what happens at once", async () => {
    show();
    expect(await screen.findByText("SCIM cycle of Jira-like")).toBeDefined();
    expect(screen.queryByText("Grace Osei leaves the recycle bin for good")).toBeNull();
    await userEvent.click(screen.getByRole("switch", { name: /^What is due happens by itself/ }));
    expect(screen.queryByText("SCIM cycle of Jira-like")).toBeNull();
  });
});

describe("runs of earlier times", () => {
  it("are listed while it does not run, each leading to its run", async () => {
    live = { ...STOPPED, entries: [buildRequest(), buildDue()] };
    show();
    const list = within(await screen.findByRole("list", { name: "Runs, newest first" }));
    expect(list.getByRole("link", { name: "GET /scim/v2/Users" })).toBeDefined();
    const due = list.getByRole("link", { name: "SCIM cycle of Jira-like" });
    expect(due.getAttribute("href")).toBe("#/w/acme/run/r2");
    expect(list.getByText("2 changed, 1 unchanged.")).toBeDefined();
  });

  it("are said to be none where there are none", async () => {
    show();
    expect(await screen.findByText(/^None is kept yet\./)).toBeDefined();
  });
});

describe("live mode that runs", () => {
  it("holds off what is due when somebody says so", async () => {
    const client = show();
    await userEvent.click(await screen.findByRole("switch", { name: /^What is due happens by itself/, checked: true }));
    expect(await screen.findByRole("switch", { name: /^What is due happens by itself/, checked: false })).toBeDefined();
    expect(client.calls).toContainEqual({ method: "live.setDue", args: { workspace: "acme", due: false } });
  });

  beforeEach(() => {
    live = buildLive([buildRequest()]);
  });

  it("shows each address, and a secret only when somebody asks for it", async () => {
    show();
    const table = within(await screen.findByRole("table", { name: /Jira-like/ }));
    expect(table.getByText("http://127.0.0.1:9002/scim/v2")).toBeDefined();
    expect(table.queryByText("token-of-jira")).toBeNull();
    await userEvent.click(table.getByRole("button", { name: "Show SCIM bearer token of Jira-like" }));
    expect(table.getByText("token-of-jira")).toBeDefined();
    await userEvent.click(table.getByRole("button", { name: "Hide SCIM bearer token of Jira-like" }));
    expect(table.queryByText("token-of-jira")).toBeNull();
  });

  it("copies a value that is hidden, and everything as one object", async () => {
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole("button", { name: "Copy Client secret of Expenses" }));
    expect(await navigator.clipboard.readText()).toBe("secret-of-expenses");
    await user.click(screen.getByRole("button", { name: "Copy all as JSON" }));
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual(ADDRESSES);
  });

  it("lists requests as they come, newest first, each leading to its run", async () => {
    show();
    await screen.findByRole("link", { name: "GET /scim/v2/Users" });
    comes({ run: "r4", method: "POST", status: 409, result: "refused", reason: "`userName` is taken." });
    const list = screen.getByRole("list", { name: "Runs, newest first" });
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(2));
    const [newest] = within(list).getAllByRole("listitem");
    expect(newest?.textContent).toContain("✕ 409");
    expect(newest?.textContent).toContain("userName is taken.");
    expect(within(list).getByRole("link", { name: "POST /scim/v2/Users" }).getAttribute("href")).toBe(
      "#/w/acme/run/r4",
    );
  });

  it("goes from request to request by the arrow keys", async () => {
    comes({ run: "r4", method: "POST" });
    show();
    (await screen.findByRole("link", { name: "POST /scim/v2/Users" })).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "GET /scim/v2/Users" }));
  });

  it("says what is not saved, and what was made", async () => {
    live = buildLive([], { saves: false, problem: "The disk is full.", made: ["Made a new key."] });
    show();
    expect(await screen.findByText("The disk is full.")).toBeDefined();
    expect(screen.getByText(/nothing that clients do is saved/)).toBeDefined();
    expect(screen.getByText("Made a new key.")).toBeDefined();
    expect(screen.getByText("No request yet.")).toBeDefined();
  });
});

describe("the bar of live mode", () => {
  beforeEach(() => {
    live = buildLive([buildRequest()]);
  });

  it("tells of the last request, and ends live mode", async () => {
    const client = show(<LiveBar workspace="acme" />);
    expect(await screen.findByRole("link", { name: "GET /scim/v2/Users → 200" })).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Stop live mode" }));
    expect(client.calls).toContainEqual({ method: "live.stop", args: { workspace: "acme" } });
  });

  it("says why it cannot be ended", async () => {
    const message = "Not saved: the disk is full.";
    show(<LiveBar workspace="acme" />, {
      "live.setDue": ({ due }) => {
        live = { ...live, due };
        outdate("acme");
        return live;
      },
      "lifecycle.read": () => LIFECYCLE,
      "live.stop": () => {
        throw new CallError({ code: "WRITE_FAILED", message });
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Stop live mode" }));
    expect(await screen.findByText(new RegExp(message))).toBeDefined();
  });

  it("follows: each new request opens, until somebody says stop", async () => {
    show(
      <>
        <LiveBar workspace="acme" />
        <Follower workspace="acme" />
      </>,
    );
    await screen.findByRole("link", { name: "GET /scim/v2/Users → 200" });
    await userEvent.click(screen.getByRole("button", { name: "Follow" }));
    expect(window.location.hash).toBe("#/w/acme/live");
    comes({ run: "r4" });
    await waitFor(() => expect(window.location.hash).toBe("#/w/acme/run/r4"));
    comes({ run: "r5" }, { run: "r6" });
    await waitFor(() => expect(window.location.hash).toBe("#/w/acme/run/r6"));
    await userEvent.keyboard("{Alt>}l{/Alt}");
    comes({ run: "r7" });
    await screen.findByText(/5 runs/);
    expect(window.location.hash).toBe("#/w/acme/run/r6");
  });
});
