import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLoopbackClient, encodeRequest, type LoopbackClient } from "./loopback-client.ts";

let server: Server;
let client: LoopbackClient;
afterEach(() => {
  client.close();
  server.close();
});

async function start(listener: RequestListener, connections = 2): Promise<void> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = await createLoopbackClient((server.address() as AddressInfo).port, connections);
}

/** Answers with what came: the method, the path and the body. */
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = `${request.method} ${request.url} ${Buffer.concat(chunks).toString("utf8")}`;
  response.writeHead(200, { "content-length": Buffer.byteLength(body) }).end(body);
};

describe("LoopbackClient", () => {
  it("sends a request with its body and gives the body of the response", async () => {
    await start(echo);
    const request = encodeRequest({ method: "POST", path: "/a?b", headers: { "x-a": "1" }, body: "Zoë" });
    expect(await client.send(request, 200)).toBe("POST /a?b Zoë");
    expect(await client.send(encodeRequest({ method: "GET", path: "/", headers: {} }), 200)).toBe("GET / ");
  });

  it("sends every request once, over all connections", async () => {
    const seen: string[] = [];
    const ports = new Set<number | undefined>();
    await start((request, response) => {
      seen.push(request.url ?? "");
      ports.add(request.socket.remotePort);
      response.writeHead(204).end();
    }, 3);
    const paths = Array.from({ length: 100 }, (_, index) => `/${index}`);
    const requests = paths.map((path) => encodeRequest({ method: "GET", path, headers: {} }));
    await client.sendAll(requests, 204);
    expect(seen.toSorted()).toEqual(paths.toSorted());
    expect(ports.size).toBe(3);
  });

  it("waits for a response that comes in parts", async () => {
    await start((_, response) => {
      response.writeHead(200, { "content-length": 6 }).write("one");
      setTimeout(() => response.end("two"), 20);
    });
    expect(await client.send(encodeRequest({ method: "GET", path: "/", headers: {} }), 200)).toBe("onetwo");
  });

  it("counts nothing that was answered otherwise than expected", async () => {
    await start((_, response) => response.writeHead(409, { "content-length": 5 }).end("taken"));
    const request = encodeRequest({ method: "GET", path: "/", headers: {} });
    await expect(client.sendAll([request], 201)).rejects.toThrow("Expected 201: HTTP/1.1 409");
  });

  it("fails when the server goes away", async () => {
    await start((request) => request.socket.destroy());
    const request = encodeRequest({ method: "GET", path: "/", headers: {} });
    await expect(client.send(request, 200)).rejects.toThrow(TypeError);
  });

  it("fails when the server went away before", async () => {
    await start(echo);
    server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(client.send(encodeRequest({ method: "GET", path: "/", headers: {} }), 200)).rejects.toThrow("closed");
  });
});
