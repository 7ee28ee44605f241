import type { LiveAddresses } from "../contract/live.ts";
import type { DueAction } from "../simulation/due-action.ts";
import type { LiveAction } from "../simulation/live-action.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import type { AccountBefore } from "../store/record.ts";
import type { Outcome, Trace } from "../trace/step.ts";

/** A request from outside, or something whose time had come, with everything that it caused. */
export interface LiveRun {
  /** 1 for the first since live mode began. */
  readonly number: number;
  /** By the machine's clock. */
  readonly at: string;
  readonly action: LiveAction | DueAction;
  readonly outcome: Outcome;
  readonly trace: Trace;
  /** The accounts that it wrote to, as they were before it. Absent where they are not kept. */
  readonly before?: readonly AccountBefore[];
}

/** A run that is kept: in the journal under the id of its record, or, without one, by whoever hears of it. */
export interface KeptRun {
  readonly run: LiveRun;
  readonly record?: string;
}

/** What live mode is started with. */
export interface LiveOptions {
  readonly store: OpenWorkspace;
  /** The parties take the ports behind it; 0: any that are free. */
  readonly port: number;
  /** There is a control endpoint, by which everything is put back to where it began. */
  readonly allowReset: boolean;
  /** What is due happens by itself, when its time comes. */
  readonly due: boolean;
  /** Saves what happens. Without it the file stays as it is. */
  readonly save: boolean;
  /** The machine's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of runs in order, some at a time: once they are saved, or, where nothing is, soon after they happened. */
  readonly onKept: (kept: readonly KeptRun[]) => void;
  /** Told of what went wrong and does not end live mode: a save that failed, a fault of ours. */
  readonly onProblem: (error: unknown) => void;
}

/** A workspace in live mode. While it lasts, nobody else saves the workspace. */
export interface StartedLive {
  readonly addresses: LiveAddresses;
  /** Key material that was made in the place of what was missing or published: one sentence each. */
  readonly made: readonly string[];
  /** Whether what is due happens by itself now. */
  readonly due: boolean;
  /** Holds off what is due, or lets it happen by itself again. Long work that is under way is given up, and is still due. */
  setDue(happens: boolean): void;
  /**
   * Ends every connection and saves what there is to save. The store stays open.
   * @throws RehearsalError where it cannot be saved; ending it again tries that again
   */
  end(): Promise<void>;
}

/** Puts the parties of a workspace on this machine's network. Only a host can: it is handed in. */
export type StartLive = (options: LiveOptions) => Promise<StartedLive>;
