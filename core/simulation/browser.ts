import { createCookieJar, type RequestOrigin, registrableDomain } from "../http/cookie-jar.ts";
import {
  formRequest,
  getRequest,
  type HttpRequest,
  type HttpResponse,
  headerOf,
  redirectOf,
  urlOf,
  withCookies,
} from "../http/message.ts";
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
  visit(url: string | URL, fillIn: FillIn): Promise<Visit>;
}

/** Browsers give up after about that many redirects in a row. */
const MOST_STEPS = 20;

/**
 * A browser without cookies. `now` is the simulated clock. Cookies are kept and sent as RFC 6265bis says: every party
 * stands on a registrable domain of its own, so that SameSite really bites.
 */
export function createBrowser(network: Network, now: number): Browser {
  const jar = createCookieJar();

  /** Sends one request. `initiator` is the URL of the page that it came from; undefined: typed by the person. */
  async function send(request: HttpRequest, initiator: URL | undefined): Promise<HttpResponse> {
    const url = urlOf(request);
    const cookie = jar.fieldFor(url, originOf(request.method, url, initiator), now);
    const response = await network.exchange("browser", withCookies(request, cookie));
    const setCookie = response.headers["set-cookie"] ?? [];
    for (const field of typeof setCookie === "string" ? [setCookie] : setCookie) jar.set(field, url, now);
    return response;
  }

  async function follow(
    request: HttpRequest,
    initiator: URL | undefined,
    fillIn: FillIn,
    stepsLeft: number,
  ): Promise<Visit> {
    const response = await send(request, initiator);
    const next = nextRequest(request, response, fillIn);
    if (next === undefined) return { url: request.url, response, ended: "page" };
    if (stepsLeft === 0) return { url: request.url, response, ended: "tooManySteps" };
    // A redirect keeps its initiator: the page that began the navigation (RFC 6265bis, section 5.2).
    const redirected = headerOf(response, "location") !== undefined;
    return follow(next, redirected ? initiator : urlOf(request), fillIn, stepsLeft - 1);
  }

  return { visit: (url, fillIn) => follow(getRequest(url), undefined, fillIn, MOST_STEPS) };
}

/** Where the browser goes from here: along a redirect, or by submitting the form on the page. */
function nextRequest(request: HttpRequest, response: HttpResponse, fillIn: FillIn): HttpRequest | undefined {
  const target = redirectOf(request, response);
  if (target !== undefined) return getRequest(target);
  const form = response.status < 400 ? parsePageForm(response.body) : undefined;
  if (form === undefined) return undefined;
  const fields = form.autoSubmit ? form.fields : fillIn(form, request.url);
  if (fields === undefined) return undefined;
  const action = new URL(form.action, request.url);
  return form.method === "POST"
    ? formRequest(action, fields)
    : getRequest(`${action}?${formRequest(action, fields).body}`);
}

/** RFC 6265bis, section 5.2: a request is same-site where it comes from a page of the same registrable domain. */
function originOf(method: HttpRequest["method"], url: URL, initiator: URL | undefined): RequestOrigin {
  if (initiator === undefined || initiator.origin === url.origin || siteOf(initiator) === siteOf(url))
    return "sameSite";
  return method === "GET" ? "link" : "form";
}

/** Scheme and registrable domain of a URL ("schemeful same-site"). */
function siteOf({ protocol, hostname }: URL): string {
  return `${protocol}//${registrableDomain(hostname) ?? hostname}`;
}
