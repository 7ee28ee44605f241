import { expect, it } from "vitest";
import type { HttpRequest, HttpResponse } from "../../http/message.ts";
import { createSeededRandom } from "../../random.ts";
import type { ClientRequest } from "./dialect.ts";
import { createExchange, type Reply } from "./exchange.ts";
import { buildTestWorld } from "./test-world.ts";

const NOW = 1_000_000;
const USER: ClientRequest = { method: "GET", path: "/Users/1" };
const USERS: ClientRequest = { method: "GET", path: "/Users" };

/** What becomes of an answer, and the request that was sent for it. */
async function exchange(
  request: ClientRequest,
  response: Partial<HttpResponse>,
  bearerToken: string | undefined = "t",
) {
  const sent: HttpRequest[] = [];
  const call = {
    now: NOW,
    random: createSeededRandom("x"),
    record: () => undefined,
    recordLater: () => undefined,
    fetch(each: HttpRequest) {
      sent.push(each);
      return Promise.resolve({ status: 200, headers: {}, body: "{}", ...response });
    },
  };
  const client = createExchange(buildTestWorld({ bearerToken }), call);
  const reply: Reply = await client.send(request);
  return { reply, sent, count: client.count() };
}

it("sends the token and asks for SCIM", async () => {
  const { sent, count } = await exchange({ ...USERS, method: "POST", query: "a=b", body: { userName: "ada" } }, {});
  expect(sent).toEqual([
    {
      method: "POST",
      url: "https://app.test/scim/v2/Users?a=b",
      headers: {
        accept: "application/scim+json",
        authorization: "Bearer t",
        "content-type": "application/scim+json",
      },
      body: '{"userName":"ada"}',
    },
  ]);
  expect(count).toBe(1);
});

interface AnswerCase {
  readonly status: number;
  readonly request?: ClientRequest;
  readonly headers?: HttpResponse["headers"];
  readonly body?: string;
  readonly code: string;
  readonly halt?: "connection" | "throttled";
}

it.each<AnswerCase>([
  { status: 400, code: "SystemForCrossDomainIdentityManagementServiceIncompatible" },
  { status: 401, code: "SystemForCrossDomainIdentityManagementInvalidCredentials", halt: "connection" },
  { status: 403, code: "SystemForCrossDomainIdentityManagementInvalidCredentials", halt: "connection" },
  { status: 404, code: "InvalidAnchor" },
  { status: 404, request: USERS, code: "InvalidAnchor", halt: "connection" },
  { status: 409, code: "EntryConflict" },
  { status: 422, code: "UnprocessableEntity" },
  { status: 429, code: "TooManyRequests" },
  { status: 429, headers: { "retry-after": "7" }, code: "TooManyRequests", halt: "throttled" },
  { status: 429, headers: { "retry-after": "soon" }, code: "TooManyRequests" },
  { status: 500, code: "SystemForCrossDomainIdentityManagementServiceIncompatible" },
  { status: 502, code: "Timeout", halt: "connection" },
  { status: 503, code: "Timeout", halt: "connection" },
  { status: 503, headers: { "retry-after": "7" }, code: "Timeout", halt: "throttled" },
  { status: 200, body: "<html>", code: "SystemForCrossDomainIdentityManagementServiceIncompatible" },
  { status: 200, body: "[]", code: "SystemForCrossDomainIdentityManagementServiceIncompatible" },
  { status: 302, code: "SystemForCrossDomainIdentityManagementServiceIncompatible" },
])("$status $headers is $code", async ({ request = USER, code, halt, status, headers = {}, body = "{}" }) => {
  const { reply } = await exchange(request, { status, headers, body });
  expect(reply).toMatchObject({ ok: false, status, failure: { code } });
  expect(reply.ok ? undefined : reply.halt?.kind).toBe(halt);
  if (halt === "throttled")
    expect(reply).toMatchObject({ failure: { retryAt: NOW + 7000 }, halt: { until: NOW + 7000 } });
});

it("tells what the application said", async () => {
  const { reply } = await exchange(USER, { status: 409, body: '{"detail":"`userName` is taken."}' });
  expect(reply.ok ? "" : reply.failure.reason).toBe("App answered GET /Users/1 with 409: `userName` is taken.");
});

it("takes an empty body for one that says nothing", async () => {
  expect((await exchange(USER, { status: 204, body: "" })).reply).toEqual({ ok: true, status: 204, body: {} });
});

it("sends no Authorization where there is no token", async () => {
  const world = buildTestWorld({});
  expect(world.provisioning.client.bearerToken).toBeUndefined();
  const sent: HttpRequest[] = [];
  const call = {
    now: NOW,
    random: createSeededRandom("x"),
    record: () => undefined,
    recordLater: () => undefined,
    fetch(each: HttpRequest) {
      sent.push(each);
      return Promise.resolve({ status: 401, headers: {}, body: "" });
    },
  };
  await createExchange(world, call).send(USER);
  expect(Object.keys(sent[0]?.headers ?? {})).toEqual(["accept"]);
});
