import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "../test-browser.ts";
import type { LiveServer } from "./live-server.ts";
import { ADA, applicationOf, GRACE, startSample } from "./test-live.ts";

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
