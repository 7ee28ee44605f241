import { randomUUID } from "node:crypto";
import { readFileSync, unlinkSync } from "node:fs";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import { z } from "zod";
import { errnoOf } from "./file-error.ts";

/** Who holds a workspace: the content of the lock file. */
const lockHolderSchema = z.strictObject({
  program: z.string(),
  pid: z.int().positive(),
  host: z.string(),
  since: z.string(),
  /** Tells this lock from any other that the same process ever held. */
  token: z.string(),
});

type LockHolder = z.infer<typeof lockHolderSchema>;

/** The right to write a workspace, until it is released or the process ends. */
export interface Lock {
  /** False once the lock file was taken away: somebody else may be writing. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

export type LockResult =
  | { readonly kind: "held"; readonly lock: Lock }
  /** `held`: another process has it, and may give it back. */
  | { readonly kind: "refused"; readonly reason: string; readonly held?: true };

/** Nobody takes that long between creating a lock file and writing into it. */
const UNREADABLE_AFTER_MS = 10_000;
const ATTEMPTS = 5;

/** Locks of this process, by the path of the lock file: they are released when it ends. */
const held = new Map<string, string>();

/**
 * Takes the lock of a file, `<file>.lock`, or says who holds it. A lock that a dead process of this machine left behind
 * is taken over; whether a process of another machine still lives cannot be known from here.
 */
export async function acquireLock(file: string, program: string, since: string): Promise<LockResult> {
  const path = `${file}.lock`;
  const holder: LockHolder = { program, pid: process.pid, host: hostname(), since, token: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const error = await tryCreate(path, holder);
    if (error === undefined) return { kind: "held", lock: keepLock(path, holder.token) };
    if (error !== "EEXIST")
      return { kind: "refused", reason: `opened read-only: its folder cannot be written to (${error})` };
    const found = await readLock(path);
    if (found === undefined) continue;
    if (!isStale(found, path)) return { kind: "refused", reason: describeHolder(found.holder, path), held: true };
    await takeAway(path, found.text);
  }
  return { kind: "refused", reason: "opened read-only: several programs are opening it at this moment", held: true };
}

/** Creates the lock file if there is none. Gives the code of the error otherwise. */
async function tryCreate(path: string, holder: LockHolder): Promise<string | undefined> {
  try {
    await writeFile(path, `${JSON.stringify(holder)}\n`, { flag: "wx" });
    return undefined;
  } catch (error) {
    return errnoOf(error);
  }
}

interface FoundLock {
  readonly text: string;
  /** Absent where the file cannot be read as a lock: it may be about to be written. */
  readonly holder: LockHolder | undefined;
  readonly ageMs: number;
}

/** The lock file as it is; undefined where it is gone by now. */
async function readLock(path: string): Promise<FoundLock | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return { text, holder: parseHolder(text), ageMs: Date.now() - mtimeMs };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    return { text: "", holder: undefined, ageMs: 0 };
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return lockHolderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isStale({ holder, ageMs }: FoundLock, path: string): boolean {
  if (holder === undefined) return ageMs > UNREADABLE_AFTER_MS;
  if (holder.host !== hostname()) return false;
  // A process in a container often gets the number of its predecessor: our own number counts only for our own locks.
  return holder.pid === process.pid ? held.get(path) !== holder.token : !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM";
  }
}

/**
 * Removes a stale lock. Two processes may find the same one; the slower must not remove the faster one's new lock. So
 * the file is first renamed, which only one can do, then looked at, and put back where it is not the stale one.
 */
async function takeAway(path: string, staleText: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== staleText) await link(aside, path);
  } catch (error) {
    // Somebody else was faster: whoever holds it now is found at the next attempt.
    if (errnoOf(error) === undefined) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function keepLock(path: string, token: string): Lock {
  if (held.size === 0) process.once("exit", releaseAll);
  held.set(path, token);
  const isOurs = async (): Promise<boolean> => (await readLock(path))?.holder?.token === token;
  return {
    isOurs,
    async release() {
      if (held.get(path) !== token) return;
      held.delete(path);
      if (held.size === 0) process.off("exit", releaseAll);
      if (await isOurs()) await rm(path, { force: true });
    },
  };
}

/** Nothing asynchronous runs any more when a process ends. */
function releaseAll(): void {
  for (const [path, token] of held) {
    try {
      if (parseHolder(readFileSync(path, "utf8"))?.token === token) unlinkSync(path);
    } catch {
      // What cannot be removed is found to be stale by whoever comes next.
    }
  }
}

function describeHolder(holder: LockHolder | undefined, path: string): string {
  if (holder === undefined) return `opened read-only: another program is opening it (${basename(path)})`;
  const { program, pid, host, since } = holder;
  return `opened read-only: ${program} (process ${pid} on host ${host}) has held it since ${since}; if that program is gone, delete ${basename(path)}`;
}
