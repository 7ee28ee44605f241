import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserHost, startBrowserHost } from "./browser-host.ts";
import { CONTENT_SECURITY_POLICY } from "./content-security-policy.ts";
import { createEchoTransport, type EchoTransport } from "./test-transport.ts";

const SECRET = "correct-horse-battery-staple";

let folder: string;
let transport: EchoTransport;
let host: BrowserHost;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-host-"));
  const page = join(folder, "renderer");
  await mkdir(join(page, "assets"), { recursive: true });
  await writeFile(join(folder, "private.html"), "not for anybody");
  await writeFile(join(page, "index.html"), "<!doctype html><title>Rehearsal</title>");
  await writeFile(join(page, "assets/main-1a2b.js"), "export {};");
  await writeFile(join(page, ".env"), "not for anybody");
  await symlink(join(folder, "private.html"), join(page, "linked.html"));
  transport = createEchoTransport();
  host = await startBrowserHost({ transport, files: page, secret: SECRET, bodyLimit: 2_000 });
  port = Number(new URL(host.address).port);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A call as the page sends it, but for what is given; a header given as undefined is left out. Paths go as they are. */
function send({ method = "POST", path = "/call", headers = {}, body = CALL }: Sent): Promise<Answered> {
  const usual = { host: `127.0.0.1:${port}`, authorization: `Bearer ${SECRET}`, "content-type": "application/json" };
  const sent = Object.fromEntries(Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path, headers: sent, setHost: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(["GET", "HEAD", "OPTIONS"].includes(method) ? undefined : body);
  });
}

const CALL = JSON.stringify({ call: "c1", method: "app.about", arguments: {} });

interface Attack extends Sent {
  readonly name: string;
  readonly status: number;
  readonly code: string;
}

const get = { method: "GET" } as const;

