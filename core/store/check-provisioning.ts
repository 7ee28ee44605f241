import type { Connection } from "../idp/identity-provider.ts";
import type { Condition } from "../mapping/condition.ts";
import type { Provisioning, WorkflowRule } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { checkTests } from "./check-attributes.ts";
import { checkUnique } from "./check-names.ts";
import { checkProductWords } from "./check-product-words.ts";
import { checkProvisioningRows } from "./check-provisioning-rows.ts";
import { checkScimClient } from "./check-scim-client.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

type Settings<Way extends Provisioning["way"]> = Extract<Provisioning, { readonly way: Way }>;

/**
 * How an application is provisioned apart from logins: what names something that is not there, and what comes to nothing.
 * The latter are warnings, since a rehearsal may show just that.
 */
export function checkProvisioning(
  { application: id, assignment, provisioning }: Connection,
  place: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const application = workspace.applications.find((each) => each.id === id);
  if (provisioning === undefined || application === undefined) return [];
  const path = [...place, "provisioning"];
  return [
    ...checkAnybody(assignment, application, place),
    ...checkProvisioningRows(provisioning, application, path, workspace),
    ...checkAboutPeople(provisioning.scope, [...path, "scope"], workspace),
    ...checkWay(provisioning, application, path, workspace),
  ];
}

/** A condition about people, if there is one. */
function checkAboutPeople(
  when: Condition | undefined,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  if (when === undefined) return [];
  const place = formatPath(path);
  return [...checkTests(when, place, workspace), ...checkProductWords(when, place, workspace)];
}

function checkAnybody(
  { required, users, groups }: Connection["assignment"],
  { name }: Application,
  path: readonly PathPart[],
): readonly Problem[] {
  if (!required || users.length > 0 || groups.length > 0) return [];
  const message = `Nobody is assigned to ${name}, and only who is assigned is provisioned: nobody is.`;
  return [warning("WORKSPACE_PROVISIONING_NOBODY", [...path, "assignment"], message)];
}

function checkWay(
  provisioning: Provisioning,
  application: Application,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  switch (provisioning.way) {
    case "scim":
      return checkScimClient(provisioning, application, path, workspace);
    case "manual":
      return checkTickets(provisioning, path);
    case "workflow":
      return checkRules(provisioning, application, [...path, "rules"], workspace);
    case "scheduled":
      return [];
  }
}

function checkTickets({ slipRate }: Settings<"manual">, path: readonly PathPart[]): readonly Problem[] {
  if (slipRate < 1) return [];
  const message = "All tickets slip through, so that none is ever done; a share below 1 would let some be.";
  return [warning("WORKSPACE_PROVISIONING_NEVER", [...path, "slipRate"], message)];
}

function checkRules(
  { rules }: Settings<"workflow">,
  { name }: Application,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const makes = ({ on, action }: WorkflowRule) => on !== "leaver" && action === "provision";
  const ends = ({ on, action }: WorkflowRule) => on === "leaver" && action !== "provision";
  return [
    ...checkUnique(rules, ({ id }) => id, path, "id"),
    ...rules.flatMap(({ when }, index) => checkAboutPeople(when, [...path, index, "when"], workspace)),
    ...(rules.some(makes) ? [] : [noRule(path, `No rule gives anybody an account in ${name}.`)]),
    ...(rules.some(ends) ? [] : [noRule(path, `No rule takes away the accounts of leavers in ${name}.`)]),
  ];
}

function noRule(path: readonly PathPart[], message: string): Problem {
  return warning("WORKSPACE_PROVISIONING_NO_RULE", path, message);
}

function warning(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "warning" };
}
