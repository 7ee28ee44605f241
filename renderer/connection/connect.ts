import { createClient } from "../../core/contract/client.ts";
import type { Client } from "../../core/contract/contract.ts";
import { createBridgeTransport, type RehearsalBridge } from "../../core/contract/electron-transport.ts";
import { createHttpTransport } from "../../core/contract/http-transport.ts";
import { noteGone, noteNewSecret } from "./reach.ts";

declare global {
  interface Window {
    /** What the preload of the desktop shell exposes; absent in a browser. */
    readonly rehearsal?: RehearsalBridge;
  }
}

const KEPT_SECRET = "rehearsal.secret";

/** The engine, over whatever carries calls to it here: the desktop shell's bridge, or loopback HTTP. */
export function connect(window: Window): Client {
  const name = `w${window.crypto.randomUUID().slice(0, 8)}`;
  if (window.rehearsal !== undefined) return createClient(createBridgeTransport(window.rehearsal), name);
  const fetch: typeof window.fetch = (input, init) => window.fetch(input, init);
  takeSecret(window);
  // The link of a host that was started again may be opened in this very tab: what is on screen stays.
  window.addEventListener("hashchange", (event) => {
    if (takeSecret(window, new URL(event.oldURL).hash)) noteNewSecret();
  });
  const secret = (): string => window.localStorage.getItem(KEPT_SECRET) ?? "";
  return createClient(createHttpTransport({ base: window.location.origin, secret, fetch, onGone: noteGone }), name);
}

/**
 * Takes the browser host's secret of this start, if it has just come, and goes back to the place before. It comes in the fragment of the address that the host prints, which is never
 * sent anywhere; from there it goes to the storage of this origin, so that links and reloads work, and leaves the
 * address bar.
 */
function takeSecret({ location, localStorage, history }: Window, before = "#/"): boolean {
  const given = /^#secret=([\w-]+)$/.exec(location.hash)?.[1];
  if (given === undefined) return false;
  localStorage.setItem(KEPT_SECRET, given);
  history.replaceState(null, "", `${location.pathname}${before === "" ? "#/" : before}`);
  return true;
}
