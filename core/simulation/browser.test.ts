import { describe, expect, it } from "vitest";
import { cookiesOf, type HttpRequest, htmlResponse, redirectResponse } from "../http/message.ts";
import type { Party } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import { createRecorder } from "../trace/recorder.ts";
import { createBrowser } from "./browser.ts";
import { createNetwork, type Host } from "./network.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");

function host(origin: string, party: Party): Host {
  return { origin, actor: `app:${origin}`, name: origin, kind: "application", party };
}

/** A browser between an application at `app.test` and an identity provider at `idp.test`. */
function browserBetween(app: Party, idp: Party) {
  const hosts = [host("https://app.test", app), host("https://idp.test", idp), host("https://www.app.test", app)];
  const recorder = createRecorder([], () => NOW);
  const network = createNetwork({ hosts, recorder, random: createSeededRandom("browser"), now: NOW });
  return { browser: createBrowser(network, NOW), recorder };
}

/** An application that sets one cookie, sends the browser away, and notes which cookies come back on which request. */
function cookieApp(setCookie: string, seen: Record<string, string | undefined>): Party {
  return async (request: HttpRequest) => {
    const path = new URL(request.url).pathname;
    if (path === "/") return redirectResponse("https://idp.test/page", { "set-cookie": [setCookie] });
    seen[`${request.method} ${path}`] = cookiesOf(request).get("c");
    return path === "/next" ? htmlResponse(200, "end", "") : redirectResponse("/next", {}, 303);
  };
}

/** An identity provider whose page leads back to the application: by a form that posts itself, or by a redirect. */
const postingIdp: Party = async () =>
  htmlResponse(
    200,
    "post",
    '<form method="post" action="https://app.test/back"><input type="hidden" name="SAMLResponse" value="x"></form>',
  );
const redirectingIdp: Party = async () => redirectResponse("https://app.test/back");

describe("cookies (RFC 6265bis)", () => {
  const cases = [
    { cookie: "c=1; Path=/; Secure; SameSite=None", idp: postingIdp, method: "POST", back: "1", next: "1" },
    { cookie: "c=1; Path=/; Secure; SameSite=Lax", idp: postingIdp, method: "POST", back: undefined, next: "1" },
    {
      cookie: "c=1; Path=/; Secure; SameSite=Strict",
      idp: postingIdp,
      method: "POST",
      back: undefined,
      next: undefined,
    },
    { cookie: "c=1; Path=/; Secure; SameSite=Lax", idp: redirectingIdp, method: "GET", back: "1", next: "1" },
    {
      cookie: "c=1; Path=/; Secure; Max-Age=0; SameSite=None",
      idp: postingIdp,
      method: "POST",
      back: undefined,
      next: undefined,
    },
    { cookie: "c=1; Path=/; Secure; Max-Age=60; SameSite=None", idp: postingIdp, method: "POST", back: "1", next: "1" },
    {
      cookie: "c=1; Path=/; Secure; Domain=other.test; SameSite=None",
      idp: postingIdp,
      method: "POST",
      back: undefined,
      next: undefined,
    },
  ];
  for (const { cookie, idp, method, back, next } of cases) {
    it(`${cookie} after ${method === "POST" ? "a cross-site form" : "a redirect"}: ${back ?? "not sent"}, then ${next ?? "not sent"}`, async () => {
      const seen: Record<string, string | undefined> = {};
      const { browser } = browserBetween(cookieApp(cookie, seen), idp);
      const visit = await browser.visit("https://app.test/", () => undefined);
      expect(visit.response.status).toBe(200);
      expect(seen).toEqual({ [`${method} /back`]: back, "GET /next": next });
    });
  }

  it("counts subdomains of one registrable domain as the same site", async () => {
    const seen: Record<string, string | undefined> = {};
    const app = cookieApp("c=1; Path=/; Domain=app.test; Secure; SameSite=Strict", seen);
    const form =
      '<form method="post" action="https://www.app.test/back"><input type="hidden" name="SAMLResponse" value="x"></form>';
    const pageOfApp: Party = async (request, call) => {
      const { pathname } = new URL(request.url);
      if (pathname !== "/page") return app(request, call);
      return htmlResponse(200, "post", form, {
        "set-cookie": ["c=1; Path=/; Domain=app.test; Secure; SameSite=Strict"],
      });
    };
    const { browser } = browserBetween(pageOfApp, redirectingIdp);
    await browser.visit("https://app.test/page", () => undefined);
    expect(seen["POST /back"]).toBe("1");
  });
});

describe("navigation", () => {
  it("gives up when the parties send it in circles, and says so", async () => {
    const round: Party = async () => redirectResponse("https://idp.test/again");
    const { browser, recorder } = browserBetween(round, round);
    const visit = await browser.visit("https://app.test/", () => undefined);
    expect(visit.ended).toBe("tooManySteps");
    expect(recorder.trace().steps).toHaveLength(42);
  });

  it("stops at a page of an error even if it holds a form", async () => {
    const { browser } = browserBetween(async () => htmlResponse(500, "no", "<form></form>"), redirectingIdp);
    const visit = await browser.visit("https://app.test/", () => [["a", "b"]]);
    expect(visit).toMatchObject({ ended: "page", response: { status: 500 } });
  });

  it("shows a host that nobody in the workspace answers for as a failed exchange", async () => {
    const { browser, recorder } = browserBetween(async () => redirectResponse("https://nowhere.test/"), redirectingIdp);
    const visit = await browser.visit("https://app.test/", () => undefined);
    expect(visit.response.status).toBe(502);
    expect(recorder.trace().steps.at(-2)).toMatchObject({
      status: "warning",
      why: "No party of this workspace answers at https://nowhere.test.",
    });
  });
});
