import { CookieJar, getPublicSuffix } from "tough-cookie";
import { formRequest, getRequest, type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";
import type { Network } from "./network.ts";
import { type PageForm, parsePageForm } from "./page-form.ts";

/** What the person does when the browser shows a form that waits for them; undefined: they stop here. */
export type FillIn = (form: PageForm, url: string) => Iterable<readonly [string, string]> | undefined;

/** Where a visit ended. */
export interface Visit {
  readonly url: string;
  readonly response: HttpResponse;
  /** `tooManySteps`: the parties sent the browser in circles. */
  readonly ended: "page" | "tooManySteps";
}

/** A browser of its own: it follows redirects, submits forms that post themselves, and keeps cookies. */
export interface Browser {
  visit(url: string, fillIn: FillIn): Promise<Visit>;
}

/** Browsers give up after about that many redirects in a row. */
const MOST_STEPS = 20;

/**
 * A browser without cookies. `now` is the simulated clock. Cookies are kept and sent as RFC 6265bis says: every party
 * stands on a registrable domain of its own, so that SameSite really bites.
 */
export function createBrowser(network: Network, now: number): Browser {
  const jar = new CookieJar();
  const at = new Date(now);

  /** Sends one request. `initiator` is the URL of the page that it came from; undefined: typed by the person. */
  async function send(request: HttpRequest, url: URL, initiator: URL | undefined): Promise<HttpResponse> {
    const cookies = jar
      .getCookiesSync(url, { expire: false, sameSiteContext: sameSiteContext(request.method, url, initiator) })
      .filter((cookie) => (cookie.expiryTime(at) ?? Number.POSITIVE_INFINITY) > now);
    const cookie = cookies.map((each) => each.cookieString()).join("; ");
    const headers = cookie === "" ? request.headers : { ...request.headers, cookie };
    const response = await network.exchange("browser", { ...request, headers });
    const setCookie = response.headers["set-cookie"] ?? [];
    for (const field of typeof setCookie === "string" ? [setCookie] : setCookie) {
      // A navigation of the whole window may set any cookie (RFC 6265bis, section 5.7, step 17).
      jar.setCookieSync(field, url, { now: at, ignoreError: true, sameSiteContext: "strict" });
    }
    return response;
  }

  async function follow(
    request: HttpRequest,
    initiator: URL | undefined,
    fillIn: FillIn,
    stepsLeft: number,
  ): Promise<Visit> {
    const url = new URL(request.url);
    const response = await send(request, url, initiator);
    const next = nextRequest(request, response, fillIn);
    if (next === undefined) return { url: request.url, response, ended: "page" };
    if (stepsLeft === 0) return { url: request.url, response, ended: "tooManySteps" };
    // A redirect keeps its initiator: the page that began the navigation (RFC 6265bis, section 5.2).
    const redirected = headerOf(response, "location") !== undefined;
    return follow(next, redirected ? initiator : url, fillIn, stepsLeft - 1);
  }

  return { visit: (url, fillIn) => follow(getRequest(url), undefined, fillIn, MOST_STEPS) };
}

/** Where the browser goes from here: along a redirect, or by submitting the form on the page. */
function nextRequest(request: HttpRequest, response: HttpResponse, fillIn: FillIn): HttpRequest | undefined {
  const location = headerOf(response, "location");
  if (location !== undefined && response.status >= 300 && response.status < 400) {
    return getRequest(new URL(location, request.url).href);
  }
  if (response.status >= 400 || !response.body.includes("<form")) return undefined;
  const form = parsePageForm(response.body);
  if (form === undefined) return undefined;
  const action = new URL(form.action, request.url).href;
  const fields = form.autoSubmit ? form.fields : fillIn(form, request.url);
  if (fields === undefined) return undefined;
  return form.method === "POST"
    ? formRequest(action, fields)
    : getRequest(`${action}?${formRequest(action, fields).body}`);
}

/** RFC 6265bis, section 5.2: a request is same-site where it comes from a page of the same registrable domain. */
function sameSiteContext(
  method: HttpRequest["method"],
  url: URL,
  initiator: URL | undefined,
): "strict" | "lax" | "none" {
  if (initiator === undefined || initiator.origin === url.origin || siteOf(initiator) === siteOf(url)) return "strict";
  return method === "GET" ? "lax" : "none";
}

/** Scheme and registrable domain of a URL ("schemeful same-site"). */
function siteOf({ protocol, hostname }: URL): string {
  return `${protocol}//${getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname}`;
}
