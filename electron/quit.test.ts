import { app } from "electron";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { startTestDesktop, type TestDesktop } from "./test-desktop.ts";

let desktop: TestDesktop;

beforeAll(async () => {
  desktop = await startTestDesktop();
});

describe("when the last window is closed", () => {
  it("the app ends, but not before the engine has let go of its workspaces", async () => {
    let letGo: () => void = () => undefined;
    desktop.engine.letClose = new Promise((resolve) => {
      letGo = resolve;
    });
    const quit = vi.fn();
    const ending = new Promise((resolve) => app.once("will-quit", resolve));
    const ended = new Promise<void>((resolve) => {
      app.once("quit", () => {
        quit({ closed: desktop.engine.isClosed() });
        resolve();
      });
    });

    desktop.window.close();
    await ending;
    // Told again while it waits, it goes on waiting.
    app.quit();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(quit).not.toHaveBeenCalled();

    letGo();
    await ended;
    expect(quit).toHaveBeenCalledExactlyOnceWith({ closed: true });
    expect(desktop.window.isDestroyed()).toBe(true);
  });
});
