import { z } from "zod";
import { accountSchema } from "../accounts/account.ts";
import { nameSchema } from "../attribute-value.ts";
import { RehearsalError } from "../errors.ts";
import type { Trace } from "../trace/step.ts";
import type { RecordedAction } from "./describe-action.ts";
import { parseWorkspace } from "./parse.ts";
import {
  type AccountBefore,
  type CheckpointRecord,
  type JournalRecord,
  journalRecordSchema,
  unpack,
} from "./record.ts";
import { describeSchemaProblems } from "./schema-problems.ts";
import { isOtherVersion, isTrace } from "./trace-schema.ts";
import type { Workspace } from "./workspace.ts";

/**
 * A record as it is written: what could not be read back is never saved.
 * @throws RehearsalError `RECORD_INVALID`
 */
export function checkedRecord(record: JournalRecord): JournalRecord {
  const result = journalRecordSchema.safeParse(record);
  if (result.success) return result.data;
  const [problem] = describeSchemaProblems(journalRecordSchema, record, result.error);
  const what = problem === undefined ? "It is not a record." : `${problem.path}: ${problem.message}`;
  throw new RehearsalError("RECORD_INVALID", `Not saved: the record could not be read again. ${what}`, placeOf(record));
}

/**
 * The trace of an action.
 * @throws RehearsalError `RECORD_WITHOUT_TRACE`, `TRACE_VERSION`, and what {@link unpack} throws
 */
export function traceOf(record: JournalRecord): Trace {
  if (record.type !== "action" || record.trace === undefined) {
    throw new RehearsalError("RECORD_WITHOUT_TRACE", `The record ${record.id} has no trace.`);
  }
  const trace = unpack(record.trace, placeOf(record));
  if (isTrace(trace)) return trace;
  if (!isOtherVersion(trace)) throw damaged(record, "trace");
  throw new RehearsalError("TRACE_VERSION", `The trace of ${record.id} has a version that this program does not know.`);
}

/**
 * The accounts that an action is about, as they were before it; undefined where the record does not have them. Earlier
 * records, all of logins, list accounts of the one application that they were about.
 * @throws RehearsalError `JOURNAL_DAMAGED`, `RECORD_TOO_LARGE`
 */
export function accountsBeforeOf(record: JournalRecord): readonly AccountBefore[] | undefined {
  if (record.type !== "action" || record.before === undefined) return undefined;
  const { data } = accountsSchema.safeParse(unpack(record.before, placeOf(record)));
  if (data === undefined) throw damaged(record, "list of accounts");
  const application = typeof record.action.application === "string" ? record.action.application : "";
  return data.map((each) => ("account" in each ? each : { application, account: each }));
}

/**
 * What an edit did to people and assignments, as actions that can happen again; none where the record has none.
 * @throws RehearsalError `JOURNAL_DAMAGED`, `RECORD_TOO_LARGE`
 */
export function eventsOf(record: JournalRecord): readonly RecordedAction[] {
  if (record.type !== "edit" || record.events === undefined) return [];
  const { data } = eventsSchema.safeParse(unpack(record.events, placeOf(record)));
  if (data === undefined) throw damaged(record, "list of events");
  return data;
}

const eventsSchema = z.array(z.looseObject({ type: z.string().min(1) }));

const accountsSchema = z.array(
  z.union([z.strictObject({ application: nameSchema, account: accountSchema }), accountSchema]),
);

/**
 * The workspace at a checkpoint.
 * @throws RehearsalError `RECORD_NOT_CHECKPOINT`, and what {@link checkpointState} throws
 */
export function stateOf(record: JournalRecord): Workspace {
  if (record.type === "checkpoint") return checkpointState(record);
  throw new RehearsalError("RECORD_NOT_CHECKPOINT", `The record ${record.id} is no checkpoint.`);
}

/**
 * The workspace in a checkpoint.
 * @throws RehearsalError `JOURNAL_DAMAGED`, `RECORD_TOO_LARGE`
 */
export function checkpointState(record: CheckpointRecord): Workspace {
  const state = unpack(record.state, placeOf(record));
  try {
    return parseWorkspace(JSON.stringify(state), record.id);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    throw damaged(record, "workspace", ` ${error.message}`);
  }
}

function damaged(record: JournalRecord, what: string, why = ""): RehearsalError {
  return new RehearsalError("JOURNAL_DAMAGED", `What is packed in this record is no ${what}.${why}`, placeOf(record));
}

function placeOf({ id }: JournalRecord): { readonly path: string } {
  return { path: `journal record ${id}` };
}
