/**
 * What `import … from "electron"` gives in the tests of the window: the part of Electron that the shell uses, with real
 * Chromium pages for windows. `vite.config.ts` puts it in place.
 */
export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { dialog, Menu, nativeTheme, shell } from "./dialogs.ts";
export { ipcMain } from "./ipc.ts";
export { protocol } from "./protocol.ts";
export { session } from "./session.ts";
