import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountAt } from "../../core/contract/account-at.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { showAt } from "../run/show-value.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, rolesOf, showsRun, stepOf } from "./test-seen.ts";

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
  page = await app.open(`/w/${workspace}/run/${run.run}?step=1`);
  await showsRun(page, "Ada Lovelace → Expenses");
});

afterEach(() => page.context().close());

const slider = (): Locator => page.getByRole("slider", { name: "Step" });
const steps = (): Locator => page.getByRole("listbox", { name: "Steps of this run" });
const account = (): Locator => pane(page, "Account");
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const changes = (): readonly number[] => run.trace.steps.filter(({ kind }) => kind === "change").map(({ seq }) => seq);
const grant = (): number => changes().at(-1) ?? 0;
const last = (): number => run.trace.steps.length;

/** Every pane is a function of the one cursor. */
async function expectAllAt(step: number): Promise<void> {
  await eventually(() => stepOf(page)).toBe(step);
  const title = (run.trace.steps[step - 1]?.title ?? "").replaceAll("`", "");
  expect(await slider().getAttribute("aria-valuetext")).toContain(`Step ${step} of ${last()}`);
  await pane(page, "Narration")
    .getByText(`${step}. ${title.replace(/[.?!]$/, "")}`)
    .waitFor();
  await pane(page, "Steps").getByText(`${step} of ${last()}`, { exact: true }).waitFor();
  await pane(page, "Payload").getByRole("heading", { name: title }).first().waitFor();
  await eventually(shownAccount).toEqual(expectedAccount(step));
  await eventually(() => new URL(page.url()).hash).toContain(`step=${step}&`);
}

/** The values that the account pane shows after the step, by name. */
async function shownAccount(): Promise<Readonly<Record<string, string>>> {
  const rows = await account().locator("tr[data-path]:not([data-gone=true])").all();
  const shown = await Promise.all(
    rows.map(async (row) => [await row.getAttribute("data-path"), await row.getByRole("button").textContent()]),
  );
  return Object.fromEntries(shown.map(([path, value]) => [path, (value ?? "").replace(/ Why\?$/, "")]));
}

/** The same, worked out from the trace. */
function expectedAccount(step: number): Readonly<Record<string, string>> {
  const values = [...accountAt(run, step)];
  return Object.fromEntries(values.map(([path, { value }]) => [path, showAt(path, value)]));
}

describe("going through a run by keys", () => {
  it("goes step by step, to the ends, and everything shows the same step", async () => {
    await expectAllAt(1);
    await press("ArrowRight", "ArrowRight");
    await expectAllAt(3);
    await press("ArrowLeft");
    await expectAllAt(2);
    await press("j");
    await expectAllAt(3);
    await press("k");
    await expectAllAt(2);
    await press("End");
    await expectAllAt(last());
    await press("Home");
    await expectAllAt(1);
  });

  it("goes phase by phase", async () => {
    const signIn = run.trace.steps.find(({ phase }) => phase === "signIn")?.seq ?? 0;
    await press("Shift+ArrowRight");
    await eventually(() => stepOf(page)).toBeGreaterThanOrEqual(signIn);
    await press("Shift+ArrowLeft");
    await expectAllAt(1);
  });

  it("goes from change to change of the account, and back", async () => {
    for (const step of changes()) {
      await press("]");
      await expectAllAt(step);
    }
    for (const step of changes().toReversed().slice(1)) {
      await press("[");
      await expectAllAt(step);
    }
  });

  it("plays, pauses, and plays at once to the end", async () => {
    await page.keyboard.press(" ");
    await eventually(() => stepOf(page)).toBeGreaterThan(1);
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Play (Space)" }).waitFor();
    await page.getByRole("radiogroup", { name: "Speed" }).getByText("at once").click();
    await page.getByRole("button", { name: "Play (Space)" }).click();
    await expectAllAt(last());
  });

  it("shows as much as is asked for", async () => {
    const phases = await steps()
      .getByRole("option", { name: /^(Request|Sign-in|Issue|Validate|Import|Scope|Match)/ })
      .count();
    await press("1");
    await eventually(() => steps().getByRole("option").count()).toBeLessThan(20);
    await press("3", "End");
    await press("Home", "Shift+ArrowRight");
    await steps().getByRole("option").first().waitFor();
    await press("2");
    await eventually(() =>
      steps()
        .getByRole("option", { name: /^(Request|Sign-in|Issue|Validate|Import|Scope|Match)/ })
        .count(),
    ).toBe(phases);
  });
});

