import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, showsRun, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;
let run: string;
let account: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  const detail = await logIn(app.engine, workspace);
  run = detail.run;
  account = detail.outcome.account ?? "";
});

afterAll(() => app.close());

afterEach(() => page.context().close());

const openAt = async (place: string): Promise<void> => {
  page = await app.open(`/w/${workspace}/${place}`);
};

/** Holds in this window, after a reload, and in another window to which the address was copied. */
async function expectEverywhere(holds: (window: Page) => Promise<void>): Promise<void> {
  await holds(page);
  const address = page.url();
  await page.reload();
  await holds(page);
  expect(page.url()).toBe(address);
  const other = await page.context().newPage();
  await other.goto(address);
  await holds(other);
  expect(other.url()).toBe(address);
}

describe("a link leads to the same place, wherever it is opened", () => {
  it("to a step of a run, with what is pinned, how much is shown, and how", async () => {
    await openAt(`run/${run}?step=31&pin=24&lvl=3&view=table`);
    await expectEverywhere(async (window) => {
      await showsRun(window, "Ada Lovelace → Expenses");
      await eventually(() => stepOf(window)).toBe(31);
      await window.getByRole("img", { name: "Pinned: step 24" }).waitFor();
      expect(await window.getByRole("radio", { name: "Everything" }).isChecked()).toBe(true);
      expect(await window.getByRole("radio", { name: "Table" }).isChecked()).toBe(true);
      await eventually(() => new URL(window.url()).hash).toContain("step=31&pin=24&lvl=3&view=table");
    });
  });

  it("to a person, at one of the tabs", async () => {
    await openAt("directory?person=u-grace&tab=groups&filter=Grace");
    await expectEverywhere(async (window) => {
      await pane(window, "Inspector").getByRole("heading", { name: "Grace Osei" }).waitFor();
      await pane(window, "Inspector").getByRole("tab", { name: "Groups", selected: true }).waitFor();
      expect(await window.getByRole("combobox", { name: "Filter people" }).inputValue()).toBe("Grace");
    });
  });

  it("to a setting of an application", async () => {
    await openAt("apps/expenses/policy");
    await page.getByRole("combobox", { name: "When no account matches" }).waitFor();
    await page.goto(`${app.address}/#/w/${workspace}/apps/expenses/policy?setting=jit%2FnoMatch`);
    await expectEverywhere(async (window) => {
      const control = window.getByRole("combobox", { name: "When no account matches" });
      await eventually(() => control.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  it("to an account", async () => {
    await openAt(`accounts/expenses?account=${account}`);
    await expectEverywhere(async (window) => {
      await pane(window, "Inspector").getByRole("heading", { name: "ada.lovelace@acme.test" }).waitFor();
    });
  });
});

describe("a link to what is not there says so, and leads on", () => {
  it("for a run", async () => {
    await openAt("run/r999");
    await page.getByRole("alert").getByText('There is no run "r999" here.').waitFor();
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByRole("link", { name: "Ada Lovelace → Expenses" }).waitFor();
  });

  it("for a person", async () => {
    await openAt("directory?person=u-nobody");
    await pane(page, "Inspector").getByText('There is no person with the id "u-nobody".').waitFor();
    await page.getByRole("row", { name: /^Grace Osei/ }).click();
    await pane(page, "Inspector").getByRole("heading", { name: "Grace Osei" }).waitFor();
  });

  it("for an application", async () => {
    await openAt("apps/wiki");
    await page.getByRole("main").getByText('There is no application with the id "wiki".').waitFor();
    await page.getByRole("link", { name: /^Expenses/ }).click();
    await page.getByRole("heading", { level: 1, name: "Expenses" }).waitFor();
  });

  it("for a workspace, with those that are there", async () => {
    page = await app.open("/w/nowhere/directory");
    await page.getByRole("heading", { name: "There is no workspace “nowhere” here." }).waitFor();
    await page.getByRole("link", { name: "Acme" }).click();
    await page.getByRole("grid", { name: "People" }).waitFor();
  });

  it("for a step beyond the end, which is held to the last", async () => {
    await openAt(`run/${run}?step=4000`);
    await eventually(() => stepOf(page)).toBe(40);
  });

  it("for something that is no place at all", async () => {
    page = await app.open("/what/is/this");
    await page.getByRole("heading", { level: 1, name: /^Try identity changes/ }).waitFor();
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
