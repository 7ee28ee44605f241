import AxeBuilder from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createScreens, type Sample, type Screen, screensOf } from "./test-screens.ts";
import { eventually, pane } from "./test-seen.ts";

let app: TestApp;
let sample: Sample;
let page: Page;

beforeAll(async () => {
  app = await startTestApp();
  sample = await createScreens(app.engine);
});

afterAll(() => app.close());

afterEach(() => page.context().close());

/** The names of the screens have to be known before there is an app. */
const NAMES = screensOf({ workspace: "", run: "", refused: "", account: "", cycle: "" }).map(({ name }) => name);

function screenOf(name: string): Screen {
  const found = screensOf(sample).find((screen) => screen.name === name);
  if (found === undefined) throw new Error(`There is no screen ${name}.`);
  return found;
}

async function openScreen({ place, reach }: Screen, options: BrowserContextOptions = {}): Promise<void> {
  page = await app.open(place === undefined ? "/" : `/w/${sample.workspace}/${place}`, options);
  await page.getByRole("main").getByRole("heading").first().waitFor();
  await reach?.(page);
  await eventually(() => page.getByRole("progressbar").count()).toBe(0);
}

/** What axe finds, in words; nothing on screen is left out. In another theme only the colours can be wrong. */
async function violations(rules: "all" | "colours" = "all", part?: string): Promise<readonly string[]> {
  // Without frames inside, it can do all its work in the page itself.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (part !== undefined) axe.include(`:is(section, [role=dialog])[aria-label="${part}"]`);
  const { violations: found } = await (rules === "all" ? axe : axe.withRules(COLOURS)).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const COLOURS = ["color-contrast", "link-in-text-block"];

/** The screen is fit to be used in both themes, in any window from 1024 × 768 on. */
async function expectUsable(part?: string): Promise<void> {
  expect.soft(await violations("all", part)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations("colours", part)).toEqual([]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect.soft(await cutOffForGood(), `${size.width} × ${size.height}`).toEqual([]);
  }
}

/** What stays cut off: menus and tooltips take a moment to follow a window that has changed its size. */
async function cutOffForGood(): Promise<readonly string[]> {
  for (let looks = 0; looks < 20; looks += 1) {
    if ((await cutOff()).length === 0) return [];
    await page.waitForTimeout(100);
  }
  return cutOff();
}

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];

/** What a window of this size cuts off or makes scroll sideways. */
async function cutOff(): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`] : [];
    const controls = [
      ...document.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, [role=tab]"),
    ];
    const outside = controls
      .filter((control) => control.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      .filter((control) => control.closest(".skip-link, .sr-only, [aria-hidden=true]") === null)
      .filter((control) => {
        const { left, right, width } = control.getBoundingClientRect();
        const scrolls = (element: HTMLElement | null): boolean =>
          element !== null &&
          (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        return width > 1 && (left < -1 || right > clientWidth + 1) && !scrolls(control.parentElement);
      })
      .map((control) => `outside the window: ${control.outerHTML.slice(0, 120)}`);
    return [...wide, ...outside];
  });
}

describe("light, dark, in windows small and large", () => {
  it.each(NAMES)("%s can be used by everybody, and fits", async (name) => {
    const screen = screenOf(name);
    await openScreen(screen);
    await expectUsable(screen.part);
  });

  it("says what it is for where nothing is there yet", async () => {
    const { workspace } = await app.engine.call("workspaces.create", { name: "Blank", preset: "blank" });
    page = await app.open(`/w/${workspace}/directory`);
    for (const screen of ["Directory", "Applications", "Runs", "Accounts", "Compare", "History"]) {
      await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: screen }).click();
      await page.getByRole("main").getByRole("heading").first().waitFor();
      await page.emulateMedia({ colorScheme: "light" });
      await expectUsable();
    }
  });
});

describe("on a projector", () => {
  const viewport = { width: 1024, height: 768 };

  it.each([
    "Run: a message",
    "Run: a check",
    "Run: a change, with Why",
    "Run: a refusal",
    "Run: what comes next is hidden",
  ])("%s can be read by everybody, and fits", async (name) => {
    await openScreen(screenOf(name), { viewport });
    await page.keyboard.press("Control+Shift+p");
    await page.getByRole("button", { name: "Stop presenting" }).waitFor();
    for (const colorScheme of ["light", "dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(colorScheme === "light" ? "all" : "colours")).toEqual([]);
      expect.soft(await cutOff()).toEqual([]);
      await page.keyboard.press("i");
    }
    await page.keyboard.press("Escape");
    await page.getByRole("banner").waitFor();
    expect.soft(await cutOff()).toEqual([]);
  });
});

describe("an editor on a projector", () => {
  it.each(["Applications: mapping", "Applications: SCIM", "A new group rule"])(
    "%s is shown larger, can be read by everybody, and is left again",
    async (name) => {
      await openScreen(screenOf(name), { viewport: { width: 1024, height: 768 } });
      const sizeOf = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
      const before = await sizeOf();
      await page.keyboard.press("Control+Shift+p");
      await page.getByRole("button", { name: "Stop presenting" }).waitFor();
      expect(await sizeOf()).toBeGreaterThan(before * 1.25);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await violations(colorScheme === "light" ? "all" : "colours")).toEqual([]);
      }
      expect.soft(await cutOff()).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("banner").waitFor();
      expect(await sizeOf()).toBe(before);
    },
  );
});

describe("a comparison on a projector", () => {
  it.each(["Compare: one person", "Compare: everybody"])("%s can be read by everybody, and fits", async (name) => {
    await openScreen(screenOf(name), { viewport: { width: 1024, height: 768 } });
    await page.keyboard.press("Control+Shift+p");
    await page.getByRole("button", { name: "Stop presenting" }).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(colorScheme === "light" ? "all" : "colours")).toEqual([]);
      expect.soft(await cutOff()).toEqual([]);
    }
  });
});

describe("at twice the size", () => {
  it.each(["Home", "Directory: a person", "Run: a change, with Why", "Accounts: one"])(
    "what is read in %s can still be reached",
    async (name) => {
      await openScreen(screenOf(name), { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 });
      for (const each of await page.locator("[data-pane]").all()) {
        await each.evaluate((element) => element.scrollIntoView({ block: "nearest", inline: "nearest" }));
        const seen = await each.evaluate((element) => {
          const { left, right, top, bottom, height } = element.getBoundingClientRect();
          return height === 0 || (right > 0 && left < innerWidth && bottom > 0 && top < innerHeight);
        });
        expect(seen, (await each.getAttribute("aria-label")) ?? "").toBe(true);
      }
    },
  );
});

it("had nothing to complain about", async () => {
  page = await app.open();
  await pane(page, "Home").waitFor();
  expect(app.complaints).toEqual([]);
});
