import type { HttpRequest, HttpResponse } from "../http/message.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../trace/recorder.ts";

/** A piece of state that a party reads and replaces as a whole. What it holds is plain JSON and never changed in place. */
export interface Cell<Value> {
  read(): Value;
  write(next: Value): void;
}

/** What a party is given to answer one request: the world as far as it may reach. */
export interface Call extends Recorder {
  /** The party's clock, milliseconds since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** A request of the party's own to another party: the back channel. */
  fetch(request: HttpRequest): Promise<HttpResponse>;
}

/** An identity provider or an application: a function from a request to a response. It never throws for bad input. */
export type Party = (request: HttpRequest, call: Call) => Promise<HttpResponse>;

/** A cell that lives in memory. */
export function createCell<Value>(initial: Value): Cell<Value> {
  let value = initial;
  return {
    read: () => value,
    write(next) {
      value = next;
    },
  };
}
