import { readFileSync } from "node:fs";
import type { Account } from "../accounts/account.ts";
import type { Provisioning, ProvisioningWay } from "../provisioning/settings.ts";
import { parseWorkspace } from "../store/parse.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Action } from "./action.ts";
import { deriveProvisioning, withWay } from "./derive-provisioning.ts";
import { findConnected } from "./find-in-workspace.ts";
import { type ActionResult, runAction } from "./run-action.ts";

/** The sample company, read anew. */
export function readAcme(): Workspace {
  const file = new URL("../../fixtures/workspaces/acme.json", import.meta.url);
  return parseWorkspace(readFileSync(file, "utf8"), "acme.json");
}

/** A workspace in which an application is provisioned in this way, as it would be set up unless told otherwise. */
export function provisionedBy<Way extends ProvisioningWay>(
  workspace: Workspace,
  application: string,
  way: Way,
  change: (settings: Extract<Provisioning, { readonly way: Way }>) => Provisioning = (settings) => settings,
): Workspace {
  const settings = deriveProvisioning(findConnected(workspace, application), way, workspace.directory.groups);
  return withWay(workspace, application, change(settings as Extract<Provisioning, { readonly way: Way }>));
}

/** Runs actions one after another; gives what came of the last. */
export async function runAll(workspace: Workspace, actions: readonly Action[]): Promise<ActionResult> {
  let result: ActionResult | undefined;
  for (const action of actions) result = await runAction(result?.workspace ?? workspace, action);
  if (result === undefined) throw new TypeError("There is nothing to run.");
  return result;
}

/** The account of this user name in an application. */
export function accountOf(workspace: Workspace, application: string, userName: string): Account | undefined {
  return workspace.applications
    .find(({ id }) => id === application)
    ?.accounts.find((account) => account.userName.toLowerCase() === userName.toLowerCase());
}

export const passMinutes = (minutes: number): Action => ({ type: "passTime", by: { minutes } });
