import type { DirectoryUser } from "../directory/directory.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { dialectOf } from "../idp/scim-client/dialects.ts";
import type { Condition } from "../mapping/condition.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { isInScope, withoutAbsent } from "../provisioning/scope.ts";
import type { Provisioning } from "../provisioning/settings.ts";

/** Tells of one person after another whether provisioning is to give them an active account. */
export function createScope(connection: Connection): (user: DirectoryUser, world: ExpressionWorld) => boolean {
  const rules = rulesOf(connection.provisioning);
  return (user, world) => {
    const assigned = assignedBy(connection, user) === undefined ? undefined : "";
    return isInScope({ ...rules, user, assigned, world });
  };
}

interface ScopeRules {
  readonly condition?: Condition;
  readonly ignoresSuspension?: boolean;
}

/** By SCIM as its client asks; any other way asks as it is written. */
function rulesOf(provisioning: Provisioning | undefined): ScopeRules {
  if (provisioning === undefined) return {};
  const { scope } = provisioning;
  if (provisioning.way !== "scim") return scope === undefined ? {} : { condition: scope };
  const { ignoresSuspension, absentFailsTests } = dialectOf(provisioning.client, false);
  if (scope === undefined) return { ignoresSuspension };
  return { ignoresSuspension, condition: absentFailsTests ? withoutAbsent(scope) : scope };
}
