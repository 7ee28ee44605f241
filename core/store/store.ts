import { randomBytes } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Low } from "lowdb";
import { aboutFile, RehearsalError } from "../errors.ts";
import { isoInstant } from "../time.ts";
import { checkWorkspace } from "./check.ts";
import { createDurably, readText } from "./durable-file.ts";
import { readError } from "./file-error.ts";
import { acquireLock, type LockResult } from "./lock.ts";
import { openJournal, withOpening } from "./open-journal.ts";
import { createOpenWorkspace, type OpenOptions, type OpenWorkspace } from "./open-workspace.ts";
import { InvalidWorkspaceError, type ParsedDocument, parseWorkspaceDocument } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { copyToShare, describeCopy } from "./share.ts";
import { WORKSPACE_VERSION, type WorkspaceDocument, workspaceOf } from "./workspace.ts";
import { checkedDocument, createWorkspaceAdapter, formatDocument, readBackup } from "./workspace-file.ts";

/**
 * Opens a workspace file. With `write`, the process that is first may save; any other opens it read-only and can say who
 * holds it. A file from a newer version opens read-only too.
 * @throws RehearsalError `WORKSPACE_NOT_FOUND`, `WORKSPACE_NOT_READABLE`, `WORKSPACE_NOT_JSON`, `WORKSPACE_INVALID`, `WORKSPACE_NEWER`
 */
export async function openWorkspace(path: string, options: OpenOptions): Promise<OpenWorkspace> {
  const file = await resolveFile(path);
  const lock = await lockFile(file, options);
  try {
    const asOf = isoInstant(options.now());
    const low = new Low<ParsedDocument | null>(createWorkspaceAdapter(file, options), null);
    const { parsed, problems } = await readParsed(low, file, options.restore === true);
    const opened = await openJournal(file, parsed.document);
    const journal = withOpening(opened.journal, parsed.document, options.now());
    const newer = parsed.newerVersion === undefined ? undefined : describeNewer(parsed.newerVersion);
    if (newer !== undefined && lock.kind === "held") await lock.lock.release();
    const access = newer ?? (lock.kind === "held" ? lock.lock : lock.reason);
    const isHeldElsewhere = newer === undefined && lock.kind === "refused" && lock.held === true;
    return createOpenWorkspace({
      file,
      low,
      access,
      ...(isHeldElsewhere ? { asOf } : {}),
      journal,
      workspace: workspaceOf(parsed.document),
      problems: [...problems, ...opened.problems],
      options,
    });
  } catch (error) {
    if (lock.kind === "held") await lock.lock.release();
    throw error;
  }
}

/**
 * Creates a workspace file, or a copy with its journal inside.
 * @throws RehearsalError `WORKSPACE_EXISTS` where there is one of that name.
 */
export async function createWorkspaceFile(path: string, document: WorkspaceDocument): Promise<void> {
  await createDurably(path, formatDocument(checkedDocument(document, path)));
}

/**
 * Everything that is wrong with a workspace file, or that somebody should know of.
 * @throws RehearsalError `WORKSPACE_NOT_FOUND`, `WORKSPACE_NOT_READABLE`
 */
export async function checkWorkspaceFile(path: string): Promise<readonly Problem[]> {
  const file = await resolveFile(path);
  const { text } = await readText(file);
  try {
    const { document, newerVersion } = parseWorkspaceDocument(text, path);
    const newer = newerVersion === undefined ? [] : [newerProblem(newerVersion)];
    return [...newer, ...checkWorkspace(workspaceOf(document)), ...(await openJournal(file, document)).problems];
  } catch (error) {
    if (error instanceof InvalidWorkspaceError) return error.problems;
    if (!(error instanceof RehearsalError)) throw error;
    return [{ code: error.code, path: error.place.path ?? "", message: error.message, severity: "error" }];
  }
}

/**
 * Saves a copy of a workspace file to share, which is a single file ({@link copyToShare}). Gives what it leaves out or
 * changes, one sentence each.
 * @throws RehearsalError `WORKSPACE_EXISTS` where there is a file of that name, and what {@link openWorkspace} throws
 */
