// Electron's runtime: the package `electron` comes without it, and fetches it when it is imported. So it is never
// imported here; its files say whether the runtime is there.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "./tool.mjs";

/** The package's folder. */
const installed = join(root, "node_modules/electron");
/** Says that a download was tried and failed: for which runtime, and on which Node. Goes away with node_modules. */
const triedFile = join(root, "node_modules/.cache/rehearsal/electron-download-failed");
const GIVE_UP_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 250;

/**
 * The runtime's program, as `electron/index.js` finds it; undefined where it is not here.
 *
 * @param {string} [folder] of the package
 * @param {Readonly<Record<string, string | undefined>>} [environment]
 */
export function findRuntime(folder = installed, environment = process.env) {
  const place = environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist");
  const name = readText(join(folder, "path.txt")) ?? (process.platform === "win32" ? "electron.exe" : "electron");
  const program = join(place, name);
  return existsSync(program) ? program : undefined;
}

/**
 * The runtime's program: the one that is here, or after one download. Undefined where there is none, with the reason told.
 *
 * @param {(line: string) => void} tell
 */
export async function getRuntime(tell) {
  const here = findRuntime();
  if (here !== undefined) return here;
  const why = await fetchRuntime(tell);
  const fetched = findRuntime();
  if (fetched === undefined) tell(`Electron's runtime is not here ${why}; opening the same app in the browser.`);
  return fetched;
}

/**
 * Downloads the runtime unless that was tried before, or is not wanted. Gives why it is still not here.
 *
 * @param {(line: string) => void} tell
 */
async function fetchRuntime(tell) {
  const script = join(installed, "install.js");
  if ((process.env.ELECTRON_SKIP_BINARY_DOWNLOAD ?? "") !== "") return "(ELECTRON_SKIP_BINARY_DOWNLOAD is set)";
  const version = readText(join(installed, "package.json"))?.match(/"version": "([^"]+)"/)?.[1];
  if (version === undefined || !existsSync(script)) return "(the package electron is not installed)";
  const attempt = `electron ${version}, Node ${process.version}\n`;
  if (readText(triedFile) === attempt) return "(a download was tried before; npx install-electron tries it again)";
  tell("Fetching Electron's runtime, once …");
  if (await download(script, join(installed, "dist"))) return "";
  mkdirSync(dirname(triedFile), { recursive: true });
  writeFileSync(triedFile, attempt);
  return "and could not be downloaded";
}

/**
 * Runs a script that downloads and unpacks, and ends it once nothing has come for a while. Gives whether it came to its
 * end. What it says on the way stays unsaid: the one thing to know is whether it worked.
 *
 * @param {string} script
 * @param {string} unpacked the folder that it fills in the end
 * @param {number} [giveUpAfter] milliseconds
 * @returns {Promise<boolean>}
 */
export async function download(script, unpacked, giveUpAfter = GIVE_UP_AFTER_MS) {
  // Where it puts what it has so far, so that its growth can be seen.
  const temporary = mkdtempSync(join(tmpdir(), "rehearsal-electron-"));
  const variables = { TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: "1" };
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...variables }, stdio: "ignore" });
  /** @type {Promise<boolean>} */
  const ended = new Promise((resolve) => {
    child.once("exit", (code) => resolve(code === 0)).once("error", () => resolve(false));
  });
  try {
    void endWhenIdle(child, [temporary, unpacked], giveUpAfter);
    return await ended;
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {readonly string[]} folders that grow while it works
 * @param {number} giveUpAfter
 */
async function endWhenIdle(child, folders, giveUpAfter) {
  let size = -1;
  let grewAt = Date.now();
  while (child.exitCode === null && child.signalCode === null) {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);
    if (now !== size) [size, grewAt] = [now, Date.now()];
    if (Date.now() - grewAt >= giveUpAfter) child.kill("SIGKILL");
    await wait(Math.min(LOOK_EVERY_MS, giveUpAfter));
  }
}

/**
 * How many bytes lie in a folder that may change meanwhile.
 *
 * @param {string} folder
 */
function sizeOf(folder) {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0;
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
