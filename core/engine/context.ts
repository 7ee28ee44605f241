import type { ContractEvent } from "../contract/contract.ts";
import type { Arguments, Method } from "../contract/methods.ts";
import type { Result } from "../contract/results.ts";
import type { Progress } from "../pace.ts";
import type { WorkspaceContent } from "../store/folder.ts";
import type { StartLive } from "./live-mode.ts";
import type { Session } from "./session.ts";

/** What an engine is given: where workspaces lie, who it is, and the machine's time. */
export interface EngineOptions {
  /** Where workspaces lie; made when missing. */
  readonly folder: string;
  /** Who opens them, for whoever finds one locked: `Rehearsal`. */
  readonly program: string;
  readonly version: string;
  /** The machine's clock, in milliseconds since the epoch. */
  now(): number;
  /** Lets other work in between, for long work: `setImmediate`. */
  yieldNow(): Promise<void>;
  /** Puts a workspace on this machine's network. Absent: there is no live mode. */
  readonly startLive?: StartLive;
}

/** What every method works with. */
export interface EngineContext {
  readonly options: EngineOptions;
  readonly sessions: Sessions;
  /** What was read of files for the list of workspaces, by their paths, for as long as these stay as they are. */
  readonly contents: Map<string, { readonly stamp: string; readonly found: WorkspaceContent | string }>;
  emit(event: ContractEvent): void;
}

/** The workspaces that are open. */
export interface Sessions {
  /** The session of a workspace; one that is not open is opened. */
  open(id: string): Promise<Session>;
  /** The session, where there is one. */
  find(id: string): Promise<Session | undefined>;
  /** Closes a workspace; nothing where it is not open. */
  close(id: string): Promise<void>;
  closeAll(): Promise<void>;
}

/** One call of a method. */
export interface CallContext extends EngineContext {
  /** Says how far a long call has come. */
  progress(far: Progress): void;
  /** @throws RehearsalError `CANCELLED` once the caller has given the call up */
  checkCancelled(): void;
}

/** How one method is carried out. */
export type Handler<M extends Method> = (context: CallContext, args: Arguments<M>) => Promise<Result<M>> | Result<M>;

/** Handlers of some of the methods. */
export type Handlers<M extends Method> = { readonly [Name in M]: Handler<Name> };
