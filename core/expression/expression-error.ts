import { RehearsalError } from "../errors.ts";

/** A stretch of an expression's text: UTF-16 offsets, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * An expression that cannot be read or checked, or whose evaluation failed for this person. `span` is where in the
 * text; `place.path` says the same as a person counts: `column 8`, or `line 2, column 3` where there are several lines.
 */
export class ExpressionError extends RehearsalError {
  readonly span: Span;

  constructor(code: string, message: string, span: Span, text?: string) {
    super(code, message, text === undefined ? {} : { path: describePosition(text, span.from) });
    this.name = "ExpressionError";
    this.span = span;
  }
}

/** An offset as a person counts, from 1: `column 8`, or `line 2, column 3` where the text has several lines. */
export function describePosition(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const column = `column ${[...before.slice(lineStart)].length + 1}`;
  return text.includes("\n") ? `line ${before.split("\n").length}, ${column}` : column;
}
