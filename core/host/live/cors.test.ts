import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Workspace } from "../../store/workspace.ts";
import type { LiveServer } from "./live-server.ts";
import { applicationOf, providerOf, startSample } from "./test-live.ts";

/** What a page of another origin, such as a client that runs in the browser, may read of what is answered. */

const CLIENT = "https://spa.acme.test:5173";
const ELSEWHERE = "https://evil.test";

let live: LiveServer;
beforeAll(async () => {
  live = await startSample({ allowReset: true }, withPage);
});
afterAll(() => live.close());

/** The sample in which a client was registered that runs in a page. */
function withPage(workspace: Workspace): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map(({ oidc, ...connection }) =>
      oidc === undefined
        ? connection
        : { ...connection, oidc: { ...oidc, redirectUris: [...oidc.redirectUris, `${CLIENT}/callback`] } },
    ),
  }));
  return { ...workspace, identityProviders };
}

interface Asked {
  readonly status: number;
  /** Headers of this protocol, and `vary`. */
  readonly headers: Readonly<Record<string, string>>;
}

async function ask(url: string, origin: string, init: RequestInit = {}): Promise<Asked> {
  const response = await fetch(url, { ...init, headers: { ...init.headers, origin } });
  await response.text();
  const told = [...response.headers].filter(([name]) => name.startsWith("access-control-") || name === "vary");
  return { status: response.status, headers: Object.fromEntries(told) };
}

function preflight(url: string, origin: string, method: string): Promise<Asked> {
  const headers = { "access-control-request-method": method, "access-control-request-headers": "authorization" };
  return ask(url, origin, { method: "OPTIONS", headers });
}

const at = (path: string): string => providerOf(live).oidc.issuer + path;
const DISCOVERY = "/.well-known/openid-configuration";
const allowedTo = ({ headers }: Asked): string | undefined => headers["access-control-allow-origin"];

describe("pages of other origins", () => {
  it.each([DISCOVERY, "/oidc/jwks"])("may all read %s", async (path) => {
    for (const origin of [CLIENT, ELSEWHERE, "null"]) {
      expect(await ask(at(path), origin)).toMatchObject({
        status: 200,
        headers: { "access-control-allow-origin": "*" },
      });
    }
  });

  it.each([
    ["/oidc/token", "POST", "POST"],
    ["/oidc/userinfo", "GET", "GET, POST"],
  ])("may read %s where a client was registered there, and nowhere else", async (path, method, methods) => {
    const answer = await ask(at(path), CLIENT, { method });
    expect(answer).toEqual({
      status: expect.any(Number),
      headers: {
        vary: "Origin",
        "access-control-allow-origin": CLIENT,
        "access-control-expose-headers": "WWW-Authenticate",
      },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await preflight(at(path), CLIENT, method)).toEqual({
      status: 204,
      headers: {
        vary: "Origin",
        "access-control-allow-origin": CLIENT,
        "access-control-allow-methods": methods,
        "access-control-allow-headers": "Authorization, Content-Type",
        "access-control-max-age": "600",
      },
    });
    for (const origin of [ELSEWHERE, "null", `${CLIENT}0`, "https://spa.acme.test"]) {
      expect((await ask(at(path), origin, { method })).headers).toEqual({ vary: "Origin" });
      expect((await preflight(at(path), origin, method)).headers).toEqual({ vary: "Origin" });
    }
  });

  it("of the applications themselves may read tokens too: they are clients", async () => {
    const { origin } = new URL(applicationOf(live, "expenses").oidc?.redirectUri ?? "");
    expect(allowedTo(await ask(at("/oidc/token"), origin, { method: "POST" }))).toBe(origin);
  });

  it("never get in with cookies", async () => {
    for (const path of [DISCOVERY, "/oidc/token"]) {
      expect((await preflight(at(path), CLIENT, "POST")).headers).not.toHaveProperty(
        "access-control-allow-credentials",
      );
    }
  });

  it("may read nothing else", async () => {
    const { scim, loginUrl, metadataUrl } = applicationOf(live, "slack");
    const urls = [
      at("/"),
      at("/oidc/authorize"),
      at("/oidc/logout"),
      providerOf(live).saml.metadataUrl,
      metadataUrl ?? "",
      loginUrl,
      `${scim?.baseUrl}/Users`,
      new URL(DISCOVERY, loginUrl).href,
      live.addresses.control?.resetUrl ?? "",
    ];
    for (const url of urls) {
      const answers = [await ask(url, CLIENT, { redirect: "manual" }), await preflight(url, CLIENT, "GET")];
      expect(answers.map(({ headers }) => headers)).toEqual([{}, {}]);
    }
  });

  it("may read why what they sent is refused", async () => {
    const wrong = await ask(at("/oidc/token"), CLIENT, { method: "POST", headers: { "content-encoding": "gzip" } });
    expect([wrong.status, allowedTo(wrong)]).toEqual([415, CLIENT]);
  });
});
