import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { createClient } from "../contract/client.ts";
import { createHttpTransport } from "../contract/http-transport.ts";
import { BROWSER, launchBrowser } from "./test-browser.ts";
import { findOffline, writeLauncher } from "./test-offline.ts";
import { type ServedProgram, startProgram } from "./test-program.ts";
import { readZip, type Unzipped, unzip } from "./test-unzip.ts";

/** The portable zip, made, unpacked far from the repository, and started by Node alone. */

const MAKE = fileURLToPath(new URL("../../.ci/portable.mjs", import.meta.url));
const TOP = `rehearsal-${packageJson.version}`;
/** No PATH to npm, no proxy, no settings: what a managed laptop without the repository has. */
const BARE = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" };

let folder: string;
let files: readonly Unzipped[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-portable-"));
  const { stdout } = await promisify(execFile)(process.execPath, [MAKE]);
  files = readZip(await readFile(stdout.trim().split("\n").at(-1) ?? ""));
  await unzip(files, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function textOf(path: string): string {
  return String(files.find((file) => file.path === `${TOP}/${path}`)?.content);
}

/** Starts the unpacked app by a command of one's own, on workspaces of one's own. */
async function start(...command: readonly [string, ...(readonly string[])]): Promise<ServedProgram> {
  const workspaces = await mkdtemp(join(folder, "workspaces-"));
  const args = ["--no-open", "--port", "0", "--folder", workspaces] as const;
  const program = await startProgram([...command, ...args], BARE, folder);
  onTestFinished(async () => void (await program.end()));
  return program;
}

describe("the portable zip", () => {
  it("lies in one folder, and holds no map, no test and nothing of Electron", () => {
    const paths = files.map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith(`${TOP}/`))).toEqual([]);
    expect(paths.filter((path) => /\.map$|test|electron|node_modules|main\.js/.test(path))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining([`${TOP}/app/serve.js`, `${TOP}/renderer/index.html`]));
    expect(textOf("README.txt").trim().split("\r\n")).toHaveLength(5);
  });

  it("holds no path of the machine that made it", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    expect(files.filter(({ content }) => content.includes(root)).map(({ path }) => path)).toEqual([]);
  });

  it("holds the licence of every package in it", () => {
    const text = textOf("THIRD-PARTY.txt");
    for (const name of ["commander", "jose", "react", "saxes", "zod", "@mantine/core", "@fontsource-variable/inter"]) {
      expect(text).toContain(`\n${name} `);
    }
    expect(text).toContain("SIL OPEN FONT LICENSE");
    expect(text).not.toContain("licence not named");
    expect(textOf("LICENSE")).toContain("MIT");
  });

  it("holds every font with its licence", () => {
    const fonts = files.filter(({ path }) => path.endsWith(".woff2")).map(({ path }) => path.split("/").at(-1));
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((name) => !/^(?:inter|jetbrains-mono)-/.test(name ?? ""))).toEqual([]);
  });

  it("starts by Node alone, and works", async () => {
    const program = await start(process.execPath, join(folder, TOP, "start.mjs"));
    const transport = createHttpTransport({ base: program.address, secret: () => program.secret, fetch });
    const client = createClient(transport, "test");
    const { workspace } = await client.call("workspaces.create", { name: "On the train", preset: "acme" });
    await client.call("workspaces.open", { workspace });
    const { cards } = await client.call("applications.cards", {});
    expect(cards.length).toBeGreaterThan(0);
    expect(await program.end()).toBe(0);
  });

  it.runIf(process.platform !== "win32").each(["start.sh", "start.command"])("starts by ./%s", async (name) => {
    const node = join(folder, "bin");
    await mkdir(node, { recursive: true });
    await symlink(process.execPath, join(node, "node")).catch(() => undefined);
    const program = await start("env", `PATH=${node}:${BARE.PATH}`, join(folder, TOP, name));
    expect((await fetch(program.address)).status).toBe(200);
  });

  it("brings the command line along", () => {
    const { stdout, status } = spawnSync(process.execPath, [join(folder, TOP, "app/rehearse.js"), "tour"], {
      cwd: folder,
      env: BARE,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining("Ada")]);
  });

  it("works with the network off, and asks nobody but itself", async ({ skip }) => {
    const offline = findOffline();
    if (offline === undefined) return skip("no network namespace can be made here (Linux with unshare and ip)");
    const program = await start(...offline.enter, process.execPath, join(folder, TOP, "start.mjs"));
    const pid = program.process.pid ?? 0;
    const reach = spawnSync("nsenter", [...offline.join(pid).slice(1), process.execPath, "-e", REACH_OUT]);
    expect(reach.status, "there is a network after all").toBe(7);
    const browser = await launchBrowser(await writeLauncher(folder, offline, pid, BROWSER));
    onTestFinished(() => browser.close());
    const { page, asked, complaints } = await openPage(browser, program.url);
    await page.getByText("Nothing leaves this computer").first().waitFor();
    expect(page.url()).not.toContain(program.secret);
    expect(asked.filter((url) => !url.startsWith(program.address))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Ends with 7 where no connection can even be tried. */
const REACH_OUT = `
  require("node:net").connect(80, "192.0.2.1")
    .on("error", ({ code }) => process.exit(code === "ENETUNREACH" ? 7 : 1))
    .on("connect", () => process.exit(0));
`;

interface OpenedPage {
  readonly page: Page;
  /** Every address that it asked for. */
  readonly asked: readonly string[];
  /** What the console holds against it: what its own policy refused, for one. */
  readonly complaints: readonly string[];
}

async function openPage(browser: Browser, url: string): Promise<OpenedPage> {
  const page = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(url);
  return { page, asked, complaints };
}
