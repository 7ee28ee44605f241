import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dropFiles } from "./drop-files.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/directory`);
  await pane(page, "People").waitFor();
});

afterEach(() => page.context().close());

const USERS = `userPrincipalName,displayName,department,accountEnabled
nina.new@acme.test,Nina New,Finance,true
ada.lovelace@acme.test,Ada Lovelace,Mathematics,perhaps
,Nobody,Sales,true
`;

const dialog = (): Locator => page.getByRole("dialog");
const button = (name: string): Locator => dialog().getByRole("button", { name, exact: true });
const userNames = async () => (await app.engine.call("directory.table", { workspace })).userName;

describe("people out of a file of Entra", () => {
  it("are looked at, imported, seen in the directory, and taken back", async () => {
    const before = await userNames();
    await dropFiles(page, { name: "users.csv", content: USERS });
    await dialog().getByText("Recognised: it has userPrincipalName.").waitFor();
    await button("Next").click();
    await dialog()
      .getByRole("row", { name: /^accountEnabled/ })
      .waitFor();
    await button("Next").click();
    await dialog().getByText("It has no user name.").waitFor();
    await dialog()
      .getByRole("button", { name: /Refused 1/ })
      .click();
    await eventually(() => dialog().getByRole("region", { name: "Report" }).getByRole("listitem").count()).toBe(1);
    expect(await userNames()).toEqual(before);
    await button("Import").click();
    await button("Undo").waitFor();
    expect(await userNames()).toEqual([...before, "nina.new@acme.test"]);
    await button("Show who is new").click();
    await pane(page, "People").getByText("Nina New").waitFor();
    await eventually(() => pane(page, "People").getByText("Ada Lovelace").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await eventually(userNames).toEqual(before);
  });

  it("come by keys alone, with a column that somebody chooses", async () => {
    await dropFiles(page, { name: "people.csv", content: "Sign-in,Town\nola@acme.test,Ghent\n" });
    await dialog()
      .getByText(/not clear which column/)
      .waitFor();
    await button("Next").focus();
    await page.keyboard.press("Enter");
    await dialog().getByRole("combobox", { name: "What Sign-in is taken for" }).selectOption("userName");
    await eventually(() => dialog().getByText("No column is taken for User name yet.").count()).toBe(0);
    await button("Next").press("Enter");
    await button("Import").press("Enter");
    await button("Undo").waitFor();
    expect(await userNames()).toContain("ola@acme.test");
  });
});

describe("a provisioning schema of Entra", () => {
  it("is imported into the application that somebody says, mapping by mapping", async () => {
    const content = await readFile(new URL("../../fixtures/imports/entra-schema.json", import.meta.url));
    await dropFiles(page, { name: "schema.json", content });
    await dialog()
      .getByText(/synchronizationRules/)
      .waitFor();
    await button("Next").click();
    await dialog().getByRole("radio", { name: "Jira-like" }).click();
    await dialog().getByRole("region", { name: "Report" }).getByRole("listitem").first().waitFor();
    await button("Import").click();
    await button("Show Jira-like").click();
    await eventually(() => page.url()).toContain("/apps/jira/provisioning");
    const { configuration } = await app.engine.call("applications.read", { workspace, application: "jira" });
    expect(configuration.connection.provisioning?.way).toBe("scim");
  });
});

describe("what cannot be read", () => {
  it("is refused with what would be right, and another file takes its place", async () => {
    const before = await userNames();
    await dropFiles(page, { name: "users.zip", content: Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]) });
    await dialog()
      .getByRole("alert")
      .getByText(/a zip archive or an Excel workbook/)
      .waitFor();
    expect(await button("Next").isDisabled()).toBe(true);
    await dropFiles(page, { name: "cut.json", content: '{"value": [{"id": 1},\n' });
    await dialog()
      .getByRole("alert")
      .getByText(/^This is not JSON.*line 2, column 1/)
      .waitFor();
    await page.keyboard.press("Escape");
    await eventually(() => dialog().count()).toBe(0);
    expect(await userNames()).toEqual(before);
  });
});

describe("an export", () => {
  it("says what it does not carry, and is saved as a file", async () => {
    await pane(page, "People").getByRole("button", { name: "Export…" }).click();
    await dialog()
      .getByText(/does not carry|carries everything/)
      .first()
      .waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button("Save").click()]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
