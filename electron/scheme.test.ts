import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTENT_SECURITY_POLICY } from "../core/host/content-security-policy.ts";
import { readStaticFiles } from "../core/host/static-files.ts";
import { isOwnPage } from "./origin.ts";
import { serveFiles } from "./scheme.ts";

let folder: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-scheme-"));
  await mkdir(join(folder, "renderer/assets"), { recursive: true });
  await writeFile(join(folder, "outside.json"), "{}");
  await writeFile(join(folder, "renderer/index.html"), "<h1>Rehearsal</h1>");
  await writeFile(join(folder, "renderer/assets/main-1a2b.js"), "export {};");
  serve = serveFiles(readStaticFiles(join(folder, "renderer")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the window's files", () => {
  it.each([
    ["app://rehearsal/", "text/html; charset=utf-8", "<h1>Rehearsal</h1>"],
    ["app://rehearsal/index.html#/w/Acme", "text/html; charset=utf-8", "<h1>Rehearsal</h1>"],
    ["app://rehearsal/assets/main-1a2b.js", "text/javascript; charset=utf-8", "export {};"],
  ])("%s is served", async (url, type, text) => {
    const response = await serve(new Request(url));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
    expect(await response.text()).toBe(text);
  });

  it.each([
    "app://rehearsal/absent.js",
    "app://rehearsal/assets",
    "app://rehearsal/../outside.json",
    "app://rehearsal/%2e%2e/outside.json",
    "app://rehearsal/..%2foutside.json",
    "app://rehearsal/assets/..%5c..%5c..%5coutside.json",
    "app://rehearsal/%00",
    "app://rehearsal/%ff",
    "app://rehearsal//etc/passwd",
    "app://elsewhere/index.html",
    "app://rehearsal:8080/index.html",
  ])("%s is not there", async (url) => {
    expect((await serve(new Request(url))).status).toBe(404);
  });

  it("are read, and not written", async () => {
    expect((await serve(new Request("app://rehearsal/", { method: "POST", body: "x" }))).status).toBe(404);
  });

  it("all carry the policy of the page, the absent ones too", async () => {
    for (const url of ["app://rehearsal/", "app://rehearsal/absent.js"]) {
      const { headers } = await serve(new Request(url));
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
    }
  });
});

describe("the window's own page", () => {
  it.each(["app://rehearsal/", "app://rehearsal/index.html", "app://rehearsal/index.html?a#/w/Acme/run/1?step=3"])(
    "is %s",
    (url) => expect(isOwnPage(url)).toBe(true),
  );

  it.each([
    "app://rehearsal/assets/main-1a2b.js",
    "app://rehearsal.elsewhere/index.html",
    "app://rehearsal:1/index.html",
    "https://rehearsal/index.html",
    "blob:app://rehearsal/index.html",
    "about:blank",
    "nowhere",
  ])("is not %s", (url) => expect(isOwnPage(url)).toBe(false));
});
