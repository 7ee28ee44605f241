import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  await logIn(app.engine, workspace);
  await app.engine.call("runs.act", { workspace, action: { type: "passTime", by: { minutes: 1440 } } });
  await logIn(app.engine, workspace, "fatima.zahra@acme.test");
});

afterAll(() => app.close());

beforeEach(async () => {
  page = await app.open(`/w/${workspace}/history`);
  await page.getByRole("grid", { name: "Changes" }).waitFor();
});

afterEach(() => page.context().close());

const rows = () => page.getByRole("grid", { name: "Changes" }).getByRole("row");

describe("the history", () => {
  it("is filtered, tells of one change and the account then, and leads to the run at that step", async () => {
    await page.getByRole("textbox", { name: "Filter the history" }).fill("writer:jit app:expenses what:role ada");
    await eventually(() => rows().count()).toBe(2);
    await rows().nth(1).click();
    const inspector = pane(page, "Inspector");
    await inspector.getByText("The account at that moment").waitFor();
    await inspector.getByRole("row", { name: /^role finance-user held/ }).waitFor();
    await page.reload();
    await inspector.getByRole("row", { name: /^role finance-user held/ }).waitFor();
    const link = inspector.getByRole("link", { name: /^Open the run at step \d+$/ });
    const step = Number(/\d+$/.exec((await link.textContent()) ?? "")?.[0]);
    await link.click();
    await page.getByRole("slider", { name: "Step" }).waitFor();
    await eventually(() => stepOf(page)).toBe(step);
  });

  it("is limited to a part of the time, and handed over as lines of JSON", async () => {
    const all = await rows().count();
    await page.getByRole("slider", { name: /^From/ }).focus();
    await page.keyboard.press("End");
    await eventually(() => rows().count()).toBeLessThan(all);
    const shown = (await rows().count()) - 1;
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "What is shown, as JSON lines" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const lines = Buffer.concat(chunks).toString("utf8").trim().split("\n");
    expect(lines).toHaveLength(shown);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ writer: "jit", userName: "fatima.zahra@acme.test" });
    await page.getByRole("button", { name: "All of the time" }).click();
    await eventually(() => rows().count()).toBe(all);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
