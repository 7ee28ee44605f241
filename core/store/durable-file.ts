import { randomUUID } from "node:crypto";
import { constants, copyFile, type FileHandle, link, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Adapter } from "lowdb";
import { RehearsalError } from "../errors.ts";
import { isoInstant } from "../time.ts";
import { errnoOf, readError, writeError } from "./file-error.ts";

/** The moments of a save, in order. A crash before any of them leaves a good file under the name. */
export type SaveStep = "append" | "write" | "sync" | "backup" | "rename";

/** Called before each step of a save. Tests stop a save there. */
export type SaveStepHook = (step: SaveStep) => void;

/** How a value is read from a text and written as one. */
export interface TextFormat<Value> {
  parse(text: string): Value;
  format(value: Value): string;
}

/** What a durable file is given besides its format. */
export interface DurableFileOptions {
  /** The machine's clock, for the name of a damaged file that is set aside. Milliseconds since the epoch. */
  now(): number;
  readonly beforeStep?: SaveStepHook | undefined;
}

/** Larger files are refused before they are read. */
const MAXIMUM_BYTES = 512 * 1024 * 1024;

/** Which file a name stood for: changes when anybody else writes it. */
interface FileIdentity {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/**
 * An adapter for lowdb that never loses a file, unlike its own `JSONFile`: it writes beside it, waits until the disk
 * has it, keeps the version before as `<file>.bak`, and then renames. At every moment there is one good file under the
 * name. A file that another program changed since it was read or written here is not overwritten, and one that could
 * not be read is copied aside first, as `<name>.damaged-<time>.json`, and never becomes the version before.
 */
export function createDurableFile<Value>(
  file: string,
  { parse, format }: TextFormat<Value>,
  { now, beforeStep = () => {} }: DurableFileOptions,
): Adapter<Value | null> {
  let known: FileIdentity | undefined;
  let damaged = false;
  let tidied = false;
  return {
    async read() {
      const { text, identity } = await readText(file);
      known = identity;
      damaged = true;
      const value = parse(text);
      damaged = false;
      return value;
    },
    async write(value) {
      if (value === null) return;
      const temporary = temporaryName(file);
      try {
        await checkUnchanged(file, known);
        if (!tidied) await removeLeftovers(file);
        tidied = true;
        const written = await writeSynced(temporary, format(value), file, beforeStep);
        beforeStep("backup");
        await (damaged ? setAside(file, now()) : keepBackup(file));
        beforeStep("rename");
        await renameOver(temporary, file);
        known = written;
        damaged = false;
        await syncFolder(dirname(file));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw writeError(error, file);
      }
    },
  };
}

/** A name that nobody can foresee: what is written under it goes into no file that somebody put there before. */
function temporaryName(file: string): string {
  return `${file}.${randomUUID()}.tmp`;
}

/** Removes what saves that were killed left beside a file. Only who holds its lock saves it, so nobody is writing them. */
async function removeLeftovers(file: string): Promise<void> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  const leftovers = names.filter(
    (name) => name.startsWith(`${basename(file)}.`) && /^\.[\da-f-]{36}\.tmp$/.test(name.slice(basename(file).length)),
  );
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

/** Copies a file that cannot be read to a name of its own. */
async function setAside(file: string, now: number): Promise<void> {
  const stem = file.replace(/\.json$/, "");
  const time = isoInstant(now).replace(/[-:]|\.\d+/g, "");
  await copyFile(file, `${stem}.damaged-${time}.json`, constants.COPYFILE_EXCL);
}

/**
 * Creates a file that is not there yet, whole or not at all.
 * @throws RehearsalError `WORKSPACE_EXISTS` where there is one.
 */
export async function createDurably(file: string, text: string): Promise<void> {
  const temporary = temporaryName(file);
  try {
    await writeSynced(temporary, text, file);
    await link(temporary, file).catch((error: unknown) => linkInstead(error, temporary, file));
    await syncFolder(dirname(file));
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw writeError(error, file);
    throw new RehearsalError("WORKSPACE_EXISTS", "There is a file of this name already; it was left as it is.", {
      file,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The text of a file in UTF-8. */
export async function readText(file: string): Promise<{ readonly text: string; readonly identity: FileIdentity }> {
  try {
    return await withFile(file, "r", async (handle) => {
      const found = await handle.stat({ bigint: true });
      if (found.size > MAXIMUM_BYTES) {
        throw new RehearsalError("WORKSPACE_TOO_LARGE", `The file is larger than ${MAXIMUM_BYTES / 1024 ** 2} MiB.`, {
          file,
        });
      }
      return { text: decode(await handle.readFile(), file), identity: identityOf(found) };
    });
  } catch (error) {
    throw readError(error, file);
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RehearsalError("WORKSPACE_NOT_JSON", "The file is not text in UTF-8.", { file });
  }
}

function identityOf({ ino, size, mtimeNs }: FileIdentity): FileIdentity {
  return { ino, size, mtimeNs };
}

/** A file that was removed may be written again: nothing is lost by it. */
async function checkUnchanged(file: string, known: FileIdentity | undefined): Promise<void> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  if (found === undefined || known === undefined) return;
  if (found.ino === known.ino && found.size === known.size && found.mtimeNs === known.mtimeNs) return;
  throw new RehearsalError(
    "WORKSPACE_CHANGED_OUTSIDE",
    "Another program changed the file while it was open here, so it was not saved over. Open it again to go on from what it holds now.",
    { file },
  );
}

/** Writes a new file and waits for the disk. It gets the permissions of `model`; a new one holds keys and is for its owner only. */
async function writeSynced(
  path: string,
  text: string,
  model: string,
  beforeStep: SaveStepHook = () => {},
): Promise<FileIdentity> {
  const mode = await stat(model).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  );
  beforeStep("write");
  return withFile(path, "wx", async (handle) => {
    await handle.chmod(mode);
    await handle.writeFile(text);
    beforeStep("sync");
    await handle.sync();
    return identityOf(await handle.stat({ bigint: true }));
  });
}

/** The version before, under its own name. By a link, so that the name itself never stands for nothing. */
async function keepBackup(file: string): Promise<void> {
  const fresh = `${file}.bak.tmp`;
  await rm(fresh, { force: true });
  try {
    await link(file, fresh).catch((error: unknown) => linkInstead(error, file, fresh));
    await renameOver(fresh, `${file}.bak`);
    // Renaming one name of a file over another of the same file does nothing, and leaves both (POSIX).
    await rm(fresh, { force: true });
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}

/** Some file systems have no links. */
async function linkInstead(error: unknown, from: string, to: string): Promise<void> {
  const code = errnoOf(error);
  if (code === "EEXIST" || code === "ENOENT") throw error;
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await syncPath(to);
}

/** On Windows a virus scanner may hold a file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const passing = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(errnoOf(error) ?? "");
      if (!passing || attempt === 10) throw error;
      await delay(20 * attempt);
    }
  }
}

/**
 * Makes new names in a folder last. Windows and some network file systems cannot; there, and wherever it fails, the
 * name is good all the same and lasts once the system has written its folders.
 */
export async function syncFolder(folder: string): Promise<void> {
  await syncPath(folder).catch(() => {});
}

function syncPath(path: string): Promise<void> {
  return withFile(path, "r", (handle) => handle.sync());
}

/** Opens a file for the time of `use`. */
export async function withFile<Result>(
  path: string,
  flags: string,
  use: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path, flags, 0o600);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
