import { describe, expect, it } from "vitest";
import type { CompareRequest } from "../contract/comparison.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

async function presetRequest(changes: Partial<CompareRequest> = {}): Promise<CompareRequest> {
  const { presets } = await at.client().call("compare.presets", { workspace });
  const [{ people = [], events = [], days = 30 } = {}] = presets;
  return {
    modes: ["jit", "manual"],
    applications: ["expenses"],
    people: [...people],
    events: [...events],
    days,
    controls: {},
    ...changes,
  };
}

describe("a comparison", () => {
  it("tells how far it is, saves nothing, and comes out the same again", async () => {
    const request = await presetRequest();
    const told: number[] = [];
    const progress = ({ done }: { readonly done: number }) => told.push(done);
    const first = await at.client().call("compare.run", { workspace, request }, { progress });
    expect(first.lanes.map(({ mode }) => mode)).toEqual(["jit", "manual"]);
    expect(await at.client().call("compare.run", { workspace, request })).toEqual(first);
    await expect.poll(() => told.at(-1)).toBe(60);
    expect((await at.client().call("workspaces.open", { workspace })).runs).toBe(0);
  });

  it("names an application that nobody knows", async () => {
    const request = await presetRequest({ applications: ["expense"] });
    await expect(at.client().call("compare.run", { workspace, request })).rejects.toMatchObject({
      code: "ACTION_UNKNOWN_APPLICATION",
    });
  });

  it("begins at a checkpoint, whatever happened since", async () => {
    const { record } = await at.client().call("checkpoints.add", { workspace, name: "Before" });
    await at.client().call("runs.act", { workspace, action: { type: "leave", user: "ada.lovelace@acme.test" } });
    const { request, leftOut } = await at.client().call("compare.fromHistory", { workspace, record });
    expect(leftOut).toEqual([]);
    expect(request).toMatchObject({ modes: ["asSet", "scim"], people: ["u-ada"], events: [{ after: 0 }] });
    const { lanes } = await at.client().call("compare.run", { workspace, request, from: record });
    expect(lanes.map(({ passedOver }) => passedOver)).toEqual([[], []]);
    expect(lanes[0]?.segments.entitled).toContain(false);
  });
});

describe("an edit on a screen", () => {
  it("happens again after the checkpoint before it, as an event", async () => {
    const client = at.client();
    const { record } = await client.call("checkpoints.add", { workspace, name: "Before" });
    const change = { kind: "attribute", name: "department", value: "Legal" } as const;
    await client.call("directory.changePeople", { workspace, people: ["u-ada"], change });
    await client.call("lifecycle.save", { workspace, hr: { delayMinutes: 60 }, revokeOnDisable: [] });
    const { request, leftOut, edits } = await client.call("compare.fromHistory", { workspace, record });
    const action = { type: "changeAttributes", user: "ada.lovelace@acme.test", attributes: { department: "Legal" } };
    expect(request).toMatchObject({ people: ["u-ada"], events: [{ after: 0, action }] });
    expect(edits).toBe(1);
    expect(leftOut).toEqual([expect.stringMatching(/^An edit that is no event of people, such as one of settings: /)]);
    expect((await client.call("compare.run", { workspace, request, from: record })).lanes).toHaveLength(2);
  });
});

describe("a boundary of a comparison", () => {
  it("is opened as a run that is not saved, at the step that made the difference", async () => {
    const request = await presetRequest();
    const { lanes } = await at.client().call("compare.run", { workspace, request });
    const { state = [], from = [], person = [] } = lanes[1]?.segments ?? {};
    const index = state.indexOf("correct");
    const moment = {
      mode: "manual",
      at: from[index] ?? 0,
      person: person[index] ?? "",
      application: "expenses",
    } as const;
    const { run, step } = await at.client().call("compare.open", { workspace, request, ...moment });
    const detail = await at.client().call("runs.read", { workspace, run });
    expect(detail).toMatchObject({ saved: false, title: "Ticket of Expenses: an account for Gina Torres" });
    expect(detail.trace.steps[step - 1]).toMatchObject({ kind: "change" });
    expect((await at.client().call("workspaces.open", { workspace })).runs).toBe(0);
  });

  it("is refused where nothing changed", async () => {
    const request = await presetRequest();
    const moment = { mode: "jit", at: 0, person: "u-gina-torres", application: "expenses" } as const;
    await expect(at.client().call("compare.open", { workspace, request, ...moment })).rejects.toMatchObject({
      code: "COMPARE_NO_MOMENT",
    });
  });
});
