import { StateEffect, StateField } from "@codemirror/state";
import type { ExpressionLanguage } from "../../core/contract/expression-results.ts";
import type { Dialect } from "./complete.ts";
import type { Underlined } from "./diagnostics.ts";

/** A stretch of the text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What came of a text: what is wrong with it, and the values of its parts for somebody. */
export interface ReadText {
  readonly of: string;
  readonly found: readonly Underlined[];
  /** `shown`: the value as a person reads it. Of several at one place the last counts. */
  readonly values: readonly (Stretch & { readonly shown: string })[];
  /** Whose values they are. */
  readonly person: string | undefined;
}

/**
 * What is known of the expression in an editor, beside its text. All of it is handed in: an editor is loaded where there
 * is an expression, with nothing of the app but itself.
 */
export interface Reading {
  readonly dialect: Dialect;
  readonly language: ExpressionLanguage | undefined;
  readonly read: ReadText | undefined;
  /** The stretch that is pointed at from outside. */
  readonly marked: Stretch | undefined;
}

/** Tells an editor what is known by now. */
export const setReading = StateEffect.define<Reading>();

const NOTHING: Reading = { dialect: "entra", language: undefined, read: undefined, marked: undefined };

/** What an editor knows. */
export const reading = StateField.define<Reading>({
  create: () => NOTHING,
  update: (known, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(setReading) ? effect.value : now), known),
});
