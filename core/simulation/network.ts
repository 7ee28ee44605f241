import type { HttpRequest, HttpResponse } from "../http/message.ts";
import type { Party } from "../party/party.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../trace/recorder.ts";
import { describeRequest, describeResponse } from "./describe-exchange.ts";

/** A party and where it is reached. */
export interface Host {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Actor id in the trace. */
  readonly actor: string;
  readonly name: string;
  readonly kind: "identityProvider" | "application";
  readonly party: Party;
}

/** Carries a request to the party at its origin and records both directions. Opens no socket. */
export interface Network {
  exchange(from: string, request: HttpRequest): Promise<HttpResponse>;
}

export interface NetworkOptions {
  readonly hosts: readonly Host[];
  readonly recorder: Recorder;
  readonly random: Random;
  /** The simulated clock, milliseconds since the epoch. */
  readonly now: number;
}

/** What a browser would see where no host has the name. */
const NO_SUCH_HOST: HttpResponse = { status: 502, headers: {}, body: "No such host in this workspace." };

/** A network of parties in this process. */
export function createNetwork({ hosts, recorder, random, now }: NetworkOptions): Network {
  const byOrigin = new Map(hosts.map((host) => [new URL(host.origin).origin, host]));
  let exchanges = 0;

  async function exchange(from: string, request: HttpRequest): Promise<HttpResponse> {
    const host = byOrigin.get(new URL(request.url).origin);
    exchanges += 1;
    const number = exchanges;
    const to = host?.actor ?? "browser";
    const described = describeRequest(request, host);
    recorder.record({
      kind: "request",
      from,
      to,
      status: host === undefined ? "warning" : "ok",
      exchange: number,
      request,
      ...described,
    });
    const response = host === undefined ? NO_SUCH_HOST : await answer(host, request);
    recorder.record({
      kind: "response",
      from: to,
      to: from,
      phase: described.phase,
      exchange: number,
      response,
      ...describeResponse(response, host),
    });
    return response;
  }

  function answer(host: Host, request: HttpRequest): Promise<HttpResponse> {
    return host.party(request, {
      now,
      random,
      record: recorder.record,
      fetch: (next) => exchange(host.actor, next),
    });
  }

  return { exchange };
}
