import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import {
  findShortcut,
  type Shortcut,
  type ShortcutGroup,
  showKey,
  useShortcutGroups,
  useShortcuts,
} from "./shortcuts.ts";

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

/** What a key press would run, by its title. */
function press(
  shortcuts: readonly Shortcut[],
  init: KeyboardEventInit,
  { on = "div", singleKeys = true }: { readonly on?: string; readonly singleKeys?: boolean } = {},
): string | undefined {
  const group: ShortcutGroup = { id: "g", name: "Test", shape: "", shortcuts };
  return findShortcut(keyOn(elementOf(on), init), [group], singleKeys)?.title;
}

/** An element from its HTML, or the first `[data-here]` in it. */
function elementOf(html: string): Element {
  document.body.innerHTML = html.startsWith("<") ? html : `<${html}></${html}>`;
  return document.body.querySelector("[data-here]") ?? document.body.firstElementChild ?? document.body;
}

function keyOn(target: Element, init: KeyboardEventInit): KeyboardEvent {
  let heard: KeyboardEvent | undefined;
  target.addEventListener("keydown", (event) => {
    heard = event as KeyboardEvent;
  });
  target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
  if (heard === undefined) throw new TypeError("Nothing was heard.");
  return heard;
}

function shortcut(title: string, ...keys: readonly string[]): Shortcut {
  return { title, keys, run: () => undefined };
}

describe("a key press", () => {
  it("is found by its key, and by any of several", () => {
    const next = shortcut("Next", "ArrowRight", "k");
    expect(press([next], { key: "k" })).toBe("Next");
    expect(press([next], { key: "ArrowRight" })).toBe("Next");
    expect(press([next], { key: "j" })).toBeUndefined();
  });

  it("needs exactly the modifiers that are named", () => {
    const save = shortcut("Save", "mod+s");
    expect(press([save], { key: "s", ctrlKey: true })).toBe("Save");
    expect(press([save], { key: "s", metaKey: true })).toBe("Save");
    expect(press([save], { key: "s" })).toBeUndefined();
    expect(press([save], { key: "s", ctrlKey: true, shiftKey: true })).toBeUndefined();
  });

  it("finds a letter whatever the case, and a sign that needs shift without it", () => {
    expect(press([shortcut("Why", "w")], { key: "W" })).toBe("Why");
    expect(press([shortcut("Help", "?")], { key: "?", shiftKey: true })).toBe("Help");
  });

  it("does nothing that is not possible at the moment", () => {
    expect(press([{ ...shortcut("Undo", "mod+z"), enabled: false }], { key: "z", ctrlKey: true })).toBeUndefined();
  });
});

describe("where somebody types", () => {
  it.each(["input", "textarea", '<div contenteditable="true"></div>'])("letters belong to %s", (field) => {
    expect(press([shortcut("Pin", "p")], { key: "p" }, { on: field })).toBeUndefined();
  });

  it("keys with Ctrl go on working, and those that say so", () => {
    expect(press([shortcut("Search", "mod+k")], { key: "k", ctrlKey: true }, { on: "input" })).toBe("Search");
    expect(press([{ ...shortcut("Pane", "F6"), inFields: true }], { key: "F6" }, { on: "input" })).toBe("Pane");
  });

  it("what a field does itself is left to it, also with Ctrl", () => {
    const selects = { ...shortcut("Start", "mod+shift+Home"), inFields: false };
    const pressed = { key: "Home", ctrlKey: true, shiftKey: true };
    expect(press([selects], pressed, { on: "input" })).toBeUndefined();
    expect(press([selects], pressed)).toBe("Start");
  });

  it("a slider or a tick box is no field", () => {
    expect(press([shortcut("Next", "ArrowRight")], { key: "ArrowRight" }, { on: '<input type="range">' })).toBe("Next");
  });
});

