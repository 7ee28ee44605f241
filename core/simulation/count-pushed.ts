import { countPushed as countIn } from "../idp/scim-client/push.ts";
import type { Workspace } from "../store/workspace.ts";
import { connectedApplications } from "./find-in-workspace.ts";
import { provisioningStateOf } from "./provisioning-state.ts";

/** How many people a push to everybody in an application is about; undefined where nobody speaks SCIM to it. */
export function countPushed(workspace: Workspace, application: string): number | undefined {
  const connected = connectedApplications(workspace).find((each) => each.application.id === application);
  if (connected?.connection.provisioning?.way !== "scim") return undefined;
  const { provider, connection } = connected;
  const { directory, clock } = workspace;
  const side = { provider, connection, directory, now: Date.parse(clock.now) };
  return countIn(side, provisioningStateOf(workspace, provider.id, application));
}
