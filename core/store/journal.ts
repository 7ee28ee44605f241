import { describeAction } from "./describe-action.ts";
import type { RecordSummary } from "./record.ts";

/** A checkpoint without its state. */
export type CheckpointSummary = Extract<RecordSummary, { readonly type: "checkpoint" }>;

/** What came after a checkpoint that was gone back to: a line of records beside the one that the workspace is on. */
export interface Branch {
  /** Id of its last record. Where that is a checkpoint, one can return to it. */
  readonly tip: string;
  /** Id of the last record that it shares with the line the workspace is on; null where it shares none. */
  readonly from: string | null;
  /** What happened on it, oldest first. */
  readonly records: readonly RecordSummary[];
}

/** A record as a list shows it. */
export type HistoryEntry = RecordSummary & {
  /** What happened, in one sentence. */
  readonly title: string;
  /** It led to where the workspace is now; false: it lies on a branch that was left. */
  readonly onBranch: boolean;
};

/** Every record in the order of writing, with the line to `head` marked. */
export function historyOf(records: readonly RecordSummary[], head: string | null): readonly HistoryEntry[] {
  const current = new Set(lineTo(records, head).map(({ id }) => id));
  const checkpoints = new Map(namedCheckpoints(records).map(({ id, name }) => [id, name]));
  return records.map((record) => ({
    ...record,
    title: titleOf(record, checkpoints),
    onBranch: current.has(record.id),
  }));
}

function titleOf(record: RecordSummary, checkpoints: ReadonlyMap<string, string>): string {
  switch (record.type) {
    case "action":
      return titleWithReason(titleOfAction(record.action), record.outcome.reason);
    case "edit":
      return record.what;
    case "editedOutside":
      return "The file was changed by hand.";
    case "checkpoint":
      return record.automatic === true ? "Where a branch was left." : `Checkpoint “${record.name}”.`;
    case "return":
      return `Back to “${checkpoints.get(record.parent ?? "") ?? "the end of a branch"}”.`;
  }
}

/** Some actions end by saying what they are: once is enough. */
function titleWithReason(title: string, reason: string): string {
  return reason.startsWith(title) ? reason : `${title}: ${reason}`;
}

/** `login ada@acme.test → slack`: a login says so, since it is called by nothing but its ends. */
function titleOfAction(action: Parameters<typeof describeAction>[0]): string {
  return action.type === "login" ? `login ${describeAction(action)}` : describeAction(action);
}

/** The records that led to `head`, oldest first. A record whose parent is not there begins the line. */
export function lineTo(records: readonly RecordSummary[], head: string | null): readonly RecordSummary[] {
  const byId = indexById(records);
  const line: RecordSummary[] = [];
  const seen = new Set<string>();
  for (let next = head === null ? undefined : byId.get(head); next !== undefined && !seen.has(next.id); ) {
    line.push(next);
    seen.add(next.id);
    next = next.parent === null ? undefined : byId.get(next.parent);
  }
  return line.reverse();
}

/** The lines that the workspace is not on, each from where it leaves the one that it is on. Oldest first. */
export function branchesBeside(records: readonly RecordSummary[], head: string | null): readonly Branch[] {
  const current = new Set(lineTo(records, head).map(({ id }) => id));
  const parents = new Set(records.map(({ parent }) => parent));
  return records
    .filter(({ id }) => !parents.has(id) && !current.has(id))
    .map((tip) => {
      const own = lineTo(records, tip.id).filter(({ id }) => !current.has(id));
      const from = own[0]?.parent ?? null;
      return { tip: tip.id, from: from !== null && current.has(from) ? from : null, records: own };
    })
    .filter(({ records: own }) => own.some(isEvent));
}

/** The checkpoints that somebody named, on every line, oldest first. */
export function namedCheckpoints(records: readonly RecordSummary[]): readonly CheckpointSummary[] {
  return records.filter((record) => record.type === "checkpoint").filter(({ automatic }) => automatic !== true);
}

/** The highest number in an id such as `r12`; 0 where there is none. */
export function highestRecordNumber(records: readonly RecordSummary[]): number {
  return records.reduce((most, { id }) => Math.max(most, Number(/^r(\d{1,15})$/.exec(id)?.[1] ?? 0)), 0);
}

/** Coming back somewhere is nothing that happened there. */
function isEvent(record: RecordSummary): boolean {
  return record.type !== "return" && !(record.type === "checkpoint" && record.automatic === true);
}

function indexById(records: readonly RecordSummary[]): ReadonlyMap<string, RecordSummary> {
  return new Map(records.map((record) => [record.id, record]));
}
