import { loadLater } from "../components/load-later.tsx";

/** What opens over the screens, each loaded when it is first shown. */
export const LoginDialog = loadLater(async () => (await import("./LoginDialog.tsx")).LoginDialog);
export const Palette = loadLater(async () => (await import("./Palette.tsx")).Palette);
export const ShortcutList = loadLater(async () => (await import("./ShortcutList.tsx")).ShortcutList);

/** The strip of the first minute. */
export const Guide = loadLater(async () => (await import("../first-minute/Guide.tsx")).Guide);
