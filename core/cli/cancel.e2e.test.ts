import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchPerTest, ENVIRONMENT, REHEARSE } from "./test-rehearse.ts";

/** Ctrl+C in the middle of long work, at the command line as it was built. */

const bench = benchPerTest();

/** Runs a command, presses Ctrl+C once it has the workspace, and gives what came of it. */
async function interrupt(...words: readonly string[]) {
  const child = spawn(process.execPath, [REHEARSE, ...words], { cwd: bench.folder, env: ENVIRONMENT });
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    error += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await expect.poll(() => readdir(bench.folder), { timeout: 20_000 }).toContain("big.json.lock");
  child.kill("SIGINT");
  return { code: await ended, out, error };
}

describe("Ctrl+C", { timeout: 60_000 }, () => {
  it("gives up an import, with the workspace as it was", async () => {
    const big = join(bench.folder, "big.json");
    await bench.rehearse("generate", "--people", "10", "--apps", "1", "--seed", "s", "--out", big);
    const rows = Array.from({ length: 60_000 }, (_, index) => `p${index}@acme.test,Person ${index},x,y,z`);
    await writeFile(join(bench.folder, "p.csv"), ["userPrincipalName,displayName,a,b,c", ...rows].join("\n"));
    const before = await readFile(big, "utf8");
    const given = await interrupt("import", "p.csv", "--workspace", big);
    expect(given).toEqual({ code: 130, out: "", error: "rehearse: cancelled; everything is as it was.\n" });
    expect(await readFile(big, "utf8")).toBe(before);
  });

  it.each([
    ["a cycle", ["cycle", "--app", "wiki"]],
    ["time", ["pass", "--days", "30"]],
  ])("gives up %s, with the workspace as it was, and leaves nothing locked", async (_, command) => {
    const big = join(bench.folder, "big.json");
    await bench.rehearse("generate", "--people", "4000", "--apps", "1", "--seed", "s", "--out", big);
    expect((await bench.rehearse("way", "--workspace", big, "--app", "wiki", "scim")).code).toBe(0);
    const [before, files] = [await readFile(big, "utf8"), await readdir(bench.folder)];
    const given = await interrupt(...command, "--workspace", big, "--save");
    expect(given).toEqual({ code: 130, out: "", error: "rehearse: cancelled; everything is as it was.\n" });
    expect(await readFile(big, "utf8")).toBe(before);
    expect(await readdir(bench.folder)).toEqual(files);
  });
});
