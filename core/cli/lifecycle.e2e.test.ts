import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchPerTest, type Run } from "./test-rehearse.ts";

/** What happens over time, at the command line as it was built. */

const MARA = "mara.okafor@acme.test";
const APP = ["--app", "expenses"] as const;

const bench = benchPerTest({ sample: true });

/** Runs a command of `rehearse` on the workspace of this test. */
function rehearse(command: string, ...words: readonly string[]): Promise<Run> {
  return bench.rehearse(command, "--workspace", bench.file, ...words);
}

const leave = JSON.stringify({ type: "leave", user: MARA });

async function activeOfMara(): Promise<boolean | undefined> {
  const { applications } = JSON.parse(await readFile(bench.file, "utf8"));
  const expenses = applications.find(({ id }: { id: string }) => id === "expenses");
  return expenses.accounts.find(({ userName }: { userName: string }) => userName === MARA)?.active;
}

describe("rehearse act, pass, cycle and way", () => {
  it("let somebody leave and time pass, until the batch takes the account away", async () => {
    const way = await rehearse("way", ...APP, "scheduled");
    expect(way).toMatchObject({ code: 0, error: "" });
    expect(way.out).toContain("Expenses gets its accounts by scheduled batches from now on.");
    expect((await rehearse("cycle", ...APP, "--save")).code).toBe(0);
    const left = await rehearse("act", leave, "--save");
    expect(left).toMatchObject({ code: 0, error: "" });
    expect(left.out).toContain("Done: ");
    expect(await activeOfMara()).toBe(true);
    const passed = await rehearse("pass", "--to-next", "--save");
    expect(passed).toMatchObject({ code: 0, error: "" });
    expect(passed.out).toContain("Time passes: to what is due next");
    expect(passed.out).toContain("It is 2026-03-03T02:00:00.000Z now.");
    expect(await activeOfMara()).toBe(false);
  });

  it("print one JSON object, and keep nothing unless told to", async () => {
    const { code, out, error } = await rehearse("pass", "--days", "2", "--json");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(["outcome", "code", "reason", "clock", "people", "steps"]);
    expect(result).toMatchObject({ outcome: "done", code: "DONE", clock: "2026-03-04T09:00:00.000Z" });
    expect(JSON.parse(await readFile(bench.file, "utf8")).clock.now).toBe("2026-03-02T09:00:00.000Z");
  });

  it("read the action from a file", async () => {
    const action = join(bench.folder, "action.json");
    await writeFile(action, leave);
    expect((await rehearse("act", "--file", action)).code).toBe(0);
  });

  it("end with 1 where the outcome is not as it should be", async () => {
    await rehearse("act", leave, "--save");
    const report = await rehearse("act", JSON.stringify({ type: "reconcile", application: "expenses", repair: false }));
    expect(report.code).toBe(1);
    expect(report.out).toContain("orphaned");
  });

  it.each([
    ["act", ['{"type":"leave"'], "ACTION_NOT_JSON"],
    ["act", ['{"type":"leaf","user":"x"}'], "ACTION_INVALID"],
    ["act", ['{"type":"leave","user":"x","__proto__":{"polluted":true}}'], "ACTION_INVALID"],
    ["act", [], "ACTION_MISSING"],
    ["act", ["--file", "nowhere.json"], "ACTION_FILE"],
    ["act", ['{"type":"leave","user":"mara.okafr@acme.test"}'], `Did you mean "${MARA}"?`],
    ["pass", [], "--to-next"],
    ["pass", ["--days", "1", "--to-next"], "--to-next"],
    ["pass", ["--minutes", "0"], "Use a whole number from 1."],
    ["pass", ["--until", "tomorrow"], "ACTION_TIME"],
    ["pass", ["--until", "2020-01-01T00:00:00Z"], "the clock never goes back"],
    ["pass", ["--to-next"], "ACTION_NOTHING_DUE"],
    ["cycle", ["--app", "expense"], 'Did you mean "expenses"?'],
    ["cycle", [...APP], "there is no cycle to run"],
    ["way", [...APP, "scimm"], "Allowed choices are jit, scim, scheduled, manual, workflow."],
  ])("refuse %s %j with 2, in one line", async (command, words, said) => {
    const { code, out, error } = await rehearse(command, ...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(said);
    expect(error.trim().split("\n")).toHaveLength(1);
  });
});
