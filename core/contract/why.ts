import type { AttributeValue } from "../attribute-value.ts";
import type { Change, Evaluation, EvaluationStep, Step, Trace } from "../trace/step.ts";
import { accountAt, accountMeant, isOf, type RunForAccount, type ValueAt } from "./account-at.ts";
import { findClaim } from "./claim-in-message.ts";

/** One sentence of an explanation, with the step where it can be seen and the setting that is behind it. */
export interface WhySentence {
  readonly text: string;
  readonly step?: number;
  /** A path in the workspace: `applications/expenses/roleRules/finance`. */
  readonly setting?: string;
}

/** Why a value is what it is, from the account back to the directory. */
export interface Why {
  readonly sentences: readonly WhySentence[];
  /** Ids of the rows and rules on the way. */
  readonly rows: readonly string[];
  /** Names of the claims and of the directory attributes on the way. */
  readonly names: readonly string[];
}

/** The name of a role by its id: "Finance User" for `finance-user`. Undefined: nobody knows it, and the id stands for it. */
export type RoleNamer = (id: string) => string | undefined;

const NAMELESS: RoleNamer = () => undefined;

/** Why a value of the account stood as it did at a step: `path` as in `accountAt`. Undefined: there was no such value. */
export function whyValue(
  run: RunForAccount,
  seq: number,
  path: string,
  roleName: RoleNamer = NAMELESS,
): Why | undefined {
  const value = accountAt(run, seq).get(path);
  if (value === undefined) return undefined;
  const written = whoWrote(value, roleName);
  if (value.seq === undefined || value.cause === undefined) return { sentences: [written], rows: [], names: [] };
  return addCause(run.trace, { seq: value.seq, cause: value.cause, roleName }, written);
}

/** Why a value went away at a step, or before it; undefined: nothing of this run took it away. */
export function whyGone(
  run: RunForAccount,
  seq: number,
  path: string,
  roleName: RoleNamer = NAMELESS,
): Why | undefined {
  const key = accountMeant(run, seq);
  const isMeant = (change: Change): boolean => change.path === path && key !== undefined && isOf(key)(change);
  const step = run.trace.steps.findLast(
    (each) => each.seq <= seq && each.kind === "change" && each.changes.some(isMeant),
  );
  const change = step?.kind === "change" ? step.changes.find(isMeant) : undefined;
  if (step === undefined || change === undefined || change.after !== undefined) return undefined;
  const text = `${nameOfPath(path, roleName)} was taken away: ${change.why}`;
  return { sentences: [{ text, step: step.seq }], rows: change.cause === undefined ? [] : [change.cause], names: [] };
}

/** Why a role is not held: each rule that would grant it, with the clause that failed. */
export function whyNotRole(
  { trace, outcome }: Pick<RunForAccount, "trace" | "outcome">,
  seq: number,
  role: { readonly id: string; readonly name: string },
): Why {
  const step = outcome.result === "done" ? findRoleStep(trace, seq) : findRoleStep(trace);
  if (step === undefined) {
    const end = trace.steps.find(({ status }) => status === "refused");
    const why =
      end === undefined ? "This run tried no role rules." : "The login was refused before the role rules were tried.";
    return { sentences: [{ text: why, ...(end === undefined ? {} : { step: end.seq }) }], rows: [], names: [] };
  }
  const rules = step.evaluations.filter(({ target }) => target === role.id);
  const sentences = rules.map((rule) => whyNot(rule, step.seq));
  const none = { text: `No role rule grants ${role.name}.`, step: step.seq };
  return {
    sentences: rules.length === 0 ? [none, ...asDefault(trace)] : sentences,
    rows: rules.map(({ id }) => id),
    names: rules.flatMap(({ inputs }) => inputs.map(({ name }) => name)),
  };
}

/** Without a rule of its own a role can only come as the default one: what the decision says of that. */
function asDefault(trace: Trace): readonly WhySentence[] {
  return trace.steps.flatMap((step) =>
    step.kind === "decision"
      ? step.decision.considered
          .filter(({ setting }) => setting?.endsWith("/jit/noRoleRuleMatches"))
          .map(({ text, setting }) => ({ text, step: step.seq, ...withSetting(setting) }))
      : [],
  );
}

function whyNot({ id, rule, why, result, intermediate = [], setting }: Evaluation, step: number): WhySentence {
  const failed = intermediate.filter(({ value }) => value === false).map(({ text }) => text);
  const clauses = failed.length === 0 || result !== "absent" ? why : `Failed: ${failed.join("; ")}.`;
  return { text: `Rule \`${id}\` (${rule}). ${clauses}`, step, ...withSetting(setting) };
}

/**
 * The step of a trace that tried the role rules: its rows give whether a role is granted. `until`: the last one up to
 * there, for an action that tries them for many people; else the first.
 */
export function findRoleStep({ steps }: Trace, until?: number): EvaluationStep | undefined {
  const among = until === undefined ? steps : steps.slice(0, until).toReversed();
  return among.find(
    (step): step is EvaluationStep =>
      step.kind === "evaluation" &&
      step.phase === "decide" &&
      step.evaluations.some(({ setting }) => isRoleRule(setting)),
  );
}

function isRoleRule(setting: string | undefined): boolean {
  return setting?.includes("/roleRules/") ?? false;
}

