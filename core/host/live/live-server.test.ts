import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveRun } from "./live-run.ts";
import { type LiveServer, startLiveServer } from "./live-server.ts";
import { applicationOf, providerOf, startSample } from "./test-live.ts";

const MIB = 1024 * 1024;
const faults: unknown[] = [];

let live: LiveServer;
let port: number;
let token: string;
beforeAll(async () => {
  live = await startSample({ allowReset: true, onFault: (error) => faults.push(error) });
  const { loginUrl, scim } = applicationOf(live, "slack");
  port = Number(new URL(loginUrl).port);
  token = scim?.token ?? "";
});
afterAll(async () => {
  await live.close();
  expect(faults).toEqual([]);
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  readonly to?: number;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request just as it is given: no header is added but `Host`. */
function send({ method = "GET", path = "/login", headers = {}, body, to = port }: Sent): Promise<Answered> {
  const sent = { host: `127.0.0.1:${to}`, ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port: to, method, path, headers: sent, setHost: false },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Sends bytes that need not be HTTP; gives what comes back until the other side ends. */
function sendRaw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", (part) => {
      text += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}

function scim(sent: Sent): Promise<Answered> {
  const { headers, ...rest } = sent;
  const usual = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
  return send({ path: "/scim/v2/Users", ...rest, headers: { ...usual, ...headers } });
}

describe("a request", () => {
  it.each<[string, Sent, number]>([
    ["by the address that was printed", {}, 302],
    ["by the name localhost", { headers: { host: "LOCALHOST:PORT" } }, 302],
    ["by a name that was made to point here", { headers: { host: "evil.test" } }, 421],
    ["by that name with the port", { headers: { host: "evil.test:PORT" } }, 421],
    ["for another port", { headers: { host: "127.0.0.1:1" } }, 421],
    ["with a whole address", { path: "http://127.0.0.1:PORT/login" }, 302],
    ["with a whole address elsewhere", { path: "http://evil.test/login" }, 421],
    ["with a target that is none", { path: "login" }, 400],
    ["with two slashes", { path: "//evil.test/login", headers: { accept: "application/json" } }, 302],
    ["with TRACE", { method: "TRACE" }, 405],
    ["with a method of other people's", { method: "PROPFIND" }, 405],
    ["to upgrade", { headers: { connection: "upgrade", upgrade: "websocket" } }, 302],
    ["with a compressed body", { method: "POST", path: "/saml/acs", headers: { "content-encoding": "gzip" } }, 415],
    [
      "in Latin-1",
      { method: "POST", path: "/saml/acs", headers: { "content-type": "text/plain; charset=latin1" } },
      415,
    ],
    ["with a binary body", { method: "POST", path: "/saml/acs", body: Buffer.from([0xff, 0xfe, 0x00]) }, 400],
    ["with a body of nothing but NUL", { method: "POST", path: "/saml/acs", body: Buffer.alloc(1000) }, 403],
    ["to nowhere", { method: "POST", path: "/nowhere" }, 404],
    ["with a path that cannot be decoded", { path: "/scim/v2/%ff%" }, 401],
  ])("%s is answered: %j", async (_, sent, status) => {
    const withPort = JSON.parse(JSON.stringify({ ...sent, body: undefined }).replaceAll("PORT", String(port)));
    const answered = await send({ ...withPort, ...(sent.body === undefined ? {} : { body: sent.body }) });
    expect(answered.status).toBe(status);
  });

  it.each([
    ["with two Host fields", "GET /login HTTP/1.1\r\nHost: HERE\r\nHost: evil.test\r\n\r\n", 400],
    ["without one", "GET /login HTTP/1.1\r\n\r\n", 400],
    ["of HTTP/1.0 without one", "GET /login HTTP/1.0\r\n\r\n", 421],
    ["of HTTP/1.0 with one", "GET /login HTTP/1.0\r\nHost: HERE\r\n\r\n", 302],
    ["of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    [
      "in a coding of other people's",
      "POST /saml/acs HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      501,
    ],
    [
      "with a length and chunks",
      "POST /saml/acs HTTP/1.1\r\nHost: HERE\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["with an address that has a user", "GET http://a:b@HERE/login HTTP/1.1\r\nHost: HERE\r\n\r\n", 421],
    ["to connect elsewhere", "CONNECT evil.test:443 HTTP/1.1\r\nHost: HERE\r\n\r\n", 405],
  ])("%s is answered and its connection ended", async (_, bytes, status) => {
    const here = bytes.replaceAll("HERE", `127.0.0.1:${port}`).replace("\r\nHost", "\r\nConnection: close\r\nHost");
    expect(await sendRaw(here)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it("by another name of this host is sent to the one that cookies go by, where a person made it", async () => {
    const headers = { host: `localhost:${port}`, accept: "text/html,*/*" };
    const { status, headers: answered } = await send({ headers, path: "/login?returnTo=/x" });
    expect([status, answered.location]).toEqual([302, `http://127.0.0.1:${port}/login?returnTo=/x`]);
  });

  it("with HEAD gets what GET gets, but for the body", async () => {
    const path = "/saml/metadata";
    const [head, get] = await Promise.all([send({ method: "HEAD", path }), send({ path })]);
    expect(head.text).toBe("");
    expect([head.status, head.headers["content-length"]]).toEqual([200, get.headers["content-length"]]);
    expect(Number(get.headers["content-length"])).toBe(Buffer.byteLength(get.text));
  });

  it("with OPTIONS hears which methods there are, and lets no page elsewhere read anything", async () => {
    for (const path of ["/", "*", "/scim/v2/Users"]) {
      const { status, headers } = await send({ method: "OPTIONS", path, headers: { origin: "https://evil.test" } });
      expect([status, headers.allow]).toEqual([204, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"]);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it.each([
    ["as long as the limit", MIB, 400],
    ["longer than the limit", MIB + 1, 413],
    ["much longer than the limit", 20 * MIB, 413],
  ])("with a body %s is answered", async (_, size, status) => {
    const answered = await scim({ method: "POST", body: Buffer.alloc(size, "x") }).catch(() => undefined);
    // Who sends that much may be cut off in the middle of it.
    if (size < 20 * MIB || answered !== undefined) expect(answered?.status).toBe(status);
  });

  it("without a length is limited too", async () => {
    const headers = { "transfer-encoding": "chunked" };
    const { status, text } = await scim({ method: "POST", headers, body: Buffer.alloc(2 * MIB, "x") });
    expect([status, JSON.parse(text)]).toEqual([
      413,
      {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: "413",
        detail: "A body has 1048576 bytes at most.",
      },
    ]);
  });

  it("keeps what is not ASCII", async () => {
    const userName = "zoé☕𝄞@acme.test";
    const body = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName, ...NAMES });
    const made = await scim({ method: "POST", body });
    expect([made.status, JSON.parse(made.text).userName]).toEqual([201, userName]);
    expect(Number(made.headers["content-length"])).toBe(Buffer.byteLength(made.text));
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    const found = await scim({ path: `/scim/v2/Users?filter=${filter}` });
    expect(JSON.parse(found.text)).toMatchObject({ totalResults: 1, Resources: [{ userName }] });
    const removed = await scim({ method: "DELETE", path: new URL(String(made.headers.location)).pathname });
    expect([removed.status, removed.text, removed.headers["content-length"]]).toEqual([204, "", undefined]);
  });
});

const NAMES = {
  name: { givenName: "Zoé", familyName: "Ünal" },
  displayName: "Zoé Ünal",
  emails: [{ type: "work", value: "zoe@acme.test" }],
};

describe("what is no request", () => {
  const head = () => `Host: 127.0.0.1:${port}\r\n`;
  it.each<[string, () => string | Buffer, RegExp]>([
    ["junk", () => "what is this?\r\n\r\n", /^HTTP\/1\.1 400 /],
    [
      "bytes of every kind",
      () => Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 7) % 256)),
      /^HTTP\/1\.1 400 /,
    ],
    ["a TLS greeting", () => Buffer.from("16030100a5010000a10303", "hex"), /^HTTP\/1\.1 400 /],
    ["HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", /^HTTP\/1\.1 (?:400|505) /],
    ["no Host", () => "GET /login HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["no Host in HTTP/1.0", () => "GET /login HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 421 /],
    ["a tunnel", () => `CONNECT evil.test:443 HTTP/1.1\r\n${head()}\r\n`, /^HTTP\/1\.1 405 /],
    ["headers without end", () => `GET / HTTP/1.1\r\n${head()}X: ${"x".repeat(20_000)}`, /^HTTP\/1\.1 431 /],
    [
      "two lengths",
      () => `POST / HTTP/1.1\r\n${head()}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a length and chunks",
      () => `POST / HTTP/1.1\r\n${head()}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a chunk that is none",
      () => `POST /saml/acs HTTP/1.1\r\n${head()}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
  ])("is refused, and the next request is answered: %s", async (_, bytes, expected) => {
    expect(await sendRaw(bytes())).toMatch(expected);
    expect((await send({})).status).toBe(302);
  });

  it("that breaks off in the middle of a body reaches no party", async () => {
    const before = live.runs().at(-1)?.number;
    await new Promise<void>((resolve) => {
      const text = `POST /saml/acs HTTP/1.1\r\n${head()}Content-Length: 100\r\n\r\nabc`;
      const socket = connect(port, "127.0.0.1", () => socket.end(text, () => socket.destroy()));
      socket.on("close", () => resolve());
    });
    expect((await send({})).status).toBe(302);
    expect(live.runs().at(-1)?.number).toBe((before ?? 0) + 1);
  });

  it("on many connections at once keeps nobody else from being answered", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => sendRaw(`junk ${index}\r\n\r\n`)));
    expect((await send({})).status).toBe(302);
  });
});

describe("many requests at once", () => {
  it("lose nothing that one of them wrote", async () => {
    const people = Array.from({ length: 100 }, (_, index) => `at-once-${index}@acme.test`);
    const answers = await Promise.all(
      people.map((userName) =>
        scim({
          method: "POST",
          body: JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName, ...NAMES }),
        }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const found = await scim({ path: `/scim/v2/Users?filter=${encodeURIComponent('userName sw "at-once-"')}&count=0` });
    expect(JSON.parse(found.text)).toMatchObject({ totalResults: people.length });
  });

  it("begin many logins, each of which is remembered", async () => {
    const { text } = await send({ path: "/saml/metadata" });
    expect(text).toContain("EntityDescriptor");
    await Promise.all(Array.from({ length: 20 }, () => send({})));
    const workspace = await live.between((current) => current);
    expect(Object.keys(workspace.runtime.applications.slack?.samlRequests ?? {}).length).toBeGreaterThanOrEqual(20);
  });
});

describe("the control endpoint", () => {
  const reset = (sent: Sent): Promise<Answered> => {
    const { port: to } = new URL(live.addresses.control?.resetUrl ?? "");
    const headers = JSON.parse(JSON.stringify(sent.headers ?? {}).replaceAll("PORT", to));
    return send({ method: "POST", path: "/reset", ...sent, headers, to: Number(to) });
  };

  it("puts everything back to where it began, under the same addresses and tokens", async () => {
    const count = async () => JSON.parse((await scim({ path: "/scim/v2/Users?count=0" })).text).totalResults;
    const begun = await startSample();
    const { accounts } = (await begun.between((current) => current)).applications[0] ?? { accounts: [] };
    await begun.close();
    expect(await count()).toBeGreaterThan(accounts.length);
    expect(await reset({})).toMatchObject({ status: 200, text: '{"reset":true}' });
    expect(await count()).toBe(accounts.length);
  });

  it.each<[string, Sent, number]>([
    ["a program", {}, 200],
    ["a page of its own", { headers: { origin: "http://127.0.0.1:PORT", "sec-fetch-site": "same-origin" } }, 200],
    ["a page elsewhere", { headers: { origin: "https://evil.test", "sec-fetch-site": "cross-site" } }, 403],
    ["a page that hides where it is", { headers: { origin: "null" } }, 403],
    ["a page of a party", { headers: { "sec-fetch-site": "same-site" } }, 403],
    ["a name that was made to point here", { headers: { host: "evil.test" } }, 421],
    ["GET", { method: "GET" }, 405],
    ["another path", { path: "/other" }, 404],
  ])("answers %s: %j", async (_, sent, status) => {
    expect((await reset(sent)).status).toBe(status);
  });

  it("is there only where it was asked for", async () => {
    const closed = await startSample();
    expect(closed.addresses.control).toBeUndefined();
    await closed.close();
  });
});

describe("an exchange", () => {
  it("is told with its trace, in order, without secrets", async () => {
    const told: LiveRun[] = [];
    const other = await startSample({ onRun: (exchange) => told.push(exchange), now: () => Date.UTC(2030, 0, 1) });
    const { scim: door, loginUrl } = applicationOf(other, "slack");
    await fetch(`${door?.baseUrl}/Users`, { headers: { authorization: `Bearer ${door?.token}` } });
    await fetch(loginUrl, { redirect: "manual", headers: { accept: "text/html" } });
    await other.close();
    expect(told.map(({ number, at, action }) => [number, at, action])).toEqual([
      [
        1,
        "2030-01-01T00:00:00.000Z",
        { type: "live", party: "app:slack", application: "slack", method: "GET", path: "/scim/v2/Users", status: 200 },
      ],
      [
        2,
        "2030-01-01T00:00:00.000Z",
        { type: "live", party: "app:slack", application: "slack", method: "GET", path: "/login", status: 302 },
      ],
    ]);
    const [listed, begun] = told;
    expect(listed?.outcome).toMatchObject({ result: "done", code: "DONE" });
    expect(listed?.trace.actors.map(({ name }) => name)).toEqual(["Client", "Slack-like"]);
    expect(begun?.trace.actors.map(({ name }) => name)).toEqual(["Browser", "Acme ID", "Slack-like"]);
    expect(begun?.trace.steps.map(({ title }) => title)).toContain("GET /saml/metadata");
    expect(JSON.stringify(told)).not.toContain(door?.token);
    expect(other.runs()).toEqual(told);
  });
});

describe("ports", () => {
  it("follow the one that was asked for", async () => {
    const first = await freePorts(6);
    const other = await startSample({ port: first, allowReset: true });
    expect(other.addresses.control?.resetUrl).toBe(`http://127.0.0.1:${first}/reset`);
    expect(providerOf(other).oidc.issuer).toBe(`http://127.0.0.1:${first + 1}`);
    expect(applicationOf(other, "expenses").loginUrl).toBe(`http://127.0.0.1:${first + 5}/login`);
    await other.close();
  });

  it("that are taken are named, and nothing is left open", async () => {
    const first = await freePorts(6);
    const taken = createServer().listen(first + 3, "127.0.0.1");
    await expect(startSample({ port: first })).rejects.toMatchObject({
      code: "PORT_TAKEN",
      message: expect.stringContaining(String(first + 3)),
    });
    await new Promise((resolve) => taken.close(resolve));
    await (await startSample({ port: first })).close();
  });

  it("of an address that is not this machine's cannot be opened", async () => {
    const { directory, ...sample } = await live.between((current) => current);
    const start = startLiveServer({ workspace: { ...sample, directory }, host: "203.0.113.1", now: Date.now });
    await expect(start).rejects.toMatchObject({ code: "PORT_REFUSED" });
  });
});

/** The first of so many ports that nobody has, as far as one can tell. */
async function freePorts(count: number): Promise<number> {
  for (let first = 20_000 + Math.floor(Math.random() * 20_000); ; first += count) {
    const isFree = await Promise.all(Array.from({ length: count }, (_, index) => canListen(first + index)));
    if (isFree.every(Boolean)) return first;
  }
}

function canListen(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port: wanted, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
