import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { draftKey, keepDraft, settleDraft } from "../applications/drafts.ts";
import { EXPENSES } from "../applications/test-configuration.ts";
import { buildSummary } from "../connection/test-client.tsx";
import { dropDrafts, editPerson } from "../directory/drafts.ts";
import { testAda } from "../directory/test-directory.ts";
import { StatusBar } from "./StatusBar.tsx";
import { useUnsavedGuard } from "./unsaved.ts";

const KEY = draftKey("acme", "expenses");

function Guarded() {
  useUnsavedGuard();
  return <StatusBar workspace={buildSummary()} />;
}

/** Tells whether the page would ask before it is left. */
function asks(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

function editAda(workspace: string): void {
  editPerson(workspace, testAda, (ada) => ({ ...ada, active: false }));
}

function editExpenses(): void {
  const entry = settleDraft(undefined, EXPENSES);
  const application = { ...entry.draft.application, name: "Costs" };
  keepDraft(KEY, { ...entry, draft: { ...entry.draft, application } });
}

afterEach(() => {
  cleanup();
  for (const workspace of ["acme", "other"]) dropDrafts(workspace, [testAda.id]);
  keepDraft(KEY, undefined);
});

describe("what is not saved", () => {
  it("is counted in the status bar, people and applications alike, for the workspace that is looked at", () => {
    render(<Guarded />);
    expect(screen.getByText("Everything is saved")).toBeTruthy();
    act(() => editAda("acme"));
    expect(screen.getByText("1 draft not saved")).toBeTruthy();
    act(editExpenses);
    act(() => editAda("other"));
    expect(screen.getByText("2 drafts not saved")).toBeTruthy();
    act(() => keepDraft(KEY, settleDraft(undefined, EXPENSES)));
    expect(screen.getByText("1 draft not saved")).toBeTruthy();
  });

  it("has the page ask before it is left, whichever workspace it is in, and no longer than needed", () => {
    render(<Guarded />);
    expect(asks()).toBe(false);
    act(() => editAda("other"));
    expect(asks()).toBe(true);
    act(() => dropDrafts("other", [testAda.id]));
    expect(asks()).toBe(false);
  });
});
