import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { control, record } from "./stand-in/control.ts";
import { protocol } from "./stand-in/protocol.ts";
import { session } from "./stand-in/session.ts";
import { startTestDesktop, type TestDesktop } from "./test-desktop.ts";

/** What a page that was led astray would try, from a script of its own, and what came of it. */
const page = {
  "index.html": `<!doctype html>
    <title>Rehearsal</title>
    <h1 onclick="window.clicked = true">Test</h1>
    <script>window.inlineRan = true;</script>
    <script src="data:text/javascript,window.dataRan=true"></script>
    <script src="https://elsewhere.test/script.js"></script>
    <script type="module" src="./page.js"></script>`,
  "page.js": `
    const came = {};
    const violated = [];
    document.addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));
    async function attempt(name, run) {
      came[name] = await Promise.resolve().then(run).then(() => "done", (error) => error.name);
    }
    const loaded = (element, source) => new Promise((resolve, reject) => {
      Object.assign(element, { onload: resolve, onerror: () => reject(new Error("not loaded")), src: source });
      document.body.append(element);
    });
    await attempt("eval", () => eval("1"));
    await attempt("new Function", () => new Function("return 1")());
    await attempt("fetch elsewhere", () => fetch("https://elsewhere.test/", { mode: "no-cors" }));
    await attempt("fetch here", () => fetch("./page.js"));
    await attempt("socket elsewhere", () => new Promise((resolve, reject) => {
      Object.assign(new WebSocket("wss://elsewhere.test/"), { onopen: resolve, onerror: () => reject(new Error("shut")) });
    }));
    await attempt("image elsewhere", () => loaded(new Image(), "https://elsewhere.test/i.png"));
    await attempt("worker of text", () => new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
      Object.assign(worker, { onmessage: resolve, onerror: () => reject(new Error("refused")) });
    }));
    Object.assign(window, { came, violated });`,
};

/** What the page of the test keeps on its window. */
interface TestPage {
  readonly came: Readonly<Record<string, string>>;
  readonly violated: readonly string[];
}

let desktop: TestDesktop;

beforeAll(async () => {
  desktop = await startTestDesktop(page);
  await desktop.page.waitForFunction(() => "came" in window);
});
afterAll(() => desktop.end());

/** What an expression is worth in the page. */
function inPage(expression: string): Promise<unknown> {
  return desktop.page.evaluate(expression);
}

