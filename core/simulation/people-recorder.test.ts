import { describe, expect, it } from "vitest";
import type { NewStep, StepStatus } from "../trace/step.ts";
import { createPeopleRecorder } from "./people-recorder.ts";

function step(title: string, status: StepStatus = "ok"): NewStep {
  return { kind: "notice", from: "a", to: "b", phase: "apply", status, title, why: "" };
}

function recordPeople(people: readonly string[], statusOf: (person: string) => StepStatus = () => "ok", only?: string) {
  const kept: string[] = [];
  const record = ({ title }: NewStep) => void kept.push(title);
  const recorder = createPeopleRecorder({ record, recordLater: (_phase, build) => record(build()) }, only);
  recorder.record(step("begin"));
  for (const person of people) {
    recorder.about(person);
    recorder.record(step(`${person} 1`));
    recorder.record(step(`${person} 2`, statusOf(person)));
  }
  recorder.about(undefined);
  recorder.record(step("end"));
  return { kept, leftOut: recorder.leftOut() };
}

const CROWD = Array.from({ length: 100 }, (_, index) => `p${index}`);

describe("the steps of many people", () => {
  it("are all kept where there are few", () => {
    expect(recordPeople(["a", "b"])).toEqual({ kept: ["begin", "a 1", "a 2", "b 1", "b 2", "end"], leftOut: 0 });
  });

  it("are left out after twenty people with whom nothing is the matter", () => {
    const { kept, leftOut } = recordPeople(CROWD);
    expect(leftOut).toBe(80);
    expect(kept).toHaveLength(2 + 2 * 20);
  });

  it("are kept of everybody who has a problem, in the order in which it happened", () => {
    const { kept } = recordPeople(CROWD, (person) => (person === "p90" ? "warning" : "ok"));
    expect(kept.slice(-3)).toEqual(["p90 1", "p90 2", "end"]);
  });

  it("are those of one person alone where nobody else is asked for", () => {
    const { kept, leftOut } = recordPeople(CROWD, (person) => (person === "p90" ? "warning" : "ok"), "p95");
    expect(kept).toEqual(["begin", "p95 1", "p95 2", "end"]);
    expect(leftOut).toBe(99);
  });
});
