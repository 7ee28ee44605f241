import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Why a request is not answered: a status of HTTP, and an error as the contract writes it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Headers that belong to the status. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Refuses what does not come from this machine's own page. A page elsewhere can send requests to loopback, and by DNS
 * rebinding even under a name of its own (https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/):
 * so `Host` must be ours, `Origin` must be that very host, and a browser that says where a request comes from must not
 * say elsewhere.
 */
export function checkSource(headers: IncomingHttpHeaders, port: number): Refusal | undefined {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return forbidden("HOST_REFUSED", "Rehearsal answers under 127.0.0.1 only, with the port that it printed.");
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return forbidden("ORIGIN_REFUSED", "Rehearsal answers its own page only, not pages of other origins.");
  }
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return forbidden("ORIGIN_REFUSED", "Rehearsal is opened by its address, not from another site.");
  }
  return undefined;
}

/** Refuses whoever does not know the secret of this start. Takes as long for one wrong secret as for any other. */
export function checkSecret(headers: IncomingHttpHeaders, secret: string): Refusal | undefined {
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
  if (timingSafeEqual(digest(given), digest(secret))) return undefined;
  return {
    status: 401,
    code: "SECRET_WRONG",
    message:
      "This page belongs to an earlier start of Rehearsal. Open the address that Rehearsal printed when it was started.",
    headers: { "www-authenticate": "Bearer" },
  };
}

/** Refuses a body that is not JSON by its own word: no form of another page can claim that without asking first. */
export function checkContentType(headers: IncomingHttpHeaders): Refusal | undefined {
  if (/^application\/json(?:;\s*charset=utf-8)?$/i.test(headers["content-type"] ?? "")) return undefined;
  return { status: 415, code: "TYPE_REFUSED", message: "A call is sent as application/json." };
}

/** Refuses every method of HTTP but these. */
export function checkMethod({ method = "" }: IncomingMessage, allowed: readonly string[]): Refusal | undefined {
  if (allowed.includes(method)) return undefined;
  const allow = allowed.join(", ");
  return { status: 405, code: "METHOD_REFUSED", message: `Only ${allow} is answered here.`, headers: { allow } };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function forbidden(code: string, message: string): Refusal {
  return { status: 403, code, message };
}
