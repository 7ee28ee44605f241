import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { HttpHeaders, HttpRequest } from "../http/message.ts";
import type { ScimParty } from "./scim-party.ts";

/** Our SCIM server over HTTP, with no more around the party than Express with scimmy's routers has around theirs. */
export function serveParty(party: ScimParty): Server {
  const { origin } = new URL(party.baseUrl);
  return createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = chunks.length === 0 ? "" : Buffer.concat(chunks).toString("utf8");
      void answer(party, toRequest(incoming, origin, body), outgoing);
    });
  });
}

function toRequest({ method, url, headers }: IncomingMessage, origin: string, body: string): HttpRequest {
  return { method: method as HttpRequest["method"], url: `${origin}${url}`, headers: headers as HttpHeaders, body };
}

async function answer(party: ScimParty, request: HttpRequest, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = await party.send(request);
  const fields: OutgoingHttpHeaders = {
    "content-length": Buffer.byteLength(body),
    ...(headers as OutgoingHttpHeaders),
  };
  outgoing.writeHead(status, fields).end(body);
}
