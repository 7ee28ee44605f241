import { useEffect, useId, useRef } from "react";
import { create } from "zustand";

/** Something that a key does. The same entry stands in the list of shortcuts and in the command palette. */
export interface Shortcut {
  /** Keys as `KeyboardEvent.key` names them, with `mod+`, `shift+` and `alt+` before; any of them. `mod`: Ctrl, on a Mac ⌘. */
  readonly keys: readonly string[];
  /** What it does: "Next step". */
  readonly title: string;
  readonly run: () => void;
  /** False: not at this moment. The key then does what it does otherwise. */
  readonly enabled?: boolean;
  /** Whether it works while somebody types in a field, too. Unless said, keys with `mod+` do. */
  readonly inFields?: boolean;
  /** Left out of the palette: it makes sense as a key alone. */
  readonly keyOnly?: boolean;
}

/** Shortcuts that belong together: a screen, a pane. */
export interface ShortcutGroup {
  readonly id: string;
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
  /** Changes as the keys, titles and availability of the shortcuts do, and where they work. */
  readonly shape: string;
}

interface Registry {
  readonly groups: readonly ShortcutGroup[];
}

/** All shortcuts that work now; what was registered last comes first. */
export const useShortcutGroups = create<Registry>(() => ({ groups: [] }));

/**
 * Registers shortcuts as long as the component is there. Where two groups have the same key, the one that came later
 * wins; `lowest`: any other wins.
 */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[], { lowest = false } = {}): void {
  const id = useId();
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts
    .map(({ keys, title, enabled, inFields }) => `${keys.join()} ${title} ${enabled !== false} ${inFields}`)
    .join("|");
  useEffect(() => {
    const shown = latest.current.map((each, index) => callLatest(each, latest, index));
    const group: ShortcutGroup = { id, name, shape, shortcuts: shown };
    useShortcutGroups.setState(({ groups }) => ({ groups: withGroup(groups, group, lowest) }));
  }, [id, name, shape, lowest]);
  useEffect(
    () => () => useShortcutGroups.setState(({ groups }) => ({ groups: groups.filter((other) => other.id !== id) })),
    [id],
  );
}

/** A group that changes stays where it was: what wins must not depend on what changed last. */
function withGroup(groups: readonly ShortcutGroup[], group: ShortcutGroup, lowest: boolean): readonly ShortcutGroup[] {
  if (groups.some(({ id }) => id === group.id)) return groups.map((each) => (each.id === group.id ? group : each));
  return lowest ? [...groups, group] : [group, ...groups];
}

/** What a shortcut runs is what the component last rendered, while the entry itself stays. */
function callLatest(shortcut: Shortcut, latest: { readonly current: readonly Shortcut[] }, index: number): Shortcut {
  return { ...shortcut, run: () => (latest.current[index] ?? shortcut).run() };
}

/** The shortcut that a key press means, if any. */
export function findShortcut(
  event: KeyboardEvent,
  groups: readonly ShortcutGroup[],
  singleKeys: boolean,
): Shortcut | undefined {
  if (isInDialog(event.target) || activates(event)) return undefined;
  const pressed = pressedKeys(event);
  const typing = isField(event.target);
  for (const { shortcuts } of groups) {
    const found = shortcuts.find((each) => each.enabled !== false && each.keys.some((key) => pressed.includes(key)));
    if (found === undefined) continue;
    if (typing && !(found.inFields ?? hasModifier(event))) continue;
    if (!singleKeys && isSingleCharacter(event)) continue;
    return found;
  }
  return undefined;
}

/** The names that a key press goes by: `?` needs shift on most keyboards, and is meant without. */
function pressedKeys(event: KeyboardEvent): readonly string[] {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const modifiers = `${event.ctrlKey || event.metaKey ? "mod+" : ""}${event.altKey ? "alt+" : ""}`;
  const exact = `${modifiers}${event.shiftKey ? "shift+" : ""}${key}`;
  return event.shiftKey && /^[^a-z0-9]$/.test(key) ? [exact, `${modifiers}${key}`] : [exact];
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** Space counts as well: it is a character that a voice may say. */
function isSingleCharacter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && !hasModifier(event);
}

/** A dialog has the keyboard to itself: what lies beneath it must not move. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[aria-modal="true"]') !== null;
}

/** Space and Enter press the button, link or switch that has the focus, whatever else they mean on the screen. */
function activates(event: KeyboardEvent): boolean {
  const { key, target } = event;
  if (hasModifier(event)) return false;
  if ((key !== " " && key !== "Enter") || !(target instanceof HTMLElement)) return false;
  return (
    target.closest('button, a[href], summary, select, input[type="checkbox"], input[type="radio"], [role="tab"]') !==
    null
  );
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A key as a keyboard shows it: `mod+k` is "Ctrl K", or "⌘ K" on a Mac. */
export function showKey(key: string): string {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const names: Readonly<Record<string, string>> = {
    mod: mac ? "⌘" : "Ctrl",
    alt: mac ? "⌥" : "Alt",
    shift: "Shift",
    ArrowLeft: "←",
    ArrowRight: "→",
    ArrowUp: "↑",
    ArrowDown: "↓",
    Enter: "Enter",
    Escape: "Esc",
    " ": "Space",
  };
  return key
    .split(/\+(?=.)/)
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}
