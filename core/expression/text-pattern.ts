/** Whose regular expressions: .NET's (Entra) or Java's (Okta). */
export type PatternFlavour = "dotnet" | "java";

/** Where a pattern was found, and what its groups caught. */
export interface PatternMatch {
  /** UTF-16 offset of the match. */
  readonly index: number;
  readonly text: string;
  /** Groups by number, from 1; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
  /** Where each group lies, in the same order. */
  readonly places: readonly ({ readonly from: number; readonly to: number } | undefined)[];
  /** The number of a named group. */
  readonly names: Readonly<Record<string, number>>;
}

/** A regular expression, ready to use on any text: no text makes it run away. */
export interface TextPattern {
  /** The first match at or after `from` (0 if not given). */
  find(text: string, from?: number): PatternMatch | undefined;
  /** Every match, one after another, as `Regex.Replace` and `replaceAll` see them. */
  findAll(text: string): readonly PatternMatch[];
  /** Whether the whole text matches. */
  matchesWhole(text: string): boolean;
}

/** A pattern that was read, or why it cannot be. `at`: UTF-16 offset in the pattern, where it is known. */
export type ParsedPattern =
  | { readonly ok: true; readonly pattern: TextPattern }
  | { readonly ok: false; readonly problem: string; readonly at?: number };
