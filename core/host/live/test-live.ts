import { CookieJar } from "tough-cookie";
import { parsePageForm } from "../../simulation/page-form.ts";
import { readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { ApplicationAddresses, IdentityProviderAddresses } from "./live-addresses.ts";
import { type LiveServer, type LiveServerOptions, startLiveServer } from "./live-server.ts";

export const ADA = "ada.lovelace@acme.test";
export const GRACE = "grace.osei@acme.test";

/** The sample, listening on ports that are free. */
export async function startSample(
  options: Partial<LiveServerOptions> = {},
  change: (workspace: Workspace) => Workspace = (workspace) => workspace,
): Promise<LiveServer> {
  return startLiveServer({ workspace: change(await readSample("acme")), now: Date.now, ...options });
}

/** The addresses of the one identity provider, and of an application by its id. */
export function providerOf({ addresses }: Pick<LiveServer, "addresses">): IdentityProviderAddresses {
  const [provider] = addresses.identityProviders;
  if (provider === undefined) throw new Error("There is no identity provider.");
  return provider;
}

export function applicationOf({ addresses }: Pick<LiveServer, "addresses">, id: string): ApplicationAddresses {
  const application = addresses.applications.find((each) => each.id === id);
  if (application === undefined) throw new Error(`There is no application ${id}.`);
  return application;
}

/** Where a visit came to its end. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** A browser over real HTTP, with a cookie jar that is not ours: it follows redirects and forms that post themselves. */
export interface LiveBrowser {
  readonly jar: CookieJar;
  /**
   * Goes to an address; where a page asks who signs in, this person does. Ends before it goes to an address that begins
   * with `stopAt`: somebody else's callback. Such a form's fields are in the query of the page's address.
   */
  visit(url: string, person: string, stopAt?: string): Promise<Page>;
}

const MOST_STEPS = 20;

export function createLiveBrowser(jar: CookieJar = new CookieJar()): LiveBrowser {
  async function send(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = await jar.getCookieString(url);
    const headers = { accept: "text/html", ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(url, {
      redirect: "manual",
      headers,
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    for (const field of response.headers.getSetCookie()) await jar.setCookie(field, url);
    return response;
  }

  async function follow(page: Page, response: Response, person: string, stopAt: string, left: number): Promise<Page> {
    const next = nextStep(page, response, person);
    if (next === undefined || left === 0) return page;
    if (next.url.startsWith(stopAt)) return { ...page, url: `${next.url}${next.form ? `?${next.form}` : ""}` };
    const answer = await send(next.url, next.form);
    return follow(await readPage(next.url, answer), answer, person, stopAt, left - 1);
  }

  return {
    jar,
    async visit(url, person, stopAt = "none:") {
      const response = await send(url);
      return follow(await readPage(url, response), response, person, stopAt, MOST_STEPS);
    },
  };
}

async function readPage(url: string, response: Response): Promise<Page> {
  return { url, status: response.status, text: await response.text() };
}

function nextStep(
  { url, text }: Page,
  { status, headers }: Response,
  person: string,
): { readonly url: string; readonly form?: URLSearchParams } | undefined {
  const location = headers.get("location");
  if (location !== null) return { url: new URL(location, url).href };
  const form = status === 200 ? parsePageForm(text) : undefined;
  if (form === undefined) return undefined;
  const fields = new Map(form.fields);
  if (fields.has("userName")) fields.set("userName", person);
  else if (form.buttons.some(({ name }) => name === "approve")) fields.set("approve", "yes");
  else if (!form.autoSubmit) return undefined;
  return { url: new URL(form.action, url).href, form: new URLSearchParams([...fields]) };
}
