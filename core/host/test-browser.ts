import { type Browser, chromium } from "playwright-core";

/** Quiet: no request of the browser's own, no GPU, and no sandbox, which containers rarely allow. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of the tests: `npm test` finds one and names it here; a test started by hand takes Debian's. */
export const BROWSER = process.env.REHEARSAL_CHROMIUM ?? "/usr/bin/chromium";

/** A real Chromium without a window. */
export function launchBrowser(executablePath: string = BROWSER): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
