import { BrowserWindow, type BrowserWindowConstructorOptions, dialog, nativeTheme } from "electron";
import { PAGE } from "./origin.ts";

/** How the window is made. `preload` is an absolute path; `dark` keeps it from flashing white before the page is there. */
export function buildWindowOptions(preload: string, dark: boolean): BrowserWindowConstructorOptions {
  return {
    title: "Rehearsal",
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: dark ? "#16181d" : "#ffffff",
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
      // Dropped files go to the page as text; the window itself never navigates to them.
      navigateOnDragDrop: false,
    },
  };
}

/** Opens the window on its page, and shows it when there is something to see. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow(buildWindowOptions(preload, nativeTheme.shouldUseDarkColors));
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", (_, { reason }) => {
    if (reason !== "clean-exit") void offerReload(window);
  });
  window.webContents.on("will-prevent-unload", (event) => {
    // For this event, to prevent is to leave all the same.
    if (mayLeaveUnsaved(window)) event.preventDefault();
  });
  void window.loadURL(PAGE);
  return window;
}

/** The page has drafts. Electron waits for the answer here, so that the question cannot come later. */
function mayLeaveUnsaved(window: BrowserWindow): boolean {
  const choice = dialog.showMessageBoxSync(window, {
    type: "warning",
    message: "Leave without saving?",
    detail: "Something is edited and not saved. It is lost when the window closes.",
    buttons: ["Leave without saving", "Stay"],
    defaultId: 1,
    cancelId: 1,
  });
  return choice === 0;
}

/** Brings a window forward, from behind others or from the task bar. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The page's process died; the engine, and with it everything that was saved, did not. */
async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    message: "The window stopped unexpectedly.",
    detail: "What was saved is kept. What was typed and not saved is lost.",
    buttons: ["Load again", "Close"],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.close();
}
