import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { type Shortcut, useShortcuts } from "../keyboard/shortcuts.ts";
import { usePreferences } from "../preferences.ts";
import { openPalette, useOverlays } from "./overlays.ts";
import { Palette } from "./Palette.tsx";
import { ShortcutList } from "./ShortcutList.tsx";

beforeEach(() => {
  window.history.replaceState(null, "", "#/w/acme/directory");
  openPalette();
});
afterEach(cleanup);

/** `count` people: Person 0, Person 1, … and Ada last. */
function people(count: number): DirectoryTable {
  const names = [...Array.from({ length: count }, (_, row) => `Person ${row}`), "Ada Lovelace"];
  const column = <Value,>(value: (name: string, row: number) => Value): readonly Value[] => names.map(value);
  return {
    groups: [],
    attributes: [],
    id: column((_, row) => `u-${row}`),
    userName: column((name) => `${name.toLowerCase().replace(" ", ".")}@acme.test`),
    displayName: names,
    department: column(() => "Finance"),
    title: column(() => ""),
    state: column(() => "active"),
    memberOf: column(() => []),
    accounts: column(() => []),
    noted: column(() => false),
  };
}

const RUN: HistoryEntry = {
  type: "action",
  id: "r7",
  parent: null,
  at: "",
  clock: "2026-03-02T09:00:00.000Z",
  action: { type: "login", user: "ada.lovelace@acme.test", application: "expenses" },
  outcome: { result: "signedIn", code: "SIGNED_IN", reason: "She is signed in.", by: "app:expenses" },
  steps: 40,
  title: "",
  onBranch: true,
};

function Screen({ shortcuts }: { shortcuts: readonly Shortcut[] }): null {
  useShortcuts("Run", shortcuts);
  return null;
}

function show(shortcuts: readonly Shortcut[] = [], workspace = buildSummary()) {
  const client = createTestClient({
    "directory.table": () => people(20),
    "history.list": () => ({ entries: [RUN] }),
    "compare.presets": () => ({
      presets: [{ id: "leaver", name: "Ada Lovelace leaves", about: "The last day.", events: [], days: 14 }],
      applications: ["expenses"],
    }),
    "checkpoints.return": () => ({}),
  });
  renderWith([<Screen key="s" shortcuts={shortcuts} />, <Palette key="p" workspace={workspace} />], client, workspace);
  return client;
}

const type = (text: string) => userEvent.type(screen.getByRole("combobox"), text);
const options = (): readonly string[] => screen.getAllByRole("option").map(({ textContent }) => textContent ?? "");

describe("the palette", () => {
  it("finds a person as somebody types, and goes there with Enter alone", async () => {
    show();
    await type("ada love");
    const person = await screen.findByRole("option", { name: /Ada Lovelace ?ada\.lovelace@acme\.test/ });
    expect(person.getAttribute("aria-selected")).toBe("true");
    await userEvent.keyboard("{Enter}");
    expect(window.location.hash).toBe("#/w/acme/directory?person=u-20");
    expect(useOverlays.getState().palette).toBe(false);
  });

  it("shows no more than eight people, and none before anything is typed", async () => {
    show();
    await type("p");
    await waitFor(() =>
      expect(within(screen.getByRole("group", { name: "People" })).getAllByRole("option")).toHaveLength(8),
    );
    await userEvent.clear(screen.getByRole("combobox"));
    expect(screen.queryByRole("group", { name: "People" })).toBeNull();
  });

  it("puts people with a name that begins so before those who are known by something else", async () => {
    show();
    await type("ada");
    const names = within(screen.getByRole("group", { name: "People" })).getAllByRole("option");
    expect(names[0]?.textContent).toContain("Ada Lovelace");
    await userEvent.clear(screen.getByRole("combobox"));
    await type("a");
    const all = within(screen.getByRole("group", { name: "People" })).getAllByRole("option");
    expect(all.map(({ textContent }) => textContent?.slice(0, 8)).slice(0, 2)).toEqual(["Ada Love", "Person 0"]);
    expect(all).toHaveLength(8);
  });

  it("offers the scripts that are ready to be compared, after whoever is in them", async () => {
    show();
    await type("ada lovelace leaves");
    fireEvent.click(await screen.findByRole("option", { name: /^Compare: Ada Lovelace leaves/ }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/w\/acme\/compare\?q=[\w-]+$/));
  });

  it("finds applications and runs", async () => {
    show();
    await type("expenses");
    expect(await screen.findByRole("option", { name: /Ada Lovelace → Expenses/ })).toBeTruthy();
    await userEvent.keyboard("{Enter}");
    expect(window.location.hash).toBe("#/w/acme/apps/expenses");
  });

  it("offers what keys do, with the key, but for what makes sense as a key alone or cannot be done now", async () => {
    const pin = vi.fn();
    show([
      { keys: ["p"], title: "Pin this step", run: pin },
      { keys: ["F6"], title: "Next pane", run: () => undefined, keyOnly: true },
      { keys: ["c"], title: "Compare", run: () => undefined, enabled: false },
    ]);
    await screen.findByRole("option", { name: /Pin this step/ });
    expect(options().some((text) => /^Next pane|^Compare(?!:)/.test(text))).toBe(false);
    await type("pin");
    expect(screen.getByRole("option", { name: "Pin this step P" })).toBeTruthy();
    await userEvent.keyboard("{Enter}");
    expect(pin).toHaveBeenCalledOnce();
  });

  it("goes back to a moment with a name", async () => {
    const client = show();
    await type("start");
    await userEvent.keyboard("{Enter}");
    expect(client.calls.at(-1)).toEqual({ method: "checkpoints.return", args: { workspace: "acme", record: "r1" } });
  });

  it("goes through the list with the arrows, round the ends", async () => {
    show();
    await type("slack");
    await userEvent.clear(screen.getByRole("combobox"));
    const all = screen.getAllByRole("option");
    await userEvent.keyboard("{ArrowUp}");
    expect(all.at(-1)?.getAttribute("aria-selected")).toBe("true");
    expect(screen.getByRole("combobox").getAttribute("aria-activedescendant")).toBe(all.at(-1)?.id);
    await userEvent.keyboard("{ArrowDown}");
    expect(all[0]?.getAttribute("aria-selected")).toBe("true");
  });

  it("says that nothing matches, and closes with Escape", async () => {
    show();
    await type("zzz");
    expect(screen.getByText("Nothing matches “zzz”.")).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    expect(useOverlays.getState().palette).toBe(false);
  });
});

describe("the list of shortcuts", () => {
  it("has every key of the screen, and hides single letters once they are off", async () => {
    const shortcuts = [
      { keys: ["p"], title: "Pin this step", run: () => undefined },
      { keys: ["ArrowRight", "k"], title: "Next step", run: () => undefined },
    ];
    renderWith([<Screen key="s" shortcuts={shortcuts} />, <ShortcutList key="l" />], createTestClient({}));
    expect(await screen.findByText("Pin this step")).toBeTruthy();
    await userEvent.click(screen.getByRole("switch", { name: /Single letters and signs/ }));
    expect(usePreferences.getState().singleKeys).toBe(false);
    expect(screen.queryByText("Pin this step")).toBeNull();
    expect(screen.getByText("Next step").parentElement?.textContent).toBe("Next step→");
    usePreferences.setState({ singleKeys: true });
  });
});
