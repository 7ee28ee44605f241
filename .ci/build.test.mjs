import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isStale } from "./build.mjs";

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearsal-build-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} path
 * @param {number} seconds when it was changed
 */
function write(path, seconds) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  utimesSync(file, seconds, seconds);
}

const target = { sources: ["core", "package.json"], output: "dist/app/serve.js" };

describe("what was built is out of date", () => {
  beforeEach(() => {
    write("core/host/serve.ts", 100);
    write("package.json", 100);
  });

  it("where it was never built", () => {
    expect(isStale(target, folder)).toBe(true);
  });

  it("once a source was changed, however deep", () => {
    write(target.output, 200);
    expect(isStale(target, folder)).toBe(false);
    write("core/host/deep/new.ts", 201);
    expect(isStale(target, folder)).toBe(true);
  });

  it("once a file of its settings was changed", () => {
    write(target.output, 200);
    write("package.json", 300);
    expect(isStale(target, folder)).toBe(true);
  });

  it.each(["core/host/serve.test.ts", "core/host/start.e2e.test.ts", "core/host/test-host.ts"])("not by %s", (path) => {
    write(target.output, 200);
    write(path, 300);
    expect(isStale(target, folder)).toBe(false);
  });

  it("not by a source that is not there", () => {
    write(target.output, 200);
    expect(isStale({ ...target, sources: ["electron"] }, folder)).toBe(false);
  });
});
