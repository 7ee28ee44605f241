import { describe, expect, it } from "vitest";
import type { Arguments } from "./methods.ts";
import { ADA, type Bench } from "./test-suite-bench.ts";

/** Logins, each a run that can be read and run again. */
export function describeRuns(bench: () => Bench): void {
  describe("runs", () => {
    it("carries a login out, with its whole trace and the accounts before it", async () => {
      const run = await bench().login(await bench().create());
      expect(run).toMatchObject({ number: 1, saved: true, title: "Ada Lovelace → Expenses", accountsBefore: [] });
      expect(run.trace.steps.map(({ seq }) => seq)).toEqual(run.trace.steps.map((_, index) => index + 1));
      expect(run.trace.steps.some(({ kind }) => kind === "decision")).toBe(true);
    });

    it("reads a run again, also once the workspace was closed", async () => {
      const workspace = await bench().create();
      await bench().login(workspace);
      const second = await bench().login(workspace);
      expect(second.accountsBefore).toMatchObject([{ application: "expenses", account: { userName: ADA } }]);
      await bench().client.call("workspaces.close", { workspace });
      expect(await bench().client.call("runs.read", { workspace, run: second.run })).toEqual({
        ...second,
        base: { ...second.base, remembered: false },
      });
    });

    it("runs it again with one change, and saves nothing", async () => {
      const workspace = await bench().create();
      const run = await bench().login(workspace);
      const again = await bench().client.call("runs.again", {
        workspace,
        run: run.run,
        change: { kind: "attribute", person: "u-ada", name: "department", value: "Engineering" },
      });
      expect(again).toMatchObject({ saved: false, fork: { of: run.run } });
      const at = (again.fork?.firstDifference ?? 0) - 1;
      expect(again.trace.steps.slice(0, at)).toEqual(run.trace.steps.slice(0, at));
      expect(again.trace.steps[at]).not.toEqual(run.trace.steps[at]);
      expect(await bench().department(workspace)).toBe("Finance");
      expect(await bench().client.call("runs.read", { workspace, run: again.run })).toEqual(again);
    });
  });
}

/** The same events through several ways. */
export function describeComparisons(bench: () => Bench): void {
  describe("comparisons", () => {
    const lifeOf = async (workspace: string): Promise<Arguments<"compare.run">> => {
      const { presets } = await bench().client.call("compare.presets", { workspace });
      const [{ people = [], events = [] } = {}] = presets;
      const request = { people: [...people], events: [...events], days: 30, controls: {} };
      return { workspace, request: { ...request, modes: ["jit", "workflow"], applications: ["expenses"] } };
    };

    it("send the same events through several ways, and open a boundary as a run", async () => {
      const args = await lifeOf(await bench().create());
      const { lanes } = await bench().client.call("compare.run", args);
      expect(lanes.map(({ mode }) => mode)).toEqual(["jit", "workflow"]);
      const { state = [], from = [] } = lanes[0]?.segments ?? {};
      const moment = { at: from[state.indexOf("correct")] ?? 0, person: "u-gina-torres", application: "expenses" };
      const { run, step } = await bench().client.call("compare.open", { ...args, mode: "jit", ...moment });
      const detail = await bench().client.call("runs.read", { workspace: args.workspace, run });
      expect(detail).toMatchObject({ saved: false, outcome: { result: "signedIn" } });
      expect(detail.trace.steps[step - 1]?.kind).toBe("change");
    });

    it("can be given up", async () => {
      const args = await lifeOf(await bench().create(3000));
      const controller = new AbortController();
      const options = { signal: controller.signal, progress: () => controller.abort() };
      const request = { ...args.request, people: undefined, days: 300 };
      await expect(
        bench().client.call("compare.run", JSON.parse(JSON.stringify({ ...args, request })), options),
      ).rejects.toMatchObject({ code: "CANCELLED" });
    });
  });
}
