import { parseTextPattern, TextTooLong } from "../expression/parse-text-pattern.ts";
import type { PatternMatch, TextPattern } from "../expression/text-pattern.ts";

/** What came of a replacement: the text, absent where the pattern does not match; or why nothing could be worked out. */
export type Replaced = { readonly text?: string; readonly note?: string } | { readonly problem: string };

/** `{name}` in a replacement. */
const PLACEHOLDER = /\{([^{}]+)\}/g;

/**
 * Entra's RegexReplace: where the pattern (.NET's syntax) matches, the template takes the value's place, with `{name}`
 * filled in by a group of that name, else by `parameter`. No text makes the pattern run away.
 */
export function replaceByPattern(
  pattern: string,
  replacement: string,
  text: string,
  parameter: (name: string) => string | undefined,
): Replaced {
  const parsed = parseTextPattern("dotnet", pattern);
  if (!parsed.ok) return { problem: `The pattern \`${pattern}\` cannot be used: ${parsed.problem}` };
  const match = findIn(parsed.pattern, text);
  if (match instanceof TextTooLong) return { problem: match.message };
  if (match === undefined) return {};
  const filled = replacement.replace(
    PLACEHOLDER,
    (whole, name: string) => groupOf(match, name) ?? parameter(name) ?? whole,
  );
  if (match.text === text) return { text: filled };
  const note = "The pattern matches a part of the value: the rest is left out, which the documentation leaves open.";
  return { text: filled, note };
}

/** The names that a replacement asks for. */
export function namesIn(replacement: string): readonly string[] {
  return [...new Set([...replacement.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}

/** By its name, else by its number. A group that took no part is empty. */
function groupOf({ groups, names, text }: PatternMatch, name: string): string | undefined {
  if (name === "0") return text;
  const number = Object.hasOwn(names, name) ? names[name] : Number(name);
  if (number === undefined || !Number.isInteger(number) || number < 1 || number > groups.length) return undefined;
  return groups[number - 1] ?? "";
}

function findIn(pattern: TextPattern, text: string): PatternMatch | TextTooLong | undefined {
  try {
    return pattern.find(text);
  } catch (error) {
    if (error instanceof TextTooLong) return error;
    throw error;
  }
}
