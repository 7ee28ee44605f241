// `npm start`: builds what is out of date, then opens the desktop app; in the browser where that is wished for, or where
// Electron's runtime is not to be had.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build, targets } from "./build.mjs";
import { getRuntime } from "./electron-runtime.mjs";
import { requirePackages, root } from "./tool.mjs";

const USAGE = `npm start -- [--browser] [--no-open] [--port <number>] [--folder <folder>]

  --browser          in the browser, not as a desktop app
  --no-open          in the browser, but print the address and open nothing
  --port <number>    in the browser, at this port of 127.0.0.1
  --folder <folder>  where the workspaces lie: Rehearsal in your home folder, or what REHEARSAL_FOLDER says`;

/** A desktop app that ends with an error so soon has not come up: no display, or a library is missing. */
const COMES_UP_WITHIN_MS = 10_000;

/**
 * @typedef {object} Wish
 * @property {boolean} help
 * @property {boolean} browser
 * @property {boolean} open
 * @property {string} [port]
 * @property {string} [folder]
 */

const wish = parseWish(process.argv.slice(2));
if (wish === undefined || wish.help) console.log(USAGE);
else await start(wish);

/**
 * @param {readonly string[]} args
 * @returns {Wish | undefined} nothing where there is an argument that is not known
 */
function parseWish(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h" },
        browser: { type: "boolean" },
        "no-open": { type: "boolean" },
        port: { type: "string" },
        folder: { type: "string" },
      },
    });
    const { help = false, "no-open": closed = false, port, folder } = values;
    const browser = values.browser === true || closed || port !== undefined;
    return { help, browser, open: !closed, ...(port && { port }), ...(folder && { folder: resolve(folder) }) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return undefined;
  }
}

/** @param {Wish} wish */
async function start(wish) {
  requirePackages();
  if (!wish.browser) {
    const runtime = await getRuntime((line) => console.log(line));
    if (runtime !== undefined) return startDesktop(runtime, wish);
  }
  return startBrowser(wish);
}

/**
 * @param {string} runtime
 * @param {Wish} wish
 */
async function startDesktop(runtime, wish) {
  if (!prepare([targets.app, targets.preload, targets.renderer])) return;
  const began = Date.now();
  const code = await runDesktop(runtime, wish.folder);
  if (code !== 0 && Date.now() - began < COMES_UP_WITHIN_MS) {
    console.log(`The desktop app does not come up here (${code}); opening the same app in the browser.`);
    return startBrowser(wish);
  }
  process.exitCode = code;
}

/**
 * @param {string} runtime
 * @param {string | undefined} folder
 * @returns {Promise<number>} the exit code
 */
function runDesktop(runtime, folder) {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const env = folder === undefined ? environment : { ...environment, REHEARSAL_FOLDER: folder };
  const child = spawn(runtime, [root], { env, stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    // Whoever ended it by a signal wanted it ended.
    child.once("exit", (code) => resolve(code ?? 0)).once("error", () => resolve(1));
  });
}

/**
 * The browser host runs in this very process, so that there is one program to end.
 *
 * @param {Wish} wish
 */
async function startBrowser({ open, port, folder }) {
  if (!prepare([targets.app, targets.renderer])) return;
  const program = join(root, targets.app.output);
  const args = [
    ...(open ? [] : ["--no-open"]),
    ...(port ? ["--port", port] : []),
    ...(folder ? ["--folder", folder] : []),
  ];
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

/** @param {Parameters<typeof build>[0]} wanted */
function prepare(wanted) {
  const trouble = build(wanted);
  if (trouble === undefined) return true;
  console.error(trouble);
  process.exitCode = 1;
  return false;
}