const attacks: readonly Attack[] = [
  {
    name: "a name of another machine (DNS rebinding)",
    headers: { host: "evil.test" },
    status: 403,
    code: "HOST_REFUSED",
  },
  { name: "a rebound name with our port", headers: { host: "evil.test:PORT" }, status: 403, code: "HOST_REFUSED" },
  {
    name: "a name that begins as ours",
    headers: { host: "127.0.0.1.evil.test:PORT" },
    status: 403,
    code: "HOST_REFUSED",
  },
  { name: "our address with another port", headers: { host: "127.0.0.1:1" }, status: 403, code: "HOST_REFUSED" },
  { name: "our address without a port", headers: { host: "127.0.0.1" }, status: 403, code: "HOST_REFUSED" },
  { name: "every address", headers: { host: "0.0.0.0:PORT" }, status: 403, code: "HOST_REFUSED" },
  {
    name: "a rebound name that asks for the page",
    ...get,
    path: "/",
    headers: { host: "evil.test:PORT" },
    status: 403,
    code: "HOST_REFUSED",
  },
  {
    name: "a rebound name that asks for events",
    ...get,
    path: "/events",
    headers: { host: "evil.test:PORT" },
    status: 403,
    code: "HOST_REFUSED",
  },
  { name: "a page of another origin", headers: { origin: "https://evil.test" }, status: 403, code: "ORIGIN_REFUSED" },
  { name: "a page without an origin", headers: { origin: "null" }, status: 403, code: "ORIGIN_REFUSED" },
  { name: "a page of another port", headers: { origin: "http://127.0.0.1:1" }, status: 403, code: "ORIGIN_REFUSED" },
  {
    name: "a page of our other name",
    headers: { origin: "http://localhost:PORT" },
    status: 403,
    code: "ORIGIN_REFUSED",
  },
  { name: "a page over TLS", headers: { origin: "https://127.0.0.1:PORT" }, status: 403, code: "ORIGIN_REFUSED" },
  { name: "a request across sites", headers: { "sec-fetch-site": "cross-site" }, status: 403, code: "ORIGIN_REFUSED" },
  {
    name: "a request of another port",
    headers: { "sec-fetch-site": "same-site" },
    status: 403,
    code: "ORIGIN_REFUSED",
  },
  {
    name: "our page within another site",
    ...get,
    path: "/",
    headers: { "sec-fetch-site": "cross-site" },
    status: 403,
    code: "ORIGIN_REFUSED",
  },
  {
    name: "a preflight of another origin",
    method: "OPTIONS",
    headers: { origin: "https://evil.test" },
    status: 403,
    code: "ORIGIN_REFUSED",
  },
  { name: "no secret", headers: { authorization: undefined }, status: 401, code: "SECRET_WRONG" },
  { name: "an empty secret", headers: { authorization: "Bearer " }, status: 401, code: "SECRET_WRONG" },
  { name: "a wrong secret", headers: { authorization: "Bearer guess" }, status: 401, code: "SECRET_WRONG" },
  {
    name: "the beginning of the secret",
    headers: { authorization: `Bearer ${SECRET.slice(0, -1)}` },
    status: 401,
    code: "SECRET_WRONG",
  },
  {
    name: "the secret in another scheme",
    headers: { authorization: `Basic ${SECRET}` },
    status: 401,
    code: "SECRET_WRONG",
  },
  {
    name: "the secret in the address",
    path: `/call?secret=${SECRET}`,
    headers: { authorization: undefined },
    status: 401,
    code: "SECRET_WRONG",
  },
  {
    name: "events without the secret",
    ...get,
    path: "/events",
    headers: { authorization: undefined },
    status: 401,
    code: "SECRET_WRONG",
  },
  {
    name: "a cancellation without the secret",
    path: "/cancel",
    headers: { authorization: undefined },
    status: 401,
    code: "SECRET_WRONG",
  },
  { name: "a call by GET", ...get, status: 405, code: "METHOD_REFUSED" },
  { name: "a call by PUT", method: "PUT", status: 405, code: "METHOD_REFUSED" },
  { name: "a preflight", method: "OPTIONS", status: 405, code: "METHOD_REFUSED" },
  { name: "events by POST", path: "/events", status: 405, code: "METHOD_REFUSED" },
  { name: "the page by POST", path: "/", status: 405, code: "METHOD_REFUSED" },
  { name: "the page by TRACE", method: "TRACE", path: "/", body: "", status: 405, code: "METHOD_REFUSED" },
  {
    name: "a form",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    status: 415,
    code: "TYPE_REFUSED",
  },
  { name: "plain text", headers: { "content-type": "text/plain" }, status: 415, code: "TYPE_REFUSED" },
  {
    name: "text that mentions JSON",
    headers: { "content-type": "text/plain; application/json" },
    status: 415,
    code: "TYPE_REFUSED",
  },
  { name: "no type", headers: { "content-type": undefined }, status: 415, code: "TYPE_REFUSED" },
  {
    name: "another charset",
    headers: { "content-type": "application/json; charset=utf-16" },
    status: 415,
    code: "TYPE_REFUSED",
  },
  { name: "a body that says it is too large", body: "x".repeat(2_001), status: 413, code: "TOO_LARGE" },
  {
    name: "a body that turns out too large",
    body: "x".repeat(300_000),
    headers: { "transfer-encoding": "chunked" },
    status: 413,
    code: "TOO_LARGE",
  },
  { name: "what is not JSON", body: "{call:1}", status: 400, code: "JSON_INVALID" },
  { name: "nothing", body: "", status: 400, code: "JSON_INVALID" },
  { name: "a call without a method", body: '{"call":"c1"}', status: 400, code: "CALL_REFUSED" },
  { name: "a call that is a list", body: '["c1","app.about"]', status: 400, code: "CALL_REFUSED" },
  {
    name: "a call with more than a call has",
    body: '{"call":"c1","method":"app.about","extra":1}',
    status: 400,
    code: "CALL_REFUSED",
  },
  {
    name: "a prototype with the call",
    body: '{"call":"c1","method":"app.about","__proto__":{}}',
    status: 400,
    code: "CALL_REFUSED",
  },
  {
    name: "an id without end",
    body: JSON.stringify({ call: "c".repeat(201), method: "app.about" }),
    status: 400,
    code: "CALL_REFUSED",
  },
  { name: "a cancellation of nothing", path: "/cancel", body: "{}", status: 400, code: "CALL_REFUSED" },
  ...[
    "/../private.html",
    "/assets/../../private.html",
    "/..%2fprivate.html",
    "/%2e%2e/private.html",
    "/..\\private.html",
    "//private.html",
    "/%00",
    "/.env",
    "/linked.html",
    "/assets",
    "/assets/",
    "/INDEX.HTML",
    "/nothing.js",
    "/__proto__",
    "/constructor",
    "http://evil.test/",
    "*",
  ].map((path): Attack => ({ name: `the path ${path}`, ...get, path, status: 404, code: "NOT_FOUND" })),
];

