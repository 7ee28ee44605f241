import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, control, record } from "./control.ts";
import { openWindows } from "./open-windows.ts";

/** An event that a listener can stop. */
export class StoppableEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** `app`: ready when somebody waits for it, and ended by `quit` in the order that Electron documents. */
class App extends EventEmitter {
  readonly name = "Rehearsal";
  private ready: Promise<void> | undefined;
  private isUp = false;

  get isPackaged(): boolean {
    return control.packaged;
  }

  isReady(): boolean {
    return this.isUp;
  }

  whenReady(): Promise<void> {
    this.ready ??= new Promise((resolve) => {
      setImmediate(() => {
        this.isUp = true;
        this.emit("ready");
        resolve();
      });
    });
    return this.ready;
  }

  /** Throws what Electron throws where something comes too late. */
  requireNotReady(what: string): void {
    if (this.isUp) throw new Error(`${what} can only be called before app is ready`);
    record.calls.push(what);
  }

  /** Throws what Electron throws where something comes too early. */
  requireReady(what: string): void {
    if (!this.isUp) throw new Error(`${what} before app is ready`);
  }

  enableSandbox(): void {
    this.requireNotReady("app.enableSandbox()");
  }

  requestSingleInstanceLock(): boolean {
    return !control.runsAlready;
  }

  getPath(name: string): string {
    const path = join(control.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  getVersion(): string {
    return "1.2.3";
  }

  setAboutPanelOptions(options: unknown): void {
    record.menus.push(options);
  }

  /** before-quit, the windows, will-quit, and then, unless that was stopped, the end. */
  quit(): void {
    this.emit("before-quit", new StoppableEvent());
    void this.quitAfterWindows();
  }

  private async quitAfterWindows(): Promise<void> {
    await Promise.all([...openWindows].map((window) => window.end()));
    const event = new StoppableEvent();
    this.emit("will-quit", event);
    if (event.defaultPrevented) return;
    await closeBrowser();
    this.emit("quit");
  }
}

export const app = new App();
