import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRows, stopsOf } from "../run/rows.ts";
import { STEP_TIME } from "../run/use-play.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { accountOf, eventually, pane, rolesOf, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let begun: number;

beforeAll(async () => {
  app = await startTestApp();
  page = await app.open("/", { reducedMotion: "no-preference" });
});

afterAll(() => app.close());

const guide = () => page.getByRole("complementary", { name: "Guide to the first minute" });

/** One after the other, as somebody who has just cloned it does it. */
describe("the first minute", () => {
  it("says what it is for", async () => {
    const said = page.getByRole("heading", { level: 1 });
    await said.waitFor();
    expect(await said.textContent()).toBe(
      "Try identity changes before they are real. Nothing leaves this computer; no tenant needed.",
    );
    expect((await app.engine.call("workspaces.list", {})).workspaces).toEqual([]);
  });

  it("shows a trace that moves after one click", async () => {
    begun = Date.now();
    await page.getByRole("button", { name: "Watch a login" }).click();
    await eventually(() => stepOf(page)).toBeGreaterThan(2);
    await page.getByRole("button", { name: "Pause (Space)" }).waitFor();
    expect(await pane(page, "Account").getByText("No account yet").isVisible()).toBe(true);
  });

  it("comes to Ada's account by itself, within 20 seconds", async () => {
    await pane(page, "Account").getByRole("rowheader", { name: "userName" }).waitFor();
    await guide().getByText("Ada has an account in Expenses, with the role Finance User.").waitFor();
    expect(await rolesOf(app.engine, "acme")).toEqual(["finance-user"]);
    const { trace } = await app.engine.call("runs.read", { workspace: "acme", run: "r2" });
    const stops = stopsOf(buildRows(trace, 2, new Set()));
    const created = trace.steps.find(({ kind }) => kind === "change")?.seq ?? Number.NaN;
    expect(stops.filter((stop) => stop < created).length * STEP_TIME).toBeLessThan(20_000);
  });

  it("explains her role down to her department in the directory", async () => {
    await guide().getByRole("button", { name: "Why?" }).click();
    const why = pane(page, "Why");
    const sentences = await why.getByRole("listitem").allTextContents();
    expect(sentences[0]).toContain("Rule finance grants Finance User");
    expect(sentences.at(-1)).toMatch(/department.*Finance/);
    expect(sentences.at(-1)).toMatch(/directory/i);
  });

  it("moves her to another department, of which the application hears nothing", async () => {
    await guide().getByRole("button", { name: "Move Ada to Engineering" }).click();
    await guide().getByText("The directory says Engineering. Expenses still says Finance").waitFor();
    const { person } = await app.engine.call("directory.person", { workspace: "acme", person: "u-ada" });
    expect(person.attributes.department).toBe("Engineering");
    expect((await accountOf(app.engine, "acme"))?.attributes.department).toBe("Finance");
    expect(await rolesOf(app.engine, "acme")).toEqual(["finance-user"]);
  });

  it("moves the role at her next login, within the minute", async () => {
    await guide().getByRole("button", { name: "Log in again" }).click();
    await guide().getByText("The role moved: Finance User → Engineering User.").waitFor();
    expect(Date.now() - begun).toBeLessThan(60_000);
    expect(await rolesOf(app.engine, "acme")).toEqual(["engineering-user"]);
    const account = pane(page, "Account");
    await account.getByRole("button", { name: "Engineering User held. Why?" }).waitFor();
  });

  it("is over when one says so, and leaves everything as it is", async () => {
    await guide().getByRole("button", { name: "Done" }).click();
    await guide().waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("slider", { name: "Step" }).waitFor();
    expect(await guide().count()).toBe(0);
  });

  it("had nothing to complain about", () => {
    expect(app.complaints).toEqual([]);
  });
});
