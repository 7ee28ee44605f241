import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { directorySchema } from "../directory/directory.ts";
import { hrSettingsSchema } from "../directory/hr.ts";
import { identityProviderSchema } from "../idp/identity-provider.ts";
import { identityProviderStateSchema } from "../idp/state.ts";
import { dueItemSchema } from "../provisioning/agenda.ts";
import { applicationSchema } from "../sp/application.ts";
import { applicationStateSchema } from "../sp/state.ts";
import { instantSchema } from "../time.ts";
import { JOURNAL_VERSION, journalRecordSchema } from "./record.ts";

/** The version of the file format. Older ones are upgraded when read; newer ones are opened read-only. */
export const WORKSPACE_VERSION = 1;

/**
 * A workspace as one JSON document. Other people's scripts read the file, so the top level is stable:
 * `version`, `name`, `clock`, `directory`, `identityProviders`, `applications`.
 */
export const workspaceSchema = z.strictObject({
  /** Lets editors check and complete the file. */
  $schema: z.exactOptional(z.string()),
  version: z.literal(WORKSPACE_VERSION),
  name: z.string().min(1),
  description: z.exactOptional(z.string()),
  /** Where the people come from; shown in the status bar. */
  people: z.enum(["sample", "imported", "pseudonymised"]),
  /** The simulated clock. It moves only when an action moves it. */
  clock: z.strictObject({ now: instantSchema }),
  /** Seed of everything random in the simulation. */
  seed: z.string().min(1),
  /** Where people's coming and going is known first; absent: the directory knows at once. */
  hr: z.exactOptional(hrSettingsSchema),
  directory: directorySchema,
  identityProviders: z.array(identityProviderSchema),
  applications: z.array(applicationSchema),
  /** Open sessions, codes, tokens and caches of the parties, by their ids. */
  runtime: z.strictObject({
    identityProviders: z.record(nameSchema, identityProviderStateSchema),
    applications: z.record(nameSchema, applicationStateSchema),
    /** What has been set going and is due later. */
    agenda: z.exactOptional(z.array(dueItemSchema)),
    /** Ids of the parties that nobody can reach. */
    outages: z.exactOptional(z.array(nameSchema)),
  }),
  /** How many actions have run: part of the seed, so that no two actions draw the same ids. */
  actions: z.int().min(0),
});

export type Workspace = z.infer<typeof workspaceSchema>;

/** Where the journal lies while the workspace is in use: in a segment beside the file, which only ever grows. */
const journalReferenceSchema = z.strictObject({
  /** Name of the file with the records, one JSON document a line, in the same folder. */
  segment: z
    .string()
    .regex(/^[^/\\]+\.journal$/, { error: "A segment is a file in the same folder whose name ends in `.journal`." }),
  /** How much of the segment had been written when this state was saved. */
  bytes: z.int().positive(),
  /** How many records these are. */
  records: z.int().min(0),
  /** SHA-256 of the last of these lines in base64url: tells this segment from another of the same name. */
  lastLine: z.string().min(1),
  /** Id of the record that this state came after. */
  head: z.union([z.string().min(1), z.null()]),
  /** SHA-256 of this state in base64url: shows whether somebody changed the file since. */
  state: z.string().min(1),
});

export type JournalReference = z.infer<typeof journalReferenceSchema>;

/** The journal in the file itself: a copy that was made to be shared. */
const inlineJournalSchema = z.strictObject({
  version: z.literal(JOURNAL_VERSION),
  /** What was left out of the copy, for whoever opens it. */
  note: z.exactOptional(z.string()),
  head: z.union([z.string().min(1), z.null()]),
  records: z.array(journalRecordSchema),
});

export type InlineJournal = z.infer<typeof inlineJournalSchema>;

/** The file: a workspace, and where its journal is. A new workspace has none yet. */
export const workspaceDocumentSchema = workspaceSchema.extend({
  journal: z.exactOptional(z.union([journalReferenceSchema, inlineJournalSchema])),
});

export type WorkspaceDocument = z.infer<typeof workspaceDocumentSchema>;

/** The file without its journal. */
export function workspaceOf(document: WorkspaceDocument): Workspace {
  const { journal: _, ...workspace } = document;
  return workspace;
}
