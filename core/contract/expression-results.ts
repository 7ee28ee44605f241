import type { AttributeValue } from "../attribute-value.ts";
import type { ExpressionSettings, Finding, FunctionSignature } from "../expression/dialect.ts";
import type { Evaluated } from "../expression/evaluate.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";

/** What can be written in a language, for completion and help. */
export interface ExpressionLanguage extends Vocabulary {
  /** Its name for people. */
  readonly name: string;
  readonly functions: readonly FunctionSignature[];
  /** Attributes that people here have, and those that the product has for everybody. */
  readonly attributes: readonly string[];
}

/** Something that a check found. `fix`: the whole text with `instead` in its place; only where that makes it better. */
export type TriedFinding = Finding & { readonly fix?: string };

/** An expression that somebody is writing, checked and evaluated for one person, and the saved one beside it. */
export interface ExpressionTrial {
  readonly findings: readonly TriedFinding[];
  /** The settings that make a difference to it, where its product's documentation leaves something open. */
  readonly settings: readonly (keyof ExpressionSettings)[];
  /** Absent where the check found an error, or no person was named. */
  readonly evaluated?: Evaluated;
  /** The attributes that were read. */
  readonly inputs?: readonly { readonly name: string; readonly value?: AttributeValue }[];
  /** Where an attribute is not known: the file that does not carry it. */
  readonly notKnownFrom?: string;
  /** What the saved expression gives for the same person; absent where there is none, or it has an error. */
  readonly saved?: Evaluated;
}

/**
 * What a row gives for one person. `default`: nothing came, and the default takes its place; `leftAlone` and `leftOut`: an
 * expression says to leave the attribute alone, or the whole person out; `waits`: every value that it offers is taken.
 */
export type RowOutcome =
  | "value"
  | "default"
  | "nothing"
  | "leftAlone"
  | "leftOut"
  | "waits"
  | "error"
  | "cannotTell"
  | "tooLong";

/** What people are told apart by: an outcome, or what only shows beside others. */
export type RowClass = RowOutcome | "collision" | "changed";

/** Why somebody is worth a look. */
export type EdgeCase = Exclude<RowClass, "value" | "default"> | "longest" | "shortest" | "nonAscii" | "several";

/** One row over everybody whom it is for. */
export interface RowPopulation {
  /** How many people were looked at: those who are assigned and in scope. */
  readonly people: number;
  /** How many of the directory were left out. */
  readonly others: number;
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** People with the same value as somebody else; absent where values need not differ. */
  readonly collision?: number;
  /** People for whom something else comes out than from the saved row; absent where no row of this id is saved. */
  readonly changed?: number;
  /** Ids of the first people of each class. */
  readonly samples: Readonly<Partial<Record<RowClass, readonly string[]>>>;
  /** People (ids) worth a look, the most telling first; everybody once for each reason. */
  readonly edgeCases: readonly { readonly person: string; readonly kind: EdgeCase; readonly why: string }[];
}
