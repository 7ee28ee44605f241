import { useEffect } from "react";
import { useHashSearch } from "../connection/hash-location.ts";
import { parsePath } from "./setting.ts";

/**
 * Draws the eye to the setting that the address names: scrolls to it, outlines it, and puts the focus into it. A setting
 * that has no element of its own is shown by the nearest one around it. For each tab that has settings: it may come later
 * than the page around it.
 */
export function useSettingInView(): void {
  const setting = new URLSearchParams(useHashSearch()).get("setting");
  useEffect(() => {
    if (setting === null) return;
    const element = findSetting(setting);
    if (element === undefined) return;
    element.setAttribute("data-drawn", "true");
    element.scrollIntoView({ block: "center" });
    const control = element.querySelector<HTMLElement>(`[aria-invalid="true"]${CONTROL}`);
    (control ?? element.querySelector<HTMLElement>(CONTROL) ?? element).focus({ preventScroll: true });
    return () => element.removeAttribute("data-drawn");
  }, [setting]);
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
