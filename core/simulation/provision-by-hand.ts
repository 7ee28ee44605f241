import { type Account, accountValue, type Writer } from "../accounts/account.ts";
import { diffAccount, recordedReason } from "../accounts/changes.ts";
import { allowedComparison, findByAttribute } from "../accounts/find-account.ts";
import { type Clash, findClash } from "../accounts/uniqueness.ts";
import { type AttributeValue, isList } from "../attribute-value.ts";
import { type Directory, type DirectoryUser, findUserById, groupsOfUser } from "../directory/directory.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { matchingRows, valuesFor } from "../provisioning/map-user.ts";
import { decideScope, lookupForProvisioning, type ScopeResult } from "../provisioning/scope.ts";
import type { ProvisioningLink } from "../provisioning/state.ts";
import { attributeAt, writeAccount } from "../sp/write-account.ts";
import { isoInstant } from "../time.ts";
import type { Decision } from "../trace/step.ts";
import type { Connected } from "./find-in-workspace.ts";
import type { HandDesk, HandProvisioning } from "./hand-desk.ts";
import { personWorldIn } from "./person-world-in.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";
import { createTaken } from "./taken-values.ts";

/** What is wanted for one person, by somebody who writes accounts without SCIM. */
export interface HandJob {
  /** Id of the person. */
  readonly person: string;
  /** The people as whoever does it knows them: HR's view for tickets and rules, the directory for batches. */
  readonly directory: Directory;
  readonly writer: Extract<Writer, "manual" | "scheduled" | "workflow">;
  /** Whose lane it is done from: `administrator`, `idp:…`. */
  readonly actor: string;
  /** Why the account is written, in one sentence: it goes into its provenance. */
  readonly why: string;
  /** `bringUpToDate`: made, changed or deactivated as the person's state says. The others do as they say, whatever it is. */
  readonly task: "bringUpToDate" | "deactivate" | "remove";
}

/** What was done about one person. */
export interface HandResult {
  readonly result: "create" | "link" | "update" | "unchanged" | "disable" | "reactivate" | "delete" | "skip";
  readonly status: "success" | "failure" | "skipped";
  readonly reason: string;
}

/** What is known about the person before anything is decided. */
interface HandFacts {
  readonly desk: HandDesk;
  readonly user: DirectoryUser | undefined;
  readonly scope: ScopeResult;
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly account: Account | undefined;
  /** Whether the account was known to be the person's before. */
  readonly isLinked: boolean;
}

/** Does one person's job at a desk: reads, decides, writes, and records the decision and the changes. */
export function provisionByHand(stage: Stage, desk: HandDesk, job: HandJob): HandResult {
  const facts = gather(desk, job, stage.now());
  const decided = decide(facts, job);
  if (decided.result === "unchanged" || decided.result === "skip") {
    const isSkipped = decided.result === "skip";
    if (isSkipped || job.writer !== "scheduled") recordDecision(stage, facts, job, decided, isSkipped);
    return { ...decided, status: isSkipped ? "skipped" : "success" };
  }
  recordDecision(stage, facts, job, decided, false);
  return carryOut(stage, facts, job, decided);
}

function gather(desk: HandDesk, { person, directory }: HandJob, now: number): HandFacts {
  const { connected, provisioning, accounts } = desk;
  const user = findUserById(directory, person);
  const world = user === undefined ? undefined : personWorldIn(connected, { directory, user, now });
  const scope = scopeOf(connected, provisioning, user, person, world);
  const link = desk.linkOf(person);
  const linked = link === undefined ? undefined : accounts.find(link.target);
  const known = linked ?? desk.findOwned(person);
  const isTakenAt = createTaken(connected.application, accounts, ({ id }) => id === known?.id);
  const values =
    user === undefined || world === undefined
      ? new Map<string, AttributeValue>()
      : valuesFor(
          provisioning.mappings,
          lookupForProvisioning(user, scope.inScope),
          linked === undefined ? "create" : "update",
          { ...world, isTakenAt },
        );
  const account = known ?? (user === undefined ? undefined : findMatch(desk, values));
  return { desk, user, scope, values, account, isLinked: known !== undefined };
}

