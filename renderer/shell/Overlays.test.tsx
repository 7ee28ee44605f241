import { act, cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { outdate } from "../connection/answers.ts";
import {
  type Answers,
  buildSummary,
  createTestClient,
  renderWith,
  type TestClient,
} from "../connection/test-client.tsx";
import { KeyListener } from "../keyboard/KeyListener.tsx";
import { closeLoginDialog } from "./login-dialog.ts";
import { Overlays } from "./Overlays.tsx";
import { closePalette, closeShortcuts } from "./overlays.ts";

/** Holds the palette's code back, as a busy machine or a slow host does. */
const slow = vi.hoisted(() => {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { arrived, arrive: () => arrive() };
});

vi.mock("./Palette.tsx", async (original) => {
  await slow.arrived;
  return original();
});

beforeEach(() => window.history.replaceState(null, "", "#/w/acme/directory"));
afterEach(() => {
  act(() => {
    closePalette();
    closeShortcuts();
    closeLoginDialog();
  });
  cleanup();
});

function show(answers: Answers = {}): TestClient {
  const workspace = buildSummary();
  const client = createTestClient(answers);
  const parts = [
    <KeyListener key="k" />,
    <main key="m" id="screen" tabIndex={-1}>
      <button type="button">On the screen</button>
    </main>,
    <Overlays key="o" workspace={workspace} />,
  ];
  renderWith(parts, client, workspace);
  screen.getByRole("button", { name: "On the screen" }).focus();
  return client;
}

const focused = (): Element | null => document.activeElement;
const opener = (): HTMLElement => screen.getByRole("button", { name: "On the screen" });

// First of all: once the code is there, it stays.
describe("the palette while its code is on the way", () => {
  it("takes every letter from the key press on, and closes with Escape", async () => {
    show();
    await userEvent.keyboard("{Control>}k{/Control}ada");
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(focused()).toHaveProperty("value", "ada");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(focused()).toBe(opener());
  });

  it("hands on what was typed", async () => {
    show();
    await userEvent.keyboard("{Control>}k{/Control}keybord{Backspace}{Backspace}{Backspace}");
    slow.arrive();
    const field = await screen.findByRole("combobox", { name: "Search or run a command" });
    expect(field).toHaveProperty("value", "keyb");
    await expect.poll(focused).toBe(field);
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
    await userEvent.keyboard("oard");
    expect(field).toHaveProperty("value", "keyboard");
    expect(screen.getByRole("option", { name: /Keyboard shortcuts/ })).toBeTruthy();
  });

  it("begins empty the next time", async () => {
    show();
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("combobox")).toHaveProperty("value", "");
  });
});

describe("what opens over the screens", () => {
  it.each([
    ["{Control>}k{/Control}", "Search or run a command"],
    ["?", "Keyboard shortcuts"],
    ["{Control>}{Enter}{/Control}", "Log in as somebody"],
  ])("gives the focus back: %s", async (keys, name) => {
    show();
    await userEvent.keyboard(keys);
    const dialog = await screen.findByRole("dialog", { name });
    await expect.poll(() => dialog.contains(focused())).toBe(true);
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(focused()).toBe(opener());
  });

  it("gives it back past a dialog that the palette led to", async () => {
    show();
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.poll(() => focused()?.role).toBe("combobox");
    await userEvent.keyboard("keyboard{Enter}");
    const list = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    await expect.poll(() => list.contains(focused())).toBe(true);
    await userEvent.click(within(list).getByRole("button", { name: "Close" }));
    expect(focused()).toBe(opener());
  });

  it("gives it to the screen where the palette led to another place", async () => {
    show();
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.poll(() => focused()?.role).toBe("combobox");
    await userEvent.keyboard("expenses{Enter}");
    expect(window.location.hash).toBe("#/w/acme/apps/expenses");
    expect(focused()).toBe(screen.getByRole("main"));
  });

  it("asks for a login with the person at hand", async () => {
    show();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await expect.poll(focused).toBe(await screen.findByRole("textbox", { name: "Person" }));
  });
});

describe("undo by key", () => {
  const undone = (client: TestClient): boolean => client.calls.some(({ method }) => method === "history.undo");

  it("is left to the field where nothing can be undone", async () => {
    const client = show({ "workspaces.open": () => buildSummary() });
    await expect.poll(() => client.calls.length).toBe(1);
    await act(async () => {});
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(undone(client)).toBe(false);
  });

  it("is asked of the engine while it is not known here yet what can be undone", async () => {
    let answer = (): void => undefined;
    const later = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let asked = 0;
    const client = show({
      "workspaces.open": async () => {
        asked += 1;
        if (asked > 1) await later;
        return buildSummary();
      },
      "history.undo": () => ({ what: "Changed department of Ada Lovelace" }),
    });
    await act(async () => {});
    act(() => outdate("acme"));
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(undone(client)).toBe(true);
    answer();
    await screen.findByText("Undone: Changed department of Ada Lovelace");
  });
});
