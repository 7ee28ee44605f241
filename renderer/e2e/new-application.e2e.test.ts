import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane, showsRun } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/apps`);
});

afterAll(() => app.close());

const ways = [
  { name: "Wiki", kind: /^No particular kind/, signOn: "OpenID Connect", protocol: "oidc" },
  { name: "Chat", kind: /^Slack/, signOn: "SAML", protocol: "saml" },
] as const;

describe("a new application", () => {
  it.each(ways)("$name signs somebody in at the first login, by $signOn", async ({ name, kind, signOn, protocol }) => {
    await page.getByRole("button", { name: "New application" }).click();
    const dialog = page.getByRole("dialog", { name: "New application" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("radio", { name: kind }).check();
    await dialog.getByText(signOn, { exact: true }).click();
    await dialog.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await pane(page, `Settings of ${name}`).getByRole("button", { name: "Log in as…" }).first().click();
    const login = page.getByRole("dialog", { name: "Log in as somebody" });
    await eventually(() => login.getByRole("combobox", { name: "Application" }).inputValue()).toBe(name);
    await login.getByRole("button", { name: "Watch the login" }).click();
    await showsRun(page, `Ada Lovelace → ${name}`);
    await page.getByText(`is signed in to ${name}.`, { exact: false }).first().waitFor();
    await page.keyboard.press("End");
    await pane(page, "Account").getByRole("rowheader", { name: "userName" }).waitFor();
    const id = name.toLowerCase();
    const { applications } = await app.engine.call("directory.person", { workspace, person: "u-ada" });
    expect(applications.find(({ application }) => application === id)?.account).toBeDefined();
    const { entries } = await app.engine.call("history.list", { workspace });
    const runs = entries.filter((entry) => entry.type === "action");
    expect(runs.at(-1)).toMatchObject({ action: { application: id, protocol }, outcome: { result: "signedIn" } });
    await page.getByRole("link", { name: "Applications" }).click();
  });

  it("needs a name", async () => {
    await page.getByRole("button", { name: "New application" }).click();
    const dialog = page.getByRole("dialog", { name: "New application" });
    expect(await dialog.getByRole("button", { name: "Create" }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("in a blank workspace says what there must be first", async () => {
    const { workspace: blank } = await app.engine.call("workspaces.create", { name: "Blank", preset: "blank" });
    await page.goto(`${app.address}/#/w/${blank}/apps`);
    await page.getByRole("heading", { name: "Applications" }).first().waitFor();
    expect(await page.getByRole("banner").getByRole("button", { name: "Log in as…" }).isDisabled()).toBe(true);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
