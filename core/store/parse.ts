import { RehearsalError } from "../errors.ts";
import { findJsonFault, isTooDeep, MAXIMUM_JSON_DEPTH } from "./json-syntax.ts";
import { describeValue, formatPath, type PathPart, type Problem } from "./problem.ts";
import { describeSchemaProblems } from "./schema-problems.ts";
import { type RawDocument, upgradeDocument } from "./upgrade.ts";
import {
  WORKSPACE_VERSION,
  type Workspace,
  type WorkspaceDocument,
  workspaceDocumentSchema,
  workspaceOf,
} from "./workspace.ts";

/** A file that was read: what is in it, and whether a newer program wrote it. */
export interface ParsedDocument {
  readonly document: WorkspaceDocument;
  /** The version that the file names, where it is newer than ours: it must not be written. */
  readonly newerVersion?: number;
}

/** A file that is JSON but no workspace. Its message is about the first problem; `problems` has all that were found. */
export class InvalidWorkspaceError extends RehearsalError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], file: string, hint = "") {
    const [first, ...others] = problems;
    const more = others.length === 1 ? "There is one more problem." : `There are ${others.length} more problems.`;
    const sentences = [first?.message ?? "This is not a workspace.", others.length === 0 ? "" : more, hint];
    super("WORKSPACE_INVALID", sentences.filter((sentence) => sentence !== "").join(" "), {
      file,
      path: first?.path ?? "",
    });
    this.name = "InvalidWorkspaceError";
    this.problems = problems;
  }
}

/**
 * The workspace in a text; older versions are upgraded. `file` is named in errors.
 * @throws RehearsalError `WORKSPACE_NOT_JSON` with line and column, {@link InvalidWorkspaceError} `WORKSPACE_INVALID`
 * with the path of each problem, `WORKSPACE_NEWER` where a newer version cannot be understood.
 */
export function parseWorkspace(text: string, file: string): Workspace {
  return workspaceOf(parseWorkspaceDocument(text, file).document);
}

/** The same with its journal, for whoever opens the file. */
export function parseWorkspaceDocument(text: string, file: string): ParsedDocument {
  const raw = parseJson(text.replace(/^\uFEFF/, ""), file);
  checkShape(raw, text, file);
  return isNewer(raw) ? parseNewer(raw, file) : { document: validate(upgradeDocument(raw), file) };
}

function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") {
    throw new RehearsalError("WORKSPACE_NOT_JSON", "The file is empty; a workspace in JSON would be right.", { file });
  }
  try {
    return JSON.parse(text);
  } catch {
    const fault = findJsonFault(text);
    if (fault === undefined) throw new RehearsalError("WORKSPACE_NOT_JSON", "The file is not JSON.", { file });
    throw new RehearsalError(
      "WORKSPACE_NOT_JSON",
      `The file is not JSON: found ${fault.found} where ${fault.expected} would be right.`,
      { file, path: `line ${fault.line}, column ${fault.column}` },
    );
  }
}

/** What no schema can say: that it is an object, that nothing nests without end, that no name reaches a prototype. */
function checkShape(raw: unknown, text: string, file: string): asserts raw is RawDocument {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw invalid(file, "", `Found ${describeValue(raw)}; a workspace is an object.`);
  }
  if (isTooDeep(raw)) throw invalid(file, "", `Objects and lists nest more than ${MAXIMUM_JSON_DEPTH} levels deep.`);
  const reserved = /__proto__|\\u/.test(text) ? findReservedName(raw, []) : undefined;
  if (reserved !== undefined) {
    throw invalid(file, formatPath(reserved), "The name `__proto__` is reserved by JavaScript and cannot be used.");
  }
}

/** Where an object has a member called `__proto__` of its own, as JSON may bring it; undefined where none has. */
export function findReservedName(value: unknown, path: readonly PathPart[]): readonly PathPart[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, "__proto__")) return [...path, "__proto__"];
  for (const [name, inner] of Object.entries(value)) {
    const found = findReservedName(inner, [...path, Array.isArray(value) ? Number(name) : name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function validate(raw: RawDocument, file: string): WorkspaceDocument {
  const result = workspaceDocumentSchema.safeParse(raw);
  if (result.success) return result.data;
  throw new InvalidWorkspaceError(describeSchemaProblems(workspaceDocumentSchema, raw, result.error), file);
}

function invalid(file: string, path: string, message: string): InvalidWorkspaceError {
  return new InvalidWorkspaceError([{ code: "WORKSPACE_INVALID", path, message, severity: "error" }], file);
}

function isNewer(raw: RawDocument): raw is RawDocument & { readonly version: number } {
  return Number.isInteger(raw.version) && Number(raw.version) > WORKSPACE_VERSION;
}

/** Reads what can be understood of a newer file: members that this version does not know are left out. */
function parseNewer(raw: RawDocument & { readonly version: number }, file: string): ParsedDocument {
  const known = withoutUnknownMembers({ ...raw, version: WORKSPACE_VERSION });
  const result = workspaceDocumentSchema.safeParse(known);
  if (result.success) return { document: result.data, newerVersion: raw.version };
  throw new RehearsalError(
    "WORKSPACE_NEWER",
    `The file has version ${raw.version}; this program knows versions up to ${WORKSPACE_VERSION} and cannot read it. It was left as it is: open it with a newer Rehearsal.`,
    { file, path: "version" },
  );
}

function withoutUnknownMembers(raw: RawDocument): RawDocument {
  const issues = workspaceDocumentSchema.safeParse(raw).error?.issues ?? [];
  return issues.reduce<RawDocument>(
    (document, issue) =>
      issue.code === "unrecognized_keys"
        ? (withoutMembers(document, issue.path as readonly PathPart[], issue.keys) as RawDocument)
        : document,
    raw,
  );
}

/** A copy in which the object at `path` lacks these members. */
function withoutMembers(value: unknown, path: readonly PathPart[], names: readonly string[]): unknown {
  const [next, ...rest] = path;
  const object = value as Readonly<Record<PathPart, unknown>>;
  if (next === undefined) return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
  const inner = withoutMembers(object[next], rest, names);
  return Array.isArray(value) ? value.with(Number(next), inner) : { ...object, [next]: inner };
}
