import type { ImportResult } from "../../core/contract/imports.ts";
import type { Tone } from "../components/Chip.tsx";

/** What becomes of a row or a mapping, as a person reads it. */
export const RESULTS: readonly {
  readonly id: ImportResult;
  readonly name: string;
  readonly sign: string;
  readonly tone: Tone;
}[] = [
  { id: "taken", name: "Taken", sign: "✓", tone: "good" },
  { id: "adapted", name: "Adapted", sign: "≈", tone: "accent" },
  { id: "notUnderstood", name: "Not understood", sign: "?", tone: "warn" },
  { id: "refused", name: "Refused", sign: "✕", tone: "bad" },
];

/** What the engine says in one sentence, with its full stop. */
export function sentenceOf(what: string): string {
  return /[.!?]$/.test(what) ? what : `${what}.`;
}
