import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane } from "./test-seen.ts";

/** What happens over time, as somebody lets it happen in the window: one after the other, in one workspace. */

const GINA = "gina.torres@acme.test";
let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/apps/expenses/provisioning`);
});

afterAll(() => app.close());

const go = (place: string) => page.goto(`${app.address}/#/w/${workspace}/${place}`);
const clock = () => page.getByRole("region", { name: "Simulated time" });
const dialog = () => page.getByRole("dialog");

async function accountOf(userName: string) {
  const {
    userName: names,
    state,
    owner,
  } = await app.engine.call("accounts.table", { workspace, application: "expenses" });
  const row = names.indexOf(userName);
  return row < 0 ? undefined : { state: state[row], owner: owner[row] };
}

describe("a way of provisioning", () => {
  it("is chosen, with what becomes of the accounts, and saved", async () => {
    await page.getByRole("radio", { name: /^Scheduled/ }).click();
    await page.getByText("All 11 accounts stay as they are.").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Expenses gets its accounts by scheduled batches from now on").waitFor();
    await clock().getByText("Scheduled batch of Expenses").waitFor();
  });

  it("is run now, and leads to what came of everybody", async () => {
    await page.getByRole("button", { name: "Run a batch now" }).click();
    await page.getByRole("button", { name: "Show the run" }).click();
    await page.getByRole("heading", { name: "Run 1" }).waitFor();
    await page.getByText("People", { exact: true }).click();
    await page.getByRole("grid", { name: "What came of everybody" }).getByText("Ada Lovelace").waitFor();
    expect(await accountOf("ada.lovelace@acme.test")).toEqual({ state: "active", owner: "scheduled" });
  });
});

describe("somebody who is hired", () => {
  it("has no account until the batch has run", async () => {
    await clock().getByRole("button", { name: "Something happens…" }).click();
    await dialog().getByLabel("First name").fill("Gina");
    await dialog().getByLabel("Last name").fill("Torres");
    expect(await dialog().getByLabel("User name").inputValue()).toBe(GINA);
    await dialog().getByRole("button", { name: "Let it happen" }).click();
    await page.getByText("Gina Torres is hired.").waitFor();
    expect(await accountOf(GINA)).toBeUndefined();
  });

  it("gets it when time has passed to the next event, and the run says when that was", async () => {
    await clock().getByRole("button", { name: "To next event" }).click();
    await clock().getByText("Tue 3 Mar 2026, 02:00").waitFor();
    await eventually(() => accountOf(GINA)).toEqual({ state: "active", owner: "scheduled" });
    await page.getByRole("button", { name: "Show the run" }).click();
    await pane(page, "Steps").getByText("Expenses").first().waitFor();
  });
});

describe("somebody who leaves", () => {
  it("keeps the account until the next batch, and every day shows apart in the run", async () => {
    await go("directory?person=u-mara");
    await pane(page, "Inspector").getByRole("button", { name: "What to do with Mara Okafor" }).click();
    await page.getByRole("menuitem", { name: "Leaves…" }).click();
    await dialog().getByRole("button", { name: "Let it happen" }).click();
    await page.getByText("Mara Okafor leaves.").waitFor();
    expect((await accountOf("mara.okafor@acme.test"))?.state).toBe("active");
    await clock().getByRole("button", { name: "Let 1 day pass" }).click();
    await eventually(() => accountOf("mara.okafor@acme.test")).toMatchObject({ state: "deactivated" });
    await page.getByText("Time passes: 1 day.").waitFor();
  });
});

describe("accounts", () => {
  it("are edited by hand, and held against the directory", async () => {
    await go("accounts/expenses?account=acc-grace");
    await pane(page, "Inspector")
      .getByRole("button", { name: /^What to do with/ })
      .click();
    await page.getByRole("menuitem", { name: "Edit by hand…" }).click();
    await dialog().getByLabel("department").fill("Board");
    await dialog().getByRole("button", { name: "Edit", exact: true }).click();
    await pane(page, "Inspector").getByText("By hand").first().waitFor();
    await page.getByRole("button", { name: "Hold against the directory…" }).click();
    await dialog().getByRole("region", { name: "Edited by hand" }).getByText("Board").waitFor();
    await dialog()
      .getByRole("button", { name: /^Put \d+ right$/ })
      .click();
    await dialog().waitFor({ state: "detached" });
    const { account } = await app.engine.call("accounts.read", {
      workspace,
      application: "expenses",
      account: "acc-grace",
    });
    expect(account.attributes.department).toBe("Identity");
  });
});

describe("HR and the history", () => {
  it("can be made late, which undo takes back", async () => {
    await clock().getByRole("button", { name: "Other times, outages, and HR" }).click();
    await page.getByRole("menuitem", { name: "HR and open sessions…" }).click();
    await dialog().getByLabel("Hours until the directory hears of it").fill("2");
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.getByText("The directory hears from HR 2 hours late.").waitFor();
    expect(await app.engine.call("lifecycle.read", { workspace })).toMatchObject({ hr: { delayMinutes: 120 } });
    await page.getByRole("button", { name: /^Undo: The directory/ }).click();
    await eventually(() => app.engine.call("lifecycle.read", { workspace })).toMatchObject({ hr: { delayMinutes: 0 } });
  });

  it("has everything under a title in words", async () => {
    await go("runs");
    const list = page.getByRole("list", { name: "What happened, newest first" });
    for (const title of ["Gina Torres is hired", "Mara Okafor leaves", "Time passes: 1 day", "Cycle: Expenses"]) {
      await list.getByRole("link", { name: title }).waitFor();
    }
  });

  it("is reached by keys and from the palette alone", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or run a command" }).fill("let 7 days");
    await page.keyboard.press("Enter");
    await clock().getByText("Wed 11 Mar 2026, 02:00").waitFor();
  });

  it("had nothing to complain about", () => {
    expect(app.complaints).toEqual([]);
  });
});
