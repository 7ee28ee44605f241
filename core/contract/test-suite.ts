import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import type { Transport } from "./contract.ts";
import { type Bench, createBench } from "./test-suite-bench.ts";
import { describeEdits, describeGroupRules } from "./test-suite-edits.ts";
import { describeLifecycle, describeMoreOfTheLifecycle } from "./test-suite-lifecycle.ts";
import { describeLive } from "./test-suite-live.ts";
import { describeLongActions, describeLongCalls } from "./test-suite-long-calls.ts";
import { describeComparisons, describeRuns } from "./test-suite-runs.ts";
import { describeBadCalls, describePlainJson, describeWorkspaces } from "./test-suite-workspaces.ts";

/** A transport under test, and what ends it. */
export interface TestedTransport {
  readonly transport: Transport;
  close(): Promise<void>;
}

interface ContractOptions {
  /** How long one behaviour may take, in milliseconds. */
  readonly timeout?: number;
  /** Whether the engine behind it can start live mode. */
  readonly live?: boolean;
}

/**
 * What every transport must do, whatever it carries calls over: each host runs this suite. `createTransport` puts an
 * engine over a folder of workspaces behind it.
 */
export function describeContract(
  name: string,
  createTransport: (folder: string) => Promise<TestedTransport>,
  { timeout = 20_000, live = true }: ContractOptions = {},
): void {
  describe(`the contract over ${name}`, { timeout }, () => {
    let end: () => Promise<void>;
    let current: Bench;
    const bench = (): Bench => current;

    beforeEach(async () => {
      const folder = await mkdtemp(join(tmpdir(), "rehearsal-contract-"));
      const { transport, close } = await createTransport(folder);
      current = createBench(transport);
      end = async () => {
        await close();
        await rm(folder, { recursive: true, force: true });
      };
    }, timeout);

    afterEach(() => end(), timeout);

    describeWorkspaces(bench);
    describeEdits(bench);
    describeGroupRules(bench);
    describeBadCalls(bench);
    describeRuns(bench);
    describeLifecycle(bench);
    describeMoreOfTheLifecycle(bench);
    describeLongCalls(bench);
    describeLongActions(bench);
    describeComparisons(bench);
    if (live) describeLive(bench);
    describePlainJson(bench);
  });
}
