import type { IncomingMessage } from "node:http";
import type { Refusal } from "../check-request.ts";

/**
 * Reads a body of at most `limit` bytes as UTF-8, or says why it is refused. What is more is let through unkept, up to
 * several times as much, so that whoever sends it hears why.
 *
 * @throws where the connection breaks off before its end
 */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<string | Refusal> {
  if (!hasBody(incoming)) return "";
  const bytes = await readBytes(incoming, limit);
  if (bytes === undefined) {
    const message = `A body has ${limit} bytes at most.`;
    return { status: 413, code: "TOO_LARGE", message, headers: { connection: "close" } };
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return { status: 400, code: "NOT_TEXT", message: "The body is not text in UTF-8." };
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** RFC 9112, section 6.3. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

const LET_THROUGH = 16;

/** Undefined: there were more than `limit`. */
function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const most = LET_THROUGH * limit;
  if (Number(incoming.headers["content-length"] ?? 0) > most) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > most) resolve(undefined);
    });
    incoming.on("end", () => resolve(size > limit ? undefined : Buffer.concat(chunks)));
    incoming.on("error", reject);
    incoming.on("close", () => reject(new Error("The connection broke off.")));
  });
}
