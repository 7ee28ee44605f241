import { app } from "electron";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { StoppableEvent } from "./stand-in/app.ts";
import { BrowserWindow } from "./stand-in/browser-window.ts";
import { control, record } from "./stand-in/control.ts";
import { builtPreload, startTestDesktop, type TestDesktop } from "./test-desktop.ts";
import { buildWindowOptions } from "./window.ts";

let desktop: TestDesktop;

beforeAll(async () => {
  desktop = await startTestDesktop();
});
afterAll(() => desktop.end());

describe("the window", () => {
  it("is isolated and sandboxed, and fetches no dictionaries", () => {
    expect(desktop.window.options).toEqual({
      title: "Rehearsal",
      width: 1440,
      height: 900,
      minWidth: 1024,
      minHeight: 640,
      show: false,
      backgroundColor: "#ffffff",
      webPreferences: {
        preload: builtPreload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    expect(record.calls).toContain("app.enableSandbox()");
  });

  it("has the colour of its page from the start, in the dark too", () => {
    expect(buildWindowOptions(builtPreload, true).backgroundColor).toBe("#16181d");
  });

  it("is loaded from a scheme of its own", () => {
    expect(record.privileged).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect(desktop.window.webContents.getURL()).toBe("app://rehearsal/index.html");
  });

  it("comes to the front when Rehearsal is started a second time", () => {
    const focused = vi.fn();
    desktop.window.once("focus", focused);
    desktop.window.minimize();
    app.emit("second-instance");
    expect(desktop.window.isMinimized()).toBe(false);
    expect(focused).toHaveBeenCalledOnce();
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  });

  it("asks before drafts are lost, and goes on only when told to", () => {
    const leave = (button: number): boolean => {
      control.buttons.push(button);
      const event = new StoppableEvent();
      desktop.window.webContents.emit("will-prevent-unload", event);
      // Prevented, the page's wish to stay is overruled.
      return event.defaultPrevented;
    };
    expect(leave(1)).toBe(false);
    expect(leave(0)).toBe(true);
    expect(record.messageBoxes.at(-1)).toMatchObject({
      message: "Leave without saving?",
      buttons: ["Leave without saving", "Stay"],
      cancelId: 1,
    });
  });

  it("says so when its page crashes, and loads it again, with the bridge", async () => {
    control.buttons.push(0);
    const loaded = new Promise((resolve) => desktop.window.webContents.once("did-finish-load", resolve));
    const page = await desktop.window.page();
    void page.goto("chrome://crash").catch(() => undefined);
    await loaded;
    expect(record.messageBoxes.at(-1)).toMatchObject({
      message: "The window stopped unexpectedly.",
      buttons: ["Load again", "Close"],
    });
    const restored = await desktop.window.page();
    expect(await restored.getByRole("heading").textContent()).toBe("Test");
    const request = { call: "after", method: "app.about", arguments: { crashed: true } };
    expect(await restored.evaluate((sent) => window.rehearsal?.call(sent), request)).toEqual({
      ok: true,
      value: { crashed: true },
    });
  });
});
