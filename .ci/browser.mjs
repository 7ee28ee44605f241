// Finds the Chromium that the window tests run in, or gets one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "./tool.mjs";

/**
 * Where things lie on a machine: what looking for a browser depends on.
 *
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {string} home
 * @property {(path: string) => boolean} exists
 */

/** How long Playwright may take to download its browser, and Debian to install its package. */
const DOWNLOAD_WITHIN_MS = 180_000;

/** @type {Machine} */
const thisMachine = { platform: process.platform, environment: process.env, home: homedir(), exists: existsSync };

/**
 * The path of a Chrome or Chromium: the one that `REHEARSAL_CHROMIUM` names, else one that is installed, else
 * Playwright's own, else Debian's package where it may be installed. Undefined where there is none to be had.
 *
 * @param {(line: string) => void} tell hears what is tried that takes long
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser(tell) {
  const named = thisMachine.environment.REHEARSAL_CHROMIUM ?? "";
  if (named !== "") return existsSync(named) ? named : undefined;
  return installedBrowser(thisMachine) ?? (await playwrightBrowser(tell)) ?? debianBrowser(tell);
}

/**
 * A Chrome or Chromium in one of the usual places, or on the PATH.
 *
 * @param {Machine} machine
 */
export function installedBrowser({ platform, environment, home, exists }) {
  const usual = {
    darwin: macPlaces(home),
    win32: windowsPlaces(environment),
  };
  const places = platform === "darwin" || platform === "win32" ? usual[platform] : linuxPlaces(environment);
  return places.find((place) => exists(place));
}

/** @param {string} home */
function macPlaces(home) {
  const applications = ["/Applications", join(home, "Applications")];
  const names = ["Google Chrome", "Chromium"];
  return applications.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
}

/** @param {Machine["environment"]} environment */
function windowsPlaces(environment) {
  const folders = [environment.PROGRAMFILES, environment["PROGRAMFILES(X86)"], environment.LOCALAPPDATA];
  return folders.flatMap((folder) =>
    folder === undefined
      ? []
      : [`${folder}\\Google\\Chrome\\Application\\chrome.exe`, `${folder}\\Chromium\\Application\\chrome.exe`],
  );
}

/** @param {Machine["environment"]} environment */
function linuxPlaces({ PATH = "" }) {
  const folders = [...PATH.split(delimiter).filter((folder) => folder !== ""), "/usr/bin", "/snap/bin"];
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * Playwright's own browser, downloaded where it is not here yet.
 *
 * @param {(line: string) => void} tell
 */
async function playwrightBrowser(tell) {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  tell("no browser is installed: downloading Playwright's");
  const cli = join(root, "node_modules/playwright-core/cli.js");
  run(process.execPath, [cli, "install", "chromium", "--no-shell"]);
  return existsSync(path) && starts(path) ? path : undefined;
}

/**
 * Debian's package, where this is Debian and we may install one.
 *
 * @param {(line: string) => void} tell
 */
function debianBrowser(tell) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  tell("installing Debian's package of Chromium");
  const variables = { DEBIAN_FRONTEND: "noninteractive" };
  run("/usr/bin/apt-get", ["update", "--quiet"], variables);
  run("/usr/bin/apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"], variables);
  return installedBrowser(thisMachine);
}

/**
 * A download may come without the libraries that it needs.
 *
 * @param {string} path
 */
function starts(path) {
  return process.platform === "win32" || run(path, ["--version"]);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [variables]
 */
function run(program, args, variables = {}) {
  const options = { timeout: DOWNLOAD_WITHIN_MS, env: { ...process.env, ...variables } };
  return spawnSync(program, args, { ...options, stdio: "ignore" }).status === 0;
}
