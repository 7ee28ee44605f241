import { describe, expect, it } from "vitest";
import { HOW_COUNTED, type Lane } from "../../core/contract/comparison.ts";
import { buildMarkdown } from "./markdown.ts";
import { buildMetricsCsv, buildStretchesCsv, METRICS, sortLanes } from "./metrics.ts";
import { testLane, testNames, testRan } from "./test-comparison.ts";

const jit = testLane("jit", { orphanedHours: 240, requests: 0 });
const { timeToAccess: _, ...never } = testLane("manual").metrics;
const manual: Lane = { ...testLane("manual"), metrics: never };
const scim = testLane("scim", { orphanedHours: 0.66, requests: 99, timeToAccess: { p50: 0.66, p95: 1, longest: 1 } });

describe("the figures", () => {
  it("are all there, each with how it is counted", () => {
    const counted = new Set(METRICS.map(({ how }) => how));
    for (const how of Object.values(HOW_COUNTED)) expect([...counted].some((each) => each.startsWith(how))).toBe(true);
  });

  it("sort lanes; those without a figure come last either way", () => {
    const by = (column: string, descending: boolean) =>
      sortLanes([manual, jit, scim], { column, descending }).map(({ mode }) => mode);
    expect(by("orphanedHours", true)[0]).toBe("jit");
    expect(by("p50", false)).toEqual(["scim", "jit", "manual"]);
    expect(by("p50", true)).toEqual(["jit", "scim", "manual"]);
    expect(sortLanes([manual, jit], undefined)).toEqual([manual, jit]);
  });

  it("are a table for a spreadsheet, and every stretch is another", () => {
    const [head, first] = buildMetricsCsv([jit]).split("\r\n");
    expect(head?.split(",")[0]).toBe("way");
    expect(first).toMatch(/^JIT,.*,240,/);
    expect(buildStretchesCsv([jit])).toContain("JIT,u-ada,expenses,correct,yes,2026-03-04T09:00:00.000Z,");
  });

  it("are told in Markdown, and no name is markup", () => {
    const text = buildMarkdown(testRan([jit, scim]), testNames("Ada *the first*"));
    expect(text).toContain("# JIT, SCIM compared");
    expect(text).toContain("Ada \\*the first\\*");
    expect(text).toMatch(/^\| SCIM \|/m);
    expect(text).toContain(`- Orphaned h: ${HOW_COUNTED.orphanedHours}`);
  });
});
