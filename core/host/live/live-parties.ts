import { randomBytes } from "node:crypto";
import type { DueRun } from "../../engine/live-due.ts";
import { createQueue } from "../../engine/queue.ts";
import type { HttpRequest, HttpResponse } from "../../http/message.ts";
import type { Random } from "../../random.ts";
import { createNetwork } from "../../simulation/network.ts";
import { createParties } from "../../simulation/parties.ts";
import type { Workspace } from "../../store/workspace.ts";
import { isoInstant } from "../../time.ts";
import { createRecorder } from "../../trace/recorder.ts";
import type { Actor } from "../../trace/step.ts";
import { accountsWritten, describeAction, type LiveRun, lanesOf, outcomeOf } from "./live-run.ts";

export interface LivePartiesOptions {
  /** On the origins where it listens. */
  readonly workspace: Workspace;
  /** Milliseconds since the epoch; asked once for each request. */
  readonly now: () => number;
  /** Keeps the accounts as they were before each run; that costs as much as an application has accounts. */
  readonly keepBefore: boolean;
  /** Told of every run before the next one begins. */
  readonly onRun: (exchange: LiveRun) => void;
}

/** The parties of a workspace at work for as long as live mode lasts. */
export interface LiveParties {
  /** Carries a request from outside to a party: its actor id. */
  exchange(party: string, request: HttpRequest): Promise<HttpResponse>;
  /**
   * Lets something happen between two exchanges that is nobody's request. It is given the workspace with the machine's
   * time as its clock, and the parties go on from what it leaves behind; undefined: nothing happened.
   */
  happen(what: (workspace: Workspace) => Promise<DueRun | undefined>): Promise<void>;
  /** Puts everything back to where it began, once `first` is done with the workspace that is left. */
  reset(first: (left: Workspace) => Promise<void>): Promise<void>;
  /** Runs something between two exchanges, with the workspace as it is then. */
  between<Result>(run: (workspace: Workspace) => Result | Promise<Result>): Promise<Result>;
}

/** The machine's own: in live mode nothing may be guessed. */
export const machineRandom: Random = { bytes: (length) => randomBytes(length) };

/**
 * Puts the parties to work. One exchange runs after another: parties read their state, wait for a signature, and write
 * it back, so that two at once could lose what one of them wrote. What a party asks of another is carried inside this
 * process, as part of the same exchange, and waits for nobody.
 */
export function createLiveParties(options: LivePartiesOptions): LiveParties {
  const { workspace, now, keepBefore, onRun } = options;
  const inTurn = createQueue();
  let parties = createParties(workspace);
  let before = workspace;
  let runs = 0;

  /** Tells of a run once it is over. */
  function tell(at: number, { action, outcome, trace }: Pick<LiveRun, "action" | "outcome" | "trace">): void {
    const kept = keepBefore ? { before: accountsWritten(before, trace) } : {};
    if (keepBefore) before = parties.collect();
    runs += 1;
    onRun({ number: runs, at: isoInstant(at), action, outcome, trace, ...kept });
  }

  async function exchange(id: string, request: HttpRequest): Promise<HttpResponse> {
    const at = now();
    const recorder = createRecorder([], () => at);
    const network = createNetwork({ hosts: parties.hosts, recorder, random: machineRandom, now: at });
    const response = await network.exchange("browser", request);
    const recorded = recorder.trace();
    const trace = { ...recorded, actors: lanesOf(parties.actors, request, recorded) };
    const party = partyOf(parties.actors, id);
    const action = describeAction(party, request, response);
    const outcome = outcomeOf(action, party, recorder.outcome(), trace);
    tell(at, { action, outcome, trace });
    return response;
  }

  async function happen(what: Parameters<LiveParties["happen"]>[0]): Promise<void> {
    const at = now();
    const run = await what({ ...parties.collect(), clock: { now: isoInstant(at) } });
    if (run === undefined) return;
    parties = createParties(run.workspace);
    tell(at, run);
  }

  return {
    exchange: (party, request) => inTurn(() => exchange(party, request)),
    happen: (what) => inTurn(() => happen(what)),
    reset: (first) =>
      inTurn(async () => {
        await first(parties.collect());
        parties = createParties(workspace);
        before = workspace;
      }),
    between: (run) => inTurn(async () => run(parties.collect())),
  };
}

function partyOf(actors: readonly Actor[], id: string): Actor {
  return actors.find((actor) => actor.id === id) ?? { id, kind: "application", name: id };
}
