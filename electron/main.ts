import { join, resolve } from "node:path";
import { app } from "electron";
import { startEngineHost } from "../core/host/engine-host.ts";
import { findWorkspacesFolder } from "../core/host/workspaces-folder.ts";
import { startDesktop } from "./desktop.ts";

// Built into dist/app, beside the folders that it names.
startDesktop({
  renderer: join(import.meta.dirname, "../renderer"),
  preload: join(import.meta.dirname, "../preload/preload.cjs"),
  startEngine: () => startEngineHost({ folder: resolve(findWorkspacesFolder()), version: app.getVersion() }),
});
