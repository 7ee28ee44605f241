import { EventEmitter } from "node:events";
import { StoppableEvent } from "./app.ts";
import type { FrameState } from "./chromium-page.ts";
import { record } from "./control.ts";
import { originOf } from "./protocol.ts";

type OpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };

/** What stands behind a `WebContents`: its window. */
interface Behind {
  url(): string;
  send(channel: string, args: readonly unknown[]): void;
  reload(): void;
}

/** A frame, as the sender of a message names it. */
export interface WebFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: WebFrame | null;
}

/** `webContents` of a window. */
export class WebContents extends EventEmitter {
  private readonly behind: Behind;
  private openHandler: OpenHandler = () => ({ action: "allow" });

  constructor(behind: Behind) {
    super();
    this.behind = behind;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.behind.url();
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.behind.send(channel, args);
  }

  reload(): void {
    this.behind.reload();
  }

  /** Asks whoever listens, as Electron does when a page, or a frame in it, sets out by itself. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    const event = Object.assign(new StoppableEvent(), { url, isMainFrame, isSameDocument: false });
    this.emit("will-frame-navigate", event);
    if (isMainFrame) this.emit("will-navigate", event, url);
    return !event.defaultPrevented;
  }

  windowAsked(url: string): void {
    record.windowsAsked.push({ url, ...this.openHandler({ url }) });
  }
}

/** The frame of a message, with those around it. */
export function buildWebFrame({ url, parent }: FrameState): WebFrame {
  return { url, origin: originOf(url), parent: parent === null ? null : buildWebFrame(parent) };
}
