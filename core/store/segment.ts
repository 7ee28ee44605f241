import { createHash } from "node:crypto";
import { type FileHandle, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { RehearsalError } from "../errors.ts";
import { syncFolder, withFile } from "./durable-file.ts";
import { errnoOf } from "./file-error.ts";
import { JOURNAL_VERSION, type JournalRecord, journalRecordSchema, type RecordSummary, summarise } from "./record.ts";
import type { JournalReference } from "./workspace.ts";

/** The first line of a segment: what it is, and the name of the workspace file that may add to it. */
const segmentHeaderSchema = z.object({
  type: z.literal("journal"),
  version: z.int().positive(),
  workspace: z.string(),
});

/** Where a line lies, in bytes, without its line end. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

/** What a segment holds. Traces are not unpacked. */
export interface SegmentIndex {
  /** Name of the workspace file that may add to it. */
  readonly workspace: string;
  /** Every record on a whole line, in the order of writing; also those that no saved state knows of. */
  readonly records: readonly { readonly summary: RecordSummary; readonly place: LinePlace }[];
  /** Where the last of them ends: further lines go here. */
  readonly bytes: number;
  /** It holds all that the reference counts on. False: it is damaged, or belongs to another workspace. */
  readonly complete: boolean;
}

/**
 * Reads which records a segment holds, up to the first line that is not whole; undefined where there is no such file
 * or it is no journal that this program can read.
 */
export async function readSegment(path: string, reference: JournalReference): Promise<SegmentIndex | undefined> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  });
  return bytes === undefined ? undefined : indexSegment(bytes, reference);
}

function indexSegment(bytes: Buffer, reference: JournalReference): SegmentIndex | undefined {
  const [first, ...places] = linesOf(bytes);
  const header = segmentHeaderSchema.safeParse(first && parseLine(bytes, first)).data;
  if (first === undefined || header?.version !== JOURNAL_VERSION) return undefined;
  const records: { summary: RecordSummary; place: LinePlace }[] = [];
  for (const place of places) {
    const record = journalRecordSchema.safeParse(parseLine(bytes, place)).data;
    if (record === undefined) break;
    records.push({ summary: summarise(record), place });
  }
  const whole = [first, ...records.map(({ place }) => place)];
  return {
    workspace: header.workspace,
    records,
    bytes: endOf(whole.at(-1)),
    complete: whole.some(
      (place) => endOf(place) === reference.bytes && hashLine(slice(bytes, place)) === reference.lastLine,
    ),
  };
}

/** One record in full. */
export async function readRecord(path: string, { offset, length }: LinePlace): Promise<JournalRecord> {
  const line = await withFile(path, "r", async (handle) => {
    const buffer = Buffer.alloc(length);
    await handle.read(buffer, 0, length, offset);
    return buffer;
  });
  const record = journalRecordSchema.safeParse(parseLine(line, { offset: 0, length })).data;
  if (record !== undefined) return record;
  throw damaged(path);
}

/** Lines that were written, and what a workspace file notes about the segment after them. */
export interface WrittenLines {
  readonly segment: string;
  readonly bytes: number;
  readonly lastLine: string;
  readonly places: readonly LinePlace[];
}

/** Adds records at `position`; what lies behind it was never whole, or never saved, and is cut off. Waits for the disk. */
export async function appendRecords(
  path: string,
  position: number,
  records: readonly JournalRecord[],
): Promise<WrittenLines> {
  const lines = records.map((record) => JSON.stringify(record));
  await withFile(path, "r+", async (handle) => {
    if ((await handle.stat()).size < position) throw damaged(path);
    await handle.truncate(position);
    await writeAll(handle, Buffer.from(toText(lines)), position);
    await handle.datasync();
  });
  return describeLines(basename(path), position, lines);
}

/**
 * Begins a segment for a workspace file with these records, under the first name beside it that is free: it never
 * writes into a file that is there.
 */
export async function createSegment(workspaceFile: string, records: readonly JournalRecord[]): Promise<WrittenLines> {
  const header = { type: "journal", version: JOURNAL_VERSION, workspace: basename(workspaceFile) };
  const lines = [header, ...records].map((line) => JSON.stringify(line));
  const folder = dirname(workspaceFile);
  for (let number = 1; ; number += 1) {
    const name = segmentName(workspaceFile, number);
    if (!(await createNew(join(folder, name), toText(lines)))) continue;
    await syncFolder(folder);
    const written = describeLines(name, 0, lines);
    return { ...written, places: written.places.slice(1) };
  }
}

/** One call of `write` may write less than it was given. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

function damaged(path: string): RehearsalError {
  return new RehearsalError("JOURNAL_DAMAGED", "Another program changed the journal while it was open here.", {
    file: path,
  });
}

async function createNew(path: string, text: string): Promise<boolean> {
  try {
    await withFile(path, "wx", async (handle) => {
      await handle.writeFile(text);
      await handle.sync();
    });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

function segmentName(workspaceFile: string, number: number): string {
  const stem = basename(workspaceFile).replace(/\.json$/, "");
  return `${stem}${number === 1 ? "" : `.${number}`}.journal`;
}

function describeLines(segment: string, position: number, lines: readonly string[]): WrittenLines {
  const places: LinePlace[] = [];
  let offset = position;
  for (const line of lines) {
    const length = Buffer.byteLength(line);
    places.push({ offset, length });
    offset += length + 1;
  }
  return { segment, bytes: offset, lastLine: hashLine(lines.at(-1) ?? ""), places };
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** The lines that end in a line end; what follows the last one was cut off in the writing. */
function linesOf(bytes: Buffer): readonly LinePlace[] {
  const places: LinePlace[] = [];
  for (let offset = 0, end = bytes.indexOf(10); end >= 0; offset = end + 1, end = bytes.indexOf(10, offset)) {
    places.push({ offset, length: end - offset });
  }
  return places;
}

function parseLine(bytes: Buffer, place: LinePlace): unknown {
  try {
    return JSON.parse(slice(bytes, place).toString("utf8"));
  } catch {
    return undefined;
  }
}

function slice(bytes: Buffer, { offset, length }: LinePlace): Buffer {
  return bytes.subarray(offset, offset + length);
}

function endOf(place: LinePlace | undefined): number {
  return place === undefined ? 0 : place.offset + place.length + 1;
}

function hashLine(line: string | Uint8Array): string {
  return createHash("sha256").update(line).digest("base64url");
}
