import type { IncomingMessage } from "node:http";
import { isCallRequest, NO_CALL } from "../contract/call-request.ts";
import type { ContractError, Reply, Transport } from "../contract/contract.ts";
import { checkContentType, checkMethod, checkSecret, checkSource, type Refusal } from "./check-request.ts";
import { readJson } from "./read-json.ts";
import type { StaticFile } from "./static-files.ts";

/** What there is to answer with. */
export interface Site {
  readonly transport: Transport;
  /** By their paths. */
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly port: number;
  readonly secret: string;
  /** The most bytes that a call may have. */
  readonly bodyLimit: number;
}

/** What to send: a status, headers, and a body or, without an end, the events. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | "events";
}

/**
 * Answers one request. Where it comes from is checked before anything else about it.
 *
 * @param whenGone hears that whoever asked went away before the answer was sent
 */
export async function answerRequest(
  site: Site,
  request: IncomingMessage,
  whenGone: (listener: () => void) => void,
): Promise<Answer> {
  const refusal = checkSource(request.headers, site.port);
  if (refusal !== undefined) return refuse(refusal);
  const path = (request.url ?? "").split(/[?#]/, 1)[0] ?? "";
  if (path === "/call") return answerPost(site, request, (body) => answerCall(site, body, whenGone));
  if (path === "/cancel") return answerPost(site, request, (body) => answerCancel(site, body));
  if (path === "/events") return answerEvents(site, request);
  return answerFile(site.files.get(path), request);
}

async function answerPost(
  { secret, bodyLimit }: Site,
  request: IncomingMessage,
  answer: (body: unknown) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { headers } = request;
  const refusal = checkMethod(request, ["POST"]) ?? checkContentType(headers) ?? checkSecret(headers, secret);
  if (refusal !== undefined) return refuse(refusal);
  const body = await readJson(request, bodyLimit);
  return body.ok ? answer(body.value) : refuse(body.refusal);
}

async function answerCall({ transport }: Site, body: unknown, whenGone: (gone: () => void) => void): Promise<Answer> {
  if (!isCallRequest(body)) return refuse(notACall);
  // Nobody needs the answer any more: a page that was closed or loaded anew keeps no population waiting.
  whenGone(() => transport.cancel(body.call));
  return answerJson(200, await transport.call(body));
}

function answerCancel({ transport }: Site, body: unknown): Answer {
  if (!isCancellation(body)) return refuse(notACall);
  transport.cancel(body.call);
  return answerJson(200, { ok: true, value: {} });
}

function answerEvents({ secret }: Site, request: IncomingMessage): Answer {
  const refusal = checkMethod(request, ["GET"]) ?? checkSecret(request.headers, secret);
  if (refusal !== undefined) return refuse(refusal);
  const headers = { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body: "events" };
}

function answerFile(file: StaticFile | undefined, request: IncomingMessage): Answer {
  if (file === undefined) return refuse({ status: 404, code: "NOT_FOUND", message: "There is nothing here." });
  const refusal = checkMethod(request, ["GET", "HEAD"]);
  if (refusal !== undefined) return refuse(refusal);
  return { status: 200, headers: { "content-type": file.type, "cache-control": file.caching }, body: file.body };
}

function refuse({ status, code, message, headers }: Refusal): Answer {
  const error: ContractError = { code, message };
  return answerJson(status, { ok: false, error }, headers);
}

function answerJson(status: number, reply: Reply, headers: Readonly<Record<string, string>> = {}): Answer {
  const json = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...json, ...headers }, body: Buffer.from(JSON.stringify(reply)) };
}

const notACall: Refusal = { status: 400, code: "CALL_REFUSED", message: NO_CALL };

function isCancellation(value: unknown): value is { readonly call: string } {
  return typeof value === "object" && value !== null && "call" in value && typeof value.call === "string";
}
