import { expect, it } from "vitest";
import { countByResult, findPersonStep, listPeople, resultsOf } from "./people-lines.ts";

const AT = "2026-03-02T09:00:00.000Z";
const lines = listPeople([
  {
    application: "expenses",
    at: AT,
    user: ["u-1", "u-2", "u-3"],
    result: ["create", "create", "somethingNew"],
    status: ["success", "failure", "success"],
    reason: ["No account yet.", "409", ""],
    unchanged: 7,
  },
]);

it("lists everybody with a result in words", () => {
  expect(lines.map(resultsOf)).toEqual(["created", "failed: created", "somethingNew"]);
  expect([...countByResult(lines).values()]).toEqual([1, 1, 1]);
  expect(lines[1]).toMatchObject({ application: "expenses", user: "u-2", reason: "409" });
});

it("finds the first step about somebody, where there is one", () => {
  const base = { seq: 1, at: AT, from: "x", to: "x", phase: "import", status: "ok", why: "" } as const;
  const trace = {
    version: 1,
    actors: [],
    steps: [{ ...base, kind: "notice", title: "Entra reads ada@acme.test" }],
  } as const;
  const [line] = lines;
  if (line === undefined) throw new Error("There is no line.");
  expect(findPersonStep(trace, line, "ada@acme.test")).toBe(1);
  expect(findPersonStep(trace, line, "mara@acme.test")).toBeUndefined();
  expect(findPersonStep(trace, { ...line, at: "2026-03-03T09:00:00.000Z" }, "ada@acme.test")).toBeUndefined();
});
