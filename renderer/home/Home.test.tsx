import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { RunDetail, WorkspaceListItem } from "../../core/contract/results.ts";
import { type Answers, buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { useGuide } from "../first-minute/guide.ts";
import { closeImport, useImporting } from "../import/importing.ts";
import { Home } from "./Home.tsx";
import { useLastPlace } from "./last-place.ts";
import { showBytes } from "./show-bytes.ts";

beforeEach(() => {
  window.history.replaceState(null, "", "#/");
  useLastPlace.setState({ last: undefined });
  useGuide.setState({ workspaces: {} });
  closeImport();
});
afterEach(cleanup);

const acme: WorkspaceListItem = {
  id: "acme",
  changedAt: "2026-11-21T09:00:00.000Z",
  bytes: 147_000,
  content: { name: "Acme", people: "sample", users: 24, applications: 4 },
};
const damaged: WorkspaceListItem = { id: "torn", changedAt: acme.changedAt, bytes: 3, problem: "It is no JSON." };

function show(workspaces: readonly WorkspaceListItem[], answers: Answers = {}) {
  const client = createTestClient({ "workspaces.list": () => ({ folder: "/home/ws", workspaces }), ...answers });
  renderWith(<Home />, client);
  return client;
}

describe("Home", () => {
  it("says what this is for, and needs no answer for it", () => {
    show([]);
    const said = "Try identity changes before they are real. Nothing leaves this computer; no tenant needed.";
    expect(screen.getByRole("heading", { level: 1, name: said })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Watch a login" })).toBeTruthy();
  });

  it("lists the workspaces, each a link to its directory", async () => {
    show([acme]);
    const card = within(await screen.findByRole("list", { name: "Workspaces" })).getByRole("listitem");
    expect(card.textContent).toContain("24 people");
    expect(card.textContent).toContain("acme.json · 147 kB");
    expect(within(card).getByRole("link", { name: "Acme" }).getAttribute("href")).toContain("/w/acme/directory");
  });

  it("says what is wrong with a file that could not be read, and what to do", async () => {
    show([acme, damaged]);
    const notice = (await screen.findByText("One file could not be read.")).closest(".notice");
    expect(notice?.textContent).toContain("torn It is no JSON.");
    expect(notice?.textContent).toContain("put a good copy in its place");
  });

  it("says that there are none yet, and where they will lie", async () => {
    show([]);
    expect(await screen.findByText("No workspaces yet.")).toBeTruthy();
    expect(screen.getByText("/home/ws")).toBeTruthy();
  });

  it("offers to go on where one was, as long as that is there", async () => {
    useLastPlace.setState({ last: { workspace: "acme", title: "Acme · run 12", to: "/w/acme/run/r20?step=13" } });
    show([acme]);
    const link = await screen.findByRole("link", { name: /Continue: Acme · run 12/ });
    expect(link.getAttribute("href")).toContain("/w/acme/run/r20?step=13");
    cleanup();
    show([damaged]);
    await screen.findByText("One file could not be read.");
    expect(screen.queryByRole("link", { name: /Continue/ })).toBeNull();
  });
});

describe("Watch a login", () => {
  const login: Answers = { "runs.login": () => ({ run: "r2" }) as RunDetail };

  it("makes the sample, logs Ada in, and goes to the moving trace in one click", async () => {
    const client = show([], { ...login, "workspaces.create": () => ({ workspace: "acme" }) });
    await userEvent.click(screen.getByRole("button", { name: "Watch a login" }));
    await waitFor(() => expect(window.location.hash).toBe("#/w/acme/run/r2?step=1&play=1"));
    expect(client.calls.find(({ method }) => method === "runs.login")?.args).toEqual({
      workspace: "acme",
      action: {
        type: "login",
        user: "ada.lovelace@acme.test",
        application: "expenses",
        protocol: "oidc",
        startAt: "application",
      },
    });
    expect(useGuide.getState().workspaces.acme?.open).toBe(true);
  });

  it("uses a sample again in which nothing has happened", async () => {
    const client = show([acme], {
      ...login,
      "workspaces.open": () => buildSummary(),
      "history.list": () => ({ entries: [] }),
    });
    await userEvent.click(screen.getByRole("button", { name: "Watch a login" }));
    await waitFor(() => expect(window.location.hash).toContain("/w/acme/run/r2"));
    expect(client.calls.some(({ method }) => method === "workspaces.create")).toBe(false);
  });

  it.each([
    ["somebody has it open for writing", buildSummary({ access: { kind: "readOnly", reason: "Open elsewhere" } })],
    ["there is work in it", buildSummary()],
  ])("leaves a sample alone where %s", async (_, summary) => {
    show([acme], {
      ...login,
      "workspaces.open": () => summary,
      "history.list": () => ({ entries: [{ type: "edit" }] }) as never,
      "workspaces.create": () => ({ workspace: "acme-2" }),
    });
    await userEvent.click(screen.getByRole("button", { name: "Watch a login" }));
    await waitFor(() => expect(window.location.hash).toContain("/w/acme-2/run/r2"));
  });

  it("says why it could not", async () => {
    show([], {
      "workspaces.create": () => {
        throw new CallError({ code: "WORKSPACE_NOT_SAVED", message: "The disk is full." });
      },
    });
    await userEvent.click(screen.getByRole("button", { name: "Watch a login" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  });
});

describe("a file", () => {
  const drop = (files: readonly File[]): void => {
    fireEvent.drop(window, { dataTransfer: { files, types: ["Files"] } });
  };

  it("that is dropped anywhere is copied into the folder and opened", async () => {
    const client = show([], { "workspaces.import": () => ({ workspace: "workshop" }) });
    drop([new File(['{"version":1}'], "Workshop.json")]);
    await waitFor(() => expect(window.location.hash).toBe("#/w/workshop/directory"));
    const sent = client.calls.find(({ method }) => method === "workspaces.import")?.args;
    expect(sent).toEqual({ name: "Workshop", text: '{"version":1}' });
  });

  it("that is a damaged workspace is refused with the engine's words", async () => {
    show([], {
      "workspaces.import": () => {
        throw new CallError({ code: "WORKSPACE_NOT_JSON", message: "It is no JSON." });
      },
    });
    drop([new File(['{"version": 1, "name'], "acme.json")]);
    expect((await screen.findByRole("alert")).textContent).toContain("It is no JSON.");
  });

  it("that is no workspace is to be imported", async () => {
    const client = show([]);
    const csv = new File(["userPrincipalName\n"], "users.csv");
    drop([csv]);
    await waitFor(() => expect(useImporting.getState()).toMatchObject({ open: true, files: [csv] }));
    expect(client.calls.some(({ method }) => method === "workspaces.import")).toBe(false);
  });

  it("comes one at a time where it is a workspace", async () => {
    const client = show([]);
    drop([new File(['{"version":1}'], "a.json"), new File(['{"version":1}'], "b.json")]);
    expect(await screen.findByText("Found 2 files. Open one workspace file at a time.")).toBeTruthy();
    expect(client.calls.some(({ method }) => method === "workspaces.import")).toBe(false);
  });
});

describe("a new workspace", () => {
  it("is made as it was chosen, and opened", async () => {
    const client = show([], { "workspaces.create": () => ({ workspace: "globex" }) });
    await userEvent.click(screen.getByRole("button", { name: "New workspace" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Globex");
    await userEvent.click(screen.getByRole("radio", { name: /2,000 people/ }));
    await userEvent.click(screen.getByRole("button", { name: "Create" }));
    await waitFor(() => expect(window.location.hash).toBe("#/w/globex/directory"));
    expect(client.calls.find(({ method }) => method === "workspaces.create")?.args).toEqual({
      name: "Globex",
      preset: "acme",
      people: 2000,
    });
  });
});

describe("removing a workspace", () => {
  it("asks first, and names the file", async () => {
    const client = show([acme], { "workspaces.remove": () => ({}) });
    await userEvent.click(await screen.findByRole("button", { name: "Remove Acme" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove Acme?" });
    expect(dialog.textContent).toContain("acme.json");
    expect(client.calls.some(({ method }) => method === "workspaces.remove")).toBe(false);
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove the file" }));
    await waitFor(() => expect(client.calls.some(({ method }) => method === "workspaces.remove")).toBe(true));
  });
});

describe("a dialog of Home", () => {
  it.each([
    ["New workspace", "New workspace", "Cancel"],
    ["Save a copy of Acme to share", "A copy of Acme to share", "Cancel"],
    ["Remove Acme", "Remove Acme?", "Keep it"],
  ])("gives the focus back to what opened it: %s", async (opener, name, leave) => {
    show([acme]);
    const button = await screen.findByRole("button", { name: opener });
    await userEvent.click(button);
    const dialog = await screen.findByRole("dialog", { name });
    await userEvent.click(within(dialog).getByRole("button", { name: leave }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it("gives it to Home where what opened it is gone", async () => {
    let workspaces: readonly WorkspaceListItem[] = [acme];
    show(workspaces, {
      "workspaces.list": () => ({ folder: "/home/ws", workspaces }),
      "workspaces.remove": () => {
        workspaces = [];
        return {};
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Remove Acme" }));
    await userEvent.click(await screen.findByRole("button", { name: "Remove the file" }));
    await screen.findByText("No workspaces yet.");
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "Home" }));
  });
});

describe("a copy to share", () => {
  it("says what it leaves out", async () => {
    show([acme], {
      "workspaces.share": ({ pseudonymise }) => ({
        fileName: "acme pseudonymised.json",
        text: "{}",
        notes: [pseudonymise ? "People go by other names." : "No private keys."],
      }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Save a copy of Acme to share" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: /Pseudonymise people/ }));
    await userEvent.click(screen.getByRole("button", { name: "Save the copy" }));
    expect(await screen.findByText("People go by other names.")).toBeTruthy();
  });
});

describe("a size", () => {
  it.each([
    [0, "0 bytes"],
    [812, "812 bytes"],
    [1_500, "1.5 kB"],
    [147_000, "147 kB"],
    [12_400_000, "12.4 MB"],
  ])("%i is %s", (bytes, shown) => {
    expect(showBytes(bytes)).toBe(shown);
  });
});
