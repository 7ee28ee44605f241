import { describe, expect, it } from "vitest";
import type { CallError } from "./client.ts";
import type { ContractEvent } from "./contract.ts";
import type { Arguments } from "./methods.ts";
import type { Bench } from "./test-suite-bench.ts";
import { act, application, setWay } from "./test-suite-lifecycle.ts";

/** Calls that say how far they are, and can be given up. */
export function describeLongCalls(bench: () => Bench): void {
  describe("long calls", () => {
    const population = async (workspace: string): Promise<Arguments<"preview.population">> => {
      const { configuration } = await bench().client.call("applications.read", { workspace, application: "expenses" });
      return { workspace, configuration };
    };

    it("tell how far they have come, in order", async () => {
      const args = await population(await bench().create(3000));
      const told: number[] = [];
      const preview = await bench().client.call("preview.population", args, {
        progress: ({ done }) => told.push(done),
      });
      expect(preview.people).toBe(3000);
      await expect.poll(() => told.at(-1)).toBe(3000);
      expect(told).toEqual(told.toSorted((left, right) => left - right));
    });

    it("can be given up", async () => {
      const args = await population(await bench().create(20_000));
      const controller = new AbortController();
      const options = { signal: controller.signal, progress: () => controller.abort() };
      await expect(bench().client.call("preview.population", args, options)).rejects.toMatchObject({
        code: "CANCELLED",
      });
    });
  });
}

/** Actions about many people, which say how far they are. */
export function describeLongActions(bench: () => Bench): void {
  describe("actions about many people", () => {
    const batch = { type: "cycle", application } as const;
    const create = async (): Promise<string> => {
      const workspace = await bench().create(1000);
      await setWay(bench(), workspace, "scheduled");
      return workspace;
    };

    it("tell how far they have come, and what is done, in words", async () => {
      const workspace = await create();
      const told: ContractEvent[] = [];
      const progress = (event: ContractEvent): unknown => told.push(event);
      await bench().client.call("runs.act", { workspace, action: batch }, { progress });
      expect(told[0]).toMatchObject({ total: 1000, what: "people" });
      expect(told[0]).toMatchObject({ doing: expect.stringMatching(/^Batch of Expenses: [\d,]+ of 1,000 people$/) });
    });

    it.each([batch, { type: "passTime", by: { minutes: 3 * 1440 } } as const])(
      "leave everything as it was when they are given up, and happen when asked again: %j",
      async (action) => {
        const { client } = bench();
        const workspace = await create();
        const look = async () => ({
          lifecycle: await client.call("lifecycle.read", { workspace }),
          history: await client.call("history.list", { workspace }),
          accounts: await client.call("accounts.table", { workspace, application }),
        });
        const before = await look();
        const controller = new AbortController();
        const options = { signal: controller.signal, progress: () => controller.abort() };
        const failure = client.call("runs.act", { workspace, action }, options);
        await expect(failure).rejects.toMatchObject({ code: "CANCELLED" });
        expect(await look()).toEqual(before);
        await client.call("workspaces.close", { workspace });
        expect(await look()).toEqual(before);
        expect(await act(bench(), workspace, action)).toMatchObject({ number: 1, outcome: { result: "done" } });
      },
    );

    it("are given up before their turn comes, too", async () => {
      const { client } = bench();
      const workspace = await create();
      const controller = new AbortController();
      let second: Promise<unknown> | undefined;
      const progress = (): void => {
        if (second !== undefined) controller.abort();
        second ??= client
          .call("runs.act", { workspace, action: batch }, { signal: controller.signal })
          .catch((error: CallError) => error.code);
      };
      expect(await client.call("runs.act", { workspace, action: batch }, { progress })).toMatchObject({ number: 1 });
      expect(await second).toBe("CANCELLED");
      expect(await client.call("workspaces.open", { workspace })).toMatchObject({ runs: 1 });
    });
  });
}
