import { isSafeName } from "../attribute-value.ts";
import type { Directory } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { LONGEST } from "../expression/tree.ts";
import { evaluateGroupRule, type GroupRule, type GroupRules } from "../idp/group-rules.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import {
  groupsOfRule,
  OKTA_EXPRESSION,
  type OktaGroupRule,
  oktaGroupRuleSchema,
  oktaGroupRulesSchema,
} from "../idp/okta-group-rule.ts";
import type { ImportedDocument } from "../imported-document.ts";
import { builtInNames } from "../mapping/product-names.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { Pace } from "../pace.ts";
import { findProvider } from "./find-application.ts";
import { freeName } from "./free-name.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";
import { ruleWorkspace } from "./rule-people.ts";

/** A rule as it stands in the file. */
interface PlacedRule {
  readonly rule: OktaGroupRule;
  readonly document: ImportedDocument["document"];
  /** `[2].`; empty where the file is one rule. */
  readonly prefix: string;
}

/** A rule that was read, with what is to be said of it. */
interface ReadRule {
  readonly made?: GroupRule;
  readonly result: ReportLine["result"];
  readonly notes: readonly string[];
}

/**
 * Okta's group rules: they become rules of the identity provider, in the place of earlier ones with the same ids, and
 * everybody is put into the groups that they give at once.
 */
export async function planOktaGroupRules(input: PlannerInput): Promise<ImportPlan> {
  const { workspace, file, kind, options, pace } = input;
  const placed = readRules(input);
  const provider = findProvider(workspace, options);
  const read = readAll(placed, workspace.directory);
  const made = read.flatMap((each) => each.made ?? []);
  const groupRules = mergeRules(provider, made);
  const now = Date.parse(workspace.clock.now);
  const counts = await countAll(made, workspace.directory, now, pace);
  const ruled = await ruleWorkspace(
    { ...workspace, identityProviders: withRules(workspace, provider, groupRules) },
    pace,
  );
  const report = createReport();
  for (const [index, { result, notes, made: rule }] of read.entries()) {
    const { prefix = "", rule: from } = placed[index] ?? {};
    const found = rule === undefined ? [] : [describeCount(rule, counts, workspace.directory)];
    const message = [...notes, ...found].join(" ");
    report.add({ result, place: `${prefix}conditions`, subject: from?.name ?? "", message });
  }
  for (const line of ruled.lines) report.add(line);
  if (groupRules.whoStopsMatching === "leaves")
    report.add({
      result: "adapted",
      place: "groupRules.whoStopsMatching",
      subject: provider.name,
      message: FROM_MEMORY,
    });
  return {
    kind,
    what: `${made.length} group ${made.length === 1 ? "rule" : "rules"} from ${file} for ${provider.name}`,
    report: report.finish(),
    questions: [],
    next: ruled.workspace,
  };
}

function withRules(
  { identityProviders }: PlannerInput["workspace"],
  provider: IdentityProvider,
  groupRules: GroupRules,
): IdentityProvider[] {
  return identityProviders.map((each) => (each === provider ? { ...each, groupRules } : each));
}

/** @throws {RehearsalError} IMPORT_INVALID, IMPORT_TOO_DEEP, IMPORT_EMPTY */
function readRules({ json, file }: PlannerInput): readonly PlacedRule[] {
  const { parsed, document } = parseDocument(oktaGroupRulesSchema, { json, file, what: "a group rule of Okta" });
  if (!Array.isArray(parsed) || !Array.isArray(document))
    return [{ rule: oktaGroupRuleSchema.parse(parsed), document, prefix: "" }];
  if (parsed.length === 0) throw new RehearsalError("IMPORT_EMPTY", "There is no rule in it.", { file });
  return parsed.map((rule, index) => ({ rule, document: document[index] ?? null, prefix: `[${index}].` }));
}

function readAll(placed: readonly PlacedRule[], directory: Directory): readonly ReadRule[] {
  const taken = new Set<string>();
  const names = attributeNames(directory);
  return placed.map(({ rule, document }) => {
    const { value, type } = rule.conditions.expression;
    if (value === "" || value.length > LONGEST)
      return refuse(`Its expression has ${value.length} characters; 1 to ${LONGEST} would be right.`);
    if (type !== null && type !== undefined && type !== OKTA_EXPRESSION)
      return refuse(`Its expression is a \`${type}\`; \`${OKTA_EXPRESSION}\` would be right.`);
    const groups = groupsOfRule(rule, directory.groups);
    const except = rule.conditions.people?.users?.exclude ?? [];
    const made: GroupRule = {
      id: freeName(idOf(rule), taken),
      name: rule.name,
      active: rule.status === "ACTIVE",
      when: { expression: { dialect: "okta", text: value } },
      ...(except.length === 0 ? {} : { except: { users: except } }),
      groups: groups.map(({ id }) => id),
      imported: document,
    };
    return judge(
      rule,
      made,
      groups.filter(({ isKnown }) => !isKnown),
      names,
      directory,
    );
  });
}

