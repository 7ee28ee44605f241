import { app, type BrowserWindow, Menu, protocol, session } from "electron";
import type { EngineHost } from "../core/host/engine-host.ts";
import { readStaticFiles } from "../core/host/static-files.ts";
import { connectBridge } from "./bridge.ts";
import { guardDownloads } from "./downloads.ts";
import { buildMenu } from "./menu.ts";
import { SCHEME } from "./origin.ts";
import { ownScheme, serveFiles } from "./scheme.ts";
import { lockContents, lockSession } from "./security.ts";
import { focusWindow, openWindow } from "./window.ts";

/** What the shell is made of. */
export interface DesktopParts {
  /** The folder with the window's page: `dist/renderer`. */
  readonly renderer: string;
  /** The preload script: an absolute path. */
  readonly preload: string;
  /** Starts the engine; called once, and not at all where Rehearsal runs already. */
  startEngine(): EngineHost;
}

/** Starts the app, or brings the one that runs already to the front. To be called before Electron is ready. */
export function startDesktop(parts: DesktopParts): void {
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([ownScheme]);
  app.on("web-contents-created", (_, contents) => lockContents(contents));
  void app.whenReady().then(() => runDesktop(parts));
}

function runDesktop({ renderer, preload, startEngine }: DesktopParts): void {
  let window: BrowserWindow | undefined;
  const open = (): void => {
    window = openWindow(preload);
    window.once("closed", () => {
      window = undefined;
    });
  };

  lockSession(session.defaultSession);
  guardDownloads(session.defaultSession);
  protocol.handle(SCHEME, serveFiles(readStaticFiles(renderer)));
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu({ platform: process.platform, packaged: app.isPackaged })));
  app.setAboutPanelOptions({ applicationName: "Rehearsal", applicationVersion: app.getVersion() });

  const engine = startEngine();
  connectBridge(engine, () => window);
  closeBeforeQuit(engine);

  const show = (): void => (window === undefined ? open() : focusWindow(window));
  app.on("second-instance", show);
  app.on("activate", show);
  app.on("window-all-closed", () => {
    // On macOS an app stays until it is told to quit.
    if (process.platform !== "darwin") app.quit();
  });
  open();
}

/** Holds the end of the app until the engine has let go of its workspaces. */
function closeBeforeQuit(engine: EngineHost): void {
  let state: "running" | "closing" | "closed" = "running";
  app.on("will-quit", (event) => {
    if (state === "closed") return;
    event.preventDefault();
    if (state === "closing") return;
    state = "closing";
    // An engine that fails to close is ended with the app: what it saved is on the disk already.
    void engine
      .close()
      .catch(() => undefined)
      .then(() => {
        state = "closed";
        app.quit();
      });
  });
}
