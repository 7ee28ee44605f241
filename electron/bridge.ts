import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from "electron";
import { isCallRequest, NO_CALL } from "../core/contract/call-request.ts";
import type { ContractError, Reply, Transport } from "../core/contract/contract.ts";
import { channels } from "./channels.ts";
import { ORIGIN } from "./origin.ts";

/**
 * Carries the contract between the engine and the window. Only the page of our own window is heard, and only what has
 * the shape of a call goes on: a page that was led astray, or a frame within ours, reaches nothing
 * (https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages).
 *
 * @param window gives the window of the moment, or nothing while there is none
 */
export function connectBridge(engine: Transport, window: () => BrowserWindow | undefined): void {
  ipcMain.handle(channels.call, async (event, request: unknown): Promise<Reply> => {
    if (!isFromWindow(event, window())) return refuse("Calls are taken from Rehearsal's own window only.");
    if (!isCallRequest(request)) return refuse(NO_CALL);
    return engine.call({ call: request.call, method: request.method, arguments: request.arguments });
  });
  ipcMain.on(channels.cancel, (event, call: unknown) => {
    if (isFromWindow(event, window()) && typeof call === "string") engine.cancel(call);
  });
  engine.subscribe((event) => window()?.webContents.send(channels.event, event));
}

/** The top frame of our own window, while it shows our own page. */
function isFromWindow(
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  window: BrowserWindow | undefined,
): boolean {
  // A frame that has gone meanwhile has no say.
  if (window === undefined || senderFrame === null) return false;
  return sender === window.webContents && senderFrame.parent === null && senderFrame.origin === ORIGIN;
}

function refuse(message: string): Reply {
  const error: ContractError = { code: "CALL_REFUSED", message };
  return { ok: false, error };
}
