import { describe, expect, it } from "vitest";
import { changeAttributeOf } from "../../core/contract/one-change.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { baselineStep, buildAccountRows } from "./account-rows.ts";
import { diffLines } from "./line-diff.ts";
import { buildMarkdown } from "./markdown.ts";
import { buildMermaid } from "./mermaid.ts";
import { changeAttribute } from "./one-change.ts";
import { findSameStep } from "./same-step.ts";
import { showAt, showValue } from "./show-value.ts";

const run = await buildTestRun();
const refused = await buildTestRun({ refused: true });
const granted = run.trace.steps.find(({ title }) => title === "Expenses grants Finance User")?.seq ?? 0;

describe("two texts side by side", () => {
  it("keep equal lines beside each other", () => {
    const pairs = diffLines("a\nb\nc\nd", "a\nx\nc\nd\ne");
    expect(pairs.filter(({ same }) => same).map(({ left }) => left)).toEqual(["a", "c", "d"]);
    expect(pairs).toContainEqual({ left: "b", right: "x", same: false });
    expect(pairs.at(-1)).toEqual({ left: undefined, right: "e", same: false });
  });

  it("lose no line of either", () => {
    const [left, right] = ["1\n2\n3\n2\n5", "2\n3\n4\n5\n1"];
    const pairs = diffLines(left, right);
    expect(pairs.flatMap((pair) => pair.left ?? []).join("\n")).toBe(left);
    expect(pairs.flatMap((pair) => pair.right ?? []).join("\n")).toBe(right);
    expect(diffLines("", "")).toEqual([]);
  });
});

it("finds the step of another run that means the same, and none where there is none", () => {
  const decision = run.trace.steps.find(({ kind }) => kind === "decision");
  if (decision === undefined) throw new Error("There is no decision.");
  expect(findSameStep(run.trace, decision, refused.trace)?.kind).toBe("decision");
  const change = run.trace.steps[granted - 1];
  expect(change === undefined ? "" : findSameStep(run.trace, change, refused.trace)).toBeUndefined();
});

describe("the account before and after", () => {
  it("shows a role that came with the step, and who wrote it", () => {
    const role = buildAccountRows(run, { from: granted - 1, to: granted }).find(
      ({ path }) => path === "roles.finance-user",
    );
    expect(role).toMatchObject({ before: "—", after: "held", changed: true, by: { writer: "jit", seq: granted } });
    const changed = buildAccountRows(run, { from: granted - 1, to: granted }).filter((row) => row.changed);
    expect(changed).toHaveLength(1);
  });

  it("can be held against the start of the run or the pin", () => {
    expect([baselineStep("start", 30, 9), baselineStep("pin", 30, 9), baselineStep("previous", 30, 9)]).toEqual([
      0, 9, 29,
    ]);
    expect(buildAccountRows(run, { from: 0, to: granted }).every(({ changed }) => changed)).toBe(true);
    expect(buildAccountRows(run, { from: 0, to: 5 })).toEqual([]);
  });

  it("tells absent, null and empty apart", () => {
    expect([undefined, null, "", []].map((value) => showValue(value))).toEqual(["—", "null", '""', "[]"]);
    expect(showAt("roles.admin", true)).toBe("held");
    expect(showAt("links", ["`ada` of https://idp.test"])).toBe("“ada” of https://idp.test");
  });
});

describe("a run to take along", () => {
  it("as Markdown says how it ended and why each value changed", () => {
    const text = buildMarkdown(run);
    expect(text).toContain("**Signed in.**");
    expect(text).toContain("| roles.finance-user | — | true |");
    expect(buildMarkdown(refused)).toContain("no match, and creation is off");
  });

  it("as Mermaid has a line for each stop, and a cross where it was refused", () => {
    const steps = refused.trace.steps.map(({ seq }) => seq);
    const lines = buildMermaid(refused.trace, steps).split("\n");
    expect(lines).toHaveLength(1 + refused.trace.actors.length + steps.length);
    expect(lines.some((line) => /--xA\d: \d+\. Refused: /.test(line))).toBe(true);
  });
});

describe("one change of a person", () => {
  const ada = {
    id: "u-ada",
    userName: "ada",
    active: true,
    groups: [],
    attributes: { department: "Finance", phones: ["1"] },
  };
  it.each([
    { name: "department", text: "Engineering", attributes: { department: "Engineering", phones: ["1"] } },
    { name: "phones", text: "1, 2", attributes: { department: "Finance", phones: ["1", "2"] } },
    { name: "department", text: " ", attributes: { phones: ["1"] } },
    { name: "title", text: "Dr", attributes: { department: "Finance", phones: ["1"], title: "Dr" } },
  ])("sets $name to “$text”", ({ name, text, attributes }) => {
    const change = changeAttribute(ada, name, text);
    expect(change.kind === "attribute" ? changeAttributeOf(ada, change).attributes : {}).toEqual(attributes);
    expect(ada.attributes.department).toBe("Finance");
  });
});
