import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { download, findRuntime } from "./electron-runtime.mjs";

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearsal-runtime-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} path
 * @param {string} [text]
 */
function write(path, text = "") {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe("Electron's runtime", () => {
  it("is where the package noted it", () => {
    write("path.txt", "Electron.app/Contents/MacOS/Electron");
    expect(findRuntime(folder, {})).toBeUndefined();
    const program = write("dist/Electron.app/Contents/MacOS/Electron");
    expect(findRuntime(folder, {})).toBe(program);
  });

  it("is where ELECTRON_OVERRIDE_DIST_PATH says", () => {
    write("path.txt", "electron");
    const program = write("elsewhere/electron");
    expect(findRuntime(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "elsewhere") })).toBe(program);
  });

  it("is not there before it was fetched", () => {
    expect(findRuntime(folder, {})).toBeUndefined();
  });
});

describe("a download", () => {
  const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith("rehearsal-electron-"));

  it("is done when its script is", async () => {
    const script = write("done.cjs", "require('node:fs').writeFileSync(__dirname + '/result', '')");
    expect(await download(script, join(folder, "dist"))).toBe(true);
    expect(readdirSync(folder)).toContain("result");
  });

  it("has failed when its script has", async () => {
    const script = write("failed.cjs", "console.error('getaddrinfo ENOTFOUND github.com'); process.exit(1)");
    expect(await download(script, join(folder, "dist"))).toBe(false);
  });

  it("is given up where nothing comes", async () => {
    const script = write("hangs.cjs", "setInterval(() => {}, 1000)");
    expect(await download(script, join(folder, "dist"), 300)).toBe(false);
  });

  it("is waited for as long as something comes", async () => {
    const grow = `
      const { appendFileSync } = require("node:fs");
      const file = require("node:path").join(require("node:os").tmpdir(), "electron.zip");
      let left = 12;
      const timer = setInterval(() => { appendFileSync(file, "more"); left -= 1; if (left === 0) clearInterval(timer); }, 100);
    `;
    const before = own();
    expect(await download(write("slow.cjs", grow), join(folder, "dist"), 700)).toBe(true);
    expect(own()).toEqual(before);
  });
});
