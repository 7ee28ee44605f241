import { describeContract } from "../contract/test-suite.ts";
import { createTestEngine } from "./test-engine.ts";

// Live mode is a host's: core/host/live holds an engine that was given one to the rest of the contract.
describeContract(
  "the engine itself",
  async (folder) => {
    const engine = createTestEngine(folder);
    return { transport: engine, close: () => engine.close() };
  },
  { live: false },
);
