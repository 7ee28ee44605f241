import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedProgram, startProgram } from "../../core/host/test-program.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, logIn, pane, rolesOf, showsRun } from "./test-seen.ts";

const SERVE = fileURLToPath(new URL("../../dist/app/serve.js", import.meta.url));

let app: TestApp;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
  workspace = await createSample(app.engine);
});

afterAll(() => app.close());

const department = (page: Page) => pane(page, "Inspector").getByRole("textbox", { name: "Department (department)" });

describe("a workspace in two windows of one program", () => {
  it("shows in one what was edited in the other", async () => {
    const place = `/w/${workspace}/directory?person=u-ada`;
    const [one, other] = [await app.open(place), await app.open(place)];
    await eventually(() => department(other).inputValue()).toBe("Finance");
    await department(one).fill("Sales");
    await pane(one, "Inspector").getByRole("button", { name: "Save" }).click();
    await eventually(() => department(other).inputValue()).toBe("Sales");
    await other.getByRole("row", { name: /^Ada Lovelace .* Sales/ }).waitFor();
    await other.getByRole("button", { name: /^Undo: Changed department/ }).click();
    await eventually(() => department(one).inputValue()).toBe("Finance");
    await one.context().close();
    await other.context().close();
  });

  it("keeps what somebody is writing, and says that it was overtaken", async () => {
    const page = await app.open(`/w/${workspace}/directory?person=u-ada`);
    await department(page).fill("Design");
    for (const [name, value] of [
      ["jobTitle", "Controller"],
      ["department", "Legal"],
    ] as const) {
      const change = { kind: "attribute", name, value } as const;
      await app.engine.call("directory.changePeople", { workspace, people: ["u-ada"], change });
    }
    await pane(page, "Inspector").getByRole("list", { name: "Changed meanwhile" }).getByText("Legal").waitFor();
    expect(await department(page).inputValue()).toBe("Design");
    await pane(page, "Inspector").getByRole("button", { name: "Save" }).click();
    await eventually(async () => {
      const { person } = await app.engine.call("directory.person", { workspace, person: "u-ada" });
      return [person.attributes.department, person.attributes.jobTitle];
    }).toEqual(["Design", "Controller"]);
    for (let edits = 0; edits < 3; edits += 1) await app.engine.call("history.undo", { workspace });
    await page.context().close();
  });
});

describe("a workspace that another program holds", () => {
  let program: ServedProgram;
  let page: Page;

  beforeAll(async () => {
    await logIn(app.engine, workspace);
    program = await startProgram([process.execPath, SERVE, "--no-open", "--folder", app.folder, "--port", "0"]);
    page = await app.open(`/w/${workspace}/directory?person=u-ada`, {}, program);
  });

  afterAll(async () => {
    await page.context().close();
    await program.end();
  });

  it("opens read-only, and says who holds it", async () => {
    const notice = page.getByRole("status").filter({ hasText: "Read-only: you can look at everything" });
    await notice.getByText(new RegExp(`process ${process.pid} on host`)).waitFor();
    await page.getByRole("contentinfo").getByText("Read-only: nothing is saved").waitFor();
  });

  it("lets nothing be edited", async () => {
    await department(page).waitFor();
    expect(await department(page).isEditable()).toBe(false);
    expect(await page.getByRole("button", { name: "New person" }).getAttribute("aria-disabled")).toBe("true");
    await pane(page, "Inspector")
      .getByText(/has held it since/)
      .waitFor();
    await page.goto(`${program.address}/#/w/${workspace}/apps/expenses/policy`);
    await page.getByRole("combobox", { name: "When no account matches" }).waitFor();
    expect(await page.getByRole("combobox", { name: "When no account matches" }).isDisabled()).toBe(true);
    expect(await pane(page, "Draft").getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  });

  it("lets logins be watched, which say that they are not saved", async () => {
    const before = await app.engine.call("workspaces.open", { workspace });
    await page.keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: "Log in as somebody" });
    await dialog.getByRole("button", { name: "Watch the login" }).click();
    await showsRun(page, "Ada Lovelace → Slack-like");
    await page
      .getByRole("main")
      .getByRole("status")
      .getByText(/not saved/i)
      .waitFor();
    await page.keyboard.press("End");
    await pane(page, "Account").getByRole("rowheader", { name: "userName" }).waitFor();
    const after = await app.engine.call("workspaces.open", { workspace });
    expect(after.runs).toBe(before.runs);
    expect(await rolesOf(app.engine, workspace)).toEqual(["finance-user"]);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
