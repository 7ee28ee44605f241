import { isDeepStrictEqual } from "node:util";
import { isBlank } from "../attribute-value.ts";
import type { RowPopulation } from "../contract/expression-results.ts";
import type { Arguments, Configuration } from "../contract/methods.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { createScope } from "../simulation/accounts-wanted.ts";
import { createCycleWorlds } from "../simulation/cycle-worlds.ts";
import type { Application } from "../sp/application.ts";
import { attributeAt } from "../sp/write-account.ts";
import type { Workspace } from "../store/workspace.ts";
import { findApplication, findConnection } from "./configuration.ts";
import type { CallContext } from "./context.ts";
import { createPace } from "./pace.ts";
import {
  type CountedPeople,
  type CountedRow,
  checkReadable,
  createRowEvaluator,
  findRow,
  type RowKey,
  type RowValue,
} from "./row-evaluator.ts";
import { createRowTally, type Uniqueness } from "./row-tally.ts";
import { withUniqueValues } from "./unique-values.ts";

/**
 * What one row of a draft gives for everybody whom it is for, beside the saved row of the same id. A draft that could not
 * be saved as it is may be counted all the same.
 * @throws RehearsalError `ROW_UNKNOWN`, `CANCELLED`, and what the parser says of an expression that cannot be read
 */
export async function countRow(
  context: CallContext,
  workspace: Workspace,
  { configuration, row: key }: Arguments<"mappings.count">,
): Promise<RowPopulation> {
  const row = findRow(configuration, key);
  if (row === undefined) throw new RehearsalError("ROW_UNKNOWN", `There is no row ${key.id}.`, { path: "row.id" });
  checkReadable(row);
  const application = draftedApplication(workspace, configuration.application);
  const { connection } = configuration;
  const target = targetOf(row, key, application);
  const alone = createRowEvaluator(row, peopleOf(workspace, connection), target.maxLength);
  const evaluate = withUniqueValues(workspace, application, row, alone);
  const saved = createSavedEvaluator(workspace, { row, key, connection, maxLength: target.maxLength });
  const isMeant = membersOf(key, connection);
  const tally = createRowTally({ unique: target.unique, isSaved: saved !== undefined });
  const worldOf = createWorlds(workspace, configuration);
  const pace = createPace(context);
  const { users } = workspace.directory;
  const far = (done: number) => ({ done, total: users.length, what: "people" });
  for (const [index, user] of users.entries()) {
    if (pace.isDue()) await pace.rest(far(index));
    const world = worldOf(user);
    if (!isMeant(user, world)) tally.skip();
    else {
      const now = evaluate(user, world);
      tally.add(user.id, now, saved === "same" ? now : saved?.(user));
    }
  }
  context.progress(far(users.length));
  return tally.result();
}

function peopleOf({ directory }: Workspace, { assignment }: Connection): CountedPeople {
  return { directory, assigned: assignment.groups };
}

/** The accounts stay where they are: what is asked of the application is its shape alone. */
function draftedApplication(workspace: Workspace, settings: Omit<Application, "accounts" | "groups">): Application {
  return { ...findApplication(workspace, settings.id), ...settings };
}

interface Counted {
  readonly row: CountedRow;
  readonly maxLength: number | undefined;
}

/** The saved row of the same id; `same` where the draft gives what it gives; undefined where there is none. */
function createSavedEvaluator(
  workspace: Workspace,
  { row, key, connection, maxLength }: Counted & { readonly key: RowKey; readonly connection: Connection },
): ((user: DirectoryUser) => RowValue) | "same" | undefined {
  const application = findApplication(workspace, connection.application);
  const { provider, connection: registered } = findConnection(workspace, application) ?? {};
  const before = registered && findRow({ connection: registered }, key);
  if (provider === undefined || registered === undefined || before === undefined) return undefined;
  const isSame = isDeepStrictEqual(row, before) && isDeepStrictEqual(connection.expressions, registered.expressions);
  if (isSame) return "same";
  const alone = createRowEvaluator(before, peopleOf(workspace, registered), maxLength);
  const evaluate = withUniqueValues(workspace, application, before, alone);
  const worldOf = createWorlds(workspace, { provider, connection: registered });
  return (user) => evaluate(user, worldOf(user));
}

/** Whom the row is for: claims for everybody who may log in, provisioning for those in scope. */
function membersOf({ kind }: RowKey, connection: Connection): (user: DirectoryUser, world: ExpressionWorld) => boolean {
  if (kind !== "provisioning") return (user) => user.active && assignedBy(connection, user) !== undefined;
  return createScope(connection);
}

/** Everybody's world at the moment of the clock: what is random is what a cycle would draw at this moment. */
function createWorlds(
  { directory, clock, identityProviders }: Workspace,
  { provider: id, connection }: Pick<Configuration, "provider" | "connection">,
): (user: DirectoryUser) => ExpressionWorld {
  const provider = identityProviders.find((each) => each.id === id);
  if (provider === undefined) throw new RehearsalError("PROVIDER_UNKNOWN", `There is no identity provider ${id}.`);
  return createCycleWorlds({ provider, connection }, { directory, now: Date.parse(clock.now) });
}

interface Target {
  readonly unique: Uniqueness | undefined;
  readonly maxLength: number | undefined;
}

/** What the target of a row asks of its values. A claim's is not known: what the application makes of it is its own mapping. */
function targetOf(row: CountedRow, { kind }: RowKey, application: Application): Target {
  if (kind !== "provisioning" || !("target" in row) || isBlank(row.target))
    return { unique: undefined, maxLength: undefined };
  const name = attributeAt(application, row.target);
  const attribute = application.accountAttributes.find((each) => each.name === name);
  return { unique: uniquenessOf(row.target, row.matching, attribute), maxLength: attribute?.maxLength };
}

/** RFC 7643, section 4.1.1: a `userName` is unique and its case does not count. What accounts are found by should be. */
function uniquenessOf(
  target: string,
  matching: number | undefined,
  attribute: Application["accountAttributes"][number] | undefined,
): Uniqueness | undefined {
  if (foldCase(target) === "username") return "ignoreCase";
  const isUnique = attribute?.unique === true || matching !== undefined || foldCase(target) === "externalid";
  if (!isUnique) return undefined;
  return attribute?.caseExact === true || foldCase(target) === "externalid" ? "exact" : "ignoreCase";
}
