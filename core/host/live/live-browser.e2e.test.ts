import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "../../store/workspace.ts";
import { launchBrowser } from "../test-browser.ts";
import type { LiveServer } from "./live-server.ts";
import { ADA, applicationOf, GRACE, providerOf, startSample } from "./test-live.ts";

/** People in a real browser: what it does with cookies on loopback, no jar of a library can tell. */

let browser: Browser;
let live: LiveServer;
let context: BrowserContext;
beforeAll(async () => {
  browser = await launchBrowser();
  live = await startSample({ allowReset: true });
});
afterAll(async () => {
  await browser.close();
  await live.close();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const home = (id: string): string => new URL("/", applicationOf(live, id).loginUrl).href;

async function signIn(page: Page, address: string, person: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("User name").fill(person);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

describe("a person in a browser", () => {
  it("signs in to applications of both protocols, and keeps every session", async () => {
    const page = await context.newPage();
    await signIn(page, applicationOf(live, "slack").loginUrl, ADA);
    await page.waitForURL(home("slack"));
    for (const id of ["expenses", "jira", "slack", "expenses"]) {
      await page.goto(applicationOf(live, id).loginUrl);
      await page.waitForURL(home(id));
      expect(await page.textContent("body")).toContain(ADA);
    }
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["idp%3Aacme-id.rehearsal_idp", "app%3Aslack.rehearsal_session"]));
  });

  it("begins under the name localhost, and is signed in under the address", async () => {
    const page = await context.newPage();
    await signIn(page, applicationOf(live, "slack").loginUrl.replace("127.0.0.1", "localhost"), GRACE);
    await page.waitForURL(home("slack"));
    expect(await page.textContent("body")).toContain(GRACE);
  });

  it("brings the answer of an identity provider on another site, and is known again", async () => {
    const page = await context.newPage();
    await signIn(page, applicationOf(live, "expenses").loginUrl, ADA);
    await page.waitForURL(home("expenses"));
    const answer = new Promise<string>((resolve) => {
      page.route("**/saml/acs", async (route) => {
        resolve(route.request().postData() ?? "");
        await route.abort();
      });
    });
    await page.goto(applicationOf(live, "slack").loginUrl).catch(() => {});
    const fields = [...new URLSearchParams(await answer)];
    await page.unroute("**/saml/acs");
    const inputs = fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join("");
    const form = `<form method="post" action="${applicationOf(live, "slack").acsUrl}">${inputs}</form>`;
    const body = `${form}<script>document.forms[0].submit()</script>`;
    await page.route("http://elsewhere.example/", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto("http://elsewhere.example/");
    await page.waitForURL(home("slack"), { timeout: 10_000 });
    expect(await page.textContent("body")).toContain(ADA);
  });

  it("cannot have everything put back by a page elsewhere", async () => {
    const resetUrl = live.addresses.control?.resetUrl ?? "";
    const count = () => live.between(({ applications }) => applications.flatMap(({ accounts }) => accounts).length);
    const page = await context.newPage();
    await signIn(page, applicationOf(live, "jira").loginUrl, GRACE);
    await page.waitForURL(home("jira"));
    const before = await count();
    await page.route("http://elsewhere.example/", (route) => route.fulfill({ contentType: "text/html", body: "hi" }));
    await page.goto("http://elsewhere.example/");
    const posted = await page.evaluate(
      (url) =>
        fetch(url, { method: "POST" }).then(
          ({ status }) => status,
          () => "not readable",
        ),
      resetUrl,
    );
    expect([posted, await count()]).toEqual(["not readable", before]);
    await fetch(resetUrl, { method: "POST" });
    expect(await count()).toBeLessThan(before);
  });
});

describe("a client that runs in a page", () => {
  let pages: Server;
  let client: string;
  let served: LiveServer;
  beforeAll(async () => {
    pages = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>Client</title>"));
    await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
    client = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    served = await startSample({}, (workspace) => withPublicClient(workspace, `${client}/callback`));
  });
  afterAll(async () => {
    await served.close();
    await new Promise((resolve) => pages.close(resolve));
  });

  it("discovers, signs somebody in with PKCE, redeems the code and asks userinfo, all by itself", async () => {
    const page = await context.newPage();
    await page.goto(client);
    const { issuer } = providerOf(served).oidc;
    const discovery = await fetchIn(page, `${issuer}/.well-known/openid-configuration`);
    expect(await fetchIn(page, discovery.jwks_uri)).toMatchObject({ keys: expect.any(Array) });
    const verifier = "v".repeat(43);
    const url = new URL(discovery.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: "expenses",
      redirect_uri: `${client}/callback`,
      response_type: "code",
      scope: "openid email",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      state: "s",
    }).toString();
    await signIn(page, url.href, ADA);
    await page.waitForURL(`${client}/callback?**`);
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    const form = {
      grant_type: "authorization_code",
      client_id: "expenses",
      redirect_uri: `${client}/callback`,
      code,
      code_verifier: verifier,
    };
    const tokens = await fetchIn(page, discovery.token_endpoint, { form });
    expect(tokens).toMatchObject({ token_type: "Bearer", id_token: expect.any(String) });
    const authorization = `Bearer ${tokens.access_token}`;
    expect(await fetchIn(page, discovery.userinfo_endpoint, { authorization })).toMatchObject({ email: ADA });
  });

  it("of anybody else gets no token, and no page reads what SCIM has", async () => {
    const page = await context.newPage();
    await page.goto(client.replace("127.0.0.1", "localhost"));
    const { issuer } = providerOf(served).oidc;
    const form = { grant_type: "authorization_code", code: "made-up" };
    await expect(fetchIn(page, `${issuer}/oidc/token`, { form })).rejects.toThrow("Failed to fetch");
    await expect(fetchIn(page, `${issuer}/oidc/userinfo`, { authorization: "Bearer x" })).rejects.toThrow();
    await page.goto(client);
    const { scim } = applicationOf(served, "jira");
    const authorization = `Bearer ${scim?.token}`;
    await expect(fetchIn(page, `${scim?.baseUrl}/Users`, { authorization })).rejects.toThrow("Failed to fetch");
  });
});

/** The sample with a client that keeps no secret. */
function withPublicClient(workspace: Workspace, redirectUri: string): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map(({ oidc, ...connection }) => {
      if (oidc === undefined) return connection;
      const { clientSecret: _, ...settings } = oidc;
      const redirectUris = [...settings.redirectUris, redirectUri];
      return { ...connection, oidc: { ...settings, clientAuthentication: "none" as const, redirectUris } };
    }),
  }));
  return { ...workspace, identityProviders };
}

/** Members of the answers that are asked for further. */
type Answer = Readonly<
  Record<"authorization_endpoint" | "jwks_uri" | "token_endpoint" | "userinfo_endpoint" | "access_token", string>
>;

/** What a script of the page gets, as JSON. */
function fetchIn(
  page: Page,
  url: string,
  sent: { readonly form?: Readonly<Record<string, string>>; readonly authorization?: string } = {},
): Promise<Answer> {
  return page.evaluate(
    async ({ target, form, authorization }) => {
      const response = await fetch(target, {
        ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
        ...(authorization === undefined ? {} : { headers: { authorization } }),
      });
      return response.json();
    },
    { target: url, ...sent },
  );
}
