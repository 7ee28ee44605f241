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
  const account = accountOfRun(run);
  let values = valuesBefore(run.accountsBefore.find(({ id }) => id === account));
  for (const step of run.trace.steps) {
    if (step.seq > seq) break;
    if (step.kind !== "change") continue;
    values = withChanges(
      values,
      step.changes.filter((change) => change.account === account),
      step.seq,
    );
  }
  return values;
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
