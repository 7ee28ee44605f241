// What `vite build` makes, and whether it is out of date.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, runTool } from "./tool.mjs";

/**
 * Something to be built: how a person calls it, the mode of `vite build`, what it is made from, and a file of it.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {string} mode
 * @property {readonly string[]} sources
 * @property {string} output
 */

const settings = ["package.json", "package-lock.json", "vite.config.ts"];

/** @satisfies {Readonly<Record<string, Target>>} */
export const targets = {
  commandLine: {
    name: "the command line",
    mode: "production",
    sources: ["core", ...settings],
    output: "dist/cli/rehearse.js",
  },
  app: {
    name: "the engine and its hosts",
    mode: "app",
    sources: ["core", "electron", ...settings],
    output: "dist/app/serve.js",
  },
  preload: {
    name: "the bridge to the window",
    mode: "preload",
    sources: ["core/contract", "electron", ...settings],
    output: "dist/preload/preload.cjs",
  },
  renderer: {
    name: "the window",
    mode: "renderer",
    sources: ["core", "renderer", ...settings],
    output: "dist/renderer/index.html",
  },
};

/**
 * What goes into the portable zip beside the window.
 *
 * @satisfies {Target}
 */
export const portable = {
  name: "the portable programs",
  mode: "portable",
  sources: ["core", ...settings],
  output: "dist/portable/serve.js",
};

/**
 * Builds what is out of date, or everything, with one line for each. Gives what a failed build had to say.
 *
 * @param {readonly Target[]} wanted
 * @param {(target: Target) => boolean} [isWanted]
 * @returns {string | undefined}
 */
export function build(wanted, isWanted = (target) => isStale(target, root)) {
  for (const target of wanted.filter(isWanted)) {
    const start = Date.now();
    process.stdout.write(`Building ${target.name} … `);
    const { code, output } = runTool("vite", ["build", "--mode", target.mode, "--logLevel", "warn"]);
    console.log(code === 0 ? `${((Date.now() - start) / 1000).toFixed(1)} s` : "failed");
    if (code !== 0) return output;
  }
  return undefined;
}

/**
 * Whether anything that it is made from was changed after it was built.
 *
 * @param {Pick<Target, "sources" | "output">} target
 * @param {string} folder of the repository
 */
export function isStale({ sources, output }, folder) {
  const built = changedAt(join(folder, output));
  return sources.some((source) => filesIn(join(folder, source)).some((file) => changedAt(file) > built));
}

/**
 * The file itself, or every file in the folder but those of tests.
 *
 * @param {string} path
 * @returns {readonly string[]}
 */
function filesIn(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.|^test-/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Milliseconds since the epoch; 0 where there is no such file.
 *
 * @param {string} path
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
