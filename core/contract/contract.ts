import type { Progress } from "../pace.ts";
import type { Arguments, Method } from "./methods.ts";
import type { Result } from "./results.ts";

/** What went wrong, as it crosses a border: the class and the code of an error would be lost there. */
export interface ContractError {
  /** Stable: `WORKSPACE_READ_ONLY`. `ENGINE_RESTARTED`: the engine stopped and was started again. */
  readonly code: string;
  /** One sentence: what was found, and what would be right. */
  readonly message: string;
  /** Where, as a path in the arguments or in the workspace. */
  readonly path?: string;
  /** Everything that was found, where there is more than one thing. */
  readonly problems?: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

/** How a call ended. */
export type Reply<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ContractError };

/** What the engine says without being asked. */
export type ContractEvent =
  /** The workspace was saved by somebody: what is shown of it may be out of date. */
  | { readonly type: "changed"; readonly workspace: string }
  /** A call is under way. */
  | ({ readonly type: "progress"; readonly call: string } & Progress)
  /** The engine stopped unexpectedly and was started again from what was last saved. */
  | { readonly type: "engineRestarted"; readonly why: string };

/** A call as it crosses a border. `call` is the caller's own id for it, by which it can be cancelled. */
export interface CallRequest {
  readonly call: string;
  readonly method: string;
  readonly arguments: unknown;
}

/**
 * Carries calls to the engine and events back: in the same process, over loopback HTTP, over Electron's channel. What
 * crosses it is plain JSON. A transport never throws for what the engine answers; it rejects where nothing was answered.
 */
export interface Transport {
  call(request: CallRequest): Promise<Reply>;
  /** Asks for a call to be given up. It then ends with the code `CANCELLED`. */
  cancel(call: string): void;
  /** Hears every event until the function that it gives is called. */
  subscribe(listener: (event: ContractEvent) => void): () => void;
}

/** The contract as its users see it: typed, and with errors that are thrown as {@link CallError}. */
export interface Client {
  call<M extends Method>(method: M, args: Arguments<M>, options?: CallOptions): Promise<Result<M>>;
  subscribe(listener: (event: ContractEvent) => void): () => void;
}

export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal;
  /** Hears how far it has come. */
  readonly progress?: (progress: Extract<ContractEvent, { type: "progress" }>) => void;
}
