import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { accountOf, createSample, eventually, logIn, pane, showsRun } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/apps/expenses/policy`);
});

afterAll(() => app.close());

const steps = () => page.getByRole("listbox", { name: "Steps of this run" });
const outcome = () => page.getByRole("main").getByRole("status");

/** A refusal of the simulation is content: it is never announced as an error of Rehearsal, nor looks like one. */
async function expectNoError(): Promise<void> {
  expect(await page.getByRole("main").getByRole("alert").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
}

describe("a login where creation is off", () => {
  const noMatch = () => page.getByRole("combobox", { name: "When no account matches" });

  it("is refused, and says why and that nothing changed", async () => {
    await noMatch().selectOption({ label: "refuse" });
    await page.keyboard.press("Control+s");
    await pane(page, "Draft").getByText("Everything is saved").waitFor();
    await page.keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: "Log in as somebody" });
    await dialog.getByRole("combobox", { name: "Application" }).click();
    await page.getByRole("option", { name: "Expenses", exact: true }).click();
    await dialog.getByRole("button", { name: "Watch the login" }).click();
    await showsRun(page, "Ada Lovelace → Expenses");
    await outcome()
      .getByText("Refused, as Expenses is set: no match, and creation is off. Nothing changed.", { exact: true })
      .waitFor();
    await expectNoError();
    expect(await accountOf(app.engine, workspace)).toBeUndefined();
  });

  it("stands at the decision that refused it, which the next problem leads to", async () => {
    await page.keyboard.press("1");
    await page.keyboard.press("Home");
    await page.keyboard.press("!");
    await pane(page, "Narration")
      .getByText(/refuse/)
      .first()
      .waitFor();
    await steps()
      .getByRole("option", { name: /^Decide/, selected: true })
      .waitFor();
    expect(await steps().getByRole("option", { selected: true }).getByRole("img", { name: "refused" }).count()).toBe(1);
    await page.keyboard.press("2");
    await page.keyboard.press("End");
    await pane(page, "Account").getByText("No account yet").waitFor();
  });

  it("leads to the very control that makes it so", async () => {
    await outcome().getByRole("link", { name: "Show the setting" }).click();
    await eventually(() => noMatch().evaluate((control) => control === document.activeElement)).toBe(true);
    expect(new URL(page.url()).hash).toBe(`#/w/${workspace}/apps/expenses/policy?setting=jit%2FnoMatch`);
    expect(await noMatch().inputValue()).toBe("refuse");
  });

  it("goes through once the setting is changed there", async () => {
    await noMatch().selectOption({ label: "create one" });
    await page.keyboard.press("Control+s");
    await pane(page, "Draft").getByText("Everything is saved").waitFor();
    expect((await logIn(app.engine, workspace)).outcome.result).toBe("signedIn");
  });
});

describe("a login of somebody who is disabled", () => {
  it("ends at the identity provider, and says which phases it never reached", async () => {
    const { run, outcome: ended } = await logIn(app.engine, workspace, "liam.becker@acme.test");
    expect(ended.result).toBe("refused");
    await page.goto(`${app.address}/#/w/${workspace}/run/${run}?step=1`);
    await showsRun(page, "Liam Becker → Expenses");
    await page.keyboard.press("!");
    await pane(page, "Narration")
      .getByText(/may not sign in/)
      .first()
      .waitFor();
    const failed = pane(page, "Payload").getByRole("row", { name: "✕ failed The person is active" });
    expect(await failed.textContent()).toContain("expected active; found disabled");
    const notReached = await steps().getByRole("option", { name: "not reached" }).allTextContents();
    for (const phase of ["Match", "Decide", "Apply", "Session"]) {
      expect(notReached.map((text) => text.replace("not reached", ""))).toContain(phase);
    }
    await expectNoError();
  });

  it("leads to the person in the directory", async () => {
    await outcome().getByRole("link", { name: "Show the setting" }).click();
    await pane(page, "Inspector").getByRole("heading", { name: "Liam Becker" }).waitFor();
    expect(await pane(page, "Inspector").getByRole("switch", { name: "Active" }).isChecked()).toBe(false);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
