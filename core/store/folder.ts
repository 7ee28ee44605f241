import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { RehearsalError } from "../errors.ts";
import { isoInstant } from "../time.ts";
import { readText } from "./durable-file.ts";
import { errnoOf, writeError } from "./file-error.ts";
import { acquireLock } from "./lock.ts";
import { parseWorkspace } from "./parse.ts";
import type { Workspace } from "./workspace.ts";

/** A workspace file in a folder, before anybody looked into it. */
export interface WorkspaceFile {
  /** Its name without `.json`. */
  readonly id: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly bytes: number;
}

/** What a list says of a workspace. */
export interface WorkspaceContent {
  readonly name: string;
  readonly people: Workspace["people"];
  readonly users: number;
  readonly applications: number;
}

/** A damaged file that was set aside by a save. */
const SET_ASIDE = /\.damaged-[^/\\]*\.json$/;

/** Files beyond this are looked into, but not checked from end to end, so that a list comes at once. */
const CHECKED_BYTES = 4 * 1024 * 1024;

/** The workspace files of a folder, the one that was changed last first. A folder that is not there is made. */
export async function listWorkspaceFiles(folder: string): Promise<readonly WorkspaceFile[]> {
  await makeFolder(folder);
  const names = (await readdir(folder)).filter((name) => /^[^.].*\.json$/s.test(name) && !SET_ASIDE.test(name));
  const files = await Promise.all(names.map((name) => describeFile(join(folder, name))));
  return files.flatMap((file) => file ?? []).sort((left, right) => right.changedAt - left.changedAt);
}

/** Makes the folder that workspaces lie in, where there is none. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeError(error, folder);
  });
}

/**
 * What is in a workspace file, for a list. A large one is only looked into: opening it tells whether all of it is right.
 * @throws RehearsalError as reading the workspace does
 */
export async function readContent({ path, bytes }: WorkspaceFile): Promise<WorkspaceContent> {
  const { text } = await readText(path);
  const raw = bytes > CHECKED_BYTES ? lookInto(text) : undefined;
  return raw ?? contentOf(parseWorkspace(text, path));
}

/** What a list says of this workspace. */
export function contentOf({ name, people, directory, applications }: Workspace): WorkspaceContent {
  return { name, people, users: directory.users.length, applications: applications.length };
}

/**
 * Removes a workspace file with its journal, its version before and its lock. Nobody may have it open.
 * @throws RehearsalError `WORKSPACE_READ_ONLY` where another program holds it, `WORKSPACE_NOT_SAVED` where it cannot be removed
 */
export async function removeWorkspaceFiles(
  file: string,
  { program, now }: { readonly program: string; readonly now: number },
): Promise<void> {
  const lock = await acquireLock(file, program, isoInstant(now));
  if (lock.kind === "refused") {
    throw new RehearsalError("WORKSPACE_READ_ONLY", `Not removed: ${lock.reason}.`, { file });
  }
  try {
    const segments = await segmentsOf(file);
    for (const path of [file, `${file}.bak`, ...segments]) await rm(path, { force: true });
  } catch (error) {
    throw writeError(error, file);
  } finally {
    await lock.lock.release();
  }
}

async function describeFile(path: string): Promise<WorkspaceFile | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return undefined;
  return { id: basename(path, ".json"), path, changedAt: Math.floor(found.mtimeMs), bytes: found.size };
}

/** The members that a list needs, from a file whose other members may be wrong; undefined where these are. */
function lookInto(text: string): WorkspaceContent | undefined {
  try {
    const { name, people, directory, applications } = JSON.parse(text);
    const known = typeof name === "string" && ["sample", "imported", "pseudonymised"].includes(people);
    if (!known || !Array.isArray(directory.users) || !Array.isArray(applications)) return undefined;
    return { name, people, users: directory.users.length, applications: applications.length };
  } catch {
    return undefined;
  }
}

/** The segments that were begun for this file; one of another file may have a name that looks like it. */
async function segmentsOf(file: string): Promise<readonly string[]> {
  const stem = basename(file, ".json");
  const names = (await readdir(dirname(file))).filter(
    (name) => name === `${stem}.journal` || (name.startsWith(`${stem}.`) && /\.\d+\.journal$/.test(name)),
  );
  const paths = names.map((name) => join(dirname(file), name));
  const owners = await Promise.all(paths.map(ownerOf));
  return paths.filter((_, index) => owners[index] === basename(file));
}

/** The file that a segment was begun for: its first line names it. */
async function ownerOf(segment: string): Promise<string | undefined> {
  const input = createReadStream(segment, { encoding: "utf8" });
  try {
    for await (const line of createInterface({ input })) return JSON.parse(line).workspace;
  } catch (error) {
    if (errnoOf(error) !== undefined && errnoOf(error) !== "ENOENT") throw error;
  } finally {
    input.destroy();
  }
  return undefined;
}
