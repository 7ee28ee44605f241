/** The tree of a regular expression: what .NET's and Java's patterns have in common with ours. */
export type PatternNode =
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly branches: readonly PatternNode[] }
  | CharacterSet
  | { readonly kind: "capture"; readonly order: number; readonly of: PatternNode }
  | Repetition
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly of: PatternNode }
  | { readonly kind: "again"; readonly order: number; readonly ignoreCase: boolean }
  | { readonly kind: "anchor"; readonly at: AnchorPlace };

/**
 * One character out of a set. `items` are ready for a class of JavaScript (with `u`) as well as of RE2, escaped.
 */
export interface CharacterSet {
  readonly kind: "set";
  readonly negative: boolean;
  readonly items: string;
  readonly ignoreCase: boolean;
  /** The one character that it stands for, where it is a single one. */
  readonly literal?: string;
}

/** `*`, `+`, `?`, `{2,5}`. `most`: infinite where there is no end. */
export interface Repetition {
  readonly kind: "repeat";
  readonly of: PatternNode;
  readonly least: number;
  readonly most: number;
  readonly lazy: boolean;
}

/**
 * Where an anchor holds. `end` also before a last line feed, as `$` and `\Z` mean; `veryEnd`: `\z`.
 */
export type AnchorPlace = "start" | "end" | "veryEnd" | "lineStart" | "lineEnd" | "wordBoundary" | "noWordBoundary";

/** A pattern as it was read. */
export interface PatternTree {
  readonly root: PatternNode;
  /** For each capture in the order of the text, its number in its own flavour. */
  readonly numbers: readonly number[];
  /** The number of each named group. */
  readonly names: Readonly<Record<string, number>>;
}

/** The nodes right below a node. */
export function patternChildren(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case "sequence":
      return node.items;
    case "choice":
      return node.branches;
    case "capture":
    case "repeat":
    case "look":
      return [node.of];
    case "set":
    case "again":
    case "anchor":
      return [];
  }
}