function scopeOf(
  { provider, connection, application }: Connected,
  { scope: condition }: HandProvisioning,
  user: DirectoryUser | undefined,
  person: string,
  world: ExpressionWorld | undefined,
): ScopeResult {
  const assigned = user === undefined ? undefined : assignedBy(connection, user);
  return decideScope({
    user,
    userName: user === undefined ? person : showName(user),
    applicationName: application.name,
    assigned: assigned === undefined ? undefined : describeAssigned(assigned),
    ...(condition === undefined ? {} : { condition }),
    ...(world === undefined ? {} : { world }),
    connectionPath: `identityProviders/${provider.id}/connections/${application.id}`,
  });
}

function describeAssigned(assigned: NonNullable<ReturnType<typeof assignedBy>>): string {
  if (assigned === "everybody") return "everybody is";
  return assigned === "user" ? "directly" : `through the group ${assigned.group}`;
}

/** The one account that a matching row finds; where several fit, none is taken. */
function findMatch(
  { connected: { application }, provisioning, accounts }: HandDesk,
  values: ReadonlyMap<string, AttributeValue>,
): Account | undefined {
  for (const { target } of matchingRows(provisioning.mappings)) {
    const name = attributeAt(application, target);
    const value = values.get(target);
    if (name === undefined || value === undefined) continue;
    const compare = allowedComparison(application.accountAttributes, name, "ignoreCase");
    const found = findByAttribute(accounts.findEqual(name, value), name, value, compare);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

type Decided = Pick<HandResult, "result" | "reason"> & { readonly rule: string };

function decide(facts: HandFacts, { task }: HandJob): Decided {
  const { scope, account, isLinked } = facts;
  if (task !== "bringUpToDate") return decideEnd(facts, task);
  if (scope.inScope) {
    if (account === undefined) return decided("create", "inScopeWithoutAccount", "There is no account yet.");
    if (!account.active) return decided("reactivate", "inScopeDeactivated", "The account is there, and deactivated.");
    if (!isLinked) return decided("link", "matched", `The account ${account.userName} is there already, and fits.`);
    return decided("update", "inScope", "The account is brought up to date.");
  }
  if (account === undefined || !account.active) return decided("skip", "outOfScope", scope.text);
  if (!isLinked) return decided("skip", "notTheirs", `${scope.text} Nobody here made the account ${account.userName}.`);
  return decided("disable", "outOfScope", scope.text);
}

function decideEnd({ account }: HandFacts, task: "deactivate" | "remove"): Decided {
  if (account === undefined) return decided("skip", task, "There is no account to take away.");
  if (task === "remove") return decided("delete", task, `The account ${account.userName} is removed.`);
  if (!account.active) return decided("unchanged", task, `The account ${account.userName} is deactivated already.`);
  return decided("disable", task, `The account ${account.userName} is deactivated.`);
}

function decided(result: HandResult["result"], rule: string, reason: string): Decided {
  return { result, rule, reason };
}

function carryOut(stage: Stage, facts: HandFacts, job: HandJob, { result, reason }: Decided): HandResult {
  const { desk, account: before } = facts;
  const { application } = desk.connected;
  const after = result === "delete" ? undefined : accountAfter(stage, facts, job, result);
  const clash = after === undefined ? undefined : findTaken(desk, before, after);
  if (clash !== undefined) {
    recordFailure(stage, facts, job, clash);
    stage.count("failures", 1, job.person);
    return { result, status: "failure", reason: clash };
  }
  put(facts, job, after);
  if (after === before) return { result: "unchanged", status: "success", reason: "Nothing differs." };
  stage.record({
    kind: "change",
    from: job.actor,
    to: `accounts:${application.id}`,
    phase: "apply",
    status: "ok",
    title: `${application.name}: ${TITLES[result]} ${(after ?? before)?.userName ?? ""}`,
    why: job.why,
    changes: diffAccount(
      application.id,
      before,
      after,
      (path) => (after === undefined ? undefined : recordedReason(after, path)) ?? { writer: job.writer, why: job.why },
    ),
  });
  return { result, status: "success", reason };
}

const TITLES: Readonly<Record<HandResult["result"], string>> = {
  create: "a new account",
  link: "takes over",
  update: "changes",
  unchanged: "leaves",
  disable: "deactivates",
  reactivate: "reactivates",
  delete: "removes",
  skip: "passes over",
};

function accountAfter(
  stage: Stage,
  { desk, user, values, account, scope }: HandFacts,
  { directory, writer, why }: HandJob,
  result: HandResult["result"],
): Account {
  const { application } = desk.connected;
  const id = account?.id ?? `acc-${Buffer.from(stage.random.bytes(8)).toString("hex")}`;
  const hand = { writer, at: isoInstant(stage.now()), why };
  const isEnding = result === "disable";
  const wish = {
    // Whoever takes an account away leaves everything else in it as it is.
    values: isEnding ? new Map<string, AttributeValue>() : values,
    active: !isEnding && scope.inScope,
    groups: user === undefined ? [] : groupsOfUser(directory, user),
  };
  const { account: after, evaluations } = writeAccount(application, account, id, wish, hand);
  if (evaluations.length > 0) {
    stage.record({
      kind: "evaluation",
      from: `app:${application.id}`,
      to: `app:${application.id}`,
      phase: "decide",
      status: "ok",
      title: `${application.name} tries its role rules for ${after.userName}`,
      why: "No claims come without a login: the rules look at the attributes of the account instead.",
      evaluations,
    });
  }
  return after;
}

/** Why the account cannot be written: somebody has a value that only one may have. */
function findTaken(desk: HandDesk, before: Account | undefined, after: Account): string | undefined {
  const clash = findFirstClash(desk, after, before?.id ?? after.id);
  if (clash === undefined) return undefined;
  return `\`${clash.attribute}\` is taken: the account ${clash.account.userName} has it.`;
}

function findFirstClash({ connected, accounts }: HandDesk, after: Account, self: string): Clash | undefined {
  const { accountAttributes } = connected.application;
  const unique = accountAttributes.filter((attribute) => attribute.unique === true && attribute.name !== "userName");
  for (const name of ["userName", ...unique.map((attribute) => attribute.name)]) {
    const value = accountValue(after, name);
    if (value === undefined) continue;
    const clash = findClash(accounts.findEqual(name, value), accountAttributes, [{ name, value }], self);
    if (clash !== undefined) return clash;
  }
  return undefined;
}

/** Puts the account in its place, and remembers whose it is. */
function put({ desk, account: before, values }: HandFacts, { person }: HandJob, after: Account | undefined): void {
  if (after === undefined) {
    if (before !== undefined) desk.accounts.remove(before.id);
    desk.setLink(person, undefined);
    return;
  }
  if (after !== before) desk.accounts.put(after);
  desk.setLink(person, { target: after.id, source: "", active: after.active, profile: profileOf(values) });
}

function profileOf(values: ReadonlyMap<string, AttributeValue>): ProvisioningLink["profile"] {
  return Object.fromEntries([...values].map(([name, value]) => [name, isList(value) ? [...value] : value]));
}

function recordDecision(stage: Stage, facts: HandFacts, job: HandJob, found: Decided, isSkipped: boolean): void {
  const { desk, scope, account, user } = facts;
  const { provider, application } = desk.connected;
  const decision: Decision = {
    result: found.result,
    reason: found.reason,
    rule: { rule: found.rule, text: scope.text, why: found.reason },
    ...(account === undefined ? {} : { account: account.id }),
    considered: scope.checks.map(({ code, name, actual, setting }) => ({
      rule: code,
      text: name,
      why: actual,
      ...(setting === undefined ? {} : { setting }),
    })),
  };
  stage.record({
    kind: "decision",
    from: job.actor,
    to: job.actor === `idp:${provider.id}` ? job.actor : `app:${application.id}`,
    phase: "decide",
    status: isSkipped ? "skipped" : "ok",
    title: `${application.name}, ${user === undefined ? job.person : showName(user)}: ${found.result}`,
    why: found.reason,
    decision,
  });
}

function recordFailure(stage: Stage, { desk }: HandFacts, { actor }: HandJob, problem: string): void {
  stage.record({
    kind: "notice",
    from: actor,
    to: `app:${desk.connected.application.id}`,
    phase: "apply",
    status: "warning",
    title: "The account cannot be written",
    why: problem,
  });
}
