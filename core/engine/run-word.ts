import { nounOfRun } from "../idp/product-words.ts";
import { connectedApplications } from "../simulation/find-in-workspace.ts";
import type { Workspace } from "../store/workspace.ts";

/** What one go at everybody in an application is called, in the words of whoever provisions it. */
export function runWord(workspace: Workspace, application: string): "cycle" | "push" {
  const found = connectedApplications(workspace).find((each) => each.application.id === application);
  return nounOfRun(found?.provider.product, found?.connection.provisioning);
}
