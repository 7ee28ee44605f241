import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";

// The one test in Electron itself. All others run over the stand-in, which stands where the runtime is missing.
const root = join(import.meta.dirname, "..");

it("opens Home in Electron, isolated, and lets go of its workspaces at the end", async ({ skip }) => {
  const missing = findMissing();
  if (missing !== undefined) return skip(missing);
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-electron-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const app = await launch(folder);
  onTestFinished(() => app.close());

  const page = await app.firstWindow();
  await page.getByText("Try identity changes before they are real.").waitFor();
  expect(page.url()).toBe("app://rehearsal/index.html");
  expect(await page.evaluate(() => ["require", "process"].filter((name) => name in window))).toEqual([]);
  const create = { call: "e-1", method: "workspaces.create", arguments: { name: "Acme", preset: "acme" } };
  expect(await page.evaluate((request) => window.rehearsal?.call(request), create)).toMatchObject({ ok: true });

  await app.close();
  expect((await readdir(join(folder, "workspaces"))).filter((name) => name.endsWith(".lock"))).toEqual([]);
});

/** What keeps Electron from running here, if anything does. */
function findMissing(): string | undefined {
  if (findRuntime() === undefined) {
    return "Electron's runtime is not on this machine (its download may be blocked); the stand-in's tests ran.";
  }
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) {
    return "There is no display for Electron's window (xvfb-run npm test gives one).";
  }
  return undefined;
}

/** The runtime's program, by its files: importing `electron` would begin a download. */
function findRuntime(): string | undefined {
  const folder = join(root, "node_modules/electron");
  const note = join(folder, "path.txt");
  if (!existsSync(note)) return undefined;
  const program = join(folder, "dist", readFileSync(note, "utf8").trim());
  return existsSync(program) ? program : undefined;
}

function launch(folder: string): Promise<ElectronApplication> {
  // Chromium's sandbox does not start for root, as which containers run.
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return _electron.launch({
    executablePath: findRuntime() ?? "",
    args: [...flags, `--user-data-dir=${join(folder, "profile")}`, root],
    env: { ...(process.env as Record<string, string>), REHEARSAL_FOLDER: join(folder, "workspaces") },
  });
}
