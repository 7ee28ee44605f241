import type { Workspace } from "../store/workspace.ts";
import type { ColumnsPlan } from "./column-plan.ts";
import type { ImportKind } from "./import-kind.ts";

/** A file that is to be imported, as it was read or pasted. */
export interface ImportFile {
  /** Its name, for messages; `pasted text` where there is none. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What whoever imports may say; whatever is left out is recognised or chosen. */
export interface ImportOptions {
  readonly as?: ImportKind;
  /** For CSV: target attribute to column header. */
  readonly columns?: Readonly<Record<string, string>>;
  /** For CSV: headers of columns that are left out, whatever they would be taken for. */
  readonly leaveOut?: readonly string[];
  /** Id of the application that the file is about. */
  readonly application?: string;
  /** Id of the identity provider that the file is about; absent: the first. */
  readonly identityProvider?: string;
  /** Answers to the questions of an earlier plan, by their ids. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** What an import would do. Nothing is done yet: `next` is another workspace, made from the one that was handed in. */
export interface ImportPlan {
  readonly kind: ImportKind;
  /** In one sentence: "96 people from users.csv: 90 new, 6 changed". */
  readonly what: string;
  readonly report: ImportReport;
  /** What only a person can decide; what is not answered is left inactive. */
  readonly questions: readonly ImportQuestion[];
  /** For CSV: what each column is taken for. */
  readonly columns?: ColumnsPlan;
  readonly next: Workspace;
}

/** What became of each row or mapping of a file. */
export interface ImportReport {
  readonly counts: Readonly<Record<ImportResult, number>>;
  /** Every line that is not plainly taken, and the first of those that are: {@link MOST_LINES} of each at most. */
  readonly lines: readonly ReportLine[];
}

/**
 * `taken`: as it stands; `adapted`: taken, but not as it stood, or with something that has to be looked at;
 * `notUnderstood`: kept as it is for an export, and not used; `refused`: not taken, for it would do harm or make no sense.
 */
export type ImportResult = "taken" | "adapted" | "notUnderstood" | "refused";

/** One row or mapping. */
export interface ReportLine {
  readonly result: ImportResult;
  /** Where: `line 12`, `synchronizationRules[0].objectMappings[1].attributeMappings[3]`. */
  readonly place: string;
  /** What it is about: a person, a target attribute. */
  readonly subject: string;
  /** In one sentence. */
  readonly message: string;
}

/** Lines of a report that are kept for each result. */
export const MOST_LINES = 1_000;

/** Something that only a person can decide, such as which of two texts of an expression is meant. */
export interface ImportQuestion {
  readonly id: string;
  readonly place: string;
  readonly text: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
}
