import { Worker, type WorkerOptions } from "node:worker_threads";
import type { ContractError, ContractEvent, Reply, Transport } from "../contract/contract.ts";
import type { EngineSettings, FromEngine, ToEngine } from "./engine-messages.ts";

/** How the engine is hosted. */
export interface EngineHostOptions extends EngineSettings {
  /** The built `engine-worker.js`; beside the program where it is not given. */
  readonly workerUrl?: URL;
  /** Starts the thread. A test keeps hold of the thread here, and ends it: that is what a crash looks like. */
  readonly startWorker?: (url: URL, options: WorkerOptions) => Worker;
  /** Milliseconds, of any clock. */
  readonly now?: () => number;
}

/** The engine in a thread of its own, started again when it crashes. */
export interface EngineHost extends Transport {
  /** Lets go of every workspace and ends the thread. Calls after that end with `ENGINE_CLOSED`. */
  close(): Promise<void>;
}

/** A population of 100,000 people takes about a tenth of this. */
const MEMORY_MB = 4096;
/** An engine that crashes so often within `CRASH_WINDOW_MS` is not started again. */
const MOST_CRASHES = 5;
const CRASH_WINDOW_MS = 60_000;
/** How long a save may take at the end. */
const CLOSE_WITHIN_MS = 10_000;

/**
 * Starts the engine. When its thread ends unexpectedly, calls that wait for it end with `ENGINE_RESTARTED`, it is
 * started again, and everybody who listens hears `engineRestarted`; what was saved is there. After five crashes within a
 * minute it stays down, and every call ends with `ENGINE_DOWN`.
 */
export function startEngineHost(options: EngineHostOptions): EngineHost {
  const { now = Date.now } = options;
  const listeners = new Set<(event: ContractEvent) => void>();
  const waiting = new Map<number, (reply: Reply) => void>();
  let crashes: readonly number[] = [];
  let tickets = 0;
  /** Why nothing is asked any more. */
  let refusal: ContractError | undefined;
  let thread = startThread(options, hear, recover);
  let closing: Promise<void> | undefined;

  function hear(message: FromEngine): void {
    if (message.type === "reply") {
      waiting.get(message.ticket)?.(message.reply);
      waiting.delete(message.ticket);
    } else {
      for (const listener of [...listeners]) listener(message.event);
    }
  }

  function recover(why: string): void {
    if (refusal !== undefined) return;
    crashes = [...crashes.filter((at) => now() - at < CRASH_WINDOW_MS), now()];
    if (crashes.length >= MOST_CRASHES) refusal = engineDown(why);
    else thread = startThread(options, hear, recover);
    endWaiting(refusal ?? engineRestarted(why));
    if (refusal === undefined) hear({ type: "event", event: { type: "engineRestarted", why } });
  }

  function endWaiting(error: ContractError): void {
    const replies = [...waiting.values()];
    waiting.clear();
    for (const reply of replies) reply({ ok: false, error });
  }

  return {
    async call(request) {
      if (refusal !== undefined) return { ok: false, error: refusal };
      tickets += 1;
      const ticket = tickets;
      tell(thread, { type: "call", ticket, request });
      return new Promise((resolve) => waiting.set(ticket, resolve));
    },
    cancel(call) {
      tell(thread, { type: "cancel", call });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      closing ??= refusal === undefined ? endThread(thread) : Promise.resolve();
      refusal ??= CLOSED;
      return closing.then(() => endWaiting(CLOSED));
    },
  };
}

/** @param ended hears why, once the thread is gone */
function startThread(
  { folder, version, workerUrl, startWorker = createWorker }: EngineHostOptions,
  hear: (message: FromEngine) => void,
  ended: (why: string) => void,
): Worker {
  const settings: EngineSettings = { folder, version };
  const thread = startWorker(workerUrl ?? new URL("engine-worker.js", import.meta.url), {
    name: "engine",
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  let fault: unknown;
  thread.on("message", hear);
  thread.on("error", (error) => {
    fault = error;
  });
  thread.once("exit", (code) => ended(describeEnd(code, fault)));
  return thread;
}

function createWorker(url: URL, options: WorkerOptions): Worker {
  return new Worker(url, options);
}

/** Asks the thread to end, and ends it where it takes too long. */
async function endThread(thread: Worker): Promise<void> {
  const gone = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  tell(thread, { type: "close" });
  const timer = setTimeout(() => void thread.terminate(), CLOSE_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}

function tell(thread: Worker, message: ToEngine): void {
  thread.postMessage(message);
}

/** Why the thread ended, in one line. */
function describeEnd(code: number, fault: unknown): string {
  if (!(fault instanceof Error)) return `It ended with code ${code}.`;
  if ("code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY") return "It ran out of memory.";
  return `It met a fault: ${fault.message.split("\n", 1)[0]}`;
}

function engineRestarted(why: string): ContractError {
  return {
    code: "ENGINE_RESTARTED",
    message: `The simulation engine stopped and was started again; the last saved state is there. ${why}`,
  };
}

function engineDown(why: string): ContractError {
  return {
    code: "ENGINE_DOWN",
    message: `The simulation engine stopped ${MOST_CRASHES} times within a minute and was not started again. Everything that was saved is kept: end Rehearsal and start it again. ${why}`,
  };
}

const CLOSED: ContractError = { code: "ENGINE_CLOSED", message: "Rehearsal is closing. Start it again to go on." };
