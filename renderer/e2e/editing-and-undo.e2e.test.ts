import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";
import { accountOf, createSample, eventually, logIn, pane, rolesOf, showsRun } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  workspace = await createSample(app.engine);
});

afterEach(() => page.context().close());

const openAt = async (place: string): Promise<void> => {
  page = await app.open(`/w/${workspace}/${place}`);
};

/** The message in passing that says this, whole or in part. */
const told = (text: string | RegExp): Locator => page.getByRole("alert").filter({ hasText: text });

const departmentOf = async (person: string) =>
  (await app.engine.call("directory.person", { workspace, person })).person.attributes.department;

describe("a person", () => {
  const field = () => pane(page, "Inspector").getByRole("textbox", { name: "Department (department)" });

  beforeEach(async () => {
    await openAt("directory?person=u-ada");
    await eventually(() => field().inputValue()).toBe("Finance");
  });

  it("is edited, saved, and taken back and made again by keys", async () => {
    await field().fill("Engineering");
    await pane(page, "Inspector").getByText("Not saved yet").waitFor();
    expect(await departmentOf("u-ada")).toBe("Finance");
    await page.keyboard.press("Control+s");
    await told("Changed department of Ada Lovelace to Engineering").waitFor();
    expect(await departmentOf("u-ada")).toBe("Engineering");
    await page.keyboard.press("Control+z");
    await eventually(() => field().inputValue()).toBe("Finance");
    expect(await departmentOf("u-ada")).toBe("Finance");
    await page.keyboard.press("Control+Shift+z");
    await eventually(() => field().inputValue()).toBe("Engineering");
    expect(await departmentOf("u-ada")).toBe("Engineering");
  });

  it("keeps what was saved while what is being typed is taken back", async () => {
    await field().fill("Sales");
    await page.keyboard.press("Control+s");
    await told("Changed department of Ada Lovelace to Sales").waitFor();
    await field().press("End");
    await page.keyboard.type("x");
    await pane(page, "Inspector").getByText("Not saved yet").waitFor();
    await page.keyboard.press("Control+z");
    await eventually(() => field().inputValue()).not.toBe("Salesx");
    expect(await departmentOf("u-ada")).toBe("Sales");
  });

  it("is taken back by the message that says what was saved", async () => {
    await field().fill("Sales");
    await pane(page, "Inspector").getByRole("button", { name: "Save" }).click();
    await told("Changed department of Ada Lovelace to Sales").getByRole("button", { name: "Undo" }).click();
    await eventually(() => field().inputValue()).toBe("Finance");
    expect(await departmentOf("u-ada")).toBe("Finance");
  });

  it("is refused at the field that is wrong, and the edit is kept", async () => {
    const userName = pane(page, "Inspector").getByRole("textbox", { name: "User name" });
    await field().fill("Engineering");
    await userName.fill("grace.osei@acme.test");
    await page.keyboard.press("Control+s");
    await eventually(() => userName.getAttribute("aria-invalid")).toBe("true");
    await pane(page, "Inspector")
      .getByRole("alert")
      .getByText("grace.osei@acme.test is the userName of Grace Osei already.")
      .waitFor();
    expect(await field().inputValue()).toBe("Engineering");
    expect(await departmentOf("u-ada")).toBe("Finance");
    await userName.fill("ada@acme.test");
    await page.keyboard.press("Control+s");
    await eventually(() => departmentOf("u-ada")).toBe("Engineering");
  });
});

describe("an application", () => {
  const role = () => page.getByRole("combobox", { name: "Role rule 1: role" });
  const rolesAfter = () => pane(page, "Preview of one person").getByRole("row", { name: "After this login" });
  const draft = () => pane(page, "Draft");

  beforeEach(async () => {
    await logIn(app.engine, workspace);
    await openAt("apps/expenses/roles");
    await eventually(() => rolesAfter().textContent()).toContain("Finance User");
  });

  it("shows what a role rule would give before it is saved, and gives it after", async () => {
    await role().selectOption({ label: "Administrator" });
    await eventually(() => rolesAfter().getByRole("strong").textContent()).toBe("Administrator");
    await draft().getByText("1 setting changed").waitFor();
    expect(await rolesOf(app.engine, workspace)).toEqual(["finance-user"]);
    await page.keyboard.press("Control+s");
    await draft().getByText("Everything is saved").waitFor();
    await page.getByRole("main").getByRole("button", { name: "Log in as…" }).click();
    await choosePerson("Ada Lovelace");
    await page.getByRole("button", { name: "Watch the login" }).click();
    await showsRun(page, "Ada Lovelace → Expenses");
    expect(await rolesOf(app.engine, workspace)).toEqual(["admin"]);
  });

  it("is as it was after an undo, and the account too", async () => {
    await role().selectOption({ label: "Engineering User" });
    await draft().getByRole("button", { name: "Save" }).click();
    await told(/./).getByRole("button", { name: "Undo" }).click();
    await eventually(() => role().inputValue()).toBe("finance-user");
    await draft().getByText("Everything is saved").waitFor();
    await logIn(app.engine, workspace);
    expect((await accountOf(app.engine, workspace))?.roles.map(({ role: id }) => id)).toEqual(["finance-user"]);
  });

  it("is refused where it is not right, and nothing is lost", async () => {
    const value = page.getByRole("textbox", { name: "Role rule 1: value" });
    await role().selectOption({ label: "Employee" });
    await page
      .getByRole("combobox", { name: "Role rule 1: comparison" })
      .selectOption({ label: "matches the pattern" });
    await value.fill("(");
    await draft().getByRole("button", { name: "Save" }).click();
    await draft().getByText("Not saved. The draft is kept.").waitFor();
    await pane(page, "Role rules")
      .getByText(/^Not right: The pattern/)
      .waitFor();
    expect(await value.inputValue()).toBe("(");
    expect(await role().inputValue()).toBe("employee");
    await value.fill("Fin.*");
    await draft().getByRole("button", { name: "Save" }).click();
    await draft().getByText("Everything is saved").waitFor();
    await logIn(app.engine, workspace);
    expect(await rolesOf(app.engine, workspace)).toEqual(["employee"]);
  });

  it("keeps its draft while one looks elsewhere", async () => {
    await role().selectOption({ label: "Administrator" });
    await page.getByRole("link", { name: "Directory" }).click();
    await page.getByRole("grid", { name: "People" }).waitFor();
    await page.goBack();
    await eventually(() => role().inputValue()).toBe("admin");
    await draft().getByText("1 setting changed").waitFor();
  });
});

/** Picks a person in the dialog of a login, by typing. */
async function choosePerson(name: string): Promise<void> {
  await page.getByRole("dialog").getByRole("textbox", { name: "Person" }).fill(name);
  await page.getByRole("option", { name }).first().click();
}

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
