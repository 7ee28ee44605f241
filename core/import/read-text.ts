import { RehearsalError } from "../errors.ts";
import { LARGEST_FILE } from "./largest-file.ts";

/** A file as text. */
export interface ReadText {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
}

/** Beginnings of files that are no text, and what would be. */
const NO_TEXT: readonly { readonly bytes: readonly number[]; readonly what: string; readonly instead: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: "a zip archive or an Excel workbook",
    instead: "unpack it, or save it as CSV",
  },
  { bytes: [0x1f, 0x8b], what: "a gzip archive", instead: "unpack it" },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF", instead: "export the data instead" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Office document", instead: "save it as CSV" },
];

/**
 * Decodes a file: UTF-8 and UTF-16 with their byte order marks, UTF-8 without one, UTF-16 without one where every second
 * byte of the beginning is zero, and Windows-1252 for what is no valid UTF-8 (Excel's "CSV" in Western Europe).
 * @throws {RehearsalError} IMPORT_TOO_LARGE, IMPORT_EMPTY, IMPORT_NOT_TEXT
 */
export function readText(bytes: Uint8Array, name: string): ReadText {
  if (bytes.length > LARGEST_FILE) throw tooLarge(bytes.length, name);
  const found = NO_TEXT.find((kind) => kind.bytes.every((byte, index) => bytes[index] === byte));
  if (found !== undefined) {
    const message = `This is ${found.what}, not a text file: ${found.instead}.`;
    throw new RehearsalError("IMPORT_NOT_TEXT", message, { file: name });
  }
  const read = decode(bytes);
  if (read.text.trim() === "") throw new RehearsalError("IMPORT_EMPTY", "The file is empty.", { file: name });
  const zero = read.text.indexOf("\u0000");
  if (zero < 0) return read;
  const message = `This is no text file: there is a zero byte at character ${zero + 1}.`;
  throw new RehearsalError("IMPORT_NOT_TEXT", message, { file: name });
}

/** Why a file is not read: for whoever knows its size before its bytes. */
export function tooLarge(size: number, name: string): RehearsalError {
  const mebibytes = (count: number) => `${Math.ceil(count / 1024 / 1024)} MiB`;
  const message = `The file has ${mebibytes(size)}; ${mebibytes(LARGEST_FILE)} are read at most. Split it, or leave columns out.`;
  return new RehearsalError("IMPORT_TOO_LARGE", message, { file: name });
}

function decode(bytes: Uint8Array): ReadText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return decodeAs(bytes, "utf-16be");
  if (looksLikeUtf16(bytes, 1)) return decodeAs(bytes, "utf-16le");
  if (looksLikeUtf16(bytes, 0)) return decodeAs(bytes, "utf-16be");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return decodeAs(bytes, "windows-1252");
  }
}

function decodeAs(bytes: Uint8Array, encoding: ReadText["encoding"]): ReadText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Text of Latin letters in UTF-16 has a zero in every second byte: `zeros` 1 for little endian, 0 for big endian. */
function looksLikeUtf16(bytes: Uint8Array, zeros: 0 | 1): boolean {
  const sample = bytes.subarray(0, 64);
  if (sample.length < 4) return false;
  return sample.every((byte, index) => (index % 2 === zeros ? byte === 0 : byte !== 0));
}
