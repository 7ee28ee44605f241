import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { ExpressionTrial } from "../../core/contract/expression-results.ts";
import { type Answers, createTestClient, renderWith } from "../connection/test-client.tsx";
import { useImporting } from "../import/importing.ts";
import { ExpressionField, type Trying } from "./ExpressionField.tsx";
import { ENTRA } from "./test-language.ts";

afterEach(cleanup);

const TABLE = {
  groups: [],
  attributes: ["mail"],
  id: ["u-ada", "u-ben"],
  userName: ["ada", "ben"],
  displayName: ["Ada", "Ben"],
  department: [],
  title: [],
  state: ["active", "active"],
  memberOf: [[], []],
  accounts: [[], []],
  noted: [false, false],
} as const;

const VALUE: ExpressionTrial = {
  settings: [],
  findings: [],
  evaluated: {
    outcome: "value",
    type: "text",
    value: "ADA@X",
    effects: [],
    log: [
      { from: 8, to: 14, type: "text", text: "ada@x" },
      { from: 0, to: 15, type: "text", text: "ADA@X" },
    ],
  },
  saved: { outcome: "value", type: "text", value: "ada@x", effects: [] },
};

/** A field over an engine that finds this, and what was written in it and picked. */
function show(trial: ExpressionTrial, { text = "ToUpper([mail])", canEdit = true, isSaved = true } = {}) {
  const written: string[] = [];
  const picked: string[] = [];
  const answers: Answers = {
    "expressions.language": () => ENTRA,
    "expressions.try": () => trial,
    "directory.table": () => TABLE,
  };
  const client = createTestClient(answers);
  const trying: Trying = {
    person: "u-ada",
    pick: (person) => picked.push(person),
    step: (by) => picked.push(by === 1 ? "next" : "previous"),
    edgeCases: [{ person: "u-ben", kind: "longest", why: "The longest value: 40 characters." }],
  };
  renderWith(
    <ExpressionField
      workspace="acme"
      label="Row 1: expression"
      written={{ dialect: "entra", text, place: "mapping" }}
      saved={isSaved ? { dialect: "entra", text: "[mail]", place: "mapping" } : undefined}
      trying={trying}
      canEdit={canEdit}
      isInvalid={false}
      describedBy={undefined}
      fresh={undefined}
      onChange={(next) => written.push(next)}
    />,
    client,
  );
  return { written, picked, client, user: userEvent.setup() };
}

describe("an expression", () => {
  it("has an editor with a name, and is asked about for the person of the preview", async () => {
    const { client } = show(VALUE);
    const editor = await screen.findByRole("textbox", { name: "Row 1: expression" });
    expect(editor.textContent).toBe("ToUpper([mail])");
    await screen.findByText('"ADA@X"');
    expect(client.calls.find(({ method }) => method === "expressions.try")?.args).toEqual({
      workspace: "acme",
      person: "u-ada",
      expression: { dialect: "entra", text: "ToUpper([mail])", place: "mapping" },
      saved: { dialect: "entra", text: "[mail]", place: "mapping" },
    });
    expect(screen.getByText("changed")).toBeTruthy();
  });

  it("is walked through from what comes in to what comes out, beside what is saved", async () => {
    const { user, picked } = show(VALUE);
    await user.click(await screen.findByRole("button", { name: "Row 1: expression: step by step" }));
    const steps = within(screen.getByRole("list", { name: "Values on the way" })).getAllByRole("button");
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      '[mail]→gives"ada@x"',
      'ToUpper([mail])→gives"ADA@X"',
    ]);
    steps[0]?.focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(steps[1]);
    expect(screen.getAllByRole("definition").map(({ textContent }) => textContent)).toEqual(['"ada@x"', '"ADA@X"']);
    await user.click(screen.getByRole("button", { name: "Next person worth a look" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "Edge cases" }), "Ben");
    expect(picked).toEqual(["next", "u-ben"]);
  });

  it("says what is wrong in words, and puts it right", async () => {
    const finding = { code: "EXPRESSION_UNKNOWN_FUNCTION", severity: "error", from: 0, to: 6 } as const;
    const { user, written } = show(
      {
        settings: [],
        findings: [{ ...finding, message: "There is no `ToUper`.", instead: "ToUpper", fix: "ToUpper([mail])" }],
      },
      { text: "ToUper([mail])" },
    );
    const item = (await screen.findByText("Error:")).closest("li");
    expect(item?.textContent).toContain("There is no ToUper.");
    const editor = screen.getByRole("textbox", { name: "Row 1: expression" });
    await waitFor(() => expect(editor.getAttribute("aria-invalid")).toBe("true"));
    expect(editor.getAttribute("aria-describedby")).toBe(item?.closest("ul")?.id);
    await user.click(screen.getByRole("button", { name: "Use ToUpper" }));
    expect(written).toEqual(["ToUpper([mail])"]);
    expect(screen.getByText("not evaluated")).toBeTruthy();
  });

  const EMPTY: ExpressionTrial = {
    settings: [],
    findings: [{ code: "EXPRESSION_EMPTY", severity: "error", from: 0, to: 0, message: "There is no expression." }],
  };

  it("says nothing of a new one before anything is written, and does of one that was emptied", async () => {
    const { client } = show(EMPTY, { text: "", isSaved: false });
    await waitFor(() => expect(client.calls.map(({ method }) => method)).toContain("expressions.try"));
    await screen.findByRole("textbox", { name: "Row 1: expression" });
    expect(screen.queryByText(/There is no expression/)).toBeNull();
    cleanup();
    show(EMPTY, { text: "" });
    await screen.findByText(/There is no expression/);
  });

  it("offers to add a file where nobody can tell", async () => {
    const evaluated = { outcome: "notKnown", attribute: "manager" } as const;
    const { user } = show({ settings: [], findings: [], evaluated, notKnownFrom: "users.csv" });
    await screen.findByText("cannot tell");
    expect(screen.getByText(/users\.csv does not carry/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add a file…" }));
    expect(useImporting.getState().open).toBe(true);
  });

  it("keeps how the product behaves behind one line", async () => {
    const note = {
      code: "EXPRESSION_NOT_DOCUMENTED",
      severity: "info",
      from: 0,
      to: 7,
      message: "Not documented.",
    } as const;
    const { user } = show({ ...VALUE, settings: [], findings: [note] });
    const toggle = await screen.findByRole("button", { name: "1 note on how the product behaves" });
    expect(screen.queryByText("Not documented.")).toBeNull();
    await user.click(toggle);
    expect(screen.getByText("Not documented.")).toBeTruthy();
  });

  it("cannot be changed where nothing can, and is read all the same", async () => {
    const finding = {
      code: "X",
      severity: "warning",
      from: 0,
      to: 1,
      message: "Odd.",
      instead: "b",
      fix: "b",
    } as const;
    show({ ...VALUE, settings: [], findings: [finding] }, { canEdit: false });
    const editor = await screen.findByRole("textbox", { name: "Row 1: expression" });
    await waitFor(() => expect(editor.getAttribute("aria-readonly")).toBe("true"));
    await screen.findByText("Warning:");
    expect(screen.queryByRole("button", { name: "Use b" })).toBeNull();
  });
});
