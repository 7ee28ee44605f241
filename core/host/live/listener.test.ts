import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Listener, startListener } from "./listener.ts";

const LIMITS = { headerBytes: 1000, requestMs: 400, headerMs: 200, connections: 3 };

let listener: Listener;
let answered: number;
beforeEach(async () => {
  answered = 0;
  listener = await startListener(
    { host: "127.0.0.1", port: 0 },
    async (incoming, outgoing) => {
      for await (const _ of incoming);
      answered += 1;
      outgoing.end("done");
    },
    LIMITS,
  );
});
afterEach(() => listener.close());

interface Opened {
  readonly socket: Socket;
  /** What came back until the other side ended. */
  readonly ended: Promise<string>;
}

function open(bytes: string): Promise<Opened> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(listener.port, "127.0.0.1", () => {
      socket.write(bytes);
      resolve({ socket, ended });
    });
    const ended = new Promise<string>((done) => {
      socket.setEncoding("latin1").on("data", (part) => {
        text += part;
      });
      socket.on("error", () => {});
      socket.on("close", () => done(text));
    });
  });
}

const REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

describe("a listener", () => {
  it.each([
    ["header fields never end", "GET / HTTP/1.1\r\nHost: a\r\n", 0],
    ["the body never comes", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", 0],
  ])("waits no longer than it says where %s", async (_, bytes, count) => {
    const { ended } = await open(bytes);
    expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
    expect(answered).toBe(count);
  });

  it.each([
    ["no HTTP", "GARBAGE\r\n\r\n"],
    ["a chunk that is none", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["field by field too much", `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(500)}`],
  ])("answers what came before %s, and then refuses it", async (_, bytes) => {
    const { ended } = await open(REQUEST + REQUEST + bytes);
    const statuses = [...(await ended).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(["200", "200", expect.stringMatching(/^4/)]);
    expect(answered).toBe(2);
  });

  it("ends a connection on which nothing happens", async () => {
    expect(await (await open("")).ended).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  it("takes so many connections at once, and another when one of them is gone", async () => {
    const held = await Promise.all([open(""), open(""), open("")]);
    expect(await (await open(REQUEST)).ended).toBe("");
    held[0]?.socket.destroy();
    await expect
      .poll(async () => (await (await open(REQUEST.replace("Host", "Connection: close\r\nHost"))).ended).slice(0, 15))
      .toBe("HTTP/1.1 200 OK");
  });

  it("ends with half a request still to come", async () => {
    const { ended } = await open("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    await listener.close();
    await ended;
    expect(answered).toBe(0);
  });

  it("is told of its port, and refuses one that is taken", async () => {
    await expect(startListener({ host: "127.0.0.1", port: listener.port }, async () => {})).rejects.toMatchObject({
      code: "PORT_TAKEN",
      message: expect.stringContaining(`Port ${listener.port} is taken`),
    });
  });
});
