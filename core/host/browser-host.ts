import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Transport } from "../contract/contract.ts";
import { RehearsalError } from "../errors.ts";
import { type Answer, answerRequest, type Site } from "./answer-request.ts";
import { CONTENT_SECURITY_POLICY } from "./content-security-policy.ts";
import { streamEvents } from "./event-stream.ts";
import { readStaticFiles, type StaticFile } from "./static-files.ts";

/** What the browser host serves, and to whom. */
export interface BrowserHostOptions {
  /** Where calls go. */
  readonly transport: Transport;
  /** The folder with the window's page: `dist/renderer`. */
  readonly files: string;
  /** Without one, or with 0, any that is free. */
  readonly port?: number;
  /** Made anew at every start; whoever knows it may call. */
  readonly secret: string;
  /** The most bytes that a call may have: as many as a workspace to be imported, unless told otherwise. */
  readonly bodyLimit?: number;
}

/** The same app in a browser, over loopback HTTP. */
export interface BrowserHost {
  /** `http://127.0.0.1:17373`, the `base` of `createHttpTransport`. */
  readonly address: string;
  /** To be opened: the address with the secret in its fragment, which no browser sends anywhere. */
  readonly url: string;
  /** Ends every connection. The transport stays open. */
  close(): Promise<void>;
}

const BODY_LIMIT = 256 * 1024 * 1024;

/** On every answer, refusals included. */
const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Serves the window's page and the contract on 127.0.0.1: `POST /call` (a `CallRequest`, answered by a `Reply`),
 * `POST /cancel` (`{ call }`), `GET /events` (a line of JSON each), and the files of the page.
 * @throws RehearsalError `PORT_TAKEN`, `PORT_REFUSED`, `WINDOW_MISSING`
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { transport, secret, bodyLimit = BODY_LIMIT } = options;
  const files = await readPage(options.files);
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const site: Site = { transport, files, port, secret, bodyLimit };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    answerRequest(site, request, (gone) => whenGone(response, gone))
      .then((found) => send(found, request, response, transport))
      .catch(() => response.destroy());
  };
  server.on("request", answer).on("checkExpectation", answer);
  // What is not HTTP at all is not answered.
  server.on("clientError", (_, socket) => socket.destroy());
  const address = `http://127.0.0.1:${port}`;
  return { address, url: `${address}/#secret=${secret}`, close: () => closeServer(server) };
}

async function readPage(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = await readStaticFiles(folder).catch(() => new Map<string, StaticFile>());
  if (files.has("/")) return files;
  throw new RehearsalError("WINDOW_MISSING", "The window's page is not built. In the repository, run: npm run build", {
    file: folder,
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(describeListenError(error, port)));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
}

function describeListenError({ code, message }: NodeJS.ErrnoException, port: number): RehearsalError {
  if (code === "EADDRINUSE") {
    return new RehearsalError("PORT_TAKEN", `Port ${port} is taken by another program: choose another with --port.`);
  }
  return new RehearsalError("PORT_REFUSED", `Port ${port} of 127.0.0.1 cannot be opened: ${message}`);
}

function whenGone(response: ServerResponse, gone: () => void): void {
  response.once("close", () => {
    if (!response.writableFinished) gone();
  });
}

function send(answer: Answer, request: IncomingMessage, response: ServerResponse, transport: Transport): void {
  const { status, headers, body } = answer;
  if (body === "events") {
    response.writeHead(status, { ...securityHeaders, ...headers });
    streamEvents(transport, response);
  } else {
    response.writeHead(status, { ...securityHeaders, ...headers, "content-length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
