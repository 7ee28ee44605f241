// The one test command: types, lint with the import rules, the tests, the build, and the tests of what was built.
// Every stage that can run does, whatever failed before it. What did not run is listed at the end with its reason;
// the very last line holds the totals, in which types, lint and build count as one each.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirePackages, root, runTool } from "./tool.mjs";

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped each with its reason
 */

/** What no stage here can run yet, and why. */
const notYet = [
  "window tests: there is no window yet (electron/ and renderer/ hold no code)",
  "packaging: electron-builder is not installed, so electron-builder.yml was not put to use",
];

requirePackages();
const all = [
  stage("types", () => check("tsc", ["--noEmit"])),
  stage("lint and import rules", () =>
    check("biome", ["ci", "--colors=off", "--error-on-warnings", "--max-diagnostics=30", "."]),
  ),
  stage("unit and integration tests", () => test("core")),
];
const build = stage("build", () => check("vite", ["build", "--logLevel", "warn"]));
all.push(build);
all.push(
  build.failed > 0
    ? notRun("command-line tests", "the build failed, and they run what it makes")
    : stage("command-line tests", () => test("command-line")),
);
report(all);

/**
 * @param {string} name
 * @param {() => Totals & { readonly output: string }} run
 * @returns {Totals}
 */
function stage(name, run) {
  process.stdout.write(`${name} … `);
  const start = Date.now();
  const { output, ...totals } = run();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const counted = totals.passed + totals.failed + totals.skipped.length > 1 ? `${inWords(totals)}, ` : "";
  console.log(`${totals.failed > 0 ? "FAILED" : "passed"} (${counted}${seconds} s)`);
  if (totals.failed > 0) console.log(`\n${output}\n`);
  return totals;
}

/**
 * @param {string} name
 * @param {string} why
 * @returns {Totals}
 */
function notRun(name, why) {
  console.log(`${name} … not run`);
  return { passed: 0, failed: 0, skipped: [`${name}: ${why}`] };
}

/**
 * A stage that counts as one.
 *
 * @param {"tsc" | "biome" | "vite"} tool
 * @param {readonly string[]} args
 */
function check(tool, args) {
  const { code, output } = runTool(tool, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], output };
}

/**
 * A stage that counts its tests.
 *
 * @param {"core" | "command-line"} project of vitest, as vite.config.ts names them
 */
function test(project) {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-test-"));
  try {
    const totalsFile = join(folder, "totals.json");
    const reporters = ["--reporter=dot", `--reporter=${join(root, ".ci/totals-reporter.mjs")}`];
    const { code, output } = runTool("vitest", ["run", "--project", project, ...reporters], {
      TOTALS_FILE: totalsFile,
    });
    const totals = readTotals(totalsFile);
    // A run that failed in no test (no test found, a crash, a stray rejection) has failed all the same.
    return { ...totals, failed: code === 0 ? totals.failed : Math.max(totals.failed, 1), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {Totals} nothing where the run wrote none: it did not come that far
 */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** @param {Totals} totals */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/** @param {readonly Totals[]} stages */
function report(stages) {
  const sum = {
    passed: stages.reduce((count, { passed }) => count + passed, 0),
    failed: stages.reduce((count, { failed }) => count + failed, 0),
    skipped: stages.flatMap(({ skipped }) => skipped),
  };
  console.log(`\nNot run:\n${[...sum.skipped, ...notYet].map((line) => `  ${line}`).join("\n")}\n`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
  console.log(inWords(sum));
}
