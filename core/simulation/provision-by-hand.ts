import type { Account, Writer } from "../accounts/account.ts";
import { diffAccount, recordedReason } from "../accounts/changes.ts";
import { allowedComparison, findByAttribute } from "../accounts/find-account.ts";
import { findClash } from "../accounts/uniqueness.ts";
import { type AttributeValue, isList } from "../attribute-value.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { groupsOfUser } from "../directory/directory.ts";
import { assignedBy } from "../idp/assignment.ts";
import { matchingRows, valuesFor } from "../provisioning/map-user.ts";
import { decideScope, lookupForProvisioning, type ScopeResult } from "../provisioning/scope.ts";
import type { Provisioning } from "../provisioning/settings.ts";
import type { ProvisioningLink, ProvisioningState } from "../provisioning/state.ts";
import type { Application } from "../sp/application.ts";
import { attributeAt, writeAccount } from "../sp/write-account.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { Decision } from "../trace/step.ts";
import { ownersIn } from "./account-owner.ts";
import { type Connected, findConnected, withApplication } from "./find-in-workspace.ts";
import { provisioningStateOf, withProvisioningState } from "./provisioning-state.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/** What is wanted for one person, by somebody who writes accounts without SCIM. */
export interface HandJob {
  /** Id of the application. */
  readonly application: string;
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

type WithRows = Extract<Provisioning, { readonly way: "manual" | "scheduled" | "workflow" }>;

/** What is known about the person and the application before anything is decided. */
interface HandFacts {
  readonly connected: Connected;
  readonly provisioning: WithRows;
  readonly state: ProvisioningState;
  readonly user: DirectoryUser | undefined;
  readonly scope: ScopeResult;
  readonly values: ReadonlyMap<string, AttributeValue>;
  readonly account: Account | undefined;
  /** Whether the account was known to be the person's before. */
  readonly isLinked: boolean;
}

/** Does one person's job: reads, decides, writes, and records the decision and the changes. */
export function provisionByHand(stage: Stage, job: HandJob): HandResult {
  const facts = gather(stage, job);
  if (facts === undefined)
    return { result: "skip", status: "skipped", reason: "It is provisioned in another way now." };
  const decided = decide(facts, job);
  if (decided.result === "unchanged" || decided.result === "skip") {
    const isSkipped = decided.result === "skip";
    if (isSkipped || job.writer !== "scheduled") recordDecision(stage, facts, job, decided, isSkipped);
    return { ...decided, status: isSkipped ? "skipped" : "success" };
  }
  recordDecision(stage, facts, job, decided, false);
  return carryOut(stage, facts, job, decided);
}

function gather(stage: Stage, { application, person, directory }: HandJob): HandFacts | undefined {
  const workspace = stage.read();
  const connected = findConnected(workspace, application);
  const { provisioning } = connected.connection;
  if (provisioning === undefined || provisioning.way === "scim") return undefined;
  const state = provisioningStateOf(workspace, connected.provider.id, application);
  const user = directory.users.find(({ id }) => id === person);
  const scope = scopeOf(connected, provisioning, user, person);
  const link = Object.hasOwn(state.links, person) ? state.links[person] : undefined;
  const linked = connected.application.accounts.find(({ id }) => id === link?.target);
  const values =
    user === undefined
      ? new Map<string, AttributeValue>()
      : valuesFor(
          provisioning.mappings,
          lookupForProvisioning(user, scope.inScope),
          linked === undefined ? "create" : "update",
        );
  const known = linked ?? findOwned(workspace, connected.application, person);
  const account = known ?? (user === undefined ? undefined : findMatch(connected.application, provisioning, values));
  return { connected, provisioning, state, user, scope, values, account, isLinked: known !== undefined };
}

/** The account that the person signs in to: whoever writes accounts by hand knows whose it is. */
function findOwned(workspace: Workspace, { id, accounts }: Application, person: string): Account | undefined {
  const signedInTo = accounts.filter(({ links }) => links.length > 0);
  if (signedInTo.length === 0) return undefined;
  const ownerOf = ownersIn(workspace, id);
  return signedInTo.find((account) => ownerOf(account)?.id === person);
}

function scopeOf(
  { provider, connection, application }: Connected,
  { scope: condition }: WithRows,
  user: DirectoryUser | undefined,
  person: string,
): ScopeResult {
  const assigned = user === undefined ? undefined : assignedBy(connection, user);
  return decideScope({
    user,
    userName: user === undefined ? person : showName(user),
    applicationName: application.name,
    assigned: assigned === undefined ? undefined : describeAssigned(assigned),
    ...(condition === undefined ? {} : { condition }),
    connectionPath: `identityProviders/${provider.id}/connections/${application.id}`,
  });
}

function describeAssigned(assigned: NonNullable<ReturnType<typeof assignedBy>>): string {
  if (assigned === "everybody") return "everybody is";
  return assigned === "user" ? "directly" : `through the group ${assigned.group}`;
}

/** The one account that a matching row finds; where several fit, none is taken. */
function findMatch(
  application: Application,
  { mappings }: WithRows,
  values: ReadonlyMap<string, AttributeValue>,
): Account | undefined {
  for (const { target } of matchingRows(mappings)) {
    const name = attributeAt(application, target);
    const value = values.get(target);
    if (name === undefined || value === undefined) continue;
    const compare = allowedComparison(application.accountAttributes, name, "ignoreCase");
    const found = findByAttribute(application.accounts, name, value, compare);
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
  const { connected, account: before } = facts;
  const { application } = connected;
  const after = result === "delete" ? undefined : accountAfter(stage, facts, job, result);
  const clash = after === undefined ? undefined : findTaken(application, before, after);
  if (clash !== undefined) {
    recordFailure(stage, job, clash);
    stage.count("failures");
    return { result, status: "failure", reason: clash };
  }
  keep(stage, facts, job, after);
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
  stage.happened();
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
  { connected: { application }, user, values, account, scope }: HandFacts,
  { directory, writer, why }: HandJob,
  result: HandResult["result"],
): Account {
  const id = account?.id ?? `acc-${Buffer.from(stage.random.bytes(8)).toString("hex")}`;
  const hand = { writer, at: isoInstant(stage.now()), why };
  const isEnding = result === "disable";
  const wish = {
    // Whoever takes an account away leaves everything else in it as it is.
    values: isEnding ? new Map<string, AttributeValue>() : values,
    active: !isEnding && scope.inScope,
    groups: user === undefined ? [] : groupsOfUser(directory, user).map(({ name }) => name),
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
function findTaken(application: Application, before: Account | undefined, after: Account): string | undefined {
  const values = [
    { name: "userName", value: after.userName },
    ...Object.entries(after.attributes).map(([name, value]) => ({ name, value })),
  ];
  const clash = findClash(application.accounts, application.accountAttributes, values, before?.id ?? after.id);
  if (clash === undefined) return undefined;
  return `\`${clash.attribute}\` is taken: the account ${clash.account.userName} has it.`;
}

/** Writes the account, and remembers whose it is. */
function keep(stage: Stage, facts: HandFacts, { person }: HandJob, after: Account | undefined): void {
  const { connected, state, account: before, values } = facts;
  const { provider, application } = connected;
  const accounts = accountsWith(application, before, after);
  const workspace = withApplication(stage.read(), { ...application, accounts });
  const { [person]: _, ...others } = state.links;
  const links =
    after === undefined
      ? others
      : {
          ...state.links,
          [person]: { target: after.id, source: "", active: after.active, profile: profileOf(values) },
        };
  stage.write(withProvisioningState(workspace, provider.id, application.id, { ...state, links }));
}

function accountsWith({ accounts }: Application, before: Account | undefined, after: Account | undefined): Account[] {
  if (before === undefined) return after === undefined ? accounts : [...accounts, after];
  return accounts.flatMap((account) => {
    if (account.id !== before.id) return [account];
    return after === undefined ? [] : [after];
  });
}

function profileOf(values: ReadonlyMap<string, AttributeValue>): ProvisioningLink["profile"] {
  return Object.fromEntries([...values].map(([name, value]) => [name, isList(value) ? [...value] : value]));
}

function recordDecision(stage: Stage, facts: HandFacts, job: HandJob, found: Decided, isSkipped: boolean): void {
  const { connected, scope, account, user } = facts;
  const { provider, application } = connected;
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

function recordFailure(stage: Stage, { actor, application }: HandJob, problem: string): void {
  stage.record({
    kind: "notice",
    from: actor,
    to: `app:${application}`,
    phase: "apply",
    status: "warning",
    title: "The account cannot be written",
    why: problem,
  });
}
