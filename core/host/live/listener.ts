import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { RehearsalError } from "../../errors.ts";
import type { KeyPair } from "../../store/keys.ts";

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

/** Where a server listens. */
export interface ListenPlace {
  readonly host: string;
  /** It listens by https, and proves by this that it is itself. */
  readonly tls?: KeyPair | undefined;
}

/** How long an answer that is under way may take once the server is to end. */
const CLOSING_MS = 500;

/**
 * Listens on a port of one address; 0 takes any that is free.
 *
 * @throws RehearsalError `PORT_TAKEN`, `PORT_REFUSED`
 */
export async function startListener(
  { host, port, tls }: ListenPlace & { readonly port: number },
  answer: Answer,
  limits: ListenerLimits = LIMITS,
): Promise<Listener> {
  const server = buildServer(limits, tls);
  server.maxConnections = limits.connections;
  // Longer, so that who is slow with a request hears why it is ended.
  server.timeout = 2 * limits.requestMs;
  const underWay = trackAnswers(server);
  server.on("request", (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const refuse = (): void => refuseConnection(error, socket as Socket);
    // Answers go out in the order of the requests (RFC 9112, section 9.3.2): those before this one come first.
    const last = underWay(socket as Socket);
    if (last === undefined) refuse();
    else last.once("close", refuse);
  });
  server.on("connect", (_, socket) => endWith(socket as Socket, "405 Method Not Allowed"));
  const sockets = trackSockets(server);
  const taken = await listen(server, host, port);
  return { port: taken, close: () => closeServer(server, sockets) };
}

function buildServer(limits: ListenerLimits, tls: KeyPair | undefined): Server {
  const options: ServerOptions = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(2_000, limits.headerMs),
  };
  if (tls === undefined) return createServer(options);
  const { privateKey: key, certificate: cert } = tls;
  return createSecureServer({ ...options, key, cert, handshakeTimeout: limits.headerMs });
}

/** Gives the last answer that a connection still waits for, to a request that came whole. */
function trackAnswers(server: Server): (socket: Socket) => ServerResponse | undefined {
  const answers = new WeakMap<Socket, readonly Exchange[]>();
  const waiting = (socket: Socket): readonly Exchange[] =>
    (answers.get(socket) ?? []).filter(({ outgoing }) => !outgoing.closed);
  server.on("request", (incoming, outgoing) => {
    answers.set(incoming.socket, [...waiting(incoming.socket), { incoming, outgoing }]);
  });
  return (socket) => waiting(socket).findLast(({ incoming }) => incoming.complete)?.outgoing;
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Every connection that is open, also one over which nothing was said yet: Node's own list lacks these. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
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
function refuseConnection({ code = "" }: NodeJS.ErrnoException, socket: Socket): void {
  // Where TLS failed, nothing can be said.
  if (code === "ECONNRESET" || /^ERR_(?:SSL|TLS)/.test(code) || !socket.writable) socket.destroy();
  else endWith(socket, STATUS_LINES[code] ?? "400 Bad Request");
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

function endWith(socket: Socket, statusLine: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${statusLine}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, CLOSING_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