describe("what has the focus keeps its own keys", () => {
  it.each(["button", '<a href="#/">x</a>', "summary", '<input type="checkbox">'])(
    "Space and Enter press %s",
    (target) => {
      const play = shortcut("Play", " ", "Enter");
      expect(press([play], { key: " " }, { on: target })).toBeUndefined();
      expect(press([play], { key: "Enter" }, { on: target })).toBeUndefined();
      expect(press([play], { key: " " })).toBe("Play");
    },
  );

  it("Ctrl with Enter is no pressing", () => {
    expect(press([shortcut("Run", "mod+Enter")], { key: "Enter", ctrlKey: true }, { on: "button" })).toBe("Run");
  });

  it("nothing beneath an open dialog moves", () => {
    const dialog = '<div role="dialog" aria-modal="true"><p data-here></p></div>';
    expect(press([shortcut("Next", "k")], { key: "k" }, { on: dialog })).toBeUndefined();
    expect(press([shortcut("Undo", "mod+z")], { key: "z", ctrlKey: true }, { on: dialog })).toBeUndefined();
  });
});

describe("single letters turned off", () => {
  it("leaves letters, signs and Space alone, and nothing else", () => {
    const all = [shortcut("Pin", "p"), shortcut("Help", "?"), shortcut("Play", " "), shortcut("Next", "ArrowRight")];
    const off = { singleKeys: false };
    expect(press(all, { key: "p" }, off)).toBeUndefined();
    expect(press(all, { key: "?", shiftKey: true }, off)).toBeUndefined();
    expect(press(all, { key: " " }, off)).toBeUndefined();
    expect(press(all, { key: "ArrowRight" }, off)).toBe("Next");
    expect(press([shortcut("Save", "mod+s")], { key: "s", ctrlKey: true }, off)).toBe("Save");
  });
});

describe("registered shortcuts", () => {
  const names = (): readonly string[] => useShortcutGroups.getState().groups.map(({ name }) => name);

  it("of what came last win, and go with their component", () => {
    renderHook(() => useShortcuts("Screen", [shortcut("A", "a")]));
    const pane = renderHook(() => useShortcuts("Pane", [shortcut("A", "a")]));
    expect(names()).toEqual(["Pane", "Screen"]);
    pane.unmount();
    expect(names()).toEqual(["Screen"]);
  });

  it("stay where they were when they change", () => {
    const screen = renderHook(({ title }) => useShortcuts("Screen", [shortcut(title, "a")]), {
      initialProps: { title: "One" },
    });
    renderHook(() => useShortcuts("Pane", [shortcut("A", "a")]));
    screen.rerender({ title: "Two" });
    expect(names()).toEqual(["Pane", "Screen"]);
    expect(useShortcutGroups.getState().groups[1]?.shortcuts[0]?.title).toBe("Two");
  });

  it("of the frame give way to any other, whenever they come", () => {
    renderHook(() => useShortcuts("Screen", [shortcut("A", "a")]));
    renderHook(() => useShortcuts("Everywhere", [shortcut("A", "a")], { lowest: true }));
    expect(names()).toEqual(["Screen", "Everywhere"]);
  });

  it("run what was rendered last", () => {
    const ran: number[] = [];
    const hook = renderHook(({ n }) => useShortcuts("Screen", [{ ...shortcut("A", "a"), run: () => ran.push(n) }]), {
      initialProps: { n: 1 },
    });
    hook.rerender({ n: 2 });
    useShortcutGroups.getState().groups[0]?.shortcuts[0]?.run();
    expect(ran).toEqual([2]);
  });
});

describe("a key as a keyboard shows it", () => {
  it.each([
    ["mod+k", "Ctrl K"],
    ["mod+shift+z", "Ctrl Shift Z"],
    ["ArrowLeft", "←"],
    [" ", "Space"],
    ["Escape", "Esc"],
    ["mod++", "Ctrl +"],
  ])("%s is %s", (key, shown) => {
    expect(showKey(key)).toBe(shown);
  });
});
