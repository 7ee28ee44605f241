// The one test command: types, lint with the import rules, the tests, the build, and the tests of what was built.
// Every stage that can run does, whatever failed before it. What did not run is listed at the end with its reason;
// the very last line holds the totals, in which types, lint and build count as one each.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { targets } from "./build.mjs";
import { requirePackages, root, runTool } from "./tool.mjs";

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped each with its reason
 * @property {readonly string[]} [failedFiles] files of tests in which something failed
 * @property {number} [passedInFailedFiles] tests that passed in these
 * @property {readonly string[]} [unsteady] files that passed only when they were run again
 */

/** What no stage here runs, and why. */
const never = [
  "installers: npm run dist fetches Electron's runtime for every system, so none is built here; what would go into " +
    "them, and how, is tested",
];

/** Window tests: more files than that are no accident of timing. */
const mostUnsteady = 3;

requirePackages();
const browser = await findBrowser((line) => console.log(`(${line} …)`));
const all = [
  stage("types", () => check("tsc", [["--noEmit"]])),
  stage("lint and import rules", () =>
    check("biome", [["ci", "--colors=off", "--error-on-warnings", "--max-diagnostics=30", "."]]),
  ),
  stage("unit and integration tests", () => test("core")),
  stage("tests of the screens' parts", () => test("renderer")),
];
const modes = Object.values(targets).map(({ mode }) => ["build", "--mode", mode, "--logLevel", "warn"]);
const build = stage("build", () => check("vite", modes));
all.push(build);
all.push(ofTheBuild("command-line tests", () => test("command-line")));
all.push(ofTheBuild("window tests", () => testWindow(browser)));
report(all);

/**
 * A stage that runs what was built.
 *
 * @param {string} name
 * @param {() => Totals & { readonly output: string }} run
 */
function ofTheBuild(name, run) {
  return build.failed > 0 ? notRun(name, "the build failed, and they run what it makes") : stage(name, run);
}

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
 * A stage that counts as one, however often it runs its tool.
 *
 * @param {"tsc" | "biome" | "vite"} tool
 * @param {readonly (readonly string[])[]} runs the arguments of each
 */
function check(tool, runs) {
  for (const args of runs) {
    const { code, output } = runTool(tool, args);
    if (code !== 0) return { passed: 0, failed: 1, skipped: [], output };
  }
  return { passed: 1, failed: 0, skipped: [], output: "" };
}

/**
 * The tests in a real browser. On a busy machine one may wait in vain: the few files in which something failed are run
 * once more, from their beginning and alone. What passes only then counts, and is named at the end.
 *
 * @param {string | undefined} program of the browser
 */
function testWindow(program) {
  if (program !== undefined) {
    const first = test("window", { REHEARSAL_CHROMIUM: program });
    const { failedFiles = [], passedInFailedFiles = 0 } = first;
    if (failedFiles.length === 0 || failedFiles.length > mostUnsteady) return first;
    console.log(`failed at first, run again: ${failedFiles.join(", ")}\n\n${first.output}\n`);
    const again = test("window", { REHEARSAL_CHROMIUM: program }, failedFiles);
    const skipped = [...new Set([...first.skipped, ...again.skipped])];
    const passed = first.passed - passedInFailedFiles + again.passed;
    return { ...again, passed, skipped, unsteady: again.failed === 0 ? failedFiles : [] };
  }
  const output = "No Chrome or Chromium was found or could be installed. Name one in REHEARSAL_CHROMIUM.";
  return { passed: 0, failed: 1, skipped: [], output };
}

/**
 * A stage that counts its tests.
 *
 * @param {"core" | "renderer" | "command-line" | "window"} project of vitest, as vite.config.ts names them
 * @param {Readonly<Record<string, string>>} [variables]
 * @param {readonly string[]} [files] these alone
 */
function test(project, variables = {}, files = []) {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-test-"));
  try {
    const totalsFile = join(folder, "totals.json");
    const reporters = ["--reporter=dot", `--reporter=${join(root, ".ci/totals-reporter.mjs")}`];
    const { code, output } = runTool("vitest", ["run", "--project", project, ...reporters, ...files], {
      ...variables,
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
  console.log(`\nNot run:\n${[...sum.skipped, ...never].map((line) => `  ${line}`).join("\n")}\n`);
  const unsteady = stages.flatMap((each) => each.unsteady ?? []);
  if (unsteady.length > 0)
    console.log(`Passed only when run again:\n${unsteady.map((file) => `  ${file}`).join("\n")}\n`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
  console.log(inWords(sum));
}
