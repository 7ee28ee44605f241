import { useEffect } from "react";
import { usePreferences } from "../preferences.ts";
import { findShortcut, useShortcutGroups } from "./shortcuts.ts";

/** Hears every key press of the window once, and runs what it means. */
export function KeyListener(): null {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const { groups } = useShortcutGroups.getState();
      const shortcut = findShortcut(event, groups, usePreferences.getState().singleKeys);
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return null;
}
