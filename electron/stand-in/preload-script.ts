import { BorderSide, PageSide, PreloadBridge, PreloadIpc, requirePlain } from "./page-worlds.ts";

/** The world of the preload script, and Chromium's binding in it, which reaches the main process. */
export const PRELOAD_WORLD = "preload";
export const POST = "standInPost";

/**
 * The text that runs in the preload's world before a page does. `preload` is the built script, in CommonJS: all that
 * it may require is `electron` (https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts).
 */
export function buildPreloadScript(preload: string, inSubframes: boolean): string {
  return inFrames(
    inSubframes,
    `${[requirePlain, BorderSide, PreloadIpc, PreloadBridge].join("\n")}
    const electron = { ipcRenderer: new PreloadIpc(), contextBridge: new PreloadBridge() };
    const requireElectron = (name) => {
      if (name !== "electron") throw new Error("module not found: " + name);
      return electron;
    };
    (function (require, module, exports) {\n${preload}\n})(requireElectron, { exports: {} }, {});`,
  );
}

/** The text that runs in the page's own world before the page's scripts do. */
export function buildPageScript(inSubframes: boolean): string {
  return inFrames(inSubframes, `${[requirePlain, BorderSide, PageSide].join("\n")}\nnew PageSide();`);
}

/** A preload script runs in the top frame alone, unless `nodeIntegrationInSubFrames` says otherwise. */
function inFrames(inSubframes: boolean, script: string): string {
  return `if (${inSubframes} || window === window.top) (() => {\n${script}\n})();`;
}
