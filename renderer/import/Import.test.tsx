import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { ImportOutlook, ImportPreview } from "../../core/contract/imports.ts";
import { LARGEST_IMPORT } from "../../core/contract/largest-import.ts";
import type { Arguments } from "../../core/contract/methods.ts";
import { type Answers, buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { layOut } from "../grid/test-layout.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { askForImport, closeImport, useImporting } from "./importing.ts";
import { checkSize } from "./read-content.ts";

type Planned = Arguments<"imports.plan">;

const OUTLOOK: ImportOutlook = {
  what: "2 people (1 new, 1 changed) from users.csv",
  report: {
    counts: { taken: 2, adapted: 0, notUnderstood: 1, refused: 1 },
    lines: [
      { result: "taken", place: "line 2", subject: "nina@acme.test", message: "Somebody new." },
      { result: "taken", place: "line 3", subject: "ada@acme.test", message: "Somebody here, changed." },
      { result: "notUnderstood", place: "line 3", subject: "active", message: 'Found "perhaps".' },
      { result: "refused", place: "line 4", subject: "Nobody", message: "It has no user name." },
    ],
  },
  questions: [],
  changes: true,
  people: { added: 1, changed: 1 },
  applications: [],
};

const TABLE: ImportPreview = {
  kind: "entraUsersCsv",
  why: "it has `userPrincipalName`",
  table: { columns: ["userPrincipalName", "Town"], rows: [["nina@acme.test", "Ghent"]] },
  plan: {
    ...OUTLOOK,
    columns: {
      columns: [
        { column: "userPrincipalName", target: "userName", why: "its heading says so", sample: ["nina@acme.test"] },
        { column: "Town", why: "nothing here is called so", sample: ["Ghent"] },
      ],
      targets: [
        { target: "userName", label: "User name", required: true },
        { target: "city", label: "City" },
      ],
    },
  },
};

const KINDS = [
  { kind: "entraUsersCsv", name: "Entra: users (CSV)", aboutApplication: false },
  { kind: "entraSchema", name: "Entra: provisioning schema (JSON)", aboutApplication: true },
] as const;

beforeEach(() => {
  window.history.replaceState(null, "", "#/w/acme/directory");
  layOut(900, 600);
});
afterEach(() => {
  act(closeImport);
  cleanup();
  vi.restoreAllMocks();
});

function show(answers: Answers = {}, files = [new File(["a,b\n"], "users.csv")], workspace = buildSummary()) {
  const client = createTestClient({
    "imports.kinds": () => ({ kinds: KINDS }),
    "imports.plan": () => TABLE,
    ...answers,
  });
  askForImport(files);
  renderWith(<ImportDialog />, client, workspace);
  const asked = () => client.calls.filter(({ method }) => method === "imports.plan").map(({ args }) => args as Planned);
  return { client, asked };
}

const click = (name: string | RegExp) => async () => userEvent.click(await screen.findByRole("button", { name }));
const next = click("Next");
const described = () => screen.findByText("2 people (1 new, 1 changed) from users.csv.");

describe("what a file is", () => {
  it("is said with why, and its bytes went to the engine as they are", async () => {
    const { asked } = show();
    await described();
    expect(screen.getByText(/Recognised:/).textContent).toBe("Recognised: it has userPrincipalName.");
    expect(asked()[0]?.file).toEqual({ name: "users.csv", content: btoa("a,b\n") });
  });

  it("can be said otherwise, with the application that it is about", async () => {
    const { asked } = show();
    await described();
    await userEvent.click(screen.getByRole("combobox", { name: "What it is" }));
    await userEvent.click(await screen.findByRole("option", { name: "Entra: provisioning schema (JSON)" }));
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({ as: "entraSchema" }));
  });

  it("is chosen where nothing tells", async () => {
    show({
      "imports.plan": () => ({ refused: { code: "IMPORT_NOT_RECOGNISED", message: "Say it with --as." } }),
    });
    expect(await screen.findByText("What this is cannot be told from its content.")).toBeTruthy();
    expect(screen.queryByText(/--as/)).toBeNull();
    expect(screen.getByRole("button", { name: "Next" }).hasAttribute("disabled")).toBe(true);
  });

  it("stands below what is wrong with it, with the place", async () => {
    show({
      "imports.plan": () => ({ refused: { code: "IMPORT_NOT_JSON", message: "This is not JSON.", path: "line 2" } }),
    });
    expect((await screen.findByRole("alert")).textContent).toContain("This is not JSON. (line 2)");
    await click("Another file…")();
    expect(await screen.findByRole("button", { name: "Choose files…" })).toBeTruthy();
  });
});

