import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The folder of the repository: every tool runs there. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Where each tool's own JavaScript lies: started with this very Node, it needs no shell on any system. */
const entries = {
  tsc: "node_modules/typescript/bin/tsc",
  biome: "node_modules/@biomejs/biome/bin/biome",
  vite: "node_modules/vite/bin/vite.js",
  vitest: "node_modules/vitest/vitest.mjs",
};

/**
 * Runs a tool to its end, without input, and keeps what it says.
 *
 * @param {keyof typeof entries} tool
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [variables] of the environment, beside the present ones
 * @returns {{ readonly code: number, readonly output: string }}
 */
export function runTool(tool, args, variables = {}) {
  // NODE_ENV is each tool's own to set: a build that inherits a test's would be one for developers, with paths of this machine.
  const { FORCE_COLOR: _, NODE_ENV: __, ...environment } = process.env;
  const { status, signal, error, stdout, stderr } = spawnSync(process.execPath, [entries[tool], ...args], {
    cwd: root,
    env: { ...environment, NO_COLOR: "1", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const trouble = error?.message ?? (signal === null ? "" : `${tool} was ended by ${signal}.`);
  return { code: status ?? 1, output: stripVTControlCharacters([stdout, stderr, trouble].join("\n")).trim() };
}

/** Ends with a clear line where the packages are not installed. */
export function requirePackages() {
  if (Object.values(entries).every((entry) => existsSync(`${root}/${entry}`))) return;
  console.error("The packages are not installed (node_modules is absent or incomplete). Run: npm ci");
  process.exit(1);
}
