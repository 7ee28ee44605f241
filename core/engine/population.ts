import type { Configuration } from "../contract/methods.ts";
import type { PopulationPreview } from "../contract/results.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { assignedBy } from "../idp/assignment.ts";
import { evaluateAccountValues, lookupInClaims } from "../mapping/account-values.ts";
import { evaluateRoleRules } from "../mapping/roles.ts";
import { subjectFor } from "../simulation/account-owner.ts";
import { personWorldIn } from "../simulation/person-world-in.ts";
import { createClaims } from "../simulation/received-claims.ts";
import type { Workspace } from "../store/workspace.ts";
import { findApplication, findConnection } from "./configuration.ts";
import type { CallContext } from "./context.ts";
import { createPace } from "./pace.ts";
import { createTally, type PersonResult } from "./population-tally.ts";

/**
 * Works out the mapping rows and role rules of a draft for everybody who is assigned, without any protocol: by the very
 * functions that a login uses. `saved` is the workspace as it is, `draft` with the configuration in its place.
 * @throws RehearsalError `CANCELLED`
 */
export async function previewPopulation(
  context: CallContext,
  saved: Workspace,
  draft: Workspace,
  { application: { id } }: Configuration,
): Promise<PopulationPreview> {
  const evaluate = createEvaluator(draft, id);
  const evaluateSaved = createEvaluator(saved, id);
  const { users } = draft.directory;
  const tally = createTally(findApplication(draft, id));
  const pace = createPace(context);
  const far = (done: number) => ({ done, total: users.length, what: "people" });
  for (const [index, user] of users.entries()) {
    if (pace.isDue()) await pace.rest(far(index));
    const result = evaluate(user);
    if (result === undefined) tally.skip();
    else tally.add(user, result, evaluateSaved(user));
  }
  context.progress(far(users.length));
  return tally.result();
}

/** Evaluates one person after another; undefined: not assigned. */
function createEvaluator(workspace: Workspace, id: string): (user: DirectoryUser) => PersonResult | undefined {
  const application = findApplication(workspace, id);
  const connected = findConnection(workspace, application);
  const provider = workspace.identityProviders.find((each) => each.id === connected?.provider);
  if (connected === undefined || provider === undefined) return () => undefined;
  const { connection } = connected;
  const claimsOf = createClaims(workspace.directory, application, connection);
  const subjectOf = subjectFor(provider, connection, application.signOn);
  // What the application knows beside the claims, as at a login.
  const world = { now: Date.parse(workspace.clock.now) };
  const { directory } = workspace;
  const worldOf = (user: DirectoryUser) => personWorldIn({ provider, connection }, { directory, user, now: world.now });
  return (user) => {
    if (assignedBy(connection, user) === undefined) return undefined;
    const lookup = lookupInClaims(subjectOf(user), claimsOf(user, () => worldOf(user)) ?? {});
    const mapped = evaluateAccountValues(application.mappings, application.accountAttributes, lookup, "", world);
    return {
      values: new Map(mapped.values.map(({ mapping, value }) => [mapping.target, value])),
      mapped: mapped.evaluations,
      granted: evaluateRoleRules(application.roleRules, application.roles, lookup, "", world).evaluations,
    };
  };
}
