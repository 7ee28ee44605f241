import { basename, dirname, join } from "node:path";
import { isoInstant } from "../time.ts";
import { highestRecordNumber, lineTo, namedCheckpoints } from "./journal.ts";
import type { Problem } from "./problem.ts";
import { type JournalRecord, pack, type RecordSummary, summarise } from "./record.ts";
import { type LinePlace, readRecord, readSegment } from "./segment.ts";
import {
  type InlineJournal,
  type JournalReference,
  type Workspace,
  type WorkspaceDocument,
  workspaceOf,
} from "./workspace.ts";
import { hashWorkspace } from "./workspace-file.ts";

/** A record, and where the whole of it is: on a line of a segment, or still only in memory. */
export interface JournalEntry {
  readonly summary: RecordSummary;
  readonly source: { readonly segment: string; readonly place: LinePlace } | { readonly record: JournalRecord };
}

/** A journal in use. */
export interface OpenJournal {
  readonly entries: readonly JournalEntry[];
  /** The record that the workspace's state came after. */
  readonly head: string | null;
  /** The number in the next record's id. */
  readonly nextNumber: number;
  /** The segment that further records go to, and where in it; absent: one has to be begun. */
  readonly target?: { readonly segment: string; readonly bytes: number };
}

/** The checkpoint that every workspace opens on. */
const START = "Start";

/** The journal of a file that was read, and what is wrong with it. A journal never keeps a workspace from opening. */
export async function openJournal(
  file: string,
  { journal }: WorkspaceDocument,
): Promise<{ readonly journal: OpenJournal; readonly problems: readonly Problem[] }> {
  if (journal === undefined) return { journal: buildJournal([], null), problems: [] };
  return "segment" in journal ? openSegment(file, journal) : { journal: openInline(journal), problems: [] };
}

function buildJournal(entries: readonly JournalEntry[], head: string | null): OpenJournal {
  return { entries, head, nextNumber: 1 + highestRecordNumber(entries.map(({ summary }) => summary)) };
}

function openInline({ records, head }: InlineJournal): OpenJournal {
  const entries = records.map((record) => ({ summary: summarise(record), source: { record } }));
  return buildJournal(entries, records.some(({ id }) => id === head) ? head : null);
}

async function openSegment(file: string, reference: JournalReference): ReturnType<typeof openJournal> {
  const { segment } = reference;
  const index = await readSegment(join(dirname(file), segment), reference);
  if (index === undefined) return { journal: buildJournal([], null), problems: [missing(segment)] };
  const entries = index.records.map(({ summary, place }) => ({ summary, source: { segment, place } }));
  if (!index.complete) return { journal: buildJournal(entries, null), problems: [damaged(segment, entries.length)] };
  // A copy of the file, or the file under a new name, must not write into the journal of the other.
  const ours = index.workspace === basename(file);
  const journal = buildJournal(entries, reference.head);
  return { journal: ours ? { ...journal, target: { segment, bytes: index.bytes } } : journal, problems: [] };
}

function missing(segment: string): Problem {
  return {
    code: "JOURNAL_MISSING",
    path: "journal.segment",
    message: `The history is not here: ${segment} does not lie beside the file, or is no journal that this program can read. The workspace is whole; its history begins anew with the next save.`,
    severity: "warning",
  };
}

function damaged(segment: string, readable: number): Problem {
  return {
    code: "JOURNAL_DAMAGED",
    path: "journal.segment",
    message: `${segment} is damaged or belongs to another workspace: ${readable} of its records can be read. The workspace is whole; the next save begins another journal and leaves this one as it is.`,
    severity: "warning",
  };
}

/**
 * The journal with what the opening itself adds to it: that somebody changed the file since it was saved, and the
 * checkpoint *Start* where nobody could come back to anything. They are written with the next save.
 */
export function withOpening(journal: OpenJournal, document: WorkspaceDocument, now: number): OpenJournal {
  const workspace = workspaceOf(document);
  const { journal: reference } = document;
  const changed = reference !== undefined && "segment" in reference && reference.state !== hashWorkspace(workspace);
  const noted = changed
    ? withRecord(journal, { type: "editedOutside", ...nextBase(journal, workspace, now) })
    : journal;
  const records = summariesOf(noted);
  return namedCheckpoints(lineTo(records, noted.head)).length > 0
    ? noted
    : withRecord(noted, buildCheckpoint(noted, workspace, freeName(START, records), now));
}

/** The name, with a number where a checkpoint on a line that was lost or left has it already. */
function freeName(name: string, records: readonly RecordSummary[]): string {
  const taken = new Set(namedCheckpoints(records).map((checkpoint) => checkpoint.name));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** What the next record carries in any case. */
export function nextBase(journal: OpenJournal, workspace: Workspace, now: number) {
  return {
    id: `r${journal.nextNumber}`,
    parent: journal.head,
    at: isoInstant(now),
    clock: workspace.clock.now,
  };
}

/** A checkpoint with this state, after the head. */
export function buildCheckpoint(journal: OpenJournal, workspace: Workspace, name: string, now: number): JournalRecord {
  return { type: "checkpoint", ...nextBase(journal, workspace, now), name, state: pack(workspace) };
}

/** The journal with one more record, which becomes its head. It is not written yet. */
export function withRecord(journal: OpenJournal, record: JournalRecord): OpenJournal {
  return {
    ...journal,
    entries: [...journal.entries, { summary: summarise(record), source: { record } }],
    head: record.id,
    nextNumber: journal.nextNumber + 1,
  };
}

/** All records without their packed parts. */
export function summariesOf({ entries }: OpenJournal): readonly RecordSummary[] {
  return entries.map(({ summary }) => summary);
}

/** One record in full. */
export async function loadRecord(file: string, { source }: JournalEntry): Promise<JournalRecord> {
  return "record" in source ? source.record : readRecord(join(dirname(file), source.segment), source.place);
}
