import { RE2JS, RE2JSException } from "re2js";

/** A regular expression that somebody typed in: ready to use, or what is wrong with it. */
export type Pattern =
  | { readonly ok: true; matches(text: string): boolean }
  | { readonly ok: false; readonly problem: string };

/** Compiling costs a hundred times more than matching, and the same few patterns come back at every login. */
const compiled = new Map<string, Pattern>();
const COMPILED_LIMIT = 256;

/**
 * Reads a regular expression in RE2 syntax (https://github.com/google/re2/wiki/Syntax), which takes time in proportion
 * to the text, whatever the pattern. **The whole text must match**, as in Okta's group filters: `Admin` does not
 * match `Not-Admin`; write `.*Admin.*` for that.
 */
export function parsePattern(pattern: string): Pattern {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (compiled.size >= COMPILED_LIMIT) compiled.clear();
  const fresh = compilePattern(pattern);
  compiled.set(pattern, fresh);
  return fresh;
}

function compilePattern(pattern: string): Pattern {
  try {
    const expression = RE2JS.compile(pattern);
    return { ok: true, matches: (text) => expression.testExact(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { ok: false, problem: error.message.replace(/^error parsing regexp: /, "") };
  }
}
