import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { LoginPreview, PersonDetail } from "../../core/contract/results.ts";
import { outdate } from "../connection/answers.ts";
import { type Answers, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { layOut } from "../grid/test-layout.ts";
import { useLifecycleDialogs } from "../lifecycle/happening.ts";
import { Directory } from "./Directory.tsx";
import { draftOf, dropDrafts } from "./drafts.ts";
import { loadDirectoryParts } from "./later.ts";
import { testAda, testTable, testWorkspace } from "./test-directory.ts";

const detail: PersonDetail = {
  person: testAda,
  applications: [
    { application: "slack", name: "Slack-like", assigned: "byGroup", group: "g-finance" },
    { application: "jira", name: "Jira-like", assigned: "no" },
  ],
  history: [],
};
const preview: LoginPreview = {
  outcome: { result: "refused", code: "JIT_CREATE_OFF", reason: "No match, and creation is off.", by: "app:slack" },
  claims: [],
  attributes: [],
  roles: [],
  changes: [],
};
const good: Answers = {
  "directory.table": () => testTable,
  "directory.person": ({ person }) => ({ ...detail, person: { ...testAda, id: person } }),
  "directory.savePeople": () => ({ what: "Changed department of Ada Lovelace to Sales", changed: true, problems: [] }),
  "directory.changePeople": () => ({ what: "Changed 2 people", changed: true, problems: [] }),
  "directory.removePeople": () => ({ what: "Removed Ada Lovelace", changed: true, problems: [] }),
  "preview.login": () => preview,
  "accounts.table": () => ({
    application: "slack",
    name: "Slack-like",
    roles: [],
    id: [],
    userName: [],
    displayName: [],
    state: [],
    held: [],
    createdAt: [],
    lastSignInAt: [],
    person: [],
    owner: [],
    conflicts: [],
  }),
  "history.undo": () => ({ what: "Changed department of Ada Lovelace to Sales" }),
};

function show(query: string, answers: Answers = {}, workspace = testWorkspace): TestClient {
  const client = createTestClient({ ...good, ...answers });
  renderAt(<Directory />, { path: "/w/:workspace/directory", hash: `#/w/acme/directory${query}` }, client, workspace);
  return client;
}

const callsOf = (client: TestClient, method: string) =>
  client.calls.filter((call) => call.method === method).map(({ args }) => args);
const department = () => screen.findByRole("textbox", { name: "Department (department)" });

/** As at idle in the app: what a test then waits for is the screen, not a file. */
beforeAll(loadDirectoryParts);

beforeEach(() => {
  layOut(1200, 528);
});
afterEach(() => {
  cleanup();
  dropDrafts("acme", testTable.id);
  vi.restoreAllMocks();
});

describe("the directory", () => {
  it("keeps edits as a draft, with a dot on the row, until they are saved by Ctrl S; then undo is at hand", async () => {
    const client = show("?person=u-ada");
    fireEvent.change(await department(), { target: { value: "Sales" } });
    const row = screen.getByRole("row", { name: /ada@acme\.test/ });
    expect(within(row).getByRole("img", { name: "edited" })).toBeTruthy();
    expect(within(row).getByText("Sales")).toBeTruthy();
    expect(callsOf(client, "directory.savePeople")).toEqual([]);
    fireEvent.keyDown(window, { key: "s", ctrlKey: true });
    await screen.findByText("Changed department of Ada Lovelace to Sales.");
    const saved = { ...testAda, attributes: { ...testAda.attributes, department: "Sales" } };
    expect(callsOf(client, "directory.savePeople")).toEqual([{ workspace: "acme", people: [saved] }]);
    expect(screen.queryByText("Not saved yet")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(callsOf(client, "history.undo")).toHaveLength(1));
  });

  it("has no draft any more once an edit comes back to what is saved, or is reverted", async () => {
    show("?person=u-ada");
    fireEvent.change(await department(), { target: { value: "Sales" } });
    fireEvent.change(await department(), { target: { value: "Finance" } });
    expect(screen.queryByText("Not saved yet")).toBeNull();
    fireEvent.click(screen.getByRole("switch", { name: "Suspended" }));
    fireEvent.click(screen.getByRole("button", { name: "Revert" }));
    expect(screen.queryByText("Not saved yet")).toBeNull();
  });

  it("puts what the engine finds wrong at its field, and keeps the edit", async () => {
    const message = "mara@acme.test is the userName of Mara Okafor already.";
    const problem = { code: "EDIT_INVALID", path: "people[0].userName", message };
    show("?person=u-ada", {
      "directory.savePeople": () => {
        throw new CallError({ ...problem, problems: [problem] });
      },
    });
    const field = await screen.findByRole("textbox", { name: "User name" });
    fireEvent.change(field, { target: { value: "mara@acme.test" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getAllByText(message).length).toBeGreaterThan(0);
    expect(screen.getByText("Not saved yet")).toBeTruthy();
  });

  it("lays a draft over what another window saves, and names what both changed", async () => {
    let saved = testAda;
    const client = show("?person=u-ada", {
      "directory.person": ({ person }) => ({ ...detail, person: { ...saved, id: person } }),
    });
    fireEvent.change(await department(), { target: { value: "Sales" } });
    saved = { ...testAda, attributes: { ...testAda.attributes, department: "Legal", givenName: "Augusta" } };
    act(() => outdate("acme"));
    const clashes = await screen.findByRole("list", { name: "Changed meanwhile" });
    expect(clashes.textContent).toBe("Department changed meanwhile to Legal; saving writes yours over it");
    expect(await department()).toHaveProperty("value", "Sales");
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Changed department of Ada Lovelace to Sales.");
    const person = { ...saved, attributes: { ...saved.attributes, department: "Sales" } };
    expect(callsOf(client, "directory.savePeople")).toEqual([{ workspace: "acme", people: [person] }]);
  });

  it("saves nothing over what was saved a moment ago before it has said so", async () => {
    let saved = testAda;
    const client = show("?person=u-ada", {
      "directory.person": ({ person }) => ({ ...detail, person: { ...saved, id: person } }),
    });
    fireEvent.change(await department(), { target: { value: "Sales" } });
    saved = { ...testAda, attributes: { ...testAda.attributes, department: "Legal" } };
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("list", { name: "Changed meanwhile" });
    expect(callsOf(client, "directory.savePeople")).toEqual([]);
    await waitFor(() => expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(callsOf(client, "directory.savePeople")).toHaveLength(1));
  });

  it("takes a number as it is typed, and leaves it as it is while that is none", async () => {
    show("?person=u-ada", {
      "directory.person": () => ({ ...detail, person: { ...testAda, attributes: { level: 4 } } }),
    });
    const field = await screen.findByRole("textbox", { name: "level" });
    fireEvent.change(field, { target: { value: "4x" } });
    expect(screen.getByText("This is not a number; it stays 4.")).toBeTruthy();
    expect(screen.queryByText("Not saved yet")).toBeNull();
    fireEvent.change(field, { target: { value: "-4.5" } });
    expect(draftOf("acme", "u-ada")?.person.attributes).toEqual({ level: -4.5 });
    fireEvent.change(field, { target: { value: "" } });
    fireEvent.blur(field);
    expect(field).toHaveProperty("value", "-4.5");
  });

  it("previews logins with the draft, and says that it does", async () => {
    const client = show("?person=u-ada");
    fireEvent.change(await department(), { target: { value: "Sales" } });
    fireEvent.click(screen.getByRole("button", { name: "Preview impact" }));
    await screen.findByText(/With your edits, which are not saved yet/);
    await waitFor(() => expect(screen.getAllByText("refused")).toHaveLength(2));
    const draft = { ...testAda, attributes: { ...testAda.attributes, department: "Sales" } };
    expect(callsOf(client, "preview.login")).toContainEqual({ workspace: "acme", application: "slack", person: draft });
    expect(window.location.hash).toBe("#/w/acme/directory?person=u-ada&tab=preview");
  });

  it("sets the filter by the tree, and by the address", async () => {
    show("?filter=no-account:slack");
    await screen.findByRole("row", { name: /ada@acme\.test/ });
    expect(screen.queryByRole("row", { name: /mara@acme\.test/ })).toBeNull();
    fireEvent.click(await screen.findByRole("treeitem", { name: "finance, 1" }));
    await screen.findByRole("row", { name: /mara@acme\.test/ });
    expect(screen.queryByRole("row", { name: /ada@acme\.test/ })).toBeNull();
    expect(screen.getByRole("combobox", { name: "Filter people" })).toHaveProperty("value", 'dept:"finance"');
  });

  it("completes what is typed, by keys", async () => {
    show("");
    const field = await screen.findByRole("combobox", { name: "Filter people" });
    await userEvent.type(field, "state:sus");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(field).toHaveProperty("value", 'state:"suspended"'));
  });

  it("goes through the tree by arrows", async () => {
    show("");
    const all = await screen.findByRole("treeitem", { name: "All people, 3" });
    fireEvent.keyDown(all, { key: "ArrowDown" });
    const departments = screen.getByRole("treeitem", { name: "Departments" });
    expect(document.activeElement).toBe(departments);
    fireEvent.keyDown(departments, { key: "ArrowLeft" });
    expect(departments.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByRole("treeitem", { name: "Finance, 1" })).toBeNull();
  });

  it("shows the filter that nobody passes, explains it, and clears it", async () => {
    show("?filter=grup:x+nobody");
    await screen.findByText("Nobody passes the filter");
    expect(screen.getByText(/There is no grup: here/)).toBeTruthy();
    fireEvent.click(screen.getAllByRole("button", { name: "Clear the filter" })[0] as HTMLElement);
    await screen.findByRole("row", { name: /ada@acme\.test/ });
  });

  it("counts who would really change before it changes several, and leaves out who is filtered away", async () => {
    const client = show("?filter=fin");
    const grid = await screen.findByRole("grid", { name: "People" });
    fireEvent.keyDown(grid, { key: "a", ctrlKey: true });
    await screen.findByText("2 people selected");
    fireEvent.change(screen.getByRole("textbox", { name: "Value" }), { target: { value: "Finance" } });
    await screen.findByText("1 person changes; of the others it is so already");
    fireEvent.click(screen.getByRole("button", { name: "Change and save" }));
    await screen.findByText("Changed 2 people.");
    const change = { kind: "attribute", name: "department", value: "Finance" };
    expect(callsOf(client, "directory.changePeople")).toEqual([
      { workspace: "acme", people: ["u-ada", "u-mara"], change },
    ]);
  });

  it("has a menu for every row, by keys too, with what can happen to the person and where it leads", async () => {
    const client = show("?person=u-ada");
    const grid = await screen.findByRole("grid", { name: "People" });
    const open = async (): Promise<void> => {
      fireEvent.keyDown(grid, { key: "F10", shiftKey: true });
      await screen.findByRole("menu");
    };
    await open();
    fireEvent.click(screen.getByRole("menuitem", { name: "Leaves…" }));
    expect(useLifecycleDialogs.getState().wish).toEqual({ kind: "leave", person: "u-ada" });
    await open();
    expect(screen.queryByRole("menuitem", { name: "Returns…" })).toBeNull();
    fireEvent.click(screen.getByRole("menuitem", { name: "Show their history" }));
    expect(window.location.hash).toBe("#/w/acme/directory?person=u-ada&tab=history");
    await open();
    fireEvent.click(screen.getByRole("menuitem", { name: "Remove from the directory" }));
    await waitFor(() => expect(callsOf(client, "directory.removePeople")).toHaveLength(1));
  });

  it("says why nothing can be edited in a workspace that is read only", async () => {
    const reason = "Another program has it open.";
    show("?person=u-ada", {}, { ...testWorkspace, access: { kind: "readOnly", reason } });
    expect((await department()).hasAttribute("readonly")).toBe(true);
    expect(screen.getByText(reason)).toBeTruthy();
    expect(screen.getByRole("button", { name: "New person" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.queryByRole("button", { name: "Add an attribute" })).toBeNull();
  });
});
