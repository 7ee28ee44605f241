import type { IncomingMessage } from "node:http";
import { type HttpResponse, jsonResponse } from "../../http/message.ts";
import { checkMethod, type Refusal } from "../check-request.ts";
import type { Door } from "./live-request.ts";
import { refusalResponse } from "./live-response.ts";

/** Where everything is put back to where it began. */
export const RESET_PATH = "/reset";

/**
 * Answers a request to the control endpoint: `POST /reset`. Only programs may send it, and only to this host by its own
 * name: whatever comes from a page of another origin is refused, since a page elsewhere can send a POST anywhere.
 */
export async function answerControl(
  incoming: IncomingMessage,
  door: Pick<Door, "hosts" | "scheme">,
  reset: () => Promise<void>,
): Promise<HttpResponse> {
  incoming.resume();
  const refusal = checkSource(incoming, door) ?? checkPath(incoming) ?? checkMethod(incoming, ["POST"]);
  if (refusal !== undefined) return refusalResponse(incoming, refusal);
  await reset();
  return jsonResponse(200, { reset: true });
}

function checkSource(
  { headers }: IncomingMessage,
  { hosts, scheme }: Pick<Door, "hosts" | "scheme">,
): Refusal | undefined {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (host === undefined || !hosts.has(host.toLowerCase())) {
    return { status: 421, code: "HOST_REFUSED", message: "Use the address that Rehearsal printed." };
  }
  const isOwn = origin === undefined || origin === `${scheme}://${host}`;
  const isFromHere = site === undefined || site === "same-origin" || site === "none";
  if (isOwn && isFromHere) return undefined;
  return { status: 403, code: "ORIGIN_REFUSED", message: "Pages of other origins may not do this." };
}

function checkPath({ url = "" }: IncomingMessage): Refusal | undefined {
  if (url.split("?", 1)[0] === RESET_PATH) return undefined;
  return { status: 404, code: "NOT_FOUND", message: `There is only ${RESET_PATH} here.` };
}
