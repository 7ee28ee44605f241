import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it } from "vitest";
import { buildMenu } from "./menu.ts";

/** Every entry that can be chosen. */
function entriesOf(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => (Array.isArray(item.submenu) ? entriesOf(item.submenu) : [item]));
}

describe("the menu", () => {
  it.each(["linux", "win32", "darwin"] as const)("does something at every entry on %s", (platform) => {
    const entries = entriesOf(buildMenu({ platform, packaged: true })).filter(({ type }) => type !== "separator");
    expect(entries.filter(({ role, click }) => role === undefined && click === undefined)).toEqual([]);
  });

  it("has the developer's tools only where Rehearsal is not installed", () => {
    const roles = (packaged: boolean) => entriesOf(buildMenu({ platform: "linux", packaged })).map(({ role }) => role);
    expect(roles(false)).toEqual(expect.arrayContaining(["reload", "toggleDevTools"]));
    expect(roles(true)).not.toEqual(expect.arrayContaining(["reload"]));
    expect(roles(true)).not.toEqual(expect.arrayContaining(["toggleDevTools"]));
  });

  it("leaves the keys of undo and redo to the page", () => {
    const entries = entriesOf(buildMenu({ platform: "win32", packaged: true }));
    const keys = entries.filter(({ role }) => role === "undo" || role === "redo");
    expect(keys.map(({ registerAccelerator }) => registerAccelerator)).toEqual([false, false]);
  });
});
