import { app } from "electron";
import { expect, it, vi } from "vitest";
import { startDesktop } from "./desktop.ts";
import { BrowserWindow } from "./stand-in/browser-window.ts";
import { control } from "./stand-in/control.ts";
import { builtPreload, createTestEngine } from "./test-desktop.ts";

it("ends at once where Rehearsal runs already, without an engine that would want the same workspaces", async () => {
  control.runsAlready = true;
  const startEngine = vi.fn(createTestEngine);
  const ended = new Promise((resolve) => app.once("quit", () => resolve("ended")));
  startDesktop({ renderer: ".", preload: builtPreload, startEngine });
  expect(await ended).toBe("ended");
  await app.whenReady();
  expect(startEngine).not.toHaveBeenCalled();
  expect(BrowserWindow.getAllWindows()).toEqual([]);
});
