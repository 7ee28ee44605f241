import { once } from "node:events";
import { connect, type Socket } from "node:net";

/**
 * A client that costs next to nothing, so that what is measured is the server: requests are bytes that were built
 * before, connections are kept open, and of a response no more is read than where it ends. Node's own clients take
 * longer for a request than a fast server for its answer.
 */
export interface LoopbackClient {
  /**
   * Sends the requests over all connections, on each one after the other.
   * @throws TypeError where a response has another status than the one that is expected
   */
  sendAll(requests: readonly Buffer[], status: number): Promise<void>;
  /** Sends one and gives the body of its response. */
  send(request: Buffer, status: number): Promise<string>;
  close(): void;
}

/** What a request says. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as it goes over the wire (RFC 9112). */
export function encodeRequest({ method, path, headers, body = "" }: WireRequest): Buffer {
  const length = body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const fields = Object.entries({ host: "127.0.0.1", ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from([`${method} ${path} HTTP/1.1`, ...fields, "", body].join("\r\n"));
}

/** Connects so many times to a port of this machine. */
export async function createLoopbackClient(port: number, connections: number): Promise<LoopbackClient> {
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const [first] = all;
  if (first === undefined) throw new TypeError("A client needs a connection.");
  return {
    async sendAll(requests, status) {
      let next = 0;
      const work = async (exchange: Exchange): Promise<void> => {
        for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
          await exchange(request, status);
        }
      };
      await Promise.all(all.map(({ exchange }) => work(exchange)));
    },
    async send(request, status) {
      const response = await first.exchange(request, status);
      return response.subarray(response.indexOf(END_OF_HEADERS) + END_OF_HEADERS.length).toString("utf8");
    },
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };
}

/** Sends a request and gives the whole response. */
type Exchange = (request: Buffer, status: number) => Promise<Buffer>;

const END_OF_HEADERS = "\r\n\r\n";

async function openConnection(port: number): Promise<{ readonly socket: Socket; readonly exchange: Exchange }> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received: Buffer = Buffer.alloc(0);
  let waiting: { readonly resolve: (response: Buffer) => void; readonly reject: (error: Error) => void } | undefined;
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (!isWhole(received)) return;
    const response = received;
    received = Buffer.alloc(0);
    waiting?.resolve(response);
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(closed()));
  return {
    socket,
    exchange: async (request, status) => {
      const response = await new Promise<Buffer>((resolve, reject) => {
        waiting = { resolve, reject };
        if (socket.destroyed) reject(closed());
        else socket.write(request);
      });
      const line = response.toString("latin1", 0, 12);
      if (line !== `HTTP/1.1 ${status}`) throw new TypeError(`Expected ${status}: ${response.toString("utf8")}`);
      return response;
    },
  };
}

function closed(): TypeError {
  return new TypeError("The server closed the connection.");
}

/** Both servers say how long a body is; 204 has none. */
function isWhole(received: Buffer): boolean {
  const end = received.indexOf(END_OF_HEADERS);
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(received.toString("latin1", 0, end))?.[1] ?? "0";
  return received.length >= end + END_OF_HEADERS.length + Number(length);
}
