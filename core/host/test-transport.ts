import type { CallRequest, ContractEvent, Reply, Transport } from "../contract/contract.ts";

/** A transport for tests of what carries it: answers a call with what it was called with, and keeps what it heard. */
export interface EchoTransport extends Transport {
  readonly calls: readonly CallRequest[];
  readonly cancelled: readonly string[];
  /** How many listen. */
  listeners(): number;
  emit(event: ContractEvent): void;
}

/** @param answer what a call gives, where it is not an echo */
export function createEchoTransport(answer?: (request: CallRequest) => Promise<Reply>): EchoTransport {
  const listeners = new Set<(event: ContractEvent) => void>();
  const calls: CallRequest[] = [];
  const cancelled: string[] = [];
  return {
    calls,
    cancelled,
    listeners: () => listeners.size,
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    async call(request) {
      calls.push(request);
      return answer === undefined ? { ok: true, value: request.arguments } : answer(request);
    },
    cancel: (call) => void cancelled.push(call),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
