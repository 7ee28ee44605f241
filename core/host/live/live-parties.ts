import { randomBytes } from "node:crypto";
import { createQueue } from "../../engine/queue.ts";
import type { HttpRequest, HttpResponse } from "../../http/message.ts";
import type { Random } from "../../random.ts";
import { createNetwork } from "../../simulation/network.ts";
import { createParties } from "../../simulation/parties.ts";
import type { Workspace } from "../../store/workspace.ts";
import { isoInstant } from "../../time.ts";
import { createRecorder } from "../../trace/recorder.ts";
import type { Actor } from "../../trace/step.ts";
import { accountsWritten, describeAction, type LiveExchange, lanesOf, outcomeOf } from "./live-exchange.ts";

export interface LivePartiesOptions {
  /** On the origins where it listens. */
  readonly workspace: Workspace;
  /** Milliseconds since the epoch; asked once for each request. */
  readonly now: () => number;
  /** Keeps the accounts as they were before each exchange; that costs as much as an application has accounts. */
  readonly keepBefore: boolean;
  /** Told of every exchange before the next one begins. */
  readonly onExchange: (exchange: LiveExchange) => void;
}

/** The parties of a workspace at work for as long as live mode lasts. */
export interface LiveParties {
  /** Carries a request from outside to a party: its actor id. */
  exchange(party: string, request: HttpRequest): Promise<HttpResponse>;
  /** Puts everything back to where it began, once `first` is done with the workspace that is left. */
  reset(first: (left: Workspace) => Promise<void>): Promise<void>;
  /** Runs something between two exchanges, with the workspace as it is then. */
  between<Result>(run: (workspace: Workspace) => Result | Promise<Result>): Promise<Result>;
}

/** The machine's own: in live mode nothing may be guessed. */
const machineRandom: Random = { bytes: (length) => randomBytes(length) };

/**
 * Puts the parties to work. One exchange runs after another: parties read their state, wait for a signature, and write
 * it back, so that two at once could lose what one of them wrote. What a party asks of another is carried inside this
 * process, as part of the same exchange, and waits for nobody.
 */
export function createLiveParties(options: LivePartiesOptions): LiveParties {
  const { workspace, now, keepBefore, onExchange } = options;
  const inTurn = createQueue();
  let parties = createParties(workspace);
  let before = workspace;
  let exchanges = 0;

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
    const kept = keepBefore ? { before: accountsWritten(before, trace) } : {};
    if (keepBefore) before = parties.collect();
    exchanges += 1;
    onExchange({ number: exchanges, at: isoInstant(at), action, outcome, trace, ...kept });
    return response;
  }

  return {
    exchange: (party, request) => inTurn(() => exchange(party, request)),
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
