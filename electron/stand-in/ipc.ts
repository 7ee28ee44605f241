import { EventEmitter } from "node:events";
import { type MainMessage, type RendererMessage, requirePlain } from "./page-worlds.ts";

/** Who sent a message: what Electron's `IpcMainInvokeEvent` says of it. */
export interface SenderEvent {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly origin: string; readonly parent: unknown } | null;
}

type Handler = (event: SenderEvent, ...args: unknown[]) => unknown;

/** `ipcMain`: one handler to a channel, and any number of listeners. */
class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/** Hands a message from a window over, and gives the answer, if one is due. An error loses its class and its code. */
export async function receiveMessage(message: RendererMessage, event: SenderEvent): Promise<MainMessage | undefined> {
  const { type, id, channel, args } = message;
  if (type === "send") {
    ipcMain.emit(channel, event, ...args);
    return undefined;
  }
  try {
    const handler = ipcMain.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const value = await handler(event, ...args);
    if (value !== undefined) requirePlain(value, "the reply");
    return { type: "reply", id, ok: true, value };
  } catch (error) {
    return { type: "reply", id, ok: false, message: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}
