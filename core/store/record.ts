import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { Account } from "../accounts/account.ts";
import { type ErrorPlace, RehearsalError } from "../errors.ts";
import { instantSchema } from "../time.ts";
import { errnoOf } from "./file-error.ts";

/** The version of the journal's format; a reader refuses what it does not know. */
export const JOURNAL_VERSION = 1;

/** No trace and no state is nearly as large: a few bytes that would fill the memory are refused. */
const MAXIMUM_UNPACKED_MIB = 64;
const MAXIMUM_UNPACKED = MAXIMUM_UNPACKED_MIB * 1024 * 1024;

/** JSON, deflated (RFC 1951, no wrapper) and written in base64. Only unpacking tells whether it is whole. */
const packedSchema = z.string().min(1);

/** What every record carries. The journal is a tree: `parent` is the record that this one came after. */
const recordBase = {
  /** Unique in the journal: `r1`, `r2`, … in the order in which they were written. */
  id: z.string().min(1),
  parent: z.union([z.string().min(1), z.null()]),
  /** When it was saved, by the machine's clock. */
  at: instantSchema,
  /** The simulated clock at the end of it. */
  clock: instantSchema,
} as const;

/** How an action ended, in the words of its trace. */
const outcomeSchema = z.strictObject({
  result: z.string(),
  code: z.string(),
  reason: z.string(),
  by: z.string(),
  application: z.exactOptional(z.string()),
  account: z.exactOptional(z.string()),
  setting: z.exactOptional(z.string()),
});

/** One action that ran, with its trace. */
const actionRecordSchema = z.strictObject({
  type: z.literal("action"),
  ...recordBase,
  action: z.looseObject({ type: z.string().min(1) }),
  outcome: outcomeSchema,
  /** What just-in-time provisioning decided, in one word: `create`, `link`, `deny`. Absent where it was not asked. */
  decision: z.exactOptional(z.string()),
  /** How many steps its trace has. */
  steps: z.int().min(0),
  /** Left out of a copy in which people are pseudonymised. */
  trace: z.exactOptional(packedSchema),
  /** The accounts that it is about, as they were before it: a list of {@link AccountBefore}. Left out where the trace is. */
  before: z.exactOptional(packedSchema),
});

/** A change of the workspace by hand, inside the program. */
const editRecordSchema = z.strictObject({
  type: z.literal("edit"),
  ...recordBase,
  what: z.string(),
  /** How much of it can happen again, as events of people and assignments. Absent: nothing, or nobody knows. */
  again: z.exactOptional(z.enum(["whole", "partly"])),
  /** Those events: a list of actions. Left out of a copy in which people are pseudonymised, and `again` with it. */
  events: z.exactOptional(packedSchema),
});

/** Somebody changed the file itself between two openings. */
const editedOutsideRecordSchema = z.strictObject({ type: z.literal("editedOutside"), ...recordBase });

/** A moment to come back to, with the whole workspace as it was. */
const checkpointRecordSchema = z.strictObject({
  type: z.literal("checkpoint"),
  ...recordBase,
  name: z.string().min(1),
  /** Made by the program where a branch was left, so that its end can be reached again. */
  automatic: z.exactOptional(z.literal(true)),
  state: packedSchema,
});

/** A checkpoint was gone back to: `parent` is that checkpoint, `left` the record where the branch that was left ends. */
const returnRecordSchema = z.strictObject({ type: z.literal("return"), ...recordBase, left: z.string().min(1) });

/** One line of the journal. */
export const journalRecordSchema = z.discriminatedUnion("type", [
  actionRecordSchema,
  editRecordSchema,
  editedOutsideRecordSchema,
  checkpointRecordSchema,
  returnRecordSchema,
]);

export type JournalRecord = z.infer<typeof journalRecordSchema>;
export type ActionRecord = z.infer<typeof actionRecordSchema>;
export type CheckpointRecord = z.infer<typeof checkpointRecordSchema>;
export type RecordedOutcome = z.infer<typeof outcomeSchema>;

/** An account as it was before an action. Ids of accounts are unique only within one application. */
export interface AccountBefore {
  /** Id of the application. */
  readonly application: string;
  readonly account: Account;
}

/** A record without its packed parts (`trace`, `before`, `events`, `state`): what is kept in memory of each. */
export type RecordSummary = JournalRecord extends infer Kind
  ? Kind extends JournalRecord
    ? Omit<Kind, "trace" | "before" | "events" | "state">
    : never
  : never;

/** The record without its packed parts. */
export function summarise(record: JournalRecord): RecordSummary {
  if (record.type === "action") {
    const { trace: _, before: __, ...summary } = record;
    return summary;
  }
  if (record.type === "edit") {
    const { events: _, ...summary } = record;
    return summary;
  }
  if (record.type === "checkpoint") {
    const { state: _, ...summary } = record;
    return summary;
  }
  return record;
}

/**
 * A value as JSON, deflated, in base64.
 * @throws RehearsalError `RECORD_TOO_LARGE`: it could not be unpacked again.
 */
export function pack(value: unknown): string {
  const json = Buffer.from(JSON.stringify(value));
  if (json.length > MAXIMUM_UNPACKED) throw tooLarge({});
  return deflateRawSync(json).toString("base64");
}

/**
 * The value in it. `place`: of its record, for errors.
 * @throws RehearsalError `JOURNAL_DAMAGED` where it is not whole, `RECORD_TOO_LARGE`.
 */
export function unpack(packed: string, place: ErrorPlace = {}): unknown {
  try {
    return JSON.parse(
      inflateRawSync(Buffer.from(packed, "base64"), { maxOutputLength: MAXIMUM_UNPACKED }).toString("utf8"),
    );
  } catch (error) {
    if (errnoOf(error) === "ERR_BUFFER_TOO_LARGE") throw tooLarge(place);
    throw new RehearsalError(
      "JOURNAL_DAMAGED",
      "The packed part of this record cannot be unpacked: it is not whole.",
      place,
    );
  }
}

function tooLarge(place: ErrorPlace): RehearsalError {
  const message = `A trace or a state may take ${MAXIMUM_UNPACKED_MIB} MiB as JSON; this one takes more.`;
  return new RehearsalError("RECORD_TOO_LARGE", message, place);
}
