import { CallError } from "./client.ts";
import type { CallRequest, ContractError, ContractEvent, Reply, Transport } from "./contract.ts";

/** Where the browser host is, and how it is spoken to. */
export interface HttpTransportOptions {
  /** `http://127.0.0.1:17373`. */
  readonly base: string;
  /** The secret of this start of the host, as it is known when it is needed: a host that was started again has another. */
  readonly secret: () => string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Hears that the stream of events cannot be opened, or not again: nobody needs to call to find out. */
  readonly onGone?: () => void;
}

/**
 * The contract over loopback HTTP, as `core/host/browser-host.ts` serves it. Where the host is gone, calls reject with a
 * {@link CallError} `HOST_GONE`; a wrong secret is answered with `SECRET_WRONG`.
 *
 * Events come over one stream while anybody listens. A stream that breaks is opened again at once; where that fails,
 * `onGone` is told, and it is opened with the next call that is answered.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const listeners = new Set<(event: ContractEvent) => void>();
  let stream: AbortController | undefined;

  function listen(): void {
    if (stream !== undefined || listeners.size === 0) return;
    const opened = new AbortController();
    stream = opened;
    void readEvents(options, opened.signal, tellAll).then((wasOpen) => {
      if (stream !== opened) return;
      stream = undefined;
      if (wasOpen) listen();
      else options.onGone?.();
    });
  }

  function tellAll(event: ContractEvent): void {
    for (const listener of [...listeners]) listener(event);
  }

  return {
    async call(request) {
      const reply = await post(options, "/call", request);
      if (reply.ok) listen();
      return reply;
    },
    cancel(call) {
      // A host that is gone has given the call up already.
      post(options, "/cancel", { call }).catch(() => undefined);
    },
    subscribe(listener) {
      listeners.add(listener);
      listen();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stream?.abort();
        stream = undefined;
      };
    },
  };
}

async function post(
  options: HttpTransportOptions,
  path: string,
  body: CallRequest | { readonly call: string },
): Promise<Reply> {
  try {
    const response = await send(options, path, { method: "POST", body: JSON.stringify(body) });
    const reply: unknown = await response.json();
    if (isReply(reply)) return reply;
  } catch {
    // Nobody answered, or somebody else did.
  }
  throw new CallError(HOST_GONE);
}

function send({ base, secret, fetch }: HttpTransportOptions, path: string, init: RequestInit): Promise<Response> {
  const headers = { authorization: `Bearer ${secret()}`, "content-type": "application/json" };
  return fetch(`${base}${path}`, { ...init, headers, cache: "no-store", credentials: "omit", redirect: "error" });
}

function isReply(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && "ok" in value && ("value" in value || "error" in value);
}

/** Tells every event until the stream ends. Gives whether it had been open. */
async function readEvents(
  options: HttpTransportOptions,
  signal: AbortSignal,
  tell: (event: ContractEvent) => void,
): Promise<boolean> {
  let wasOpen = false;
  try {
    const { ok, body } = await send(options, "/events", { method: "GET", signal });
    if (!ok || body === null) return false;
    wasOpen = true;
    for await (const line of readLines(body)) {
      if (line !== "") tell(JSON.parse(line));
    }
  } catch {
    // Whoever listens hears nothing until the stream is open again.
  }
  return wasOpen;
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + decoder.decode(read.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    reader.releaseLock();
  }
}

const HOST_GONE: ContractError = {
  code: "HOST_GONE",
  message: "Rehearsal is not running any more. Start it again; everything that was saved is kept.",
};