function withPort(headers: OutgoingHttpHeaders = {}): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replace("PORT", String(port)) : value,
    ]),
  );
}

function expectSecurityHeaders(headers: IncomingHttpHeaders): void {
  expect(headers).toMatchObject({
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect(headers["permissions-policy"]).toContain("camera=()");
  expect(headers).not.toHaveProperty("access-control-allow-origin");
}

describe("the browser host refuses", () => {
  it.each(attacks)("$name", async ({ status, code, name: _, ...sent }) => {
    const heard = transport.calls.length;
    const answer = await send({ ...sent, headers: withPort(sent.headers) });
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expectSecurityHeaders(answer.headers);
    expect(answer.text).not.toContain(SECRET);
    expect(transport.calls.length).toBe(heard);
  });

  it("whoever does not know the secret, with a sentence that helps", async () => {
    const { text } = await send({ headers: { authorization: "Bearer of-yesterday" } });
    expect(JSON.parse(text).error.message).toContain("Open the address that Rehearsal printed");
  });

  it("what is not HTTP", async () => {
    const closed = await new Promise<string>((resolve) => {
      const socket = new Socket().connect(port, "127.0.0.1", () => socket.write("\x16\x03\x01 hello\r\n\r\n"));
      socket.on("data", (data) => resolve(String(data))).on("close", () => resolve(""));
    });
    expect(closed).toBe("");
  });

  it("a port that is taken, by a code", async () => {
    const options = { transport, files: join(folder, "renderer"), secret: SECRET };
    await expect(startBrowserHost({ ...options, port })).rejects.toMatchObject({ code: "PORT_TAKEN" });
  });

  it("to start where the page is not built", async () => {
    await expect(startBrowserHost({ transport, files: join(folder, "none"), secret: SECRET })).rejects.toMatchObject({
      code: "WINDOW_MISSING",
    });
  });
});

describe("the browser host", () => {
  it("listens on loopback alone", async () => {
    // Somebody else may have the same port on every other address of this machine.
    const other = createServer();
    await new Promise<void>((resolve, reject) => {
      other.once("error", reject).listen(port, "127.0.0.2", resolve);
    });
    await new Promise((resolve) => other.close(resolve));
    expect(host.address).toBe(`http://127.0.0.1:${port}`);
  });

  it("keeps the secret in the fragment, which is never sent", () => {
    const url = new URL(host.url);
    expect([url.pathname, url.search, url.hash]).toEqual(["/", "", `#secret=${SECRET}`]);
  });

  it.each([
    ["by its address", {}],
    ["by its name", { host: "localhost:PORT", origin: "http://localhost:PORT" }],
    ["from its own page", { origin: "http://127.0.0.1:PORT", "sec-fetch-site": "same-origin" }],
    ["with a charset", { "content-type": "application/json; charset=utf-8" }],
  ])("answers calls %s", async (_, headers) => {
    const body = JSON.stringify({ call: "c2", method: "x", arguments: { name: "Zoë" } });
    const answer = await send({ body, headers: withPort(headers) });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ok: true, value: { name: "Zoë" } }]);
    expectSecurityHeaders(answer.headers);
  });

  it("carries cancellations", async () => {
    expect((await send({ path: "/cancel", body: '{"call":"c9"}' })).status).toBe(200);
    expect(transport.cancelled).toContain("c9");
  });

  it.each([
    ["/", "text/html; charset=utf-8", "no-store"],
    ["/index.html", "text/html; charset=utf-8", "no-store"],
    ["/?from=a-bookmark", "text/html; charset=utf-8", "no-store"],
    ["/assets/main-1a2b.js", "text/javascript; charset=utf-8", "private, max-age=31536000, immutable"],
  ])("serves %s without a secret", async (path, type, caching) => {
    const answer = await send({ ...get, path, headers: { authorization: undefined, "sec-fetch-site": "none" } });
    expect(answer.status).toBe(200);
    expect([answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([type, caching]);
    expectSecurityHeaders(answer.headers);
  });

  it("answers HEAD with a head", async () => {
    const answer = await send({ method: "HEAD", path: "/" });
    expect([answer.status, answer.headers["content-length"], answer.text]).toEqual([200, "39", ""]);
  });
});
