import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Client } from "../../core/contract/contract.ts";
import type { Account, Role } from "../../core/contract/model.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { PATIENCE } from "./test-app.ts";

/** Looks again and again until it is as expected. */
export function eventually<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look, { timeout: PATIENCE, interval: 50 });
}

/** A pane of the screen, by its name. */
export function pane(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** The number of the step that a run stands at, as its scrubber has it. */
export async function stepOf(page: Page): Promise<number> {
  return Number(await page.getByRole("slider", { name: "Step", exact: true }).inputValue());
}

/** A workspace of the sample, in which nothing has happened. Gives its id. */
export async function createSample(engine: Client, name = "Acme"): Promise<string> {
  const { workspace } = await engine.call("workspaces.create", { name, preset: "acme" });
  return workspace;
}

/** Somebody of the sample logs in to *Expenses*, without a window. */
export function logIn(engine: Client, workspace: string, user = "ada.lovelace@acme.test"): Promise<RunDetail> {
  const action = { type: "login", user, application: "expenses", protocol: "oidc", startAt: "application" } as const;
  return engine.call("runs.login", { workspace, action });
}

/** What *Expenses* holds of a person, as the engine has it. */
export async function accountOf(engine: Client, workspace: string, person = "u-ada"): Promise<Account | undefined> {
  const { applications } = await engine.call("directory.person", { workspace, person });
  return applications.find(({ application }) => application === "expenses")?.account;
}

/** The roles that *Expenses* has granted to a person. */
export async function rolesOf(
  engine: Client,
  workspace: string,
  person?: string,
): Promise<readonly Role["id"][] | undefined> {
  return (await accountOf(engine, workspace, person))?.roles.map(({ role }) => role);
}

/** Waits until the run with this title is on screen. */
export async function showsRun(page: Page, title: string): Promise<void> {
  await page.getByRole("main").getByText(title, { exact: true }).waitFor();
  await page.getByRole("slider", { name: "Step", exact: true }).waitFor();
}
