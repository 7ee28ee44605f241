import { CompactSign } from "jose";
import { describe, expect, test } from "vitest";
import { formRequest, getRequest, type HttpResponse } from "../http/message.ts";
import { buildLogoutTokenClaims } from "../oidc/logout-token.ts";
import { createTestKey, type TestKey } from "../oidc/test-keys.ts";
import type { Call } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import type { NewStep } from "../trace/step.ts";
import { createApplication } from "./party.ts";
import { createApplicationWorld, createRehearsal, createTestProvider, ISSUER, NOW } from "./test-oidc-provider.ts";

const KEY = createTestKey("k1", "RS256");
const NEXT_KEY = createTestKey("k2", "RS256");
const URL = "https://desk.test/oidc/backchannel-logout";

/** An application in which `u-ada` has signed in, and its endpoint. */
async function signedIn(backchannelLogout = true) {
  const world = createApplicationWorld({ backchannelLogout });
  const provider = createTestProvider(KEY);
  const browser = createRehearsal(world, provider);
  await browser.login();
  const steps: NewStep[] = [];
  const call = (later = 0): Call => ({
    now: NOW + later,
    random: createSeededRandom("logout"),
    record: (step) => void steps.push(step),
    recordLater: (_phase, build) => void steps.push(build()),
    fetch: provider.fetch,
  });
  const party = createApplication(world);
  return {
    provider,
    steps,
    sessions: () => Object.values(world.state.read().sessions),
    remembered: () => Object.keys(world.state.read().consumedLogouts ?? {}),
    ask: (url: string, later = 0) => party(getRequest(url), call(later)),
    post: (fields: readonly (readonly [string, string])[], later = 0): Promise<HttpResponse> =>
      party(formRequest(URL, fields), call(later)),
  };
}

const CONTENT = { issuer: ISSUER, clientId: "desk-client", subject: "u-ada", sessionId: "_s1", id: "j1", now: NOW };

function tokenOf(change: object = {}, key: TestKey = KEY): Promise<string> {
  const claims = { ...buildLogoutTokenClaims(CONTENT), ...change };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: "logout+jwt" })
    .sign(key.privateKeyObject);
}

describe("a logout token", () => {
  test("ends the session that it names: 200, kept by nobody on the way", async () => {
    const { post, sessions, steps } = await signedIn();
    const response = await post([["logout_token", await tokenOf()]]);
    expect(response).toEqual({ status: 200, headers: { "cache-control": "no-store" }, body: "" });
    expect(sessions()).toEqual([]);
    expect(steps.map(({ title }) => title)).toEqual([
      "Acme Desk verifies the logout token",
      "Acme Desk ends the session of ada@acme.test",
    ]);
  });

  test.each([
    ["every session of its sub, where it has no sid", { sid: undefined }, 0],
    ["its sid's session, where it has no sub", { sub: undefined }, 0],
    ["no other session of the person", { sid: "_s2" }, 1],
    ["no session of somebody else", { sub: "u-bob" }, 1],
  ])("ends %s", async (_, change, left) => {
    const { post, sessions } = await signedIn();
    expect((await post([["logout_token", await tokenOf(change)]])).status).toBe(200);
    expect(sessions()).toHaveLength(left);
  });

  test("that is brought again is refused, until it has expired by itself", async () => {
    const { post, remembered } = await signedIn();
    const token = await tokenOf();
    expect((await post([["logout_token", token]])).status).toBe(200);
    const again = await post([["logout_token", token]], 1000);
    expect([again.status, JSON.parse(again.body).error_description]).toEqual([
      400,
      "The logout token was used before: somebody brings it again.",
    ]);
    expect(remembered()).toHaveLength(1);
    await post([["logout_token", await tokenOf({ jti: "j2", exp: NOW / 1000 + 900 })]], 600_000);
    expect(remembered()).toEqual([`${ISSUER} j2`]);
  });

  test("that is not valid ends nothing: 400, with the reason", async () => {
    const { post, sessions } = await signedIn();
    const response = await post([["logout_token", await tokenOf({ nonce: "n" })]]);
    expect(response.status).toBe(400);
    expect(response.headers).toMatchObject({ "cache-control": "no-store", "content-type": "application/json" });
    expect(JSON.parse(response.body)).toMatchObject({ error: "invalid_request" });
    expect(sessions()).toHaveLength(1);
  });

  test.each<[string, [string, string][]]>([
    ["no token", []],
    ["an empty token", [["logout_token", ""]]],
    [
      "two tokens",
      [
        ["logout_token", "a"],
        ["logout_token", "b"],
      ],
    ],
  ])("is asked for where there is %s", async (_, fields) => {
    const { post } = await signedIn();
    expect((await post(fields)).status).toBe(400);
  });

  test("signed with a new key is verified once the keys were read again", async () => {
    const { post, provider, sessions, steps } = await signedIn();
    provider.useKey(NEXT_KEY);
    expect((await post([["logout_token", await tokenOf({}, NEXT_KEY)]])).status).toBe(200);
    expect(sessions()).toEqual([]);
    expect(steps.map(({ title, status }) => `${status} ${title}`)).toEqual([
      "warning Acme Desk verifies the logout token",
      "ok Acme Desk reads the keys again",
      "ok Acme Desk verifies the logout token again",
      "ok Acme Desk ends the session of ada@acme.test",
    ]);
  });

  test("is not taken where that is off", async () => {
    const { post, sessions } = await signedIn(false);
    expect((await post([["logout_token", await tokenOf()]])).status).toBe(404);
    expect(sessions()).toHaveLength(1);
  });
});

test("a browser that comes back from nowhere is told so", async () => {
  const { ask, steps } = await signedIn();
  const response = await ask("https://desk.test/oidc/signed-out?state=made-up");
  expect(response.body).toContain("Nobody signed out here just now");
  expect(steps.at(-1)).toMatchObject({ kind: "outcome", outcome: { code: "SIGNED_OUT_IN_PART" } });
});