describe("the page", () => {
  it("has no Node and no Electron", async () => {
    const names = ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer", "standInPost"];
    expect(await inPage(`${JSON.stringify(names)}.filter((name) => name in window)`)).toEqual([]);
  });

  it("has three functions of Rehearsal, which it cannot change", async () => {
    expect(await inPage("Object.keys(rehearsal).sort()")).toEqual(["call", "cancel", "subscribe"]);
    expect(await inPage("[Object.isFrozen(rehearsal), Reflect.set(window, 'rehearsal', 1)]")).toEqual([true, false]);
    expect(await inPage("rehearsal.subscribe(() => undefined)()")).toBeUndefined();
  });

  it("runs its own scripts, and none that stand in it or come from elsewhere", async () => {
    await desktop.page.getByRole("heading").click();
    expect(await inPage("['inlineRan', 'dataRan', 'clicked'].filter((name) => name in window)")).toEqual([]);
  });

  it("evaluates nothing, and reaches nothing but its own files", async () => {
    const { came, violated } = (await inPage("({ came, violated })")) as TestPage;
    expect(came).toEqual({
      eval: "EvalError",
      "new Function": "EvalError",
      "fetch elsewhere": "TypeError",
      "fetch here": "done",
      "socket elsewhere": "Error",
      "image elsewhere": "Error",
      "worker of text": "Error",
    });
    expect(new Set(violated)).toEqual(new Set(["script-src", "connect-src", "img-src", "worker-src"]));
    expect(record.network).toEqual([]);
  });

  it("holds no other page", async () => {
    const refused = inPage(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
      document.body.append(Object.assign(document.createElement("iframe"), { src: "./index.html" }));
    })`);
    expect(await refused).toBe("frame-src");
  });
});

describe("the window stays where it is", () => {
  it.each(["https://elsewhere.test/", "other://place/index.html", "app://elsewhere/", "app://rehearsal/page.js"])(
    "when its page wants to go to %s",
    async (url) => {
      protocol.handle("other", () => new Response("Elsewhere"));
      const before = desktop.window.webContents.getURL();
      await desktop.page.evaluate((address) => void window.location.assign(address), toPage(url));
      await vi.waitUntil(() => record.stopped.includes(url));
      expect(desktop.window.webContents.getURL()).toBe(before);
      expect(await desktop.page.getByRole("heading").textContent()).toBe("Test");
    },
  );

  it("but goes from screen to screen, and may be loaded again", async () => {
    await inPage("void (location.hash = '#/w/Acme/runs')");
    await desktop.page.reload();
    expect(desktop.window.webContents.getURL()).toBe("app://rehearsal/index.html#/w/Acme/runs");
  });

  it("when its page asks for another window", async () => {
    for (const url of ["app://rehearsal/index.html", "http://elsewhere.test/"]) {
      const asked = record.windowsAsked.length;
      await desktop.page.evaluate((address) => void window.open(address), toPage(url));
      await vi.waitUntil(() => record.windowsAsked.length > asked);
    }
    expect(record.windowsAsked.map(({ action }) => action)).toEqual(["deny", "deny"]);
    expect(record.messageBoxes).toEqual([]);
    expect(record.opened).toEqual([]);
  });
});

describe("a link to a source on the web", () => {
  const url = "https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2";

  async function follow(): Promise<void> {
    const boxes = record.messageBoxes.length;
    await inPage(`{
      const link = document.createElement("a");
      Object.assign(link, { href: ${JSON.stringify(url)}, target: "_blank", rel: "noreferrer" });
      link.click();
    }`);
    await vi.waitUntil(() => record.messageBoxes.length > boxes);
  }

  it("shows its address first, and stays unopened unless the user says so", async () => {
    await follow();
    expect(record.messageBoxes.at(-1)).toMatchObject({
      message: "Open this address in your browser?",
      detail: expect.stringContaining(url),
      buttons: ["Open in browser", "Cancel"],
      cancelId: 1,
      defaultId: 1,
    });
    expect(record.opened).toEqual([]);
  });

  it("is opened by the user's own browser when they do", async () => {
    control.buttons.push(0);
    await follow();
    await vi.waitUntil(() => record.opened.length > 0);
    expect(record.opened).toEqual([url]);
    expect(record.windowsAsked.at(-1)).toEqual({ url, action: "deny" });
  });
});

describe("permissions", () => {
  it("are refused, but for writing to the clipboard", async () => {
    const names = ["geolocation", "notifications", "camera", "midi", "clipboard-read", "clipboard-write"];
    const states = await inPage(`Promise.all(${JSON.stringify(names)}.map(
      (name) => navigator.permissions.query({ name }).then(({ state }) => name + " " + state)))`);
    expect(states).toEqual([
      "geolocation denied",
      "notifications denied",
      "camera denied",
      "midi denied",
      "clipboard-read denied",
      "clipboard-write granted",
    ]);
  });

  it("are refused to every other page, and so is every device", () => {
    const { defaultSession } = session;
    const elsewhere = { getURL: () => "https://elsewhere.test/" };
    const { webContents } = desktop.window;
    expect(defaultSession.isPermitted(webContents, "fullscreen", "app://rehearsal")).toBe(true);
    expect(defaultSession.isPermitted(elsewhere, "fullscreen", "app://rehearsal")).toBe(false);
    expect(defaultSession.isPermitted(webContents, "fullscreen", "https://elsewhere.test")).toBe(false);
    expect(defaultSession.deviceHandler({ deviceType: "usb" })).toBe(false);
  });
});

describe("files that the page hands over", () => {
  async function save(href: string): Promise<(typeof record.downloads)[number] | undefined> {
    const before = record.downloads.length;
    await inPage(`{
      const link = document.createElement("a");
      Object.assign(link, { href: ${href}, download: "Acme.json" });
      link.click();
    }`);
    await vi.waitUntil(() => record.downloads.length > before);
    return record.downloads.at(-1);
  }
  const blob = 'URL.createObjectURL(new Blob([\'{"version":1}\'], { type: "application/json" }))';

  it("are saved where the user says", async () => {
    const file = join(control.folder, "saved.json");
    control.saveAs.push(file);
    expect(await save(blob)).toEqual({ name: "Acme.json", savedAs: file, refused: false });
    expect(await readFile(file, "utf8")).toBe('{"version":1}');
  });

  it("are dropped when the user cancels", async () => {
    expect(await save(blob)).toEqual({ name: "Acme.json", savedAs: undefined, refused: false });
  });

  it("are refused when the page did not make them itself", async () => {
    expect(await save("'data:application/json,{}'")).toMatchObject({ refused: true });
  });
});

/** The address as the page in Chromium must write it. */
function toPage(url: string): string {
  return url.replace(/^(app|other):\/\/([^/]+)/, "https://$2.$1.test");
}
