import type { EffectValue } from "../value.ts";
import { IGNORE_ATTRIBUTE, IGNORE_OBJECT } from "../value.ts";

/** How `InStr` compares. */
export type TextComparison = "text" | "binary";

/** What a bare word stands for: an effect in the place of a value, or how `InStr` compares. */
export type KeywordMeaning =
  | { readonly kind: "effect"; readonly value: EffectValue }
  | { readonly kind: "comparison"; readonly comparison: TextComparison };

/** The bare words (entra-expressions.md, sections 1 and 2), each with its meaning. */
export const ENTRA_KEYWORDS: ReadonlyMap<string, KeywordMeaning> = new Map<string, KeywordMeaning>([
  ["IgnoreAttributeFlow", { kind: "effect", value: IGNORE_ATTRIBUTE }],
  ["IgnoreObjectFlow", { kind: "effect", value: IGNORE_OBJECT }],
  ["vbTextCompare", { kind: "comparison", comparison: "text" }],
  ["vbBinaryCompare", { kind: "comparison", comparison: "binary" }],
]);

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [...ENTRA_KEYWORDS.keys()].map((word) => [word.toLowerCase(), word]),
);

/** The right spelling of a bare word, its case aside; undefined where there is no such word. */
export function spellKeyword(word: string): string | undefined {
  return SPELLINGS.get(word.toLowerCase());
}
