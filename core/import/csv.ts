import { CsvError, type Parser, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";

/** What stands between two cells. */
export type Separator = "," | ";" | "\t" | "|";

/** The first lines of a CSV file. */
export interface CsvHeader {
  /** The names of the columns, trimmed. */
  readonly columns: readonly string[];
  readonly separator: Separator;
  /** The line that the header stands in, from 1. */
  readonly line: number;
}

/** One row. Every cell is text, as it stands: no number is guessed, and leading zeros stay. */
export interface CsvRow {
  /** The line where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines before the header that are no table: Entra's version line, PowerShell's type. */
const PREAMBLE = /^(?:version:[^\r\n]*|#TYPE[^\r\n]*)\r?\n/i;

const SEPARATORS: readonly Separator[] = [",", ";", "\t", "|"];

/**
 * Reads the header of a CSV file (RFC 4180). The separator is the one that the header has most of.
 * @throws {RehearsalError} IMPORT_DUPLICATE_COLUMN, naming both places; IMPORT_NOT_CSV with the line
 */
export function readCsvHeader(text: string, file: string): CsvHeader {
  const preamble = PREAMBLE.exec(text)?.[0] ?? "";
  const body = text.slice(preamble.length);
  const line = preamble === "" ? 1 : 2;
  const end = endOfRecord(body);
  const separator = commonest(body.slice(0, end));
  const columns = splitHeader(body.slice(0, end), separator, file, line);
  checkColumns(columns, file, line);
  return { columns, separator, line };
}

/** Where the first record ends: the first line end outside quotes. */
function endOfRecord(text: string): number {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) return index;
  }
  return text.length;
}

function commonest(header: string): Separator {
  const outside = header.replace(/"[^"]*"/g, "");
  const count = (separator: Separator) => outside.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best), ",");
}

function splitHeader(header: string, delimiter: Separator, file: string, line: number): readonly string[] {
  const [cells] = parseHeader(header, delimiter, file, line);
  if (cells !== undefined) return cells.map((cell) => cell.trim());
  throw new RehearsalError("IMPORT_NOT_CSV", "There is no header row.", { file, path: `line ${line}` });
}

function parseHeader(header: string, delimiter: Separator, file: string, line: number): readonly string[][] {
  try {
    return parseAtOnce(header, { delimiter, ...LENIENT });
  } catch (error) {
    throw error instanceof CsvError ? notCsv(error, line, file) : error;
  }
}

/** A name that stands twice would make it a guess which column is meant. Columns without a name are not used. */
function checkColumns(columns: readonly string[], file: string, line: number): void {
  const first = new Map<string, number>();
  columns.forEach((name, index) => {
    const earlier = name === "" ? undefined : first.get(name);
    if (earlier === undefined) first.set(name, index);
    else {
      const message = `Columns ${earlier + 1} and ${index + 1} are both called ${JSON.stringify(name)}; each needs its own name.`;
      throw new RehearsalError("IMPORT_DUPLICATE_COLUMN", message, { file, path: `line ${line}` });
    }
  });
}

/** A row that is too short or too long is for whoever knows the columns to judge; a quote within a cell stays. */
const LENIENT = { relax_column_count: true, relax_quotes: true, skip_empty_lines: false } as const;

/** Characters that are parsed between two rests. */
const SLICE = 256 * 1024;

/**
 * Reads the rows below the header, one after another; an empty line is passed over. Nothing is kept: memory does not grow
 * with the file.
 * @throws {RehearsalError} IMPORT_NOT_CSV with the line; CANCELLED
 */
export async function readCsvRows(
  text: string,
  { separator, line: headerLine }: CsvHeader,
  { file, pace, take }: { readonly file: string; readonly pace: Pace; readonly take: (row: CsvRow) => void },
): Promise<void> {
  const start = PREAMBLE.exec(text)?.[0].length ?? 0;
  const reading = { line: headerLine, isHeader: true };
  const parser = parse({ delimiter: separator, ...LENIENT });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on("end", resolve);
    parser.on("error", (error) => reject(notCsv(error, reading.line, file)));
  });
  // Whoever gives up meanwhile hears of that, and not of the parser.
  ended.catch(() => {});
  parser.on("data", (cells: readonly string[]) => takeRecord(cells, reading, take));
  for (let from = start; from < text.length; from += SLICE) {
    await Promise.race([ended, write(parser, text.slice(from, from + SLICE))]);
    if (pace.isDue())
      await pace.rest({ done: Math.min(from + SLICE, text.length), total: text.length, what: "characters" });
  }
  parser.end();
  await ended;
}

function write(parser: Parser, slice: string): Promise<void> {
  return new Promise((resolve) => {
    parser.write(slice, () => resolve());
  });
}

interface Reading {
  line: number;
  isHeader: boolean;
}

function takeRecord(cells: readonly string[], reading: Reading, take: (row: CsvRow) => void): void {
  const { line, isHeader } = reading;
  reading.line += 1 + lineEndsIn(cells);
  reading.isHeader = false;
  const isEmpty = cells.length === 1 && cells[0] === "";
  if (!isHeader && !isEmpty) take({ line, cells });
}

function lineEndsIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count += 1;
  }
  return count;
}

function notCsv(error: Error, line: number, file: string): RehearsalError {
  const why =
    error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quote that is opened here or further down is never closed"
      : error.message;
  return new RehearsalError("IMPORT_NOT_CSV", `This is no CSV: ${why}.`, { file, path: `line ${line}` });
}
