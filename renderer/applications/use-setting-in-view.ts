import { useEffect } from "react";
import { parsePath } from "./setting.ts";

/**
 * Draws the eye to the setting that the address names: scrolls to it, outlines it, and puts the focus into it. A setting
 * that has no element of its own is shown by the nearest one around it.
 */
export function useSettingInView(setting: string | null, tab: string): void {
  useEffect(() => {
    if (setting === null || tab === "") return;
    const element = findSetting(setting);
    if (element === undefined) return;
    element.setAttribute("data-drawn", "true");
    element.scrollIntoView({ block: "center" });
    const control = element.querySelector<HTMLElement>(CONTROL);
    (control ?? element).focus({ preventScroll: true });
    return () => element.removeAttribute("data-drawn");
  }, [setting, tab]);
}

/** What the keyboard reaches: the crosses of a list of tags are for the pointer alone. */
const CONTROL = ':is(input, select, textarea, button, a[href]):not([tabindex="-1"])';

/** The element of a setting, or of what it is part of. */
function findSetting(setting: string): HTMLElement | undefined {
  const path = parsePath(setting);
  const candidates = path.map((_, index) => path.slice(0, path.length - index).join("/"));
  for (const candidate of candidates) {
    const element = document.querySelector<HTMLElement>(`[data-setting="${CSS.escape(candidate)}"]`);
    if (element !== null) return element;
  }
  return undefined;
}
