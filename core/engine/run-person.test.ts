import { describe, expect, it } from "vitest";
import type { RunDetail } from "../contract/results.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const application = "jira";
const at = acmePerTest();

/** Provisions Jira by SCIM from now on. */
async function beginScim(): Promise<void> {
  const configuration = await at.configuration(application);
  const { provisioning, scim } = await at.client().call("applications.derive", { workspace, application, way: "scim" });
  const connection = { ...configuration.connection, provisioning };
  const changed = { ...configuration.application, ...(scim === undefined ? {} : { scim }) };
  await at.client().call("applications.save", {
    workspace,
    configuration: { ...configuration, application: changed, connection },
  });
}

const cycle = () => at.client().call("runs.act", { workspace, action: { type: "cycle", application } });
const alone = (run: string, person: string) => at.client().call("runs.person", { workspace, run, person });

/** Somebody whose account was made and whose steps were not kept. */
function findWithoutSteps({ trace }: RunDetail): string {
  const [{ user = [], result = [] } = {}] = trace.people ?? [];
  const made = user.filter((_, index) => result[index] === "create");
  const person = made.find((id) => !trace.steps.some((step) => JSON.stringify(step).includes(`"${id}"`)));
  if (person === undefined) throw new Error("Everybody's steps were kept.");
  return person;
}

describe("one of many people, step by step", () => {
  it("is the run once more, without the steps of the others and without saving anything", async () => {
    await beginScim();
    const whole = await cycle();
    const person = findWithoutSteps(whole);
    const detail = await alone(whole.run, person);
    expect(detail).toMatchObject({ saved: false, title: expect.stringMatching(/^Cycle: Jira-like · .+ alone$/) });
    expect(detail.trace.people).toEqual(whole.trace.people);
    expect(detail.trace.steps.length).toBeLessThan(whole.trace.steps.length);
    const changes = detail.trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
    expect(changes.filter(({ path }) => path === "userName")).toHaveLength(1);
    expect((await at.client().call("workspaces.open", { workspace })).runs).toBe(1);
  });

  it("is found from the last named moment on, where nobody remembers how everything was", async () => {
    await beginScim();
    await at.client().call("checkpoints.add", { workspace, name: "Before the cycle" });
    await at.login();
    const whole = await cycle();
    const person = findWithoutSteps(whole);
    const { trace } = await alone(whole.run, person);
    await at.client().call("workspaces.close", { workspace });
    expect((await alone(whole.run, person)).trace).toEqual(trace);
  });

  it("is refused where that cannot be found out, or where there is nobody of that name", async () => {
    await beginScim();
    const whole = await cycle();
    await expect(alone(whole.run, "u-nobody")).rejects.toMatchObject({ code: "RUN_NOT_OF_PEOPLE" });
    await expect(alone((await at.login()).run, "u-ada")).rejects.toMatchObject({ code: "RUN_NOT_OF_PEOPLE" });
    await at.client().call("workspaces.close", { workspace });
    await expect(alone(whole.run, findWithoutSteps(whole))).rejects.toMatchObject({ code: "RUN_BEFORE_UNKNOWN" });
  });
});
