import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { benchPerTest } from "./test-rehearse.ts";

/** Scenarios on the command line as it was built, run as a person would run it. */

const SCENARIOS = fileURLToPath(new URL("../../fixtures/scenarios/", import.meta.url));
const LEAVER = join(SCENARIOS, "leaver-under-scim.json");

const bench = benchPerTest();
const { rehearse } = bench;

/** A copy of a published scenario with something else in it. */
async function changed(change: (text: string) => string): Promise<string> {
  const text = (await readFile(LEAVER, "utf8")).replace("../workspaces/", join(SCENARIOS, "../workspaces/"));
  const file = join(bench.folder, "changed.json");
  await writeFile(file, change(text));
  return file;
}

describe("rehearse run", () => {
  it("ends with 0 where everything holds", async () => {
    const { code, out, error } = await rehearse("run", LEAVER, join(SCENARIOS, "idp-outage.json"));
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("2 of 2 scenarios hold.");
  });

  it("ends with 1 where something does not, and says which, what was expected and what was found", async () => {
    const file = await changed((text) => text.replace('"active": false', '"active": true'));
    const { code, out } = await rehearse("run", file, LEAVER);
    expect(code).toBe(1);
    expect(out).toContain("at the end: expenses, mara.okafor@acme.test: active: expected true, found false");
    expect(out).toContain("1 of 2 scenarios hold.");
  });

  it("writes JSON for scripts and JUnit for build machines", async () => {
    const file = await changed((text) => text.replace('"active": false', '"active": true'));
    const { out } = await rehearse("run", file, "--json", "--junit", "junit.xml");
    const { passed, scenarios } = JSON.parse(out);
    expect(passed).toBe(false);
    expect(scenarios[0].checks.filter(({ holds }: { holds: boolean }) => !holds)).toHaveLength(1);
    const junit = await readFile(join(bench.folder, "junit.xml"), "utf8");
    expect(junit).toContain('failures="1"');
    expect(junit).toContain('<failure message="expected true, found false"/>');
  });

  it.each([
    ["a file that is not there", () => Promise.resolve("nowhere.json"), "nowhere.json"],
    ["a file that is no JSON", () => changed(() => "{ no"), "SCENARIO_NOT_JSON"],
    ["a misspelt member", () => changed((text) => text.replace('"steps"', '"step"')), "step"],
    ["an unknown action", () => changed((text) => text.replace('"leave"', '"leaves"')), "steps[1]"],
    [
      "an application that is not there",
      () => changed((text) => text.replaceAll('"expenses"', '"expense"')),
      "expenses",
    ],
    [
      "a person who is not there",
      () => changed((text) => text.replaceAll("mara.okafor", "mara.okafer")),
      "mara.okafor",
    ],
    ["a workspace that is not there", () => changed((text) => text.replace("acme.json", "acne.json")), "acne.json"],
    [
      "settings that are none",
      () => changed((text) => text.replace('"way": "scim"', '"way": "scim", "settings": {"client": 5}')),
      "setUp.ways",
    ],
  ])("ends with 2 and one line for %s", async (_name, make, mention) => {
    const { code, out, error } = await rehearse("run", await make());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(mention);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("rehearse compare", () => {
  it("puts the ways side by side", async () => {
    const modes = ["--modes", "jit,scim,workflow", "--people", "mara.okafor@acme.test", "--days", "10"];
    const { code, out } = await rehearse("compare", LEAVER, ...modes, "--json");
    expect(code).toBe(0);
    const { lanes, howCounted } = JSON.parse(out);
    const orphaned = lanes.map(({ metrics }: { metrics: { orphanedHours: number } }) => metrics.orphanedHours);
    expect(orphaned[0]).toBe(240);
    expect(orphaned[1]).toBeLessThanOrEqual(40 / 60);
    expect(orphaned[2]).toBe(0);
    expect(howCounted.orphanedHours).toContain("Hours");
  });

  it.each([
    ["--modes", "jit,scam", "scam"],
    ["--days", "400", "366"],
    ["--people", "nobody@acme.test", "nobody@acme.test"],
    ["--apps", "expense", "expenses"],
  ])("ends with 2 for %s %s", async (option, value, mention) => {
    const { code, error } = await rehearse("compare", LEAVER, option, value);
    expect(code).toBe(2);
    expect(error).toContain(mention);
  });
});
