import { loadLater } from "../components/load-later.tsx";

/** The dialogs of importing and exporting, each loaded when it is first shown. */
export const ImportDialog = loadLater(async () => (await import("./ImportDialog.tsx")).ImportDialog);
export const ImportInto = loadLater(async () => (await import("./ImportInto.tsx")).ImportInto);
export const ExportDialog = loadLater(async () => (await import("./ExportDialog.tsx")).ExportDialog);
