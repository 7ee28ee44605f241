import type { HttpRequest } from "../http/message.ts";
import { MAX_JSON_LENGTH, parseJsonObject } from "../oidc/json-object.ts";
import type { JsonAnswer } from "../oidc/token-response.ts";
import type { Call } from "../party/party.ts";

/** Asks the identity provider directly, and reads its answer as JSON. Whatever goes wrong is told in the answer. */
export async function fetchJson(call: Call, request: HttpRequest): Promise<JsonAnswer> {
  try {
    const { status, body } = await call.fetch(request);
    const document = parseJsonObject(body);
    if (document !== undefined) return { status, document };
    return { status, problem: body.length > MAX_JSON_LENGTH ? "longer than a megabyte" : "no JSON object" };
  } catch (cause) {
    return { status: 0, problem: `nobody answers at ${new URL(request.url).origin} (${messageOf(cause)})` };
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : "no reason given";
}
