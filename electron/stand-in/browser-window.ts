import { EventEmitter } from "node:events";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { app, StoppableEvent } from "./app.ts";
import { ChromiumPage } from "./chromium-page.ts";
import { receiveDownload } from "./downloads.ts";
import { receiveMessage } from "./ipc.ts";
import { openWindows } from "./open-windows.ts";
import { requirePlain } from "./page-worlds.ts";
import { listPermitted } from "./permissions.ts";
import { fromChromium, originOf, toChromium } from "./protocol.ts";
import { buildWebFrame, WebContents } from "./web-contents.ts";

/** The options that the stand-in heeds. It keeps the others for the test to read. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly webPreferences?: { readonly preload?: string; readonly nodeIntegrationInSubFrames?: boolean };
}

/** `BrowserWindow`: a page in a real Chromium, always isolated and without Node, as the shipped options have it. */
export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  private opening: Promise<ChromiumPage>;
  private opened: ChromiumPage | undefined;
  private address = "";
  private visible: boolean;
  private minimized = false;
  private destroyed = false;

  constructor(options: WindowOptions) {
    super();
    app.requireReady("Cannot create BrowserWindow");
    this.options = options;
    this.visible = options.show !== false;
    this.webContents = new WebContents({
      url: () => fromChromium(this.opened?.page.url() ?? ""),
      send: (channel, args) => {
        requirePlain(args, "the event");
        this.opened?.send(channel, args);
      },
      reload: () => void this.reload(),
    });
    openWindows.add(this);
    app.emit("web-contents-created", {}, this.webContents);
    this.opening = this.open();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows].filter((window) => window instanceof BrowserWindow);
  }

  /** The page, once there is one: for tests to act in. */
  async page(): Promise<Page> {
    return (await this.opening).page;
  }

  async loadURL(url: string): Promise<void> {
    this.address = url;
    const opened = await this.opening;
    await opened.load(url);
    const origin = originOf(url);
    await opened.context.grantPermissions(listPermitted(this.webContents, origin), {
      origin: new URL(toChromium(url)).origin,
    });
    this.emit("ready-to-show");
    this.webContents.emit("did-finish-load");
  }

  show(): void {
    this.visible = true;
    this.emit("show");
  }

  isVisible(): boolean {
    return this.visible;
  }

  focus(): void {
    this.emit("focus");
  }

  minimize(): void {
    this.minimized = true;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** Closes the window as its user does. */
  close(): void {
    const event = new StoppableEvent();
    this.emit("close", event);
    if (event.defaultPrevented) return;
    void this.end().then(() => {
      if (openWindows.size > 0) return;
      // Nobody who listens: the app ends.
      if (!app.emit("window-all-closed")) app.quit();
    });
  }

  /** The window is gone, and nobody was asked. */
  async end(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    openWindows.delete(this);
    await (await this.opening).context.close();
    this.emit("closed");
  }

  private async reload(): Promise<void> {
    const { page, context } = await this.opening;
    // A page that crashed does not come back in Playwright; the window gets a new one.
    await context.close();
    const address = fromChromium(page.url());
    this.opening = this.open();
    await this.loadURL(address === "about:blank" ? this.address : address);
  }

  private async open(): Promise<ChromiumPage> {
    const { width = 800, height = 600, webPreferences = {} } = this.options;
    const { preload, nodeIntegrationInSubFrames = false } = webPreferences;
    const contents = this.webContents;
    this.opened = await ChromiumPage.open(
      {
        received: (message, frame) => receiveMessage(message, { sender: contents, senderFrame: buildWebFrame(frame) }),
        mayNavigate: (url, isMainFrame) => contents.mayNavigate(url, isMainFrame),
        windowAsked: (url) => contents.windowAsked(url),
        crashed: () => void contents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 }),
      },
      {
        width,
        height,
        preload: preload === undefined ? undefined : await readFile(preload, "utf8"),
        preloadInSubframes: nodeIntegrationInSubFrames,
      },
    );
    this.opened.page.on("download", (download) => void receiveDownload(download, contents));
    return this.opened;
  }
}
