import { parentPort, workerData } from "node:worker_threads";
import { createEngine } from "../engine/engine.ts";
import type { EngineSettings, FromEngine, ToEngine } from "./engine-messages.ts";
import { startLiveMode } from "./live/live-mode.ts";

/**
 * The thread that the engine runs in, so that long work never holds up a window or a server. It is started by
 * `engine-host.ts`, which speaks to it in {@link ToEngine} and hears {@link FromEngine}.
 */

if (parentPort === null) throw new TypeError("engine-worker is started by Rehearsal, in a thread: run serve.js.");

const port = parentPort;
const { folder, version } = workerData as EngineSettings;
const engine = createEngine({
  folder,
  version,
  program: "Rehearsal",
  now: Date.now,
  yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
  startLive: startLiveMode,
});

engine.subscribe((event) => tell({ type: "event", event }));
port.on("message", (message: ToEngine) => void obey(message));

async function obey(message: ToEngine): Promise<void> {
  switch (message.type) {
    case "call":
      return tell({ type: "reply", ticket: message.ticket, reply: await engine.call(message.request) });
    case "cancel":
      return engine.cancel(message.call);
    case "close":
      await engine.close();
      // Ends this thread, not the program.
      process.exit(0);
  }
}

function tell(message: FromEngine): void {
  port.postMessage(message);
}
