import type { ExpressionTrial } from "../../core/contract/expression-results.ts";
import type { Tone } from "../components/Chip.tsx";
import { type Evaluated, showLogged } from "./sub-values.ts";

/** What came of an expression, in words. */
export interface OutcomeWords {
  /** The value, as it is shown. */
  readonly value?: string;
  /** What it means, where there is more to say. */
  readonly text?: string;
  /** A word for it. */
  readonly word?: string;
  readonly tone: Tone;
}

/** What an effect means for the person. */
const EFFECTS: Readonly<Record<Extract<Evaluated, { outcome: "value" }>["effects"][number], OutcomeWords>> = {
  ignoreAttribute: { word: "left alone", text: "The attribute is left alone: nothing is sent for it.", tone: "note" },
  ignoreObject: { word: "left out", text: "The whole person is left out.", tone: "warn" },
  escrow: {
    word: "waits",
    text: "Every value that the expression offers is taken: the person waits, and is tried again.",
    tone: "bad",
  },
  nextUnique: { word: "next choice", text: "The first choice was taken, so the next one is used.", tone: "warn" },
  writeNull: {
    word: "null written",
    text: "Null is written: the target loses its value, as by Entra's bug in cycles after the first.",
    tone: "warn",
  },
  redact: { word: "hidden in logs", text: "The value is sent, and no log shows it.", tone: "note" },
};

/** What an evaluation came to. `file`: the one that does not carry what is not known. */
export function describeOutcome(evaluated: Evaluated, file?: string): OutcomeWords {
  switch (evaluated.outcome) {
    case "error":
      return { word: "error", text: evaluated.message, tone: "bad" };
    case "notKnown":
      return { word: "cannot tell", text: evaluated.why ?? describeNotKnown(evaluated.attribute, file), tone: "warn" };
    case "value": {
      const [first] = evaluated.effects;
      const effect = first === undefined ? { tone: "good" as const } : EFFECTS[first];
      const replaced = evaluated.effects.some((each) => each.startsWith("ignore") || each === "escrow");
      return replaced ? effect : { ...effect, value: showValue(evaluated) };
    }
  }
}

function describeNotKnown(attribute: string, file = "the file that the person came from"): string {
  return `Nobody can tell: ${file} does not carry \`${attribute}\`. A file that carries it would settle it.`;
}

function showValue({ value, type }: Extract<Evaluated, { outcome: "value" }>): string {
  if (value === undefined || value === null) return showLogged({ from: 0, to: 0, type });
  if (typeof value !== "object") return showLogged({ from: 0, to: 0, type, text: String(value) });
  return value.length === 0 ? "an empty list" : value.join(", ");
}

/** Tells whether the saved expression comes to the same. */
export function isSameOutcome({ evaluated, saved }: ExpressionTrial): boolean {
  if (evaluated === undefined || saved === undefined) return true;
  return JSON.stringify(describeOutcome(evaluated)) === JSON.stringify(describeOutcome(saved));
}
