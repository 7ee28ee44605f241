import { useSyncExternalStore } from "react";

/**
 * Places in the app stand in the fragment of the address, path and query alike: `#/w/acme/run/r3?step=13`. A fragment
 * needs no server, so the same links work in the desktop shell, in a browser and from a zip. (wouter's own hash location
 * puts the query in front of the fragment.)
 */
export function useHashLocation(): [string, (to: string, options?: { readonly replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => pathOf(window.location.hash)), goTo];
}

/** The query of the place, without the question mark. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => searchOf(window.location.hash));
}

/** Goes to a place, such as `/w/acme/directory?person=u-ada`. */
export function goTo(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const before = window.location.href;
  if (replace) window.history.replaceState(null, "", `#${to}`);
  else window.history.pushState(null, "", `#${to}`);
  window.dispatchEvent(new HashChangeEvent("hashchange", { oldURL: before, newURL: window.location.href }));
}

/** Tells whether the address is at this path now, whatever its query. */
export function isAt(path: string): boolean {
  return pathOf(window.location.hash) === path;
}

/** How a link to a place is written. */
export function hrefOf(to: string): string {
  return `#${to}`;
}

function pathOf(hash: string): string {
  const path = hash.replace(/^#/, "").split("?")[0] ?? "";
  return path === "" ? "/" : path;
}

function searchOf(hash: string): string {
  const start = hash.indexOf("?");
  return start < 0 ? "" : hash.slice(start + 1);
}

const listeners = new Set<() => void>();

/**
 * All hear of a new place in one turn. Were each a listener of the window, React would draw between one and the next: a
 * screen that is about to go would see a place that is none of its own.
 */
function tellAll(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(changed: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener("hashchange", tellAll);
    window.addEventListener("popstate", tellAll);
  }
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    window.removeEventListener("hashchange", tellAll);
    window.removeEventListener("popstate", tellAll);
  };
}
