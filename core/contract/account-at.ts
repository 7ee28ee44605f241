import type { Account, RoleGrant, Written } from "../accounts/account.ts";
import { describeLink } from "../accounts/identity-link.ts";
import type { AttributeValue } from "../attribute-value.ts";
import type { Change, Step } from "../trace/step.ts";
import type { RunDetail } from "./results.ts";

/** What a projection needs of a run. */
export type RunForAccount = Pick<RunDetail, "trace" | "outcome" | "accountsBefore">;

/** One value of an account as it stood at a step, with who wrote it. */
export interface ValueAt {
  /** As in a {@link Change}: `userName`, `attributes.email`, `roles.admin`, `links`. */
  readonly path: string;
  /** A role that is held is `true`; links are listed in words. */
  readonly value: AttributeValue;
  /** Absent where it is not kept: of links that were there before, for one. */
  readonly writer?: string;
  readonly why?: string;
  /** Id of the row or rule that caused it. */
  readonly cause?: string;
  /** The step of this run that wrote it; absent: it was there before. */
  readonly seq?: number;
  /** When it was written, ISO 8601, where it was there before. */
  readonly at?: string;
}

/** An account as it stood at a step, by the paths of its values; empty: there was none. */
export type AccountAt = ReadonlyMap<string, ValueAt>;

/** Which account: ids are unique only within one application. */
export interface AccountKey {
  /** Id of the application. */
  readonly application: string;
  readonly account: string;
}

/**
 * The account that a step of a run is about. A login is about one account from its first step to its last: the one that
 * it ended with, else the first that it changed. Anything else may be about many: then it is the last one that was
 * changed or decided on, or else the first that will be.
 */
export function accountMeant(run: RunForAccount, seq: number): AccountKey | undefined {
  if (run.outcome.result !== "done") return accountOfLogin(run);
  const all = accountsOf(run);
  return (all.findLast((each) => each.seq <= seq) ?? all[0])?.key;
}

/**
 * An account of a run as it stood once a step was over, unless said otherwise the one that the step is about; `seq` 0: as
 * it stood before the run.
 */
export function accountAt(run: RunForAccount, seq: number, key = accountMeant(run, seq)): AccountAt {
  if (key === undefined) return new Map();
  const all = snapshotsOf(run, key);
  return (all.findLast((snapshot) => snapshot.seq <= seq) ?? all[0])?.values ?? new Map();
}

/** Whether a change is of this account. */
export function isOf({ application, account }: AccountKey): (change: Change) => boolean {
  return (change) => change.account === account && change.application === application;
}

function accountOfLogin(run: RunForAccount): AccountKey | undefined {
  const { outcome, accountsBefore } = run;
  const [changed] = run.trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
  const [before] = accountsBefore;
  const decided = accountsOf(run)[0]?.key;
  const application = outcome.application ?? changed?.application ?? decided?.application;
  if (outcome.account !== undefined && application !== undefined) return { application, account: outcome.account };
  if (changed !== undefined) return { application: changed.application, account: changed.account };
  return (
    decided ?? (before === undefined ? undefined : { application: before.application, account: before.account.id })
  );
}

/** An account that a step changed or decided on. */
interface Mention {
  readonly seq: number;
  readonly key: AccountKey;
}

const MENTIONS = new WeakMap<RunForAccount, readonly Mention[]>();

function accountsOf(run: RunForAccount): readonly Mention[] {
  const known = MENTIONS.get(run) ?? run.trace.steps.flatMap((step) => mentionIn(run, step));
  MENTIONS.set(run, known);
  return known;
}

function mentionIn(run: RunForAccount, step: Step): readonly Mention[] {
  const { seq } = step;
  if (step.kind === "change") {
    return step.changes.slice(0, 1).map(({ application, account }) => ({ seq, key: { application, account } }));
  }
  const account = step.kind === "decision" ? step.decision.account : undefined;
  const application = account === undefined ? undefined : applicationOf(run, step, account);
  return account === undefined || application === undefined ? [] : [{ seq, key: { application, account } }];
}

/** The application of an account that is decided on: that of the lane, or else the one in which such an account is known. */
function applicationOf({ trace, accountsBefore }: RunForAccount, { from, to }: Step, account: string) {
  const lane = [from, to].map((each) => /^(?:app|accounts):(.*)$/.exec(each)?.[1]).find((id) => id !== undefined);
  const changes = trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
  return (
    lane ??
    accountsBefore.find((each) => each.account.id === account)?.application ??
    changes.find((change) => change.account === account)?.application
  );
}

/** The account after one of the steps that changed it; `seq` 0: before the run. */
interface Snapshot {
  readonly seq: number;
  readonly values: AccountAt;
}

/** A run never changes, so what was worked out of it once holds as long as somebody holds the run. */
const SNAPSHOTS = new WeakMap<RunForAccount, Map<string, readonly Snapshot[]>>();

function snapshotsOf(run: RunForAccount, key: AccountKey): readonly Snapshot[] {
  const ofRun = SNAPSHOTS.get(run) ?? new Map<string, readonly Snapshot[]>();
  SNAPSHOTS.set(run, ofRun);
  const name = JSON.stringify([key.application, key.account]);
  const known = ofRun.get(name) ?? buildSnapshots(run, key);
  ofRun.set(name, known);
  return known;
}

function buildSnapshots(run: RunForAccount, key: AccountKey): readonly Snapshot[] {
  const before = run.accountsBefore.find(
    ({ application, account }) => application === key.application && account.id === key.account,
  );
  let values = valuesBefore(before?.account);
  const snapshots: Snapshot[] = [{ seq: 0, values }];
  for (const step of run.trace.steps) {
    if (step.kind !== "change") continue;
    const changes = step.changes.filter(isOf(key));
    if (changes.length === 0) continue;
    values = withChanges(values, changes, step.seq);
    snapshots.push({ seq: step.seq, values });
  }
  return snapshots;
}

function valuesBefore(account: Account | undefined): AccountAt {
  if (account === undefined) return new Map();
  const written = (name: string): Written | undefined =>
    Object.hasOwn(account.written, name) ? account.written[name] : undefined;
  const values: readonly ValueAt[] = [
    valueBefore("userName", account.userName, written("userName")),
    valueBefore("active", account.active, written("active")),
    ...(account.held === true ? [valueBefore("held", true, undefined)] : []),
    ...Object.entries(account.attributes).map(([name, value]) =>
      valueBefore(`attributes.${name}`, value, written(name)),
    ),
    ...account.roles.map((grant) => valueBefore(`roles.${grant.role}`, true, grant)),
    ...(account.links.length === 0 ? [] : [valueBefore("links", account.links.map(describeLink), undefined)]),
  ];
  return new Map(values.map((value) => [value.path, value]));
}

function valueBefore(path: string, value: AttributeValue, by: Written | RoleGrant | undefined): ValueAt {
  if (by === undefined) return { path, value };
  const { writer, why, at, cause } = by;
  return { path, value, writer, why, at, ...(cause === undefined ? {} : { cause }) };
}

function withChanges(values: AccountAt, changes: readonly Change[], seq: number): AccountAt {
  const next = new Map(values);
  for (const { path, after, writer, why, cause } of changes) {
    if (path === "account" && after === undefined) next.clear();
    else if (path !== "account" && after === undefined) next.delete(path);
    else if (path !== "account" && after !== undefined) {
      next.set(path, { path, value: after, writer, why, seq, ...(cause === undefined ? {} : { cause }) });
    }
  }
  return next;
}
