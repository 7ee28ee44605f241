import { loadLater } from "../components/load-later.tsx";

/** The clock and its dialogs, each loaded when it is first shown. */
export const LifecycleBar = loadLater(async () => (await import("./LifecycleBar.tsx")).LifecycleBar);
export const HappeningDialog = loadLater(async () => (await import("./HappeningDialog.tsx")).HappeningDialog);
export const UntilDialog = loadLater(async () => (await import("./UntilDialog.tsx")).UntilDialog);
export const HrDialog = loadLater(async () => (await import("./HrDialog.tsx")).HrDialog);
