import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, rolesOf, showsRun, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  const { run } = await logIn(app.engine, workspace);
  page = await app.open(`/w/${workspace}/run/${run}?step=20`);
  await showsRun(page, "Ada Lovelace → Expenses");
});

afterAll(() => app.close());

const RESTARTED = "The simulation engine stopped and was started again. The last saved state is restored.";

describe("when the engine stops", () => {
  it("the window stays, and says what happened", async () => {
    await app.crash();
    await page.getByText(RESTARTED).waitFor();
    expect(await stepOf(page)).toBe(20);
    await page.keyboard.press("End");
    await pane(page, "Account").getByRole("button", { name: "Finance User held. Why?" }).waitFor();
    expect(app.complaints).toEqual([]);
  });

  it("everything that was saved is there", async () => {
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByRole("link", { name: "Ada Lovelace → Expenses" }).waitFor();
    await eventually(() => rolesOf(app.engine, workspace)).toEqual(["finance-user"]);
  });

  it("the next edit and the next login work", async () => {
    await page.getByRole("link", { name: "Directory" }).click();
    await page.getByRole("row", { name: /^Ada Lovelace/ }).click();
    const inspector = pane(page, "Inspector");
    await inspector.getByRole("textbox", { name: "Department (department)" }).fill("Engineering");
    await inspector.getByRole("button", { name: "Save" }).click();
    await inspector.getByText("Not saved yet").waitFor({ state: "detached" });
    await inspector.getByRole("button", { name: "Log in as Ada" }).click();
    const dialog = page.getByRole("dialog", { name: "Log in as somebody" });
    await dialog.getByRole("combobox", { name: "Application" }).click();
    await page.getByRole("option", { name: "Expenses", exact: true }).click();
    await dialog.getByRole("button", { name: "Watch the login" }).click();
    await showsRun(page, "Ada Lovelace → Expenses");
    expect(await rolesOf(app.engine, workspace)).toEqual(["engineering-user"]);
  });

  it("had nothing to complain about", () => {
    expect(app.complaints).toEqual([]);
  });
});

/** From here on the browser itself logs every request that fails: that is no complaint of the app. */
describe("when the program is closed", () => {
  it("the window says so, and what was on screen can be read", async () => {
    await app.stopServing();
    await page.keyboard.press("Control+4");
    const banner = page.getByRole("alert").filter({ hasText: "Rehearsal does not answer." }).first();
    await banner.getByText("Everything that was saved is kept").waitFor();
    expect(app.complaints.filter((complaint) => !complaint.includes("net::ERR_"))).toEqual([]);
  });
});
