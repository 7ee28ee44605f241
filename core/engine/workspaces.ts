import { type Method, methods } from "../contract/methods.ts";
import type { WorkspaceListItem } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import {
  contentOf,
  listWorkspaceFiles,
  makeFolder,
  readContent,
  removeWorkspaceFiles,
  type WorkspaceContent,
  type WorkspaceFile,
} from "../store/folder.ts";
import { completeKeys } from "../store/key-material.ts";
import { parseWorkspaceDocument } from "../store/parse.ts";
import { newWorkspace } from "../store/preset.ts";
import { createWorkspaceFile, shareOpen } from "../store/store.ts";
import type { WorkspaceDocument } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { describeFailure } from "./answer.ts";
import type { CallContext, Handlers } from "./context.ts";
import { withMorePeople } from "./more-people.ts";
import { workspacePath } from "./sessions.ts";
import { summarise } from "./summary.ts";

type WorkspaceMethod = Extract<Method, `workspaces.${string}`>;

/** The workspaces of the folder. */
export const workspaceHandlers: Handlers<WorkspaceMethod> = {
  "workspaces.list": async (context) => {
    const { folder } = context.options;
    const files = await listWorkspaceFiles(folder);
    return { folder, workspaces: await Promise.all(files.map((file) => listItem(context, file))) };
  },

  "workspaces.create": async (context, { name, preset, people }) => {
    const fresh = await newWorkspace({ name, preset, now: context.options.now() });
    const workspace = people === undefined ? fresh : await withMorePeople(context, fresh, people);
    return { workspace: await createUnderFreeName(context, name, workspace) };
  },

  "workspaces.import": async (context, { name, text }) => {
    const { document, newerVersion } = parseWorkspaceDocument(text, name);
    if (newerVersion !== undefined) throw tooNew(newerVersion);
    const { journal, ...workspace } = document;
    const completed = await completeKeys(workspace, context.options.now());
    const kept = journal !== undefined && "records" in journal ? { journal } : {};
    return { workspace: await createUnderFreeName(context, name, { ...completed.workspace, ...kept }) };
  },

  "workspaces.open": async ({ sessions }, { workspace }) => summarise(await sessions.open(workspace)),

  "workspaces.close": async ({ sessions }, { workspace }) => {
    await sessions.close(workspace);
    return {};
  },

  "workspaces.remove": async ({ options, sessions }, { workspace }) => {
    await sessions.close(workspace);
    const path = workspacePath(options.folder, workspace);
    const files = await listWorkspaceFiles(options.folder);
    if (!files.some(({ id }) => id === workspace)) {
      throw new RehearsalError("WORKSPACE_NOT_FOUND", "There is no such file.", { file: path, path: "workspace" });
    }
    await removeWorkspaceFiles(path, { program: options.program, now: options.now() });
    return {};
  },

  "workspaces.share": async ({ sessions }, { workspace, pseudonymise }) => {
    const session = await sessions.open(workspace);
    const { text, notes } = await session.inTurn(() => shareOpen(session.store, { pseudonymise }));
    return { fileName: `${workspace}${pseudonymise ? " pseudonymised" : " copy"}.json`, text, notes };
  },
};

/** Why the contract lets no such name stand for a workspace; undefined where it does. */
function problemOfId(id: string): string | undefined {
  const { error } = methods["workspaces.open"].safeParse({ workspace: id });
  return error === undefined ? undefined : `Rename this file to open it. ${error.issues[0]?.message ?? ""}`;
}

async function listItem({ sessions, contents }: CallContext, file: WorkspaceFile): Promise<WorkspaceListItem> {
  const { id, bytes, changedAt } = file;
  const misnamed = problemOfId(id);
  if (misnamed !== undefined) return { id, changedAt: isoInstant(changedAt), bytes, problem: misnamed };
  const session = await sessions.find(id);
  const found = session === undefined ? await contentIn(contents, file) : contentOf(session.workspace);
  const about = typeof found === "string" ? { problem: found } : { content: found };
  return { id, changedAt: isoInstant(changedAt), bytes, ...about };
}

async function contentIn(contents: CallContext["contents"], file: WorkspaceFile): Promise<WorkspaceContent | string> {
  const stamp = `${file.changedAt}/${file.bytes}`;
  const known = contents.get(file.path);
  if (known?.stamp === stamp) return known.found;
  const found = await readContent(file).catch((error: unknown) => describeFailure(error).message);
  contents.set(file.path, { stamp, found });
  return found;
}

const MOST_NAMES = 1000;

/**
 * Writes a new file, under the first name of its kind that is free. Gives its id.
 * @throws RehearsalError `CANCELLED`: then there is no file
 */
async function createUnderFreeName(context: CallContext, name: string, document: WorkspaceDocument): Promise<string> {
  const { options } = context;
  context.progress({ done: 0, total: 1, what: "Saving" });
  await options.yieldNow();
  context.checkCancelled();
  const id = await writeUnderFreeName(options.folder, name, document);
  // A cancellation that came while the file was written is heard now.
  await options.yieldNow();
  try {
    context.checkCancelled();
  } catch (error) {
    await removeWorkspaceFiles(workspacePath(options.folder, id), { program: options.program, now: options.now() });
    throw error;
  }
  context.progress({ done: 1, total: 1, what: "Saving" });
  return id;
}

async function writeUnderFreeName(folder: string, name: string, document: WorkspaceDocument): Promise<string> {
  await makeFolder(folder);
  const stem = slugOf(name);
  for (let number = 1; number < MOST_NAMES; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    try {
      await createWorkspaceFile(workspacePath(folder, id), document);
      return id;
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== "WORKSPACE_EXISTS") throw error;
    }
  }
  throw new RehearsalError("WORKSPACE_EXISTS", `There are too many workspaces called ${stem}; choose another name.`, {
    path: "name",
  });
}

/** Letters take up to four bytes each, and names of files up to some 250; an ending and a number follow. */
const MOST_SLUG = 48;

/**
 * A name as a file's: small letters, digits and hyphens, whatever was typed. What still is none, such as a name that is
 * a device on Windows, gets a word in front.
 */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  const stem = [...slug].slice(0, MOST_SLUG).join("").replace(/-+$/, "");
  if (stem === "") return "workspace";
  return problemOfId(stem) === undefined ? stem : `workspace-${stem}`;
}

function tooNew(version: number): RehearsalError {
  const message = `It was written by a newer Rehearsal (file version ${version}) and can only be read by that.`;
  return new RehearsalError("WORKSPACE_NEWER", message, { path: "text.version" });
}
