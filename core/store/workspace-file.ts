import { createHash } from "node:crypto";
import type { Adapter } from "lowdb";
import { RehearsalError } from "../errors.ts";
import { createDurableFile, type DurableFileOptions, readText } from "./durable-file.ts";
import { InvalidWorkspaceError, type ParsedDocument, parseWorkspaceDocument } from "./parse.ts";
import { describeSchemaProblems } from "./schema-problems.ts";
import { type Workspace, type WorkspaceDocument, workspaceDocumentSchema, workspaceSchema } from "./workspace.ts";

/** The lowdb adapter of a workspace file. */
export function createWorkspaceAdapter(file: string, options: DurableFileOptions): Adapter<ParsedDocument | null> {
  const format = {
    parse: (text: string) => parseWorkspaceDocument(text, file),
    format: ({ document }: ParsedDocument) => formatDocument(document),
  };
  return createDurableFile(file, format, options);
}

/** The text of a workspace file: indented by two, for people read, edit and compare it. */
export function formatDocument(document: WorkspaceDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * The workspace as it is saved: checked, and its members in the order of the schema, so that the same workspace always
 * gives the same text.
 * @throws RehearsalError `WORKSPACE_INVALID`
 */
export function checkedWorkspace(workspace: Workspace, file: string): Workspace {
  const result = workspaceSchema.safeParse(workspace);
  if (result.success) return result.data;
  throw new InvalidWorkspaceError(describeSchemaProblems(workspaceSchema, workspace, result.error), file);
}

/** The same for a whole file. */
export function checkedDocument(document: WorkspaceDocument, file: string): WorkspaceDocument {
  const result = workspaceDocumentSchema.safeParse(document);
  if (result.success) return result.data;
  throw new InvalidWorkspaceError(describeSchemaProblems(workspaceDocumentSchema, document, result.error), file);
}

/** SHA-256 of a workspace that came from {@link checkedWorkspace} or from a file. White space does not matter. */
export function hashWorkspace(workspace: Workspace): string {
  return createHash("sha256").update(JSON.stringify(workspace)).digest("base64url");
}

/** The last good version of a file, where there is one that can be read. */
export async function readBackup(file: string): Promise<ParsedDocument | undefined> {
  const backup = `${file}.bak`;
  try {
    return parseWorkspaceDocument((await readText(backup)).text, backup);
  } catch (error) {
    if (error instanceof RehearsalError) return undefined;
    throw error;
  }
}
