import { type HttpRequest, type HttpResponse, urlOf } from "../http/message.ts";
import type { Call, Party } from "../party/party.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../trace/recorder.ts";
import type { Phase } from "../trace/step.ts";
import { describeRequest, describeResponse } from "./describe-exchange.ts";

/** A party and where it is reached. */
export interface Host {
  /** Scheme, host and port, as a browser writes them. */
  readonly origin: string;
  /** Actor id in the trace. */
  readonly actor: string;
  readonly name: string;
  readonly kind: "identityProvider" | "application";
  readonly party: Party;
}

/** Carries a request to the party at its origin and records both directions. Opens no socket. */
export interface Network {
  /** `phase`: what it belongs to, where the place that it goes to does not say so. */
  exchange(from: string, request: HttpRequest, phase?: Phase): Promise<HttpResponse>;
  /** The number of the last exchange. */
  exchanges(): number;
}

export interface NetworkOptions {
  readonly hosts: readonly Host[];
  readonly recorder: Recorder;
  readonly random: Random;
  /** The simulated clock, milliseconds since the epoch. */
  readonly now: number;
  /** Actors that nobody can reach. */
  readonly unreachable?: ReadonlySet<string>;
  /** Numbers of exchanges go on from here, for an action with several networks after each other. */
  readonly firstExchange?: number;
}

/** What a browser would see where no host has the name. */
const NO_SUCH_HOST: HttpResponse = { status: 502, headers: {}, body: "No such host in this workspace." };

/** What a browser or client gets where a party does not answer: a gateway in between says so. */
const NO_ANSWER: HttpResponse = { status: 504, headers: {}, body: "The party cannot be reached." };

const NOBODY: ReadonlySet<string> = new Set();

/** A network of parties in this process. */
export function createNetwork({
  hosts,
  recorder,
  random,
  now,
  unreachable = NOBODY,
  firstExchange = 1,
}: NetworkOptions): Network {
  const byOrigin = new Map(hosts.map((host) => [host.origin, host]));
  let exchanges = firstExchange - 1;

  async function exchange(from: string, request: HttpRequest, phase?: Phase): Promise<HttpResponse> {
    const url = urlOf(request);
    const host = byOrigin.get(url.origin);
    exchanges += 1;
    const number = exchanges;
    const { title, why, phase: own } = describeRequest(request, url, host);
    const to = host?.actor ?? "browser";
    const status = host === undefined ? "warning" : "ok";
    const begins = own ?? phase ?? "request";
    recorder.record({ kind: "request", from, to, status, phase: begins, title, why, exchange: number, request });
    const { call, phase: reached } = openCall(to, begins);
    const nobody = host === undefined ? NO_SUCH_HOST : NO_ANSWER;
    const response = canAnswer(host) ? await host.party(request, call) : nobody;
    const ends = reached();
    recorder.recordLater(ends, () => {
      const { title, why, status } = describeResponse(request, response, host);
      return { kind: "response", from: to, to: from, phase: ends, exchange: number, response, title, why, status };
    });
    return response;
  }

  function canAnswer(host: Host | undefined): host is Host {
    return host !== undefined && !unreachable.has(host.actor);
  }

  /** What a party is given to answer, and the phase that it got to. What it asks others on the way belongs to that. */
  function openCall(actor: string, begins: Phase): { readonly call: Call; phase(): Phase } {
    let phase = begins;
    const call: Call = {
      now,
      random,
      record(step) {
        phase = step.phase;
        recorder.record(step);
      },
      recordLater(next, build) {
        phase = next;
        recorder.recordLater(next, build);
      },
      fetch: (next) => exchange(actor, next, phase),
    };
    return { call, phase: () => phase };
  }

  return { exchange, exchanges: () => exchanges };
}