describe("going through a run by the pointer", () => {
  it("drags the scrubber", async () => {
    const box = await slider().boundingBox();
    if (box === null) throw new Error("There is no scrubber.");
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 8, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, y, { steps: 12 });
    await page.mouse.up();
    const middle = await stepOf(page);
    expect(Math.abs(middle - last() / 2)).toBeLessThan(3);
    await expectAllAt(middle);
  });

  it("moves the scrubber by its own keys", async () => {
    await slider().focus();
    await press("ArrowRight", "ArrowRight");
    await eventually(() => stepOf(page)).toBe(3);
    await press("End");
    await expectAllAt(last());
  });

  it("picks a step in the list, and in the diagram", async () => {
    await steps()
      .getByRole("option", { name: /^13 POST \/sign-in/ })
      .click();
    await expectAllAt(13);
    await pane(page, "Sequence").getByText("GET /oidc/authorize").click();
    await expectAllAt(9);
  });
});

describe("the account over time", () => {
  it("is what the trace says, before and after, at every change", async () => {
    await press("]");
    const created = changes()[0] ?? 0;
    const email = account().getByRole("row", { name: /^email/ });
    expect(await email.getByRole("cell").first().textContent()).toBe("—");
    expect(await email.getByRole("button").textContent()).toContain("ada.lovelace@acme.test");
    await press("End", "d");
    await account().getByRole("radio", { name: "Run start" }).isChecked();
    await eventually(() => email.getByRole("cell").first().textContent()).toBe("—");
    await page.keyboard.press("d");
    await eventually(() => email.getByRole("cell").first().textContent()).toBe("ada.lovelace@acme.test");
    await page.goto(`${app.address}/#/w/${workspace}/run/${run.run}?step=${created - 1}`);
    await account().getByText("No account yet").waitFor();
  });

  it("answers why, and why not", async () => {
    await press("End", "w");
    await pane(page, "Why").getByText("Finance User when claim").waitFor();
    await pane(page, "Why")
      .getByRole("button", { name: `Step ${grant()}` })
      .click();
    await expectAllAt(grant());
    await account().getByRole("button", { name: "Administrator Why not?" }).click();
    const whyNot = pane(page, "Why not");
    await whyNot
      .getByText(/app-admins/)
      .first()
      .waitFor();
    await whyNot.getByRole("link", { name: "Show the setting" }).first().waitFor();
  });
});

describe("two steps side by side", () => {
  it("compares with what was pinned", async () => {
    await press("]", "p", "]", "]", "c");
    const compare = pane(page, "Compare");
    await compare
      .getByRole("columnheader", { name: `Pinned step ${changes()[0]}` })
      .first()
      .waitFor();
    await compare
      .getByRole("columnheader", { name: `Step ${grant()}` })
      .first()
      .waitFor();
    await compare
      .getByText(/roles\.finance-user|finance-user/)
      .first()
      .waitFor();
    await page.keyboard.press("c");
    await compare.waitFor({ state: "detached" });
  });
});

describe("hiding what comes next", () => {
  it("asks before a decision, and shows it by Space", async () => {
    await page.getByRole("switch", { name: "Hide what comes next" }).click({ force: true });
    await page.getByText("How it ends is hidden.").waitFor();
    await press("End");
    const narration = pane(page, "Narration");
    await narration.getByText("What will it decide?").waitFor();
    const asked = await stepOf(page);
    expect(await steps().getByText("What comes next is hidden.").count()).toBe(1);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(" ");
    await eventually(() => stepOf(page)).toBeGreaterThan(asked);
    await narration.getByText("What will it decide?").waitFor({ state: "detached" });
  });
});

describe("running again with one change", () => {
  it("shows what would be, saves nothing, compares, and makes the change when told to", async () => {
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "Run again with one change" });
    await dialog.getByRole("textbox", { name: "New value" }).fill("Engineering");
    await dialog.getByRole("button", { name: "Run again" }).click();
    const banner = page.getByRole("status").filter({ hasText: "What-if:" });
    await banner.getByText(/differs from step \d+ on/).waitFor();
    await page.getByRole("heading", { name: "What-if" }).waitFor();
    await press("End");
    await account()
      .getByRole("button", { name: /^Engineering User/ })
      .waitFor();
    expect(await rolesOf(app.engine, workspace)).toEqual(["finance-user"]);
    await banner.getByRole("button", { name: "Compare with the original" }).click();
    await pane(page, "Compare")
      .getByRole("columnheader", { name: /^Original, step/ })
      .first()
      .waitFor();
    await banner.getByRole("button", { name: "Make this change" }).click();
    await eventually(async () => {
      const { person } = await app.engine.call("directory.person", { workspace, person: "u-ada" });
      return person.attributes.department;
    }).toBe("Engineering");
    await banner.getByRole("button", { name: "Back to the original" }).click();
    await page.getByRole("heading", { name: "Run 1" }).waitFor();
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
