import type { CallRequest, ContractEvent, Reply } from "../contract/contract.ts";

/** What a worker is started with. */
export interface EngineSettings {
  /** Where the workspaces lie. */
  readonly folder: string;
  /** Of Rehearsal: `0.1.0`. */
  readonly version: string;
}

/** From the host to the engine's thread. `ticket` tells calls apart even where two callers gave the same id. */
export type ToEngine =
  | { readonly type: "call"; readonly ticket: number; readonly request: CallRequest }
  | { readonly type: "cancel"; readonly call: string }
  /** Let go of every workspace, and end. */
  | { readonly type: "close" };

/** From the engine's thread to the host. */
export type FromEngine =
  | { readonly type: "reply"; readonly ticket: number; readonly reply: Reply }
  | { readonly type: "event"; readonly event: ContractEvent };
