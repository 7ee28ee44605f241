import type { Account, RoleGrant, Written } from "../accounts/account.ts";
import { describeLink } from "../accounts/identity-link.ts";
import type { AttributeValue } from "../attribute-value.ts";
import type { Change } from "../trace/step.ts";
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

/** The id of the account that a run is about: the one that it ended with, else the first that it changed. */
export function accountOfRun({ outcome, trace, accountsBefore }: RunForAccount): string | undefined {
  const changed = trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []))[0]?.account;
  const decided = trace.steps.flatMap((step) => (step.kind === "decision" ? [step.decision.account] : []))[0];
  return outcome.account ?? changed ?? decided ?? accountsBefore[0]?.id;
}

/** The account of a run as it stood once a step was over; `seq` 0: as it stood before the run. */
export function accountAt(run: RunForAccount, seq: number): AccountAt {
  const all = snapshotsOf(run);
  return (all.findLast((snapshot) => snapshot.seq <= seq) ?? all[0])?.values ?? new Map();
}

/** The account after one of the steps that changed it; `seq` 0: before the run. */
interface Snapshot {
  readonly seq: number;
  readonly values: AccountAt;
}

/** A run never changes, so what was worked out of it once holds as long as somebody holds the run. */
const SNAPSHOTS = new WeakMap<RunForAccount, readonly Snapshot[]>();

function snapshotsOf(run: RunForAccount): readonly Snapshot[] {
  const known = SNAPSHOTS.get(run) ?? buildSnapshots(run);
  SNAPSHOTS.set(run, known);
  return known;
}

function buildSnapshots(run: RunForAccount): readonly Snapshot[] {
  const account = accountOfRun(run);
  let values = valuesBefore(run.accountsBefore.find(({ id }) => id === account));
  const snapshots: Snapshot[] = [{ seq: 0, values }];
  for (const step of run.trace.steps) {
    if (step.kind !== "change") continue;
    const changes = step.changes.filter((change) => change.account === account);
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
