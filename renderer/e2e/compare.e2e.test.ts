import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
});

afterAll(() => app.close());

beforeEach(async () => {
  page = await app.open(`/w/${workspace}/compare`, { acceptDownloads: true });
  await page.getByText("Nothing is compared yet.").waitFor();
});

afterEach(() => page.context().close());

const slider = (): Locator => page.getByRole("slider", { name: "Playhead" });
const moment = (): Locator => pane(page, "This moment");
const now = (): Promise<string> =>
  slider()
    .getAttribute("aria-valuetext")
    .then((text) => text ?? "");

async function compare(): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await slider().waitFor();
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  await pane(page, "Figures")
    .getByRole("row", { name: /^Manual/ })
    .waitFor();
}

describe("comparing one person", () => {
  it("goes from moment to moment by keys, and every lane says what it is in", async () => {
    await compare();
    await page.keyboard.press("Home");
    await eventually(now).toContain("Mon 2 Mar 09:00");
    await page.keyboard.press("ArrowRight");
    await moment().getByText("Gina Torres is hired").waitFor();
    await eventually(() => moment().textContent()).toContain("JIT: waiting. SCIM: waiting.");
    await page.keyboard.press("ArrowRight");
    await eventually(() => moment().textContent()).toContain("SCIM: correct.");
    await page.keyboard.press("End");
    await eventually(() => moment().textContent()).toContain(
      "JIT: orphaned. SCIM: none. Scheduled: none. Manual: none.",
    );
  });

  it("is dragged with the pointer, and takes the nearest moment", async () => {
    await compare();
    const box = await slider().boundingBox();
    if (box === null) throw new Error("There is no playhead.");
    await page.mouse.move(box.x + 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await eventually(now).toContain("Wed 1 Apr 09:00");
  });

  it("opens the run that made it so, at its step, and comes back to the same comparison", async () => {
    await compare();
    await page.keyboard.press("End");
    await moment()
      .getByRole("button", { name: /^Open the run: Manual, None/ })
      .click();
    await page.getByRole("slider", { name: "Step" }).waitFor();
    await page.getByText("Ticket of Expenses: take away the account of Gina Torres").first().waitFor();
    await page.getByText("this is what happens in one lane of a comparison").waitFor();
    await page.goBack();
    await slider().waitFor();
    await eventually(now).toContain("Wed 1 Apr 09:00");
    await page.reload();
    await compare();
  });

  it("opens a boundary with a click on it", async () => {
    await compare();
    await page.locator(".cmp-boundary").nth(1).click();
    await page.getByRole("slider", { name: "Step" }).waitFor();
    await page
      .getByRole("heading", { name: "Gina Torres → Expenses" })
      .or(page.getByText("Gina Torres → Expenses"))
      .first()
      .waitFor();
  });

  it("gives the figures to a spreadsheet", async () => {
    await compare();
    await page.getByRole("button", { name: "Copy" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Save the figures as CSV" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const lines = Buffer.concat(chunks).toString("utf8").trim().split("\r\n");
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(/^JIT,/);
    expect(lines[0]).toContain(",orphaned hours,");
  });
});

describe("comparing everybody", () => {
  it("counts them by standing, and looks at one of them alone", async () => {
    await pane(page, "What is compared").getByLabel("What happens").first().click();
    await page.getByRole("option", { name: /^A restructuring/ }).click();
    await compare();
    await page.keyboard.press("Home");
    await moment()
      .getByRole("button", { name: /^JIT: \d+ Waiting\. Who\?/ })
      .click();
    await moment().getByRole("button", { name: "Rosa Kim" }).click();
    await page.getByText("Only").waitFor();
    await page.getByRole("button", { name: "Show everybody" }).click();
    await page.getByText("Only").waitFor({ state: "detached" });
  });
});

describe("what really happened", () => {
  it("runs again with SCIM from a moment with a name", async () => {
    const { workspace: other } = await app.engine.call("workspaces.create", { name: "Again", preset: "acme" });
    await logIn(app.engine, other);
    await app.engine.call("runs.act", { workspace: other, action: { type: "passTime", by: { minutes: 2880 } } });
    await app.engine.call("runs.act", { workspace: other, action: { type: "leave", user: "ada.lovelace@acme.test" } });
    await page.goto(`${app.address}/#/w/${other}/runs`);
    await page.getByRole("button", { name: "Run the events after “Start” again with SCIM" }).click();
    await slider().waitFor();
    await pane(page, "Figures").getByRole("row", { name: /^SCIM/ }).waitFor();
    await page.keyboard.press("End");
    await eventually(() => moment().textContent()).toContain("As it is set: orphaned. SCIM: none.");
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
