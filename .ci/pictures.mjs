// `npm run pictures`: takes the pictures of README.md anew, from the built app, so that they stay true.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "./browser.mjs";
import { build, targets } from "./build.mjs";
import { shrinkPng } from "./small-png.mjs";
import { requirePackages, root } from "./tool.mjs";

/** @import { Browser, Page } from "playwright-core" */

/** Shown on the first screen: so it has a name of its own, and is made anew each time. */
const folder = join(tmpdir(), "Rehearsal");
const pictures = join(root, "renderer/pictures");

/** When the workspace was changed, as the first screen shows it. */
const CHANGED = new Date("2026-03-02T09:00:00Z");

requirePackages();
const trouble = build([targets.app, targets.renderer]);
if (trouble === undefined) await takeAll();
else {
  console.error(trouble);
  process.exitCode = 1;
}

async function takeAll() {
  const executablePath = await findBrowser((line) => console.log(line));
  if (executablePath === undefined) throw new Error("There is no Chrome or Chromium here to take them in.");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  mkdirSync(pictures, { recursive: true });
  const program = spawn(process.execPath, [
    join(root, targets.app.output),
    "--no-open",
    "--port",
    "0",
    "--folder",
    folder,
  ]);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    await takeFrom(browser, await addressOf(program));
  } finally {
    await browser.close();
    program.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import("node:child_process").ChildProcessWithoutNullStreams} program
 * @returns {Promise<string>} what it says that its address is, with the secret
 */
function addressOf(program) {
  return new Promise((resolve, reject) => {
    let said = "";
    program.stdout.on("data", (part) => {
      said += part;
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    program.once("exit", (code) => reject(new Error(`The app ended with code ${code}. ${said}`)));
  });
}

/**
 * Ada's first login, looked at where her role is granted; then the other screens of the same workspace.
 *
 * @param {Browser} browser
 * @param {string} url
 */
async function takeFrom(browser, url) {
  const page = await openWindow(browser, url);
  await page.getByRole("button", { name: "Watch a login" }).click();
  await page.getByRole("button", { name: "Skip to her account" }).click();
  await page.getByRole("button", { name: "Close the guide" }).click();
  const { origin, hash } = new URL(page.url());
  const [, workspace, run] = /** @type {RegExpExecArray} */ (/^#\/w\/([^/]+)\/run\/([^?]+)/.exec(hash));
  const at = async (/** @type {string} */ place) => {
    await page.goto(`${origin}/#/w/${workspace}/${place}`);
    await page.reload();
  };

  await at(`run/${run}?step=35&pin=24&lvl=2&view=seq`);
  await page.getByRole("region", { name: "Payload" }).getByRole("tab", { name: "Decoded" }).click();
  await page.getByRole("region", { name: "Payload" }).getByRole("searchbox").fill("department");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Finance User held. Why?" }).waitFor();
  await take(page, "run-light", "light");
  await take(page, "run-dark", "dark");

  await at("directory?person=u-ada&tab=preview&filter=account%3Aexpenses");
  await page.getByRole("region", { name: "Inspector" }).getByText("What a login would change now.").waitFor();
  await take(page, "directory-dark", "dark");

  await at("apps/expenses/policy");
  await page.getByRole("region", { name: "So this happens" }).getByRole("row").nth(3).waitFor();
  await take(page, "policy-light", "light");

  utimesSync(join(folder, `${workspace}.json`), CHANGED, CHANGED);
  await page.goto(`${origin}/#/`);
  await page.reload();
  await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
  await take(page, "home-light", "light");

  await at(`run/${run}?step=35`);
  await page.getByRole("slider", { name: "Step" }).waitFor();
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("button", { name: "Stop presenting" }).waitFor();
  await page.keyboard.press("i");
  await page.keyboard.press("i");
  await page.keyboard.press("w");
  await page.getByRole("region", { name: "Why", exact: true }).first().waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await take(page, "projector", "light");
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<Page>}
 */
async function openWindow(browser, url) {
  const viewport = { width: 1280, height: 800 };
  const page = await browser.newPage({ viewport, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
  await page.goto(url);
  return page;
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {"light" | "dark"} colorScheme
 */
async function take(page, name, colorScheme) {
  await page.emulateMedia({ colorScheme });
  // What has the focus would be drawn with its ring, and a message in passing would lie over the picture.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const png = await page.screenshot({ caret: "hide", animations: "disabled" });
  writeFileSync(join(pictures, `${name}.png`), shrinkPng(png));
  console.log(`renderer/pictures/${name}.png`);
}
