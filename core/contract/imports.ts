import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import type { ColumnsPlan } from "../import/column-plan.ts";
import { type ImportKind, importKindSchema } from "../import/import-kind.ts";
import type { ImportQuestion, ImportReport } from "../import/import-plan.ts";
import type { ContractError } from "./contract.ts";
import { LARGEST_IMPORT } from "./largest-import.ts";

export type { ColumnPlan, ColumnsPlan, ColumnTarget } from "../import/column-plan.ts";
export type { ImportKind } from "../import/import-kind.ts";
export type { ImportQuestion, ImportReport, ImportResult, ReportLine } from "../import/import-plan.ts";

/** A file as it crosses a border: its name, and its bytes in base64. */
export const importedFileSchema = z.strictObject({
  name: z.string().trim().min(1).max(300),
  content: z.string().max(4 * Math.ceil(LARGEST_IMPORT / 3)),
});

/** What whoever imports may say; whatever is left out is recognised or chosen. Like `ImportOptions` of core/import. */
export const importChoicesSchema = z.strictObject({
  as: z.exactOptional(importKindSchema),
  /** For a table: target to the heading of its column. */
  columns: z.exactOptional(z.record(z.string().max(300), z.string().max(10_000))),
  /** For a table: headings of columns that are left out. */
  leaveOut: z.exactOptional(z.array(z.string().max(10_000)).max(10_000)),
  application: z.exactOptional(nameSchema),
  identityProvider: z.exactOptional(nameSchema),
  /** Answers to the questions of an earlier plan, by their ids. */
  answers: z.exactOptional(z.record(z.string().max(2_000), z.string().max(10_000))),
});

export type ImportChoices = z.infer<typeof importChoicesSchema>;

/** A kind of file that can be imported, as a person calls it. */
export interface ImportKindItem {
  readonly kind: ImportKind;
  readonly name: string;
  /** Whether somebody can say which application it is about. */
  readonly aboutApplication: boolean;
}

/** What is known of a file before anything is imported. */
export interface ImportPreview {
  /** What it is taken for; absent: nothing tells, and nobody said it. */
  readonly kind?: ImportKind;
  /** What tells: "it has `synchronizationRules`". Absent where somebody said it. */
  readonly why?: string;
  /** The first rows of a table. */
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** What importing it would do. */
  readonly plan?: ImportOutlook;
  /** Why there is no plan. The workspace is as it was. */
  readonly refused?: ContractError;
}

/** What an import would do, or did: `ImportPlan` of core/import without the workspace that it leads to. */
export interface ImportOutlook {
  /** In one sentence: "96 people from users.csv: 90 new, 6 changed". */
  readonly what: string;
  readonly report: ImportReport;
  /** What only a person can decide; what is not answered is left inactive. */
  readonly questions: readonly ImportQuestion[];
  readonly columns?: ColumnsPlan;
  /** False: everything is so already. */
  readonly changes: boolean;
  /** How many people are new, and how many are others than before. */
  readonly people: { readonly added: number; readonly changed: number };
  /** Ids of the applications whose settings or accounts are others than before. */
  readonly applications: readonly string[];
}
