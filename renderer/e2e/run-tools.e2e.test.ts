import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunDetail } from "../../core/contract/results.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, showsRun, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;
let run: RunDetail;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  run = await logIn(app.engine, workspace);
});

afterAll(() => app.close());

beforeEach(async () => {
  page = await app.open(`/w/${workspace}/run/${run.run}?step=1`, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await showsRun(page, "Ada Lovelace → Expenses");
});

afterEach(() => page.context().close());

const hash = (): string => new URL(page.url()).hash;
const slider = (name: string): Locator => page.getByRole("slider", { name, exact: true });
const steps = (): Locator => page.getByRole("listbox", { name: "Steps of this run" });
const chip = (text: string): Locator => pane(page, "Steps").getByRole("status").getByText(text);

/** The middle of a step on the scrubber, in px of the page. */
async function placeOf(step: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await slider("Step").boundingBox();
  if (box === null) throw new Error("There is no scrubber.");
  const thumb = 16;
  const share = (step - 1) / (run.trace.steps.length - 1);
  return { x: box.x + thumb / 2 + share * (box.width - thumb), y: box.y + box.height / 2 };
}

async function drag(from: number, to: number, lift = 0): Promise<void> {
  const [start, end] = [await placeOf(from), await placeOf(to)];
  await page.mouse.move(start.x, start.y - lift);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y - lift, { steps: 8 });
  await page.mouse.up();
}

async function drawBrush(from: number, to: number): Promise<void> {
  await page.keyboard.down("Shift");
  await drag(from, to);
  await page.keyboard.up("Shift");
}

/** Both themes; in the dark one only the colours can differ. */
async function expectNoViolations(): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}

describe("a part of a run", () => {
  it("is drawn on the scrubber with Shift, in every pane and in the address", async () => {
    await drawBrush(13, 24);
    await chip("Steps 13–24 of 40").waitFor();
    await eventually(() => stepOf(page)).toBeGreaterThanOrEqual(13);
    expect(await steps().getByText("GET /oidc/authorize").count()).toBe(0);
    expect(await pane(page, "Sequence").getByText("GET /oidc/authorize").count()).toBe(0);
    await eventually(hash).toContain("part=13-24");
    await expectNoViolations();
    await page.reload();
    await chip("Steps 13–24 of 40").waitFor();
  });

  it("goes by its handles, dragged or by keys", async () => {
    await drawBrush(13, 24);
    await drag(24, 20, 20);
    await chip("Steps 13–20 of 40").waitFor();
    await slider("First step shown").focus();
    await page.keyboard.press("ArrowRight");
    await chip("Steps 14–20 of 40").waitFor();
    expect(await slider("First step shown").getAttribute("aria-valuetext")).toBe("Step 14");
    await page.keyboard.press("Escape");
    await eventually(() => page.getByRole("button", { name: "Show all" }).count()).toBe(0);
    await eventually(hash).not.toContain("part=");
  });

  it("is drawn without a pointer, and holds the cursor", async () => {
    await page.goto(`${app.address}/#/w/${workspace}/run/${run.run}?step=13`);
    await eventually(() => stepOf(page)).toBe(13);
    await page.keyboard.press("(");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press(")");
    const last = await stepOf(page);
    await chip(`Steps 13–${last} of 40`).waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    expect(await stepOf(page)).toBe(last);
    await page.keyboard.press("g");
    const phase = run.trace.steps.filter((step) => step.phase === run.trace.steps[last - 1]?.phase);
    await chip(`Steps ${phase[0]?.seq}–${phase.at(-1)?.seq} of 40`).waitFor();
  });
});

/** Copies by the keyboard alone, and waits until it is said. */
async function copy(name: string): Promise<void> {
  await page.keyboard.press("e");
  const item = page.getByRole("menuitem", { name, exact: true });
  await item.waitFor();
  for (let press = 0; press < 12; press += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.getByText(`Copied: ${name}.`, { exact: true }).waitFor();
}

describe("the diagram as a picture", () => {
  it("is copied as an SVG that stands on its own", async () => {
    await copy("Diagram as SVG");
    const drawn = await page.evaluate(async () => {
      const text = await navigator.clipboard.readText();
      const { documentElement: svg } = new DOMParser().parseFromString(text, "image/svg+xml");
      return { text, root: svg.localName, rows: svg.querySelectorAll("g").length, words: svg.textContent };
    });
    expect(drawn.root).toBe("svg");
    expect(drawn.rows).toBe(await steps().locator("[data-seq][data-type=step], [data-seq][data-type=phase]").count());
    expect(drawn.words).toContain("Expenses grants Finance User");
    expect(drawn.text).not.toMatch(/class=|var\(|href=|url\(|undefined|NaN/);
    expect(drawn.text).toMatch(/<rect [^>]*fill="#fff/);
  });

  it("is copied as a PNG in the colours of the theme, limited as the run is", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(`${app.address}/#/w/${workspace}/run/${run.run}?step=13&part=13-24`);
    await chip("Steps 13–24 of 40").waitFor();
    await copy("Diagram as a picture (PNG), steps 13–24 of 40");
    const picture = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap((await item?.getType("image/png")) ?? new Blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
      const colours = new Set(new Uint32Array(pixels.buffer));
      return { width: bitmap.width, corner: [...pixels.slice(0, 3)], colours: colours.size };
    });
    expect(picture.width).toBeGreaterThan(1_500);
    expect(picture.corner).toEqual([0x16, 0x18, 0x1d]);
    expect(picture.colours).toBeGreaterThan(20);
  });
});

describe("an address that somebody goes to", () => {
  it("leads to the pinned step of the run that is on screen", async () => {
    await page.evaluate((place) => {
      window.location.hash = place;
    }, `#/w/${workspace}/run/${run.run}?step=24&pin=9`);
    await pane(page, "Payload").getByRole("button", { name: "▼ Pinned step 9", pressed: true }).waitFor();
    await pane(page, "Payload").getByRole("heading", { name: "GET /oidc/authorize" }).waitFor();
  });
});

describe("room", () => {
  const width = async (of: Locator): Promise<number> => (await of.boundingBox())?.width ?? 0;

  it("goes to the diagram first, with motion and without", async () => {
    for (const reducedMotion of ["reduce", "no-preference"] as const) {
      await page.emulateMedia({ reducedMotion });
      await page.reload();
      await showsRun(page, "Ada Lovelace → Expenses");
      await eventually(
        async () => (await width(pane(page, "Sequence"))) / (await width(pane(page, "Steps"))),
      ).toBeGreaterThan(1.6);
    }
  });

  it("is had by every pane at twice the size, one below the other", async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    const names = ["Steps", "Sequence", "Narration", "Payload", "Account", "Go through the run"];
    const tops: number[] = [];
    for (const name of names) {
      const box = await pane(page, name).boundingBox();
      expect(box?.x, name).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(640);
      expect(box?.width, name).toBeGreaterThan(560);
      if (name !== "Go through the run") tops.push(box?.y ?? 0);
    }
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    await page.keyboard.press("End");
    const end = await page.getByText("Offline · sample people").boundingBox();
    expect((end?.x ?? 0) + (end?.width ?? 0)).toBeLessThanOrEqual(640);
    expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual(360);
    await expectNoViolations();
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
