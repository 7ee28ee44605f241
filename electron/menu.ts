import type { MenuItemConstructorOptions } from "electron";

/** What the menu depends on. */
export interface MenuSituation {
  readonly platform: NodeJS.Platform;
  /** Installed, and not started from the repository. */
  readonly packaged: boolean;
}

/**
 * The menu: what the window's page cannot do itself. Rehearsal's own commands are in the page, in its palette. Undo
 * and redo here are for text; the page hears their keys first, and takes them for edits of the workspace.
 */
export function buildMenu({ platform, packaged }: MenuSituation): MenuItemConstructorOptions[] {
  const mac = platform === "darwin";
  const about: MenuItemConstructorOptions = { role: "about", label: "About Rehearsal" };
  const developer: MenuItemConstructorOptions[] = [
    { type: "separator" },
    { role: "reload" },
    { role: "toggleDevTools", label: "Developer Tools" },
  ];
  return [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    { label: "&File", submenu: [mac ? { role: "close" } : { role: "quit", label: "Quit" }] },
    {
      label: "&Edit",
      submenu: [
        { role: "undo", registerAccelerator: false },
        { role: "redo", registerAccelerator: false },
        { type: "separator" },
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
      ],
    },
    {
      label: "&View",
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
        ...(packaged ? [] : developer),
      ],
    },
    // On macOS it is in the application's own menu.
    ...(mac ? [] : [{ label: "&Help", submenu: [about] }]),
  ];
}
