import type { ExpressionLanguage, ExpressionTrial, TriedFinding } from "../contract/expression-results.ts";
import type { Arguments, Method } from "../contract/methods.ts";
import { whyNotKnown } from "../directory/directory.ts";
import type { DialectId, Finding } from "../expression/dialect.ts";
import { dialectOf } from "../expression/languages.ts";
import { prepareExpression } from "../expression/prepare.ts";
import { settingsDeciding } from "../expression/settings-deciding.ts";
import { vocabularyOf } from "../expression/vocabulary.ts";
import { onlyDefaultDomain } from "../idp/identity-provider.ts";
import type { PersonWorldInput } from "../mapping/person-world.ts";
import {
  checkExpression,
  knownAttributes,
  type TriedSubject,
  tryExpression,
  type WrittenExpression,
} from "../mapping/try-expression.ts";
import { lookupForProvisioning } from "../provisioning/scope.ts";
import { createSeededRandom } from "../random.ts";
import { createScope } from "../simulation/accounts-wanted.ts";
import { createCycleWorlds } from "../simulation/cycle-worlds.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Handlers } from "./context.ts";
import { findPerson } from "./people.ts";
import { attributeNames } from "./people-table.ts";
import { countRow } from "./row-population.ts";
import { takenBy } from "./unique-values.ts";

/** Expressions while somebody writes them, and rows over everybody. */
export const expressionHandlers: Handlers<Extract<Method, `expressions.${string}` | `mappings.${string}`>> = {
  "expressions.language": async ({ sessions }, { workspace, dialect }) =>
    describeLanguage((await sessions.open(workspace)).workspace, dialect),
  "expressions.try": async ({ sessions }, args) => tryWritten((await sessions.open(args.workspace)).workspace, args),
  "mappings.count": async (context, args) =>
    countRow(context, (await context.sessions.open(args.workspace)).workspace, args),
};

function describeLanguage({ directory }: Workspace, dialect: DialectId): ExpressionLanguage {
  const { name, functions } = dialectOf(dialect);
  return {
    name,
    functions,
    ...vocabularyOf(dialect),
    attributes: knownAttributes(dialect, attributeNames(directory.users)),
  };
}

function tryWritten(
  workspace: Workspace,
  { expression, saved, person: id, application, target }: Arguments<"expressions.try">,
): ExpressionTrial {
  const settings = decidingSettings(expression);
  if (id === undefined) {
    const findings = checkExpression(expression, attributeNames(workspace.directory.users));
    return { findings: withFixes(expression, findings, workspace), settings };
  }
  const person = personInput(workspace, id);
  const asked = application === undefined ? undefined : asInCycle(workspace, { application, target }, person);
  const { findings, evaluated, inputs } = tryExpression(expression, person, asked);
  const before = saved === undefined ? undefined : tryExpression(saved, person, asked).evaluated;
  const file =
    evaluated?.outcome === "notKnown"
      ? whyNotKnown(workspace.directory, person.user, evaluated.attribute)?.name
      : undefined;
  return {
    findings: withFixes(expression, findings, workspace),
    settings,
    ...(evaluated === undefined ? {} : { evaluated }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(file === undefined ? {} : { notKnownFrom: file }),
    ...(before === undefined ? {} : { saved: before }),
  };
}

function decidingSettings({ dialect, text }: WrittenExpression): ExpressionTrial["settings"] {
  const { tree } = prepareExpression(dialect, text, { log: true });
  return tree === undefined ? [] : settingsDeciding(tree, dialect);
}

function personInput(workspace: Workspace, id: string): PersonWorldInput {
  const user = findPerson(workspace, id);
  const { directory, clock, seed } = workspace;
  const now = Date.parse(clock.now);
  const defaultDomain = onlyDefaultDomain(workspace.identityProviders);
  return {
    directory,
    user,
    now,
    defaultDomain,
    randomFor: (text) => createSeededRandom(`${seed} ${id} ${now} ${text}`),
  };
}

/**
 * A person as the next cycle of an application looks at them: `active`, and with it Entra's `IsSoftDeleted`, goes by whether
 * they are in scope, and what is random is what that cycle would draw at this moment.
 */
function asInCycle(
  workspace: Workspace,
  { application: id, target }: RowPlace,
  { directory, user, now }: PersonWorldInput,
): TriedSubject {
  const { provider, connection, application } = findConnected(workspace, id);
  const known = createCycleWorlds({ provider, connection }, { directory, now })(user);
  const isTaken = target === undefined ? undefined : takenBy(workspace, application, target)(user.id);
  const world = isTaken === undefined ? known : { ...known, isTaken };
  return { lookup: lookupForProvisioning(user, createScope(connection)(user, world)), world };
}

/** The row that an expression is of. */
interface RowPlace {
  readonly application: string;
  readonly target: string | undefined;
}

/** More than this nobody mends one by one. */
const MOST_FIXES = 10;

/** Each finding with the text that would be right, where a check says that it is better: with fewer errors, or without the finding. */
function withFixes(
  written: WrittenExpression,
  findings: readonly Finding[],
  { directory }: Workspace,
): readonly TriedFinding[] {
  const attributes = attributeNames(directory.users);
  const errors = countErrors(findings);
  let tried = 0;
  return findings.map((finding) => {
    const { instead, from, to, code } = finding;
    if (instead === undefined || tried >= MOST_FIXES) return finding;
    tried += 1;
    const fix = written.text.slice(0, from) + instead + written.text.slice(to);
    const after = checkExpression({ ...written, text: fix }, attributes);
    const isGone = !after.some((other) => other.code === code && other.from === from);
    const isBetter = countErrors(after) < errors || (isGone && countErrors(after) === errors);
    return isBetter ? { ...finding, fix } : finding;
  });
}

function countErrors(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}
