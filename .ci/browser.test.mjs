import { describe, expect, it } from "vitest";
import { findBrowser, installedBrowser } from "./browser.mjs";

/**
 * @param {Partial<Parameters<typeof installedBrowser>[0]>} machine
 * @param {readonly string[]} files
 */
function machine(machine, files) {
  const bare = { platform: /** @type {const} */ ("linux"), environment: {}, home: "/home/ada" };
  return { ...bare, ...machine, exists: (/** @type {string} */ path) => files.includes(path) };
}

describe("looking for an installed browser", () => {
  it.each([
    ["Debian's", { platform: "linux" }, "/usr/bin/chromium"],
    ["one on the PATH", { platform: "linux", environment: { PATH: "/bin:/opt/own" } }, "/opt/own/google-chrome"],
    ["a snap", { platform: "linux" }, "/snap/bin/chromium"],
    ["Chrome on macOS", { platform: "darwin" }, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["one's own on macOS", { platform: "darwin" }, "/home/ada/Applications/Chromium.app/Contents/MacOS/Chromium"],
    [
      "Chrome on Windows",
      { platform: "win32", environment: { PROGRAMFILES: "C:\\Program Files" } },
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
  ])("finds %s", (_, where, path) => {
    const found = installedBrowser(machine(/** @type {any} */ (where), [path]));
    expect(found).toBe(path);
  });

  it("prefers Chromium, and the first folder of the PATH", () => {
    const files = ["/a/google-chrome", "/a/chromium", "/b/chromium"];
    expect(installedBrowser(machine({ environment: { PATH: "/b:/a" } }, files))).toBe("/b/chromium");
  });

  it("finds none where there is none", () => {
    expect(installedBrowser(machine({ environment: { PATH: "/bin" } }, []))).toBeUndefined();
  });
});

it("takes the browser that is named and no other, though it be absent", async () => {
  const before = process.env.REHEARSAL_CHROMIUM;
  /** @type {string[]} */
  const told = [];
  try {
    process.env.REHEARSAL_CHROMIUM = process.execPath;
    expect(await findBrowser((line) => told.push(line))).toBe(process.execPath);
    process.env.REHEARSAL_CHROMIUM = "/no/such/browser";
    expect(await findBrowser((line) => told.push(line))).toBeUndefined();
  } finally {
    if (before === undefined) delete process.env.REHEARSAL_CHROMIUM;
    else process.env.REHEARSAL_CHROMIUM = before;
  }
  expect(told).toEqual([]);
});
