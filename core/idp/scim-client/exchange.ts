import { type HttpRequest, type HttpResponse, headerOf } from "../../http/message.ts";
import type { Call } from "../../party/party.ts";
import type { ProvisioningCode } from "../../provisioning/codes.ts";
import type { ProvisioningFailure } from "../../provisioning/escrow.ts";
import { isScimObject, memberOf, type ScimObject } from "../../scim/resource.ts";
import { SCIM_MEDIA_TYPE } from "../../scim/scim-request.ts";
import type { ClientRequest } from "./dialect.ts";
import type { ScimClientWorld } from "./world.ts";

/** Why there is no point in going on with anybody else. */
export type Halt = ConnectionHalt | ThrottledHalt;

interface HaltCause {
  readonly reason: string;
  readonly code: ProvisioningCode;
}

/** The credentials are refused, or nobody answers. */
interface ConnectionHalt extends HaltCause {
  readonly kind: "connection";
}

/** The application wants to be left alone for a while. */
interface ThrottledHalt extends HaltCause {
  readonly kind: "throttled";
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** What the application answered. */
export type Reply = { readonly ok: true; readonly status: number; readonly body: ScimObject } | Refusal;

/** An answer that nothing came of. */
export interface Refusal {
  readonly ok: false;
  readonly status: number;
  readonly failure: ProvisioningFailure;
  readonly halt?: Halt;
}

/** Sends requests to one application, and counts them. */
export interface Exchange {
  send(request: ClientRequest): Promise<Reply>;
  /** Requests that were sent so far. */
  count(): number;
}

/** The way to an application: the token goes with every request. */
export function createExchange(world: ScimClientWorld, call: Call): Exchange {
  let sent = 0;
  return {
    async send(request) {
      sent += 1;
      const response = await call.fetch(buildRequest(world, request));
      return readReply(world.application.name, request, response, call.now);
    },
    count: () => sent,
  };
}

function buildRequest(
  { baseUrl, provisioning: { client } }: ScimClientWorld,
  { method, path, query, body }: ClientRequest,
): HttpRequest {
  return {
    method,
    url: `${baseUrl}${path}${query === undefined || query === "" ? "" : `?${query}`}`,
    headers: {
      accept: SCIM_MEDIA_TYPE,
      ...(client.bearerToken === undefined ? {} : { authorization: `Bearer ${client.bearerToken}` }),
      ...(body === undefined ? {} : { "content-type": SCIM_MEDIA_TYPE }),
    },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

function readReply(application: string, request: ClientRequest, response: HttpResponse, now: number): Reply {
  const { status } = response;
  const body = parseJson(response.body);
  if (status < 300 && body !== undefined) return { ok: true, status, body };
  const said = body === undefined ? undefined : memberOf(body, "detail");
  const detail = typeof said === "string" ? said.slice(0, LONGEST_DETAIL) : "It does not say why.";
  const answered = status < 300 ? `${status} and a body that is no JSON object` : `${status}`;
  const reason = `${application} answered ${request.method} ${request.path} with ${answered}: ${detail}`;
  const code = codeOf(status);
  const retryAt = retryAfter(response, now);
  const failure = { code, reason, ...(retryAt === undefined ? {} : { retryAt }) };
  const halt = haltOf(request, status, failure);
  return { ok: false, status, failure, ...(halt === undefined ? {} : { halt }) };
}

const LONGEST_DETAIL = 500;

/** No body at all is one that says nothing: after a DELETE, or a PATCH that is answered with 204. */
function parseJson(text: string): ScimObject | undefined {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return isScimObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const CODES: ReadonlyMap<number, ProvisioningCode> = new Map<number, ProvisioningCode>([
  [401, "SystemForCrossDomainIdentityManagementInvalidCredentials"],
  [403, "SystemForCrossDomainIdentityManagementInvalidCredentials"],
  [404, "InvalidAnchor"],
  [408, "Timeout"],
  [409, "EntryConflict"],
  [422, "UnprocessableEntity"],
  [429, "TooManyRequests"],
  [502, "Timeout"],
  [503, "Timeout"],
  [504, "Timeout"],
]);

/** The name of a failure; where Entra's logs have none for a status, the application is said to be incompatible. */
function codeOf(status: number): ProvisioningCode {
  return CODES.get(status) ?? "SystemForCrossDomainIdentityManagementServiceIncompatible";
}

/** What concerns everybody: credentials, an endpoint that is not there, or one that is asked too much. */
function haltOf(
  { path }: ClientRequest,
  status: number,
  { reason, code, retryAt }: ProvisioningFailure,
): Halt | undefined {
  if (status === 429 || (status === 503 && retryAt !== undefined)) {
    return retryAt === undefined ? undefined : { kind: "throttled", reason, code, until: retryAt };
  }
  const isCollection = path.lastIndexOf("/") === 0;
  const isEverybodys = [401, 403, 502, 503, 504].includes(status) || (status === 404 && isCollection);
  return isEverybodys ? { kind: "connection", reason, code } : undefined;
}

/** RFC 9110, section 10.2.3, as a number of seconds. */
function retryAfter(response: HttpResponse, now: number): number | undefined {
  const field = headerOf(response, "retry-after");
  if (field === undefined || !/^\d{1,7}$/.test(field.trim())) return undefined;
  return now + Math.max(1, Number(field)) * 1000;
}
