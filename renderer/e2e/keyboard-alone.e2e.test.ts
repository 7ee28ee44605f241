import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { eventually, pane, rolesOf, showsRun, stepOf } from "./test-seen.ts";

let app: TestApp;
let page: Page;

beforeAll(async () => {
  app = await startTestApp();
  page = await app.open();
  await page.getByRole("button", { name: "Watch a login" }).waitFor();
});

afterAll(() => app.close());

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const isFocused = (what: Locator): Promise<boolean> =>
  what.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

/** What has the focus, and whether that can be seen: by a ring around it, or around the control that it is part of. */
function focusOnScreen(): { readonly what: string; readonly lost: boolean; readonly ring: boolean } {
  const focused = document.activeElement;
  const hasRing = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || borderColor === accent;
  };
  if (focused === null || focused === document.body) return { what: "nothing", lost: true, ring: false };
  const around = [focused, focused.parentElement, focused.nextElementSibling].filter((each) => each !== null);
  return { what: focused.outerHTML.slice(0, 160), lost: false, ring: around.some(hasRing) };
}

/** Goes on by Tab until the control has the focus; on the way the focus is always somewhere, and always seen. */
async function tabTo(what: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await isFocused(what)) return;
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(focusOnScreen);
    if (!focus.lost) expect(focus).toMatchObject({ ring: true });
  }
  throw new Error(`Tab does not lead to ${what}.`);
}

describe("the first minute by the keyboard alone", () => {
  it("begins a login", async () => {
    await tabTo(page.getByRole("button", { name: "Watch a login" }));
    await press("Enter");
    await showsRun(page, "Ada Lovelace → Expenses");
    await eventually(() => stepOf(page)).toBeGreaterThan(2);
  });

  it("pauses it, goes to the role, and asks why", async () => {
    await press(" ", "End");
    await pane(page, "Account").getByRole("button", { name: "Finance User held. Why?" }).waitFor();
    await press("w");
    await pane(page, "Why")
      .getByText(/Finance User when claim/)
      .waitFor();
  });

  it("finds Ada by the palette, and changes her department", async () => {
    await press("Control+k");
    const palette = page.getByRole("dialog");
    await eventually(() => isFocused(palette.getByRole("combobox"))).toBe(true);
    await page.keyboard.type("ada lovelace");
    await palette
      .getByRole("option", { name: /Ada Lovelace ada\.lovelace/ })
      .first()
      .waitFor();
    await press("Enter");
    await pane(page, "Inspector").getByRole("heading", { name: "Ada Lovelace" }).waitFor();
    for (let presses = 0; presses < 5 && !(await isFocused(pane(page, "Inspector"))); presses += 1) await press("F6");
    await tabTo(pane(page, "Inspector").getByRole("textbox", { name: "Department (department)" }));
    await press("Control+a");
    await page.keyboard.type("Engineering");
    await press("Control+s");
    await eventually(async () => {
      const { person } = await app.engine.call("directory.person", { workspace: "acme", person: "u-ada" });
      return person.attributes.department;
    }).toBe("Engineering");
  });

  it("logs in again, and sees the role moved", async () => {
    await press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: "Log in as somebody" });
    await dialog.waitFor();
    await tabTo(dialog.getByRole("combobox", { name: "Application" }));
    await press("Enter");
    await page.getByRole("option", { name: "Expenses", exact: true }).waitFor();
    await press("ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    await eventually(() => dialog.getByRole("combobox", { name: "Application" }).inputValue()).toBe("Expenses");
    await tabTo(dialog.getByRole("button", { name: "Watch the login" }));
    await press("Enter");
    await showsRun(page, "Ada Lovelace → Expenses");
    await dialog.waitFor({ state: "detached" });
    await press("End");
    await pane(page, "Account").getByRole("button", { name: "Engineering User held. Why?" }).waitFor();
    expect(await rolesOf(app.engine, "acme")).toEqual(["engineering-user"]);
  });
});

describe("the keyboard", () => {
  it("goes from pane to pane by F6, and back, and round", async () => {
    const names = await page.locator("[data-pane]").evaluateAll((panes) => panes.map((each) => each.ariaLabel));
    expect(names).toContain("Steps");
    const now = () => page.evaluate(() => document.activeElement?.closest("[data-pane]")?.ariaLabel);
    const seen: (string | null | undefined)[] = [];
    for (const _ of names) {
      await press("F6");
      expect(await page.evaluate(focusOnScreen)).toMatchObject({ lost: false, ring: true });
      seen.push(await now());
    }
    expect([...seen].sort()).toEqual([...names].sort());
    const last = seen.at(-1);
    await press("F6");
    await press("Shift+F6");
    expect(await now()).toBe(last);
  });

  it("has the focus back where it was when a dialog closes", async () => {
    const opener = page.getByRole("button", { name: "Run again with…" });
    await opener.focus();
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: "Run again with one change" });
    await dialog.waitFor();
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await eventually(() => isFocused(opener)).toBe(true);
  });

  it("lists its keys, and leaves single letters alone when told to", async () => {
    await press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await list.getByText("Next step", { exact: true }).waitFor();
    await tabTo(list.getByRole("switch", { name: "Single letters and signs as shortcuts" }));
    await press(" ");
    await press("Escape");
    await list.waitFor({ state: "detached" });
    await press("Home");
    await eventually(() => stepOf(page)).toBe(1);
    await press("j", "j", "w", "p");
    expect(await stepOf(page)).toBe(1);
    await press("ArrowRight");
    await eventually(() => stepOf(page)).toBeGreaterThan(1);
    expect(await page.getByRole("img", { name: /^Pinned/ }).count()).toBe(0);
  });

  it("reaches every screen", async () => {
    for (const [key, name] of [
      ["Control+2", "Directory"],
      ["Control+3", "Applications"],
      ["Control+4", "Runs"],
      ["Control+5", "Accounts in"],
      ["Control+1", "Try identity changes"],
    ] as const) {
      await press(key);
      await page.getByRole("heading", { name }).first().waitFor();
    }
  });

  it("skips to the screen", async () => {
    await page.reload();
    await page.getByRole("button", { name: "Watch a login" }).waitFor();
    await press("Tab");
    expect(await isFocused(page.getByRole("button", { name: "Skip to the screen" }))).toBe(true);
    await press("Enter");
    expect(await isFocused(page.getByRole("main"))).toBe(true);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
