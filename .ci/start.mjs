// `npm start`: the guided login of the sample in the terminal. Builds the command line first where it is out of date.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { requirePackages, root, runTool } from "./tool.mjs";

const program = join(root, "dist/cli/rehearse.js");

requirePackages();
if (newest(["core", "package.json", "vite.config.ts"]) > changedAt(program)) {
  console.log("Building the command line …");
  const { code, output } = runTool("vite", ["build", "--logLevel", "warn"]);
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
const { status } = spawnSync(process.execPath, [program, "tour", ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;

/**
 * When the newest of these files, or of the files in these folders, was changed.
 *
 * @param {readonly string[]} paths
 */
function newest(paths) {
  const files = paths.flatMap((path) => {
    const whole = join(root, path);
    if (!statSync(whole).isDirectory()) return [whole];
    return readdirSync(whole, { recursive: true, encoding: "utf8" }).map((name) => join(whole, name));
  });
  return Math.max(...files.map(changedAt));
}

/**
 * Milliseconds since the epoch; 0 where there is no such file.
 *
 * @param {string} path
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
