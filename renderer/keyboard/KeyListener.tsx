import { useEffect } from "react";
import { usePreferences } from "../preferences.ts";
import { findShortcut, useShortcutGroups } from "./shortcuts.ts";

/**
 * Hears every key press of the window once, and runs what it means. What has the focus comes first, but for Ctrl with
 * Enter: lists and buttons of libraries open at any Enter, whatever is held down with it.
 */
export function KeyListener(): null {
  useEffect(() => {
    const hearFirst = (event: KeyboardEvent): void => {
      if (isCtrlEnter(event) && runShortcut(event)) event.stopPropagation();
    };
    const hear = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented) runShortcut(event);
    };
    window.addEventListener("keydown", hearFirst, { capture: true });
    window.addEventListener("keydown", hear);
    return () => {
      window.removeEventListener("keydown", hearFirst, { capture: true });
      window.removeEventListener("keydown", hear);
    };
  }, []);
  return null;
}

function isCtrlEnter({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}

/** Tells whether the key press meant anything. */
function runShortcut(event: KeyboardEvent): boolean {
  if (event.isComposing) return false;
  const { groups } = useShortcutGroups.getState();
  const shortcut = findShortcut(event, groups, usePreferences.getState().singleKeys);
  if (shortcut === undefined) return false;
  event.preventDefault();
  shortcut.run();
  return true;
}
