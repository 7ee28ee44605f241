import type { Run } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import { parseTextPattern, TextTooLong } from "../parse-text-pattern.ts";
import type { TextPattern } from "../text-pattern.ts";
import type { Node } from "../tree.ts";
import type { Read } from "./site.ts";
import { describe, fail } from "./values.ts";

/** A regular expression of Java: read once where it is a literal. An ExpressionError where it is none. */
export function readTextPattern(node: Node, run: Run): Read<TextPattern> {
  if (node.kind === "literal" && typeof node.value === "string") {
    const parsed = parseTextPattern("java", node.value);
    if (parsed.ok) return () => parsed.pattern;
  }
  return (session) => {
    const value = run(session);
    if (typeof value !== "string") {
      return fail("EXPRESSION_TYPE_CLASH", `A pattern is a text; this is ${describe(value)}.`, node);
    }
    const parsed = parseTextPattern("java", value);
    return parsed.ok ? parsed.pattern : fail("EXPRESSION_PATTERN", parsed.problem, node);
  };
}

/** Whether the whole text matches. An ExpressionError where it is too long for the pattern to be run safely. */
export function matchesWhole(pattern: TextPattern, text: string, at: Span): boolean {
  try {
    return pattern.matchesWhole(text);
  } catch (error) {
    if (error instanceof TextTooLong) return fail("EXPRESSION_TEXT_TOO_LONG", error.message, at);
    throw error;
  }
}
