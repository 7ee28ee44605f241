import { createEngine, type Engine } from "./engine.ts";

/** An engine over a folder, with the machine's clock, as a host makes it. */
export function createTestEngine(folder: string): Engine {
  return createEngine({
    folder,
    program: "Rehearsal",
    version: "0.0.0-test",
    now: Date.now,
    yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
