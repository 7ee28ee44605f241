import * as client from "openid-client";
import { describe, expect, test } from "vitest";
import { formRequest, getRequest, type HttpRequest, type HttpResponse } from "../http/message.ts";
import type { OidcConnection } from "../oidc/settings.ts";
import { createSeededRandom } from "../random.ts";
import { handleAuthorize, handleToken, oidcDiscovery } from "./oidc-endpoint.ts";
import { createIdentityProvider } from "./party.ts";
import {
  authorizeRequest,
  bodyOf,
  createCall,
  createWorld,
  NOW,
  ORIGIN,
  redirectOf,
  signInAda,
  tokenRequest,
} from "./test-oidc.ts";

const BACK = "https://desk.test/oidc/signed-out";
const SETTINGS: Partial<OidcConnection> = {
  postLogoutRedirectUris: [BACK],
  backchannelLogoutUri: "https://desk.test/oidc/backchannel-logout",
};

/** Ada is signed in here and at the desk, which answers logout tokens with this status. */
async function signedIn(answer: number | "nobody" = 200) {
  const world = createWorld({ client: SETTINGS });
  const first = createCall();
  const cookie = signInAda(world, first);
  const { code = "" } = redirectOf(await handleAuthorize(world, first, authorizeRequest({}, cookie)));
  const { id_token } = bodyOf(await handleToken(world, first, tokenRequest(code)));
  const sent: HttpRequest[] = [];
  const call = {
    ...createCall(NOW + 3_600_000, createSeededRandom("later")),
    fetch: async (request: HttpRequest): Promise<HttpResponse> => {
      sent.push(request);
      if (answer === "nobody") throw new Error("connection refused");
      return { status: answer, headers: {}, body: "" };
    },
  };
  const party = createIdentityProvider(world);
  return {
    world,
    cookie,
    sent,
    steps: call.steps,
    hint: { id_token_hint: String(id_token) },
    sessions: () => Object.values(world.state.read().sessions),
    get: (parameters: Record<string, string>, withCookie = cookie) =>
      party(getRequest(logoutUrl(parameters), withCookie === "" ? {} : { cookie: withCookie }), call),
    post: (fields: Record<string, string>, withCookie = cookie) =>
      party(
        formRequest(`${ORIGIN}/oidc/logout`, Object.entries(fields), withCookie === "" ? {} : { cookie: withCookie }),
        call,
      ),
  };
}

const logoutUrl = (parameters: Record<string, string>) => `${ORIGIN}/oidc/logout?${new URLSearchParams(parameters)}`;

describe("discovery", () => {
  test("announces logout where a connection makes use of it, and not else", () => {
    const announced = {
      end_session_endpoint: `${ORIGIN}/oidc/logout`,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    };
    expect(JSON.parse(oidcDiscovery(createWorld({ client: SETTINGS })).body)).toMatchObject(announced);
    expect(JSON.parse(oidcDiscovery(createWorld()).body)).not.toHaveProperty("end_session_endpoint");
  });
});

describe("a logout that a client begins", () => {
  test("with an ID token of this session, expired or not, ends it without a question and leads back with the state", async () => {
    const { get, hint, sessions } = await signedIn();
    const response = await get({ ...hint, post_logout_redirect_uri: BACK, state: "st-9" });
    expect([response.status, response.headers.location]).toEqual([303, `${BACK}?state=st-9`]);
    expect(response.headers["set-cookie"]).toEqual([expect.stringContaining("rehearsal_idp=; Path=/; Max-Age=0")]);
    expect(sessions()).toEqual([]);
  });

  test("as openid-client writes it", async () => {
    const { world, get, hint } = await signedIn();
    const config = new client.Configuration(JSON.parse(oidcDiscovery(world).body), "desk-client", "s3cret");
    const url = client.buildEndSessionUrl(config, { post_logout_redirect_uri: BACK, state: "s", ...hint });
    expect((await get(Object.fromEntries(url.searchParams))).headers.location).toBe(`${BACK}?state=s`);
  });

  test("does not tell the client itself, which knows", async () => {
    const { get, hint, sent } = await signedIn();
    await get(hint);
    expect(sent).toEqual([]);
  });

  test("is asked about first where it brings no hint, and answered with a click; then the client is told", async () => {
    const { get, post, sessions, sent } = await signedIn();
    const page = await get({});
    expect([page.status, page.body.includes('<button name="logout" value="yes">')]).toEqual([200, true]);
    expect(sessions()).toHaveLength(1);
    const done = await post({ logout: "yes" });
    expect(done.body).toContain("The browser is signed out of Acme ID.");
    expect(sessions()).toEqual([]);
    const [request] = sent;
    expect(request).toMatchObject({ method: "POST", url: SETTINGS.backchannelLogoutUri });
    expect(new URLSearchParams(request?.body).get("logout_token")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test.each([404, "nobody"] as const)("goes on where the client does not confirm: %s", async (answer) => {
    const { get, post, sessions, steps } = await signedIn(answer);
    await get({});
    expect((await post({ logout: "yes" })).body).toContain("Not confirmed by: Acme Desk.");
    expect(sessions()).toEqual([]);
    expect(steps.find(({ title }) => title === "Acme Desk does not confirm the logout")?.status).toBe("warning");
  });

  test("is asked about first where the hint is of another session", async () => {
    const { world, get, hint } = await signedIn();
    const other = signInAda(world, createCall(NOW, createSeededRandom("other")));
    expect((await get(hint, other)).body).toContain("Sign out of Acme ID?");
  });

  test("cannot be confirmed by a link", async () => {
    const { get, sessions } = await signedIn();
    await get({ logout: "yes" });
    expect(sessions()).toHaveLength(1);
  });

  test("that another site posts comes again by GET, with the cookie", async () => {
    const { post, hint } = await signedIn();
    const response = await post(hint, "");
    expect([response.status, response.headers.location]).toEqual([303, logoutUrl(hint)]);
  });

  test("of nobody who is signed in leads back at once, or to a page", async () => {
    const { get } = await signedIn();
    const back = await get({ client_id: "desk-client", post_logout_redirect_uri: BACK }, "");
    expect(back.headers.location).toBe(BACK);
    expect((await get({}, "")).body).toContain("You are signed out");
  });

  test.each<[string, Record<string, string>, string]>([
    [
      "an address that is not registered",
      { client_id: "desk-client", post_logout_redirect_uri: "https://evil.test/" },
      "OIDC_END_SESSION_REDIRECT_URI",
    ],
    ["an address of nobody in particular", { post_logout_redirect_uri: BACK }, "OIDC_END_SESSION_CLIENT"],
    ["a client that is not known", { client_id: "nobody" }, "OIDC_END_SESSION_CLIENT"],
    ["a hint that is none", { id_token_hint: "x.y.z" }, "OIDC_END_SESSION_HINT"],
  ])("is refused for %s, and the browser is sent nowhere", async (_, parameters, code) => {
    const { get, sessions, steps } = await signedIn();
    const response = await get(parameters);
    expect([response.status, response.headers.location]).toEqual([400, undefined]);
    expect(steps.at(-1)).toMatchObject({ kind: "outcome", outcome: { result: "refused", code } });
    expect(sessions()).toHaveLength(1);
  });

  test("is refused where the hint was issued to another client", async () => {
    const { get, hint, steps } = await signedIn();
    await get({ ...hint, client_id: "wiki-client" });
    expect(steps.at(-1)).toMatchObject({ outcome: { code: "OIDC_END_SESSION_CLIENT" } });
  });
});
