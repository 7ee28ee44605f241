import AxeBuilder from "@axe-core/playwright";
import * as oidc from "openid-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApplicationAddresses, LiveAddresses } from "../../core/contract/live.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane, showsRun } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/live`);
});

afterAll(() => app.close());

/** What the window shows, as its *Copy all as JSON* gives it. */
async function copyAddresses(): Promise<LiveAddresses> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.address });
  await page.getByRole("button", { name: "Copy all as JSON" }).click();
  await page.getByText("Every address, token and certificate is copied.").waitFor();
  return JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
}

function jiraOf({ applications }: LiveAddresses): ApplicationAddresses {
  const jira = applications.find(({ id }) => id === "jira");
  if (jira === undefined) throw new Error("There is no Jira-like application.");
  return jira;
}

/** A SCIM client makes somebody. Gives the status. */
async function makeUser({ scim }: ApplicationAddresses, userName: string): Promise<number> {
  const response = await fetch(`${scim?.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName,
      displayName: userName,
      emails: [{ value: `${userName}@acme.test` }],
    }),
  });
  await response.text();
  return response.status;
}

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const requests = () => pane(page, "Runs").getByRole("listitem");
const screens = () => page.getByRole("navigation", { name: "Screens" });
const liveBar = () => page.getByRole("region", { name: "Live mode runs" });

describe("live mode in the window", () => {
  let addresses: LiveAddresses;

  it("starts, and says where every party is, its secrets hidden", async () => {
    await page.getByRole("button", { name: "Start live mode" }).click();
    await pane(page, "Runs").getByText("No request yet.").waitFor();
    addresses = await copyAddresses();
    const { scim } = jiraOf(addresses);
    const shown = pane(page, "Addresses");
    await shown.getByText(scim?.baseUrl ?? "", { exact: true }).waitFor();
    expect(await shown.getByText(scim?.token ?? "", { exact: true }).count()).toBe(0);
    await shown.getByRole("button", { name: "Show SCIM bearer token of Jira-like" }).click();
    await shown.getByText(scim?.token ?? "", { exact: true }).waitFor();
  });

  it("shows each request of real clients as it comes", async () => {
    expect([await makeUser(jiraOf(addresses), "lisa"), await makeUser(jiraOf(addresses), "lisa")]).toEqual([201, 409]);
    const issuer = new URL(addresses.identityProviders[0]?.oidc.issuer ?? "");
    const config = await oidc.discovery(issuer, "expenses", undefined, undefined, {
      execute: [oidc.allowInsecureRequests],
    });
    expect(config.serverMetadata().issuer).toBe(issuer.origin);
    await eventually(() => requests().count()).toBe(3);
    const rows = await requests().allInnerTexts();
    expect(rows[0]).toMatch(/200[\s\S]*GET \/\.well-known\/openid-configuration[\s\S]*Acme ID/);
    expect(rows[1]).toMatch(/✕ 409[\s\S]*POST \/scim\/v2\/Users[\s\S]*userName is taken/);
    expect(rows[2]).toMatch(/✓ 201[\s\S]*POST \/scim\/v2\/Users[\s\S]*Jira-like/);
  });

  it("can be used by everybody", async () => {
    await page.mouse.move(0, 0);
    await page.getByRole("heading", { name: "Runs" }).click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(), colorScheme).toEqual([]);
    }
  });

  it("opens a request as a run, with the account that it made", async () => {
    await requests().last().getByRole("link").click();
    await showsRun(page, "POST /scim/v2/Users from outside");
    await page.getByText("Jira-like answered with 201.").waitFor();
    await page.keyboard.press("End");
    await pane(page, "Account").getByText("lisa", { exact: true }).first().waitFor();
  });

  it("follows: the run of each new request is shown, and Back leads away from them all", async () => {
    await screens().getByRole("link", { name: "Accounts" }).click();
    await liveBar().getByRole("button", { name: "Follow" }).click();
    await makeUser(jiraOf(addresses), "lisa");
    await page.getByText(/Jira-like answered with 409/).waitFor();
    await makeUser(jiraOf(addresses), "mona");
    await page.getByText("Jira-like answered with 201.").waitFor();
    await liveBar().getByRole("button", { name: "Following" }).click();
    await page.goBack();
    await page.getByRole("heading", { name: "Accounts" }).first().waitFor();
  });

  it("keeps edits and logins of one's own out while it runs", async () => {
    expect(await page.getByRole("button", { name: "Log in as…" }).isDisabled()).toBe(true);
    await screens().getByRole("link", { name: "Runs" }).click();
    await page.getByText(/Live mode runs, and real clients write to this workspace/).waitFor();
  });

  it("stops: nobody listens any more, and the workspace can be edited", async () => {
    await liveBar().getByRole("button", { name: "Stop live mode" }).click();
    await liveBar().waitFor({ state: "detached" });
    await expect(makeUser(jiraOf(addresses), "nora")).rejects.toThrow("fetch failed");
    await page.getByRole("textbox", { name: "A name for this moment" }).fill("After live mode");
    await page.getByRole("button", { name: "Name this moment" }).click();
    await page.getByText("“After live mode”").first().waitFor();
    const { userName } = await app.engine.call("accounts.table", { workspace, application: "jira" });
    expect(userName).toEqual(expect.arrayContaining(["lisa", "mona"]));
    expect(app.complaints).toEqual([]);
  });

  it("says which port is taken, and frees its own when the engine stops", async () => {
    const busy = Number(new URL(app.address).port);
    await page.goto(`${app.address}/#/w/${workspace}/live`);
    await page.getByRole("textbox", { name: "Port" }).fill(String(busy - 1));
    await page.getByRole("button", { name: "Start live mode" }).click();
    await page.getByText(`Port ${busy} is taken by another program`).waitFor();
    await page.getByRole("textbox", { name: "Port" }).fill("");
    await page.getByRole("button", { name: "Start live mode" }).click();
    await pane(page, "Runs").waitFor();
    const { addresses: open } = await app.engine.call("live.read", { workspace });
    await app.crash();
    await page.getByRole("button", { name: "Start live mode" }).waitFor();
    const { loginUrl = "" } = open?.applications[0] ?? {};
    await expect(fetch(loginUrl)).rejects.toThrow("fetch failed");
  });
});
