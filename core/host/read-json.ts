import type { IncomingMessage } from "node:http";
import type { Refusal } from "./check-request.ts";

/** The JSON that came with a request, or why it is refused. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads a body of at most `limit` bytes. What is more is let through unkept, so that whoever sends it hears why. */
export async function readJson(request: IncomingMessage, limit: number): Promise<ReadJson> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? tooLarge(limit) : parse(Buffer.concat(chunks));
}

function parse(bytes: Buffer): ReadJson {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return refuse({ status: 400, code: "JSON_INVALID", message: "The body is not JSON in UTF-8." });
  }
}

function tooLarge(limit: number): ReadJson {
  const most = limit < 1024 * 1024 ? `${limit} bytes` : `${Math.floor(limit / 1024 / 1024)} MiB`;
  return refuse({ status: 413, code: "TOO_LARGE", message: `That is more than Rehearsal takes at once: ${most}.` });
}

function refuse(refusal: Refusal): ReadJson {
  return { ok: false, refusal };
}
