import type { Browser } from "playwright-core";

/** What a test decides beforehand: how the machine is, and what the user answers. */
export interface StandInControl {
  /** Starts the Chromium whose pages are the windows. */
  launch: (() => Promise<Browser>) | undefined;
  /** Where `app.getPath(name)` lies: a folder called after the name within this one. */
  folder: string;
  /** What `app.isPackaged` says. */
  packaged: boolean;
  /** Whether another instance holds the lock. */
  runsAlready: boolean;
  /** Whether pages are shown without their content security policy, to see what else holds. */
  withoutPolicy: boolean;
  /** The button that the user presses in each message box, in turn; then the one for cancelling. */
  readonly buttons: number[];
  /** Where the user saves each download, in turn; then the dialog is cancelled. */
  readonly saveAs: string[];
}

/** What a test looks at afterwards. */
export interface StandInRecord {
  /** Calls that leave no other trace: `app.enableSandbox`. */
  readonly calls: string[];
  readonly privileged: unknown[];
  readonly menus: unknown[];
  readonly messageBoxes: { readonly message: string; readonly detail?: string; readonly buttons?: readonly string[] }[];
  /** Addresses given to the user's browser. */
  readonly opened: string[];
  /** New windows that were asked for, and what became of them. */
  readonly windowsAsked: { readonly url: string; readonly action: string }[];
  /** Navigations of a page that were stopped. */
  readonly stopped: string[];
  /** Requests that no scheme answers: did the session refuse them, or would they have left the machine? */
  readonly network: { readonly url: string; readonly refused: boolean }[];
  readonly downloads: { readonly name: string; readonly savedAs: string | undefined; readonly refused: boolean }[];
}

export const control: StandInControl = {
  launch: undefined,
  folder: "",
  packaged: true,
  runsAlready: false,
  withoutPolicy: false,
  buttons: [],
  saveAs: [],
};

export const record: StandInRecord = {
  calls: [],
  privileged: [],
  menus: [],
  messageBoxes: [],
  opened: [],
  windowsAsked: [],
  stopped: [],
  network: [],
  downloads: [],
};

let browser: Promise<Browser> | undefined;

/** The one Chromium behind all windows. */
export function requireBrowser(): Promise<Browser> {
  if (control.launch === undefined) throw new Error("The test has not said how to launch Chromium (control.launch).");
  browser ??= control.launch();
  return browser;
}

/** Ends it, when the app does. */
export async function closeBrowser(): Promise<void> {
  const running = browser;
  browser = undefined;
  await (await running)?.close();
}
