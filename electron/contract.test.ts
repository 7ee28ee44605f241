import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import type { Transport } from "../core/contract/contract.ts";
import { describeContract } from "../core/contract/test-suite.ts";
import { type EngineHost, startEngineHost } from "../core/host/engine-host.ts";
import { createPageTransport, startTestDesktop, type TestDesktop } from "./test-desktop.ts";

const workerUrl = pathToFileURL(join(import.meta.dirname, "../dist/app/engine-worker.js"));

/** One window for the whole suite; behind it, for each test, an engine of its own. */
let desktop: TestDesktop;
let inPage: Transport;
let engine: EngineHost | undefined;

beforeAll(async () => {
  desktop = await startTestDesktop();
  inPage = await createPageTransport(desktop.page);
  desktop.engine.call = (request) => requireEngine().call(request);
  desktop.engine.cancel = (call) => engine?.cancel(call);
  desktop.engine.close = async () => undefined;
});
afterAll(() => desktop.end());

describeContract("Electron's bridge", async (folder) => {
  const started = startEngineHost({ folder, version: "1.2.3", workerUrl });
  engine = started;
  started.subscribe((event) => desktop.engine.emit(event));
  return { transport: inPage, close: () => started.close() };
});

function requireEngine(): EngineHost {
  if (engine === undefined) throw new Error("No test has started an engine.");
  return engine;
}
