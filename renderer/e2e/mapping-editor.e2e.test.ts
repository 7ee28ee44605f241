import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Provisioning } from "../../core/contract/model.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

const application = "expenses";

/** The rows that are written by now, as the engine has them. */
async function savedProvisioning(): Promise<Provisioning | undefined> {
  const { configuration } = await app.engine.call("applications.read", { workspace, application });
  return configuration.connection.provisioning;
}

/** Has Expenses provisioned by SCIM, as Entra does it, with one row that is an expression. */
async function provision(): Promise<void> {
  const { configuration } = await app.engine.call("applications.read", { workspace, application });
  const { provisioning, scim } = await app.engine.call("applications.derive", { workspace, application, way: "scim" });
  const expression = { kind: "expression", dialect: "entra", text: "ToLower([userPrincipalName])" } as const;
  const mappings = provisioning.mappings.map((row) =>
    row.target === "userName" ? { ...row, source: expression } : row,
  );
  await app.engine.call("applications.save", {
    workspace,
    configuration: {
      ...configuration,
      application: { ...configuration.application, ...(scim === undefined ? {} : { scim }) },
      connection: { ...configuration.connection, provisioning: { ...provisioning, mappings } },
    },
  });
}

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
  await provision();
  page = await app.open(`/w/${workspace}/apps/${application}/provisioning`);
});

afterAll(() => app.close());

const marked = async () => (await editor().locator(".expression-marked").allInnerTexts()).join("");
const isSaved = () => pane(page, "Draft").getByText("Everything is saved").waitFor();
const editor = () => page.getByRole("textbox", { name: "Provisioning row 1: expression" });
const row = () => page.locator("li.row").first();

/** What axe finds in the settings, in words. */
async function violations(): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

