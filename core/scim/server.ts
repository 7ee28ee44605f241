import { type HttpRequest, type HttpResponse, headerOf, pathOf, queryOf } from "../http/message.ts";
import type { Cell } from "../party/party.ts";
import { isSameSecret } from "../secret.ts";
import { type Answer, toResponse } from "./answer.ts";
import { answerBulk } from "./bulk.ts";
import { discoveryHandlers } from "./discovery-endpoint.ts";
import { answerList, answerSearch } from "./list-endpoint.ts";
import { parseListQuery } from "./list-query.ts";
import { chooseHandler, type Handlers, MethodNotAllowed } from "./methods.ts";
import { handlersOfResource, handlersOfResources } from "./resource-endpoint.ts";
import type { ScimResourceStore } from "./resource-store.ts";
import type { ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import { answerTypeFor, errorResponse, parseBody } from "./scim-request.ts";
import type { ScimServerSettings } from "./settings.ts";
import { splitPath } from "./split-path.ts";
import type { ScimWatch } from "./watch.ts";

/** A kind of resource, and where its resources are kept. */
export interface ScimCollection {
  readonly type: ScimResourceType;
  readonly store: ScimResourceStore;
}

/** The requests of the minute that runs: when it began, in milliseconds since the epoch, and how many there were. */
export interface ScimRate {
  readonly since: number;
  readonly requests: number;
}

/** A SCIM service provider: one for each application, none sharing anything. */
export interface ScimServer {
  /** Absolute, without a slash at its end: `https://slack.test/scim/v2`. */
  readonly baseUrl: string;
  readonly settings: ScimServerSettings;
  readonly collections: readonly ScimCollection[];
  readonly rate: Cell<ScimRate>;
}

/** A request below the base URL, taken apart: one that came by itself, or one of a bulk request. */
export interface ScimOperation {
  /** HEAD is GET here: only the response differs. */
  readonly method: HttpRequest["method"];
  /** The parts of the path below the base URL, decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** For conditions: `If-Match` and `If-None-Match`. */
  readonly request: HttpRequest;
  /** Reads the body. @throws {ScimError} */
  readonly body: () => unknown;
  readonly watch: ScimWatch;
}

/**
 * Answers a request to a SCIM server (RFC 7644). Never throws for bad input: a refusal is an answer, and what was refused
 * has changed nothing.
 *
 * @param now the server's clock, in milliseconds since the epoch
 * @param watch is told each check that is carried out
 */
export function handleScim(server: ScimServer, request: HttpRequest, now: number, watch: ScimWatch): HttpResponse {
  const response = answerRequest(server, request, now, watch);
  return request.method === "HEAD" ? { ...response, body: "" } : response;
}

function answerRequest(server: ScimServer, request: HttpRequest, now: number, watch: ScimWatch): HttpResponse {
  const mediaType = answerTypeFor(request);
  try {
    const operation = readOperation(server, request, watch);
    if (!isOpen(operation)) watch.check("SCIM_TOKEN", () => checkToken(server, request));
    watch.check("SCIM_RATE", () => countRequest(server, now));
    const handler = watch.check("SCIM_ENDPOINT", () => findHandler(server, operation));
    return toResponse(handler(), mediaType);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return errorResponse(error, mediaType, headersOf(error, server, request, now));
  }
}

/** Every endpoint (RFC 7644, section 3.2). @throws {ScimError} */
function findHandler(server: ScimServer, operation: ScimOperation): () => Answer {
  const handlers = handlersForResources(server, operation) ?? handlersForServer(server, operation);
  if (handlers !== undefined) return chooseHandler(operation.method, handlers);
  throw notFound(operation);
}

/** `/Users`, `/Users/.search`, `/Users/{id}` */
function handlersForResources(server: ScimServer, operation: ScimOperation): Handlers | undefined {
  const [first = "", second, ...more] = operation.path;
  const collection = server.collections.find(({ type }) => type.endpoint === `/${first}`);
  if (collection === undefined || more.length > 0) return undefined;
  if (second === undefined) return handlersOfResources(server, collection, operation);
  if (second === ".search") return { POST: () => answerSearch(server, [collection], operation) };
  return handlersOfResource(server, collection, second, operation);
}

/** What is about the server as a whole. */
function handlersForServer(server: ScimServer, operation: ScimOperation): Handlers | undefined {
  const [first, ...more] = operation.path;
  if (first === "Me") throw new ScimError(501, undefined, "`/Me` is not there: a client is not one of the users.");
  if (more.length > 0) return discoveryHandlers(server, operation);
  switch (first) {
    case undefined:
      return {
        GET: () => answerList(server, server.collections, () => parseListQuery(operation.query), operation.watch),
      };
    case ".search":
      return { POST: () => answerSearch(server, server.collections, operation) };
    case "Bulk":
      return bulkHandlers(server, operation);
    default:
      return discoveryHandlers(server, operation);
  }
}

function bulkHandlers(server: ScimServer, operation: ScimOperation): Handlers {
  if (server.settings.behaviour.noBulk === true) {
    throw new ScimError(501, undefined, "This server takes no bulk requests.");
  }
  return { POST: () => answerBulk(server, operation, (each) => answerBulkLine(server, each)) };
}

/** A line of a bulk request is about resources: it makes one, or names one (RFC 7644, section 3.7). */
function answerBulkLine(server: ScimServer, operation: ScimOperation): Answer {
  const isSearch = operation.path[1] === ".search";
  const handlers = isSearch ? undefined : handlersForResources(server, operation);
  if (handlers === undefined) throw notFound(operation);
  return chooseHandler(operation.method, handlers)();
}

function notFound({ path }: ScimOperation): ScimError {
  return new ScimError(404, undefined, `There is no endpoint \`/${path.join("/").slice(0, 100)}\` here.`);
}

function readOperation(server: ScimServer, request: HttpRequest, watch: ScimWatch): ScimOperation {
  return {
    method: request.method === "HEAD" ? "GET" : request.method,
    path: splitPath(pathBelow(server, request)),
    query: queryOf(request),
    request,
    body: () => parseBody(request),
    watch,
  };
}

/** In live mode the same server may be asked under another name. */
function pathBelow({ baseUrl }: ScimServer, request: HttpRequest): string {
  const { url } = request;
  if (url.startsWith(baseUrl)) return url.slice(baseUrl.length).split(/[?#]/, 1)[0] ?? "";
  return pathOf(request).slice(new URL(baseUrl).pathname.length);
}

/**
 * How a client proves itself is told to whoever does not know yet (RFC 7643, section 5, `authenticationSchemes`). A token
 * that does come has to be the right one here too.
 */
function isOpen({ method, path, request }: ScimOperation): boolean {
  const isAsked = method === "GET" && path.length === 1 && path[0] === "ServiceProviderConfig";
  return isAsked && headerOf(request, "authorization") === undefined;
}

/** A bearer token in the Authorization field (RFC 6750, section 2.1). */
function checkToken({ settings }: ScimServer, request: HttpRequest): void {
  const field = headerOf(request, "authorization");
  if (field === undefined) throw new ScimError(401, undefined, "The request carries no bearer token.");
  const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(field)?.[1];
  if (token === undefined) throw new ScimError(401, undefined, "The Authorization field holds no bearer token.");
  if (isSameSecret(token, settings.bearerToken ?? "")) return;
  throw new ScimError(401, undefined, "The bearer token is not the one of this application.");
}

const MINUTE_MS = 60_000;

function countRequest({ settings, rate }: ScimServer, now: number): void {
  const limit = settings.behaviour.requestsPerMinute;
  if (limit === undefined) return;
  const { since, requests } = rate.read();
  // A clock may go back too: when live mode ends, or a checkpoint is returned to.
  const isOver = now < since || now - since >= MINUTE_MS;
  if (!isOver && requests >= limit) {
    throw new ScimError(429, undefined, `More than ${limit} requests within a minute.`);
  }
  rate.write(isOver ? { since: now, requests: 1 } : { since, requests: requests + 1 });
}

/** What a client needs to do better: RFC 6750, section 3; RFC 9110, section 15.5.6; RFC 6585, section 4. */
function headersOf(error: ScimError, { rate }: ScimServer, request: HttpRequest, now: number): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { allow: error.allow };
  if (error.status === 401) {
    // Nothing is said of a token where none came.
    const isWrong = /^Bearer +\S/i.test(headerOf(request, "authorization") ?? "");
    return { "www-authenticate": `Bearer realm="SCIM"${isWrong ? ', error="invalid_token"' : ""}` };
  }
  if (error.status !== 429) return {};
  const seconds = Math.ceil((rate.read().since + MINUTE_MS - now) / 1000);
  return { "retry-after": String(Math.max(1, seconds)) };
}
