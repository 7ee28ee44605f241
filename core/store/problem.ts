import { inOneLine } from "../errors.ts";

/** Something in a workspace that is wrong (`error`) or that somebody should know (`warning`). */
export interface Problem {
  /** Stable: `WORKSPACE_DUPLICATE_ID`. */
  readonly code: string;
  /** Where, as {@link formatPath} writes it; empty for the file as a whole. */
  readonly path: string;
  /** One sentence: what was found, and what would be right. */
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** The same on one line: a name that it quotes may hold line ends and other control characters. */
export function printable(problem: Problem): Problem {
  return { ...problem, path: inOneLine(problem.path), message: inOneLine(problem.message) };
}

/** One step into a document: the name of a member, or the index of an item. */
export type PathPart = string | number;

/** A place in a document as a script would write it: `directory.users[3].attributes["job title"]`. */
export function formatPath(parts: readonly PathPart[]): string {
  return parts.map(formatPart).join("").replace(/^\./, "");
}

function formatPart(part: PathPart): string {
  if (typeof part === "number") return `[${part}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

/** What stands at a place of a document; undefined where there is nothing. */
export function valueAt(document: unknown, path: readonly PathPart[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Readonly<Record<PathPart, unknown>>)[part]
        : undefined,
    document,
  );
}

/** A value as a person recognises it, cut short where it is long: `"Ada"`, `42`, `a list of 3`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