function whoWrote({ path, value, writer, why, seq, at }: ValueAt, roleName: RoleNamer): WhySentence {
  const name = nameOfPath(path, roleName);
  const what = path.startsWith("roles.") ? `${name} is held` : `${name} is ${show(value)}`;
  if (seq !== undefined) return { text: `${what}: ${why ?? "this run wrote it"}`, step: seq };
  if (writer === undefined) return { text: `${what} since before this run.` };
  const day = at === undefined ? "" : ` on ${at.slice(0, 10)}`;
  return { text: `${what} since before this run: \`${writer}\` wrote it${day}. ${why ?? ""}`.trim() };
}

/** `attributes.email` is "`email`", `roles.admin` is "The role Administrator", or "The role `admin`" where it has no name. */
function nameOfPath(path: string, roleName: RoleNamer): string {
  const role = path.startsWith("roles.") ? path.slice("roles.".length) : undefined;
  if (role !== undefined) return `The role ${roleName(role) ?? `\`${role}\``}`;
  return `\`${path.replace(/^attributes\./, "")}\``;
}

interface Caused {
  readonly seq: number;
  readonly cause: string;
  readonly roleName: RoleNamer;
}

/** What caused a change: a row or rule with what it was given, or a rule of the policy. */
function addCause(trace: Trace, { seq, cause, roleName }: Caused, written: WhySentence): Why {
  const found = findRow(trace, seq, cause);
  if (found === undefined) return { sentences: [written, ...whichRule(trace, cause)], rows: [cause], names: [] };
  const { step, row } = found;
  const claims = row.inputs.flatMap(({ name }) => traceClaim(trace, step.seq, name));
  return {
    sentences: [
      written,
      { text: describeRow(row, roleName), step: step.seq, ...withSetting(row.setting) },
      ...claims.flatMap(({ sentences }) => sentences),
    ],
    rows: [cause, ...claims.flatMap(({ rows }) => rows)],
    names: [...new Set([...row.inputs.map(({ name }) => name), ...claims.flatMap(({ names }) => names)])],
  };
}

/** The row or rule that a change names, in the last step before it that evaluated it. */
function findRow(
  trace: Trace,
  before: number,
  id: string,
): { readonly step: Step; readonly row: Evaluation } | undefined {
  for (const step of trace.steps.toReversed()) {
    if (step.seq > before || step.kind !== "evaluation" || step.phase === "issue") continue;
    const row = step.evaluations.find((each) => each.id === id);
    if (row !== undefined) return { step, row };
  }
  return undefined;
}

function describeRow(
  { target, rule, inputs, intermediate = [], value, setting }: Evaluation,
  roleName: RoleNamer,
): string {
  const name = isRoleRule(setting) ? roleName(target) : undefined;
  const given = inputs.map((input) => `${input.name} ${show(input.value)}`).join(", ");
  const on = intermediate.map(({ text }) => text).join("; ");
  const out = typeof value === "boolean" || value === undefined ? "" : ` gives ${show(value)}`;
  return `For ${name ?? `\`${target}\``}: ${rule}${given === "" ? "" : `, given ${given}`}${on === "" ? "" : ` (${on})`}${out}.`;
}

/** A claim back to the directory: the message that brought it, and the row of the identity provider that made it. */
function traceClaim(trace: Trace, before: number, claim: string): readonly Why[] {
  const names = claim === "subject" ? ["subject", "NameID", "sub"] : [claim];
  for (const step of trace.steps.toReversed()) {
    if (step.seq >= before || step.kind !== "evaluation" || step.phase !== "issue") continue;
    const row = step.evaluations.find(({ target }) => names.includes(target));
    if (row === undefined) continue;
    const attributes = row.inputs.map(({ name }) => name);
    return [
      {
        sentences: [...carriedBy(trace, claim, before), ...directorySays(trace, row, step.seq)],
        rows: [row.id],
        names: [...names, ...attributes],
      },
    ];
  }
  return [];
}

/** The message that carried a claim, with the step that shows it. */
function carriedBy(trace: Trace, claim: string, before: number): readonly WhySentence[] {
  const place = findClaim(trace, claim, before);
  return place === undefined ? [] : [{ text: `The ${place.message} carried the claim \`${claim}\`.`, step: place.seq }];
}

function directorySays(trace: Trace, row: Evaluation, step: number): readonly WhySentence[] {
  const { target, rule, inputs, setting } = row;
  const made: WhySentence = {
    text: `The identity provider made \`${target}\` from ${rule}.`,
    step,
    ...withSetting(setting),
  };
  const person = trace.steps
    .flatMap((each) => (each.kind === "checks" ? each.checks : []))
    .map((check) => /^directory\/users\/[^/]+/.exec(check.setting ?? "")?.[0])
    .find((path) => path !== undefined);
  const known = inputs.map(({ name, value }): WhySentence => {
    return { text: `In the directory, \`${name}\` is ${show(value)}.`, ...withSetting(person) };
  });
  return [made, ...known];
}

/** A rule of the policy that a change names, as the decision tells it. */
function whichRule({ steps }: Trace, cause: string): readonly WhySentence[] {
  return steps.flatMap((step) => {
    if (step.kind !== "decision") return [];
    const rule = [step.decision.rule, ...step.decision.considered].find((each) => each.rule === cause);
    return rule === undefined
      ? []
      : [{ text: `The policy says: ${rule.text}`, step: step.seq, ...withSetting(rule.setting) }];
  });
}

function withSetting(setting: string | undefined): Pick<WhySentence, "setting"> {
  return setting === undefined ? {} : { setting };
}

function show(value: AttributeValue | undefined): string {
  if (value === undefined) return "nothing";
  return typeof value === "object" && value !== null ? `[${value.join(", ")}]` : JSON.stringify(value);
}
