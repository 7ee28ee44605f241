import type { CallRequest, ContractEvent, Reply, Transport } from "../contract/contract.ts";
import type { Method } from "../contract/methods.ts";
import { cancelled } from "../pace.ts";
import { answer } from "./answer.ts";
import { parseArguments, parseMethod } from "./arguments.ts";
import type { CallContext, EngineContext, EngineOptions, Handler } from "./context.ts";
import { handlers } from "./handlers.ts";
import { createSessions } from "./sessions.ts";

export type { EngineOptions } from "./context.ts";

/** The engine: everything that the contract offers, in this process. */
export interface Engine extends Transport {
  /** Gives up what is under way, and closes every workspace; nothing can be called afterwards. */
  close(): Promise<void>;
}

/** An engine over a folder of workspaces. It takes neither time nor anything else from the machine itself. */
export function createEngine(options: EngineOptions): Engine {
  const listeners = new Set<(event: ContractEvent) => void>();
  const emit = (event: ContractEvent): void => {
    for (const listener of [...listeners]) tell(listener, event);
  };
  const context: EngineContext = { options, emit, sessions: createSessions(options, emit), contents: new Map() };
  const running = new Map<string, { cancelled: boolean }>();
  let closed = false;

  async function call(request: CallRequest): Promise<Reply> {
    const state = { cancelled: false };
    running.set(request.call, state);
    try {
      return closed ? CLOSED : await answer(() => run(context, request, state));
    } finally {
      running.delete(request.call);
    }
  }

  return {
    call,
    cancel(id) {
      const state = running.get(id);
      if (state !== undefined) state.cancelled = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      // Nobody is there any more to whom long work could be told.
      for (const state of running.values()) state.cancelled = true;
      return context.sessions.closeAll();
    },
  };
}

const CLOSED: Reply = { ok: false, error: { code: "ENGINE_CLOSED", message: "The program is ending." } };

/** A listener that fails must not make a save look as if it had failed. */
function tell(listener: (event: ContractEvent) => void, event: ContractEvent): void {
  try {
    listener(event);
  } catch {
    // It is the listener's own fault, and there is nobody to tell.
  }
}

async function run(
  context: EngineContext,
  { call, method, arguments: raw }: CallRequest,
  state: { readonly cancelled: boolean },
): Promise<unknown> {
  const name = parseMethod(method);
  const args = parseArguments(name, raw);
  const handle = handlers[name] as Handler<Method>;
  return handle(buildCallContext(context, call, state), args);
}

function buildCallContext(context: EngineContext, call: string, state: { readonly cancelled: boolean }): CallContext {
  return {
    ...context,
    progress: (far) => context.emit({ type: "progress", call, ...far }),
    checkCancelled() {
      if (state.cancelled) throw cancelled();
    },
  };
}
