import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { RehearsalError } from "../../errors.ts";

/** Answers one request. What it throws ends the connection. */
export type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** A server on one port. */
export interface Listener {
  readonly port: number;
  /** Takes no new connection, lets what is under way end, and then ends every connection. */
  close(): Promise<void>;
}

/** What one server takes. */
export interface ListenerLimits {
  /** Header fields and the request line together, in bytes. */
  readonly headerBytes: number;
  /** For a request to arrive whole; a connection on which nothing happens has twice as long. */
  readonly requestMs: number;
  /** For the header fields alone. */
  readonly headerMs: number;
  /**
   * At once. Clients such as Node's `fetch` open a connection for every request that waits, so that this is how many
   * requests they may make at a time; each may hold a body in memory.
   */
  readonly connections: number;
}

const LIMITS: ListenerLimits = { headerBytes: 16 * 1024, requestMs: 30_000, headerMs: 10_000, connections: 256 };

/** How long an answer that is under way may take once the server is to end. */
const CLOSING_MS = 500;

/**
 * Listens on a port of one address; 0 takes any that is free.
 *
 * @throws RehearsalError `PORT_TAKEN`, `PORT_REFUSED`
 */
export async function startListener(
  host: string,
  port: number,
  answer: Answer,
  limits: ListenerLimits = LIMITS,
): Promise<Listener> {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(2_000, limits.headerMs),
  });
  server.maxConnections = limits.connections;
  // Longer, so that who is slow with a request hears why it is ended.
  server.timeout = 2 * limits.requestMs;
  server.on("request", (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseConnection(error, socket as Socket));
  server.on("connect", (_, socket) => endWith(socket as Socket, "405 Method Not Allowed"));
  const taken = await listen(server, host, port);
  return { port: taken, close: () => closeServer(server) };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(describeListenError(error, host, port)));
    server.listen({ host, port, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
}

function describeListenError({ code, message }: NodeJS.ErrnoException, host: string, port: number): RehearsalError {
  if (code === "EADDRINUSE") {
    const text = `Port ${port} is taken by another program: choose another, or none for any that is free.`;
    return new RehearsalError("PORT_TAKEN", text);
  }
  return new RehearsalError("PORT_REFUSED", `Port ${port} of ${host} cannot be opened: ${message}`);
}

/** What is no HTTP, too much of it, or too slow. */
function refuseConnection({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) socket.destroy();
  else endWith(socket, STATUS_LINES[code ?? ""] ?? "400 Bad Request");
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

function endWith(socket: Socket, statusLine: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${statusLine}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
