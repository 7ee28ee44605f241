import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import type { ContractEvent } from "../core/contract/contract.ts";
import type { RehearsalBridge } from "../core/contract/electron-transport.ts";
import { channels } from "./channels.ts";

// Runs before the page, in a world of its own, without Node. The page gets these three functions: never `ipcRenderer`
// itself, nor the event that comes with a message, which carries it
// (https://www.electronjs.org/docs/latest/tutorial/security#20-do-not-expose-electron-apis-to-untrusted-web-content).
const bridge: RehearsalBridge = {
  call: (request) => ipcRenderer.invoke(channels.call, request),
  cancel(call) {
    ipcRenderer.send(channels.cancel, call);
  },
  subscribe(listener) {
    const hear = (_: IpcRendererEvent, event: ContractEvent): void => listener(event);
    ipcRenderer.on(channels.event, hear);
    return () => {
      ipcRenderer.removeListener(channels.event, hear);
    };
  },
};

contextBridge.exposeInMainWorld("rehearsal", bridge);