describe("the columns of a table", () => {
  it("are taken for what somebody says, and back for what was recognised", async () => {
    const { asked } = show();
    await described();
    await next();
    expect(screen.getByText("Left out: Town.")).toBeTruthy();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "What Town is taken for" }), "City (city)");
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({ columns: { city: "Town" } }));
    await click("As it was recognised")();
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({}));
  });

  it("are left out where somebody wants that, but for the one that nothing goes without", async () => {
    const { asked } = show();
    await described();
    await next();
    const needed = screen.getByRole("combobox", { name: "What userPrincipalName is taken for" });
    expect(within(needed).queryByRole("option", { name: "Leave out" })).toBeNull();
    const town = screen.getByRole("combobox", { name: "What Town is taken for" });
    await userEvent.selectOptions(town, "City (city)");
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({ columns: { city: "Town" } }));
    await userEvent.selectOptions(town, "Leave out");
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({ leaveOut: ["Town"] }));
    await click("As it was recognised")();
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({}));
  });

  it("show the first rows, and rows that cannot be taken by their lines", async () => {
    show();
    await described();
    await next();
    expect(within(screen.getByRole("region", { name: "The first row" })).getByText("Ghent")).toBeTruthy();
    expect(screen.getByText("Not everything can be taken as it stands.").closest(".notice")?.textContent).toContain(
      "line 4 Nobody: It has no user name.",
    );
  });
});