export async function shareWorkspace(
  path: string,
  copy: string,
  { pseudonymise }: { readonly pseudonymise: boolean },
): Promise<readonly string[]> {
  const store = await openWorkspace(path, { program: "share", now: Date.now, write: false });
  const document = await buildCopy(store, pseudonymise);
  await createWorkspaceFile(copy, document);
  return [...store.problems.map(({ message }) => message), ...describeCopy(document)];
}

/** A copy of an open workspace to share: the text of its file, and what it leaves out or changes, one sentence each. */
export async function shareOpen(
  store: OpenWorkspace,
  { pseudonymise }: { readonly pseudonymise: boolean },
): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const document = await buildCopy(store, pseudonymise);
  return { text: formatDocument(checkedDocument(document, store.path)), notes: describeCopy(document) };
}

async function buildCopy(store: OpenWorkspace, pseudonymise: boolean): Promise<WorkspaceDocument> {
  const records = await store.readRecords();
  const head = store.history().findLast(({ onBranch }) => onBranch)?.id ?? null;
  const seed = randomBytes(32).toString("hex");
  const { workspace, path } = store;
  return aboutFile(path, async () => copyToShare({ workspace, records, head, pseudonymise, seed }));
}

async function resolveFile(path: string): Promise<string> {
  return realpath(path).catch((error: unknown) => {
    throw readError(error, path);
  });
}

async function lockFile(file: string, { write, program, now }: OpenOptions): Promise<LockResult> {
  if (!write) return { kind: "refused", reason: "opened for reading" };
  if (await isMarkedReadOnly(file))
    return { kind: "refused", reason: "opened read-only: the file is marked read-only" };
  return acquireLock(file, program, isoInstant(now()));
}

/** A save puts another file in its place, which the mark on this one would not keep it from. */
async function isMarkedReadOnly(file: string): Promise<boolean> {
  const { mode } = await stat(file);
  return (mode & 0o222) === 0;
}

function describeNewer(version: number): string {
  return `opened read-only: it was written by a newer Rehearsal (file version ${version}; this one writes ${WORKSPACE_VERSION})`;
}

function newerProblem(version: number): Problem {
  return { code: "WORKSPACE_NEWER", path: "version", message: `It is ${describeNewer(version)}.`, severity: "warning" };
}

interface ReadResult {
  readonly parsed: ParsedDocument;
  readonly problems: readonly Problem[];
}

async function readParsed(low: Low<ParsedDocument | null>, file: string, restore: boolean): Promise<ReadResult> {
  try {
    await low.read();
    if (low.data === null) throw new TypeError("A file that was read holds a document.");
    return { parsed: low.data, problems: [] };
  } catch (error) {
    if (!(error instanceof RehearsalError) || !DAMAGED.has(error.code)) throw error;
    const backup = await readBackup(file);
    if (backup === undefined) throw error;
    if (restore) return { parsed: backup, problems: [describeRestored(error, file)] };
    throw withHint(error, file);
  }
}

/** What can be wrong with a file that a version before it may not have had. */
const DAMAGED: ReadonlySet<string> = new Set(["WORKSPACE_NOT_JSON", "WORKSPACE_INVALID"]);

function describeRestored(error: RehearsalError, file: string): Problem {
  return {
    code: "WORKSPACE_RESTORED",
    path: error.place.path ?? "",
    message: `${basename(file)} is damaged: ${error.message} Opened as it was before the last save; a copy of the damaged file is set aside when this is saved.`,
    severity: "warning",
  };
}

function withHint(error: RehearsalError, file: string): RehearsalError {
  const name = basename(file);
  const hint = `The version before the last save is good: to go back to it, copy ${name}.bak over ${name}.`;
  if (error instanceof InvalidWorkspaceError) return new InvalidWorkspaceError(error.problems, file, hint);
  return new RehearsalError(error.code, `${error.message} ${hint}`, error.place);
}
