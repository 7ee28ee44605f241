import type { CallRequest, ContractEvent, Reply, Transport } from "./contract.ts";

/**
 * What Electron's preload script lays on the page as `window.rehearsal`: three functions and nothing else. It is all
 * that the window can reach of the machine.
 */
export interface RehearsalBridge {
  /** Rejects where the engine could not be reached; whatever the engine answers is a reply. */
  call(request: CallRequest): Promise<Reply>;
  cancel(call: string): void;
  /** Hears every event until the function that it gives is called. */
  subscribe(listener: (event: ContractEvent) => void): () => void;
}

/**
 * The contract over Electron's bridge, for the window. However many listen, one listener stands on the bridge: each
 * listener that crosses it costs a proxy of its own.
 */
export function createBridgeTransport(bridge: RehearsalBridge): Transport {
  const listeners = new Set<{ readonly hear: (event: ContractEvent) => void }>();
  let leave: (() => void) | undefined;

  function tell(event: ContractEvent): void {
    for (const { hear } of [...listeners]) hear(event);
  }

  function subscribe(hear: (event: ContractEvent) => void): () => void {
    const listener = { hear };
    listeners.add(listener);
    leave ??= bridge.subscribe(tell);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      leave?.();
      leave = undefined;
    };
  }

  return {
    call: (request) => bridge.call(request),
    cancel: (call) => bridge.cancel(call),
    subscribe,
  };
}
