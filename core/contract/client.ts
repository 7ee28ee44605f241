import type { CallOptions, Client, ContractError, ContractEvent, Transport } from "./contract.ts";
import type { Arguments, Method } from "./methods.ts";
import type { Result } from "./results.ts";

/** A call that failed: the engine's answer, as an error that can be thrown. */
export class CallError extends Error {
  readonly code: string;
  readonly details: ContractError;

  constructor(details: ContractError) {
    super(details.message);
    this.name = "CallError";
    this.code = details.code;
    this.details = details;
  }
}

/** The contract over a transport. `name` keeps the ids of this client's calls apart from those of others. */
export function createClient(transport: Transport, name: string): Client {
  let calls = 0;

  async function call<M extends Method>(method: M, args: Arguments<M>, options: CallOptions = {}): Promise<Result<M>> {
    const { signal, progress } = options;
    if (signal?.aborted === true) throw new CallError(CANCELLED);
    calls += 1;
    const id = `${name}-${calls}`;
    const cancel = (): void => transport.cancel(id);
    signal?.addEventListener("abort", cancel, { once: true });
    const stop = progress === undefined ? undefined : transport.subscribe((event) => tellProgress(event, id, progress));
    try {
      const reply = await transport.call({ call: id, method, arguments: args });
      if (!reply.ok) throw new CallError(reply.error);
      return reply.value as Result<M>;
    } finally {
      signal?.removeEventListener("abort", cancel);
      stop?.();
    }
  }

  return { call, subscribe: (listener) => transport.subscribe(listener) };
}

const CANCELLED: ContractError = { code: "CANCELLED", message: "It was cancelled; nothing was changed." };

function tellProgress(event: ContractEvent, call: string, progress: NonNullable<CallOptions["progress"]>): void {
  if (event.type === "progress" && event.call === call) progress(event);
}
