import { describeContract } from "../contract/test-suite.ts";
import { createTestEngine } from "./test-engine.ts";

describeContract("the engine itself", async (folder) => {
  const engine = createTestEngine(folder);
  return { transport: engine, close: () => engine.close() };
});
