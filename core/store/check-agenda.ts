import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/** What is on the agenda and never comes, for it is about an application or a rule that is not there any more. */
export function checkAgenda({ runtime, identityProviders }: Workspace): readonly Problem[] {
  const connections = identityProviders.flatMap((provider) => provider.connections);
  return (runtime.agenda ?? []).flatMap((item, index): readonly Problem[] => {
    if (item.kind === "hrChange") return [];
    const path = ["runtime", "agenda", index];
    const connection = connections.find(({ application }) => application === item.application);
    if (connection === undefined) return [never([...path, "application"], `no application \`${item.application}\``)];
    if (item.kind === "ticket") return [];
    const { provisioning } = connection;
    const rules = provisioning?.way === "workflow" ? provisioning.rules : [];
    return rules.some(({ id }) => id === item.rule)
      ? []
      : [never([...path, "rule"], `no workflow rule \`${item.rule}\``)];
  });
}

function never(path: readonly PathPart[], what: string): Problem {
  const message = `This is due later, but there is ${what} any more: nothing will come of it.`;
  return { code: "WORKSPACE_NEVER_DUE", path: formatPath(path), message, severity: "warning" };
}