async function write(text: string): Promise<void> {
  await editor().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

describe("the mapping editor", () => {
  it("shows an expression with what it gives for somebody, and for everybody", async () => {
    await editor().waitFor();
    await row().getByText("ada.lovelace@acme.test", { exact: false }).first().waitFor();
    await row()
      .getByText(/^\d+ with a value$/)
      .waitFor();
    await eventually(() => editor().locator(".expression-function").count()).toBe(1);
  });

  it("completes functions and attributes while somebody types, and leaves Tab alone", async () => {
    await write("ToUp");
    await page.getByRole("listbox", { name: "Completions" }).waitFor();
    await page.getByRole("option", { name: /^ToUpper/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("[giv");
    await page.getByRole("option", { name: /^givenName/ }).waitFor();
    await page.keyboard.press("Enter");
    await eventually(() => editor().innerText()).toBe("ToUpper([givenName])");
    await row()
      .getByText('"ADA"')
      .or(row().getByText("ADA", { exact: true }))
      .first()
      .waitFor();
    await row()
      .getByText(/changed against the saved row$/)
      .waitFor();
    await page.keyboard.press("Tab");
    expect(await editor().evaluate((element) => element.contains(document.activeElement))).toBe(false);
  });

  it("says what is wrong, and puts it right", async () => {
    await write("ToUper([userPrincipalName])");
    await row().getByText("Error:").waitFor();
    expect(await editor().getAttribute("aria-invalid")).toBe("true");
    await row().getByRole("button", { name: "Use ToUpper" }).click();
    await eventually(() => editor().innerText()).toBe("ToUpper([userPrincipalName])");
    await eventually(() => row().getByText("Error:").count()).toBe(0);
    await row().getByText("ADA.LOVELACE@ACME.TEST").waitFor();
  });

  it("takes back what was typed with Ctrl+Z, letter by letter", async () => {
    await editor().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" x");
    await eventually(() => editor().innerText()).toBe("ToUpper([userPrincipalName]) x");
    await page.keyboard.press("Control+z");
    await eventually(() => editor().innerText()).toBe("ToUpper([userPrincipalName])");
  });

  it("tells the value under the pointer, and at the cursor by a key", async () => {
    await editor().locator(".expression-attribute").hover();
    await page.locator(".cm-tooltip").getByText("ada.lovelace@acme.test").waitFor();
    await page.mouse.move(0, 0);
    await editor().click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+i");
    await page.locator(".cm-tooltip").getByText("ADA.LOVELACE@ACME.TEST").waitFor();
    await page.locator(".cm-tooltip").getByText("ToUpper(source", { exact: false }).waitFor();
    await page.keyboard.press("Escape");
    await eventually(() => page.locator(".cm-tooltip").count()).toBe(0);
  });

  it("goes step by step from what comes in to what comes out, beside what is saved", async () => {
    await row().getByRole("button", { name: "Provisioning row 1: expression: step by step" }).click();
    const details = pane(page, "Provisioning row 1: expression: for one person");
    const steps = details.getByRole("list", { name: "Values on the way" }).getByRole("button");
    await steps.first().focus();
    await eventually(marked).toBe("[userPrincipalName]");
    await page.keyboard.press("ArrowDown");
    await eventually(marked).toBe("ToUpper([userPrincipalName])");
    await details.getByText("As saved").waitFor();
    expect(await details.getByRole("definition").allInnerTexts()).toEqual([
      '"ada.lovelace@acme.test"',
      '"ADA.LOVELACE@ACME.TEST"',
    ]);
  });

  it("walks through the people at the edges", async () => {
    const details = pane(page, "Provisioning row 1: expression: for one person");
    const picker = details.getByRole("combobox", { name: "Edge cases" });
    const longest = picker.locator('optgroup[label="Longest"] option');
    await eventually(() => longest.count()).toBe(1);
    await picker.selectOption({ label: (await longest.innerText()).trim() });
    await details.getByText(/^Worth a look: /).waitFor();
    await details.getByRole("button", { name: "Next person worth a look" }).click();
  });

  it.each(["light", "dark"] as const)("can be used by everybody, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations()).toEqual([]);
    await write("ToUper(");
    await row().getByText("Error:").first().waitFor();
    await page.keyboard.press("Control+Space");
    await page.getByRole("listbox", { name: "Completions" }).waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await write("ToUpper([userPrincipalName])");
    await row()
      .getByText(/changed against the saved row$/)
      .waitFor();
  });

  it("names the people behind a count", async () => {
    await row()
      .getByRole("button", { name: /changed against the saved row$/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Grace Osei" }).click();
    await row().getByText("GRACE.OSEI@ACME.TEST").first().waitFor();
  });

  it("saves what was written", async () => {
    await page.keyboard.press("Control+s");
    await isSaved();
    expect((await savedProvisioning())?.mappings[0]?.source).toEqual({
      kind: "expression",
      dialect: "entra",
      text: "ToUpper([userPrincipalName])",
    });
    await row().getByText("the same").waitFor();
  });

  it("has scoping filters in the words of Entra", async () => {
    await page.getByRole("checkbox", { name: /a scoping filter takes/ }).check();
    await page.getByRole("textbox", { name: "Scope, filter 1, clause 1: value" }).fill("Finance");
    await page.getByRole("button", { name: "And a clause" }).click();
    await page.getByRole("combobox", { name: "Scope, filter 1, clause 2: operator" }).selectOption("IS NOT NULL");
    await page.getByRole("button", { name: "Or a scoping filter" }).click();
    await page.getByRole("textbox", { name: "Scope, filter 2, clause 1: value" }).fill("Sales");
    const people = row().getByText(/^\d+ with a value$/);
    await eventually(async () => Number.parseInt(await people.innerText(), 10)).toBeLessThan(20);
    expect(await violations()).toEqual([]);
    await page.keyboard.press("Control+s");
    await isSaved();
    expect((await savedProvisioning())?.scope).toEqual({
      entraFilters: [
        {
          title: "Scoping filter 1",
          clauses: [
            { attribute: "department", operator: "EQUALS", values: ["Finance"] },
            { attribute: "department", operator: "IS NOT NULL", values: [] },
          ],
        },
        { title: "Scoping filter 2", clauses: [{ attribute: "department", operator: "EQUALS", values: ["Sales"] }] },
      ],
    });
  });

  it("had nothing to complain about", () => {
    expect(app.complaints).toEqual([]);
  });
});