function idOf({ id, name }: OktaGroupRule): string {
  const found = id === null || id === undefined || id === "" ? name : id;
  return isSafeName(found) ? found : `rule-${found}`;
}

function refuse(why: string): ReadRule {
  return { result: "refused", notes: [why] };
}

/** What people have; undefined where nobody is there yet, so that no name is called unknown. */
function attributeNames({ users }: Directory): readonly string[] | undefined {
  if (users.length === 0) return undefined;
  return [...new Set([...builtInNames("okta"), ...users.flatMap(({ attributes }) => Object.keys(attributes))])];
}

function judge(
  { name, status, conditions }: OktaGroupRule,
  made: GroupRule,
  unknown: readonly { readonly id: string }[],
  names: readonly string[] | undefined,
  { users }: Directory,
): ReadRule {
  const text = conditions.expression.value;
  const findings = checkExpression({ dialect: "okta", text, place: "groupRule" }, names);
  const isUnusable = findings.some(({ severity }) => severity === "error");
  const known = new Set(users.map(({ id }) => id));
  const strangers = made.except?.users.filter((id) => !known.has(id)).length ?? 0;
  const facts: readonly (readonly [boolean, string])[] = [
    [status === "INVALID", "Okta calls it invalid: it is kept, and not active."],
    [status !== "ACTIVE" && status !== "INVALID", "It is not active."],
    [name.length > 50, "Its name has more than 50 characters, which Okta does not take."],
    [
      unknown.length > 0,
      `Nobody is put into ${unknown.map(({ id }) => `\`${id}\``).join(", ")}: there is no such group. Import the groups, and then the rules again.`,
    ],
    [strangers > 0, `${strangers} of those whom it passes over are not in the directory.`],
    [
      (conditions.people?.groups?.exclude ?? []).length > 0,
      "That it passes over groups is kept and not used, as in Okta.",
    ],
  ];
  const notes = facts.flatMap(([holds, note]) => (holds ? [note] : []));
  const found = findings.flatMap(({ severity, message, code }) =>
    severity === "info" ? [] : [`${message} (${code})`],
  );
  const adapted = notes.length === 0 ? "taken" : "adapted";
  return { made, result: isUnusable ? "notUnderstood" : adapted, notes: [...notes, ...found] };
}

/** In the place of earlier ones with the same ids; others stay. */
function mergeRules({ groupRules }: IdentityProvider, made: readonly GroupRule[]): GroupRules {
  const ids = new Set(made.map(({ id }) => id));
  const others = groupRules?.rules.filter(({ id }) => !ids.has(id)) ?? [];
  return { rules: [...others, ...made], whoStopsMatching: groupRules?.whoStopsMatching ?? "leaves" };
}

/** By the rule: how many it holds for, and for how many it cannot be told. */
type Counts = ReadonlyMap<string, { holds: number; open: number }>;

async function countAll(rules: readonly GroupRule[], directory: Directory, now: number, pace: Pace): Promise<Counts> {
  const counts = new Map(rules.map(({ id }) => [id, { holds: 0, open: 0 }]));
  for (const [done, user] of directory.users.entries()) {
    if (pace.isDue()) await pace.rest({ done, total: directory.users.length, what: "people" });
    for (const rule of rules) count(counts.get(rule.id), evaluateGroupRule(rule, directory, user, now).holds);
  }
  return counts;
}

function count(counted: { holds: number; open: number } | undefined, holds: boolean | undefined): void {
  if (counted === undefined) return;
  if (holds === true) counted.holds += 1;
  if (holds === undefined) counted.open += 1;
}

function describeCount({ id }: GroupRule, counts: Counts, { users }: Directory): string {
  const { holds = 0, open = 0 } = counts.get(id) ?? {};
  const unknown = open === 0 ? "" : ` For ${open} it cannot be told, and they stay as they are.`;
  return `It holds for ${holds} of ${users.length} people.${unknown}`;
}

const FROM_MEMORY =
  "Whoever stops matching leaves the groups that a rule put them into. That Okta does so is not documented; `groupRules.whoStopsMatching` changes it here.";
