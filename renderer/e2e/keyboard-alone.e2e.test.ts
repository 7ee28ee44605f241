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

const isWithin = (what: Locator): Promise<boolean> =>
  what.evaluateAll((elements) => elements.some((element) => element.contains(document.activeElement)));

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
    await eventually(() => isWithin(dialog)).toBe(true);
    await tabTo(dialog.getByRole("combobox", { name: "Application" }));
    await press("Enter");
    const expenses = page.getByRole("option", { name: "Expenses", exact: true });
    await expenses.waitFor();
    const isChosen = (): Promise<boolean> => expenses.evaluate((option) => "comboboxSelected" in option.dataset);
    for (let presses = 0; presses < 8 && !(await isChosen()); presses += 1) await press("ArrowDown");
    await press("Enter");
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
    await eventually(() => isWithin(dialog)).toBe(true);
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await eventually(() => isFocused(opener)).toBe(true);
  });

  it("lists its keys, and leaves single letters alone when told to", async () => {
    await press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await list.getByText("Next step", { exact: true }).waitFor();
    await eventually(() => isWithin(list)).toBe(true);
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

  it.each([
    ["/", "New workspace", "New workspace"],
    ["/", "Save a copy of Acme to share", "A copy of Acme to share"],
    ["/", "Remove Acme", "Remove Acme?"],
    ["/w/acme/directory", "New person", "New person"],
    ["/w/acme/directory", "New group", "New group"],
    ["/w/acme/apps/expenses", "New application", "New application"],
    ["/w/acme/runs", "Keyboard shortcuts (?)", "Keyboard shortcuts"],
    ["/w/acme/runs", "Search Ctrl K", "Search or run a command"],
    ["/w/acme/runs", "Log in as…", "Log in as somebody"],
  ])("at %s, has the focus back at %s when its dialog closes", async (place, name, title) => {
    await page.goto(`${app.address}/#${place}`);
    const opener = page.getByRole("button", { name, exact: true });
    await opener.focus();
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: title });
    await eventually(() => isWithin(dialog)).toBe(true);
    expect(await page.evaluate(focusOnScreen)).toMatchObject({ ring: true });
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await eventually(() => isFocused(opener)).toBe(true);
  });

  it("has it at the group whose menu led to a dialog", async () => {
    await page.goto(`${app.address}/#/w/acme/directory`);
    const group = page.getByRole("treeitem", { name: /^app-admins/ });
    await group.hover();
    await group.getByRole("button").click();
    await page.getByRole("menuitem", { name: /^Rename/ }).click();
    const dialog = page.getByRole("dialog", { name: /^Rename/ });
    await eventually(() => isWithin(dialog)).toBe(true);
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await eventually(() => isFocused(group)).toBe(true);
  });

  it("loses no letter to a palette that is still on its way", async () => {
    const other = await app.open("/w/acme/runs");
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await other.route(/\/Palette-[^/]*\.js$/, async (route) => {
      await arrived;
      await route.continue();
    });
    await other.reload();
    await other.getByRole("heading", { name: "Runs" }).waitFor();
    await other.keyboard.press("Control+k");
    await other.keyboard.type("ada l");
    const field = other.getByRole("combobox", { name: "Search or run a command" });
    expect(await field.count()).toBe(0);
    arrive();
    await other.keyboard.type("ovelace", { delay: 5 });
    await eventually(() => field.inputValue()).toBe("ada lovelace");
    await other
      .getByRole("option", { name: /Ada Lovelace ada\.lovelace/ })
      .first()
      .waitFor();
    await other.keyboard.press("Enter");
    await pane(other, "Inspector").getByRole("heading", { name: "Ada Lovelace" }).waitFor();
    await other.context().close();
  });

  it("has it at what is around when what opened the dialog is gone", async () => {
    await app.engine.call("workspaces.create", { name: "Short-lived", preset: "blank" });
    await page.goto(`${app.address}/#/`);
    await page.reload();
    await page.getByRole("button", { name: "Remove Short-lived" }).focus();
    await press("Enter");
    // A Tab that comes before the dialog moves the focus on the screen beneath: it would come back there.
    await eventually(() => isWithin(page.getByRole("dialog"))).toBe(true);
    await tabTo(page.getByRole("button", { name: "Remove the file" }));
    await press("Enter");
    await page.getByRole("link", { name: "Short-lived" }).waitFor({ state: "detached" });
    await eventually(() => isFocused(pane(page, "Home"))).toBe(true);
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
