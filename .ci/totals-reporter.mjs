import { writeFileSync } from "node:fs";

/** @import { Reporter, TestCase, TestModule } from "vitest/node" */

/**
 * A reporter for vitest that writes the totals of a run, as `.ci/test.mjs` reads them, to the file that `TOTALS_FILE`
 * names. Unlike vitest's own JSON it keeps the reason given to `context.skip(reason)`, and counts what failed outside
 * a test: a file that does not load, a hook, a stray rejection.
 *
 * @implements {Reporter}
 */
export default class TotalsReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const inState = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state);
    const totals = {
      passed: inState("passed").length,
      failed:
        inState("failed").length + groups.filter((group) => group.errors().length > 0).length + unhandledErrors.length,
      // A test that never ended is not silently lost either.
      skipped: [...inState("skipped"), ...inState("pending")].map(describeSkipped),
      failedFiles: modules.filter((module) => module.state() === "failed").map((module) => module.relativeModuleId),
      passedInFailedFiles: inState("passed").filter((test) => test.module.state() === "failed").length,
    };
    writeFileSync(process.env.TOTALS_FILE ?? "totals.json", JSON.stringify(totals));
  }
}

/** @param {TestCase} test */
function describeSkipped(test) {
  const result = test.result();
  const reason = (result.state === "skipped" && result.note) || "no reason given";
  return `${test.module.relativeModuleId} > ${test.fullName}: ${reason}`;
}
