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

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  window.addEventListener("popstate", changed);
  return () => {
    window.removeEventListener("hashchange", changed);
    window.removeEventListener("popstate", changed);
  };
}