describe("what importing will do", () => {
  const toOutlook = async (): Promise<void> => {
    await described();
    await next();
    await next();
  };
  const lines = () => within(screen.getByRole("region", { name: "Report" })).getAllByRole("listitem");

  it("is a line for each row, filtered by what becomes of it", async () => {
    show();
    await toOutlook();
    await waitFor(() => expect(lines()).toHaveLength(4));
    await click(/Refused 1/)();
    await waitFor(() =>
      expect(lines().map(({ textContent }) => textContent)).toEqual(["✕ Refusedline 4Nobody It has no user name."]),
    );
    expect(screen.getByRole("button", { name: /Adapted 0/ }).hasAttribute("disabled")).toBe(true);
  });

  it("asks what only a person can decide", async () => {
    const question = {
      id: "q1",
      place: "mappings[3]",
      text: "Which is meant?",
      choices: [
        { id: "text", text: "The text" },
        { id: "tree", text: "The tree" },
      ],
    };
    const { asked } = show({ "imports.plan": () => ({ ...TABLE, plan: { ...OUTLOOK, questions: [question] } }) });
    await described();
    await next();
    await userEvent.click(await screen.findByRole("radio", { name: "The tree" }));
    await waitFor(() => expect(asked().at(-1)?.choices).toEqual({ answers: { q1: "tree" } }));
    expect(screen.getByRole("radio", { name: "The tree" })).toHaveProperty("checked", true);
  });

  it("is done only then; afterwards it says where to look, and takes it back", async () => {
    const saved = { what: "2 people from users.csv", changed: true, problems: [] };
    const { client } = show({ "imports.apply": () => saved, "history.undo": () => ({ what: saved.what }) });
    await toOutlook();
    expect(client.calls.some(({ method }) => method === "imports.apply")).toBe(false);
    await click("Import")();
    expect(await screen.findByText("Imported: 2 people from users.csv.")).toBeTruthy();
    await click("Undo")();
    expect(await screen.findByText("Taken back: 2 people from users.csv.")).toBeTruthy();
    expect(client.calls.at(-1)?.args).toEqual({ workspace: "acme" });
  });

  it("leads to the directory", async () => {
    show({ "imports.apply": () => ({ what: "Done", changed: true, problems: [] }) });
    await toOutlook();
    await click("Import")();
    await click("Show the directory")();
    expect(window.location.hash).toBe("#/w/acme/directory");
    expect(useImporting.getState().open).toBe(false);
  });

  it("keeps what was chosen where it fails", async () => {
    show({
      "imports.apply": () => {
        throw new CallError({ code: "WORKSPACE_NOT_SAVED", message: "The disk is full." });
      },
    });
    await toOutlook();
    await click("Import")();
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
    expect(screen.getByRole("button", { name: "Import" }).hasAttribute("disabled")).toBe(false);
  });

  it("is only looked at where the workspace is read-only, which it says", async () => {
    show({}, undefined, buildSummary({ access: { kind: "readOnly", reason: "Somebody else has it open" } }));
    await toOutlook();
    expect(screen.getByText("Somebody else has it open")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Import" }).hasAttribute("disabled")).toBe(true);
  });

  it("says that nothing would change", async () => {
    show({ "imports.plan": () => ({ ...TABLE, plan: { ...OUTLOOK, changes: false } }) });
    await described();
    await next();
    expect(screen.getByText("There is nothing to import.")).toBeTruthy();
  });
});

describe("several files", () => {
  it("come one after another", async () => {
    const files = ["one.csv", "two.csv"].map((name) => new File(["a,b\n"], name));
    show({ "imports.apply": () => ({ what: "Done", changed: true, problems: [] }) }, files);
    expect(await screen.findByRole("dialog", { name: "Import one.csv (file 1 of 2)" })).toBeTruthy();
    await described();
    await next();
    await next();
    await click("Import")();
    await click("Next file")();
    expect(await screen.findByRole("dialog", { name: "Import two.csv (file 2 of 2)" })).toBeTruthy();
  });
});

describe("where nothing was dropped", () => {
  it("text is pasted", async () => {
    const { asked } = show({}, []);
    expect(screen.getByRole("button", { name: "Look at the text" }).hasAttribute("disabled")).toBe(true);
    await userEvent.type(await screen.findByRole("textbox", { name: /Paste instead/ }), "eyJ.eyJ.x");
    await click("Look at the text")();
    await described();
    expect(asked()[0]?.file).toEqual({ name: "pasted text", content: btoa("eyJ.eyJ.x") });
  });
});

describe("a file that is too large", () => {
  const MB = 1024 * 1024;

  it.each([
    [
      LARGEST_IMPORT + 1,
      'huge.csv has 181 MiB; a window reads 180 MiB at most. The command line reads 256 MiB: rehearse import "huge.csv" --workspace FILE.',
    ],
    [
      300 * MB,
      "huge.csv has 300 MiB; a window reads 180 MiB at most, and the command line 256 MiB. Split it, or leave columns out.",
    ],
  ])("of %d bytes is refused by its size, before it is read", async (size, says) => {
    const file = new File(["x"], "huge.csv");
    Object.defineProperty(file, "size", { value: size });
    const read = vi.spyOn(FileReader.prototype, "readAsDataURL");
    const { asked } = show({}, [file]);
    expect((await screen.findByRole("alert")).textContent).toContain(says);
    expect(read).not.toHaveBeenCalled();
    expect(asked()).toEqual([]);
    expect(checkSize({ name: "a", size: LARGEST_IMPORT })).toBeUndefined();
  });
});
