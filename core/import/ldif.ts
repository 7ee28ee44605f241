import { isSafeName } from "../attribute-value.ts";
import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";

/** One entry of an LDIF file. */
export interface LdifEntry {
  /** The line of its `dn`, from 1. */
  readonly line: number;
  readonly dn: string;
  /** Values by the names of attributes as they stand first, options and all: `cn;lang-de`. What came in base64 is bytes. */
  readonly attributes: ReadonlyMap<string, readonly LdifValue[]>;
}

export type LdifValue = string | Uint8Array;

/**
 * Reads the entries of an LDIF file (RFC 2849): comments, folded lines, base64, attribute options, and changes of the type
 * `add`, which is all that an export has. Names of attributes are the same in any case; a value in a file of its own is not
 * fetched.
 * @throws {RehearsalError} IMPORT_NOT_LDIF, IMPORT_LDIF_CHANGE, IMPORT_LDIF_URL with the line; CANCELLED
 */
export async function readLdif(
  text: string,
  { file, pace, take }: { readonly file: string; readonly pace: Pace; readonly take: (entry: LdifEntry) => void },
): Promise<void> {
  let entry: Draft | undefined;
  const finish = (): void => {
    if (entry !== undefined) take(entry);
    entry = undefined;
  };
  for (const line of logicalLines(text)) {
    if (pace.isDue()) await pace.rest({ done: line.end, total: text.length, what: "characters" });
    if (line.text === "") finish();
    else {
      const attribute = parseLine(line, file);
      entry = addTo(entry, attribute, line.number, file);
    }
  }
  finish();
}

/** The text of bytes; undefined where they are none. */
export function textOfLdif(value: LdifValue): string | undefined {
  if (typeof value === "string") return value;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

interface LogicalLine {
  /** Where it begins, from 1. */
  readonly number: number;
  readonly text: string;
  /** The character behind it. */
  readonly end: number;
}

/** Lines put together again that were folded: what begins with a space goes on (RFC 2849, note 2). Comments are left out. */
function* logicalLines(text: string): Generator<LogicalLine> {
  let open: { readonly number: number; parts: string[]; end: number } | undefined;
  let number = 0;
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf("\n", from);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(from, text[end - 1] === "\r" && end > from ? end - 1 : end);
    from = end + 1;
    number += 1;
    if (line.startsWith(" ") && open !== undefined) {
      open.parts.push(line.slice(1));
      open.end = from;
      continue;
    }
    if (open !== undefined) yield* closed(open);
    open = { number, parts: [line], end: from };
  }
  if (open !== undefined) yield* closed(open);
}

function* closed({ number, parts, end }: { number: number; parts: string[]; end: number }): Generator<LogicalLine> {
  const text = parts.join("");
  if (!text.startsWith("#")) yield { number, text, end };
}

interface Attribute {
  readonly name: string;
  readonly value: LdifValue;
}

/** A name with its options: RFC 2849, `AttributeDescription`. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*(?:;[A-Za-z0-9-]+)*$/;

function parseLine({ text, number }: LogicalLine, file: string): Attribute {
  const place = { file, path: `line ${number}` };
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0));
  if (colon < 1 || !NAME.test(name) || !isSafeName(name)) {
    const message = `Found ${JSON.stringify(text.slice(0, 60))}; a line is \`name: value\`.`;
    throw new RehearsalError("IMPORT_NOT_LDIF", message, place);
  }
  const rest = text.slice(colon + 1);
  if (rest.startsWith("<")) {
    const message = `\`${name}\` stands in a file of its own (${rest.slice(1).trim().slice(0, 100)}), which is not fetched; put its value in here.`;
    throw new RehearsalError("IMPORT_LDIF_URL", message, place);
  }
  if (!rest.startsWith(":")) return { name, value: rest.replace(/^ +/, "") };
  const base64 = rest.slice(1).trim();
  if (isBase64(base64)) return { name, value: new Uint8Array(Buffer.from(base64, "base64")) };
  throw new RehearsalError("IMPORT_NOT_LDIF", `The value of \`${name}\` is no base64.`, place);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** An entry while it is read. */
interface Draft {
  readonly line: number;
  readonly dn: string;
  readonly attributes: Map<string, LdifValue[]>;
  /** The names as they stand first, by their lower case. */
  readonly names: Map<string, string>;
}

function addTo(entry: Draft | undefined, { name, value }: Attribute, line: number, file: string): Draft | undefined {
  const lower = name.toLowerCase();
  if (lower === "dn") return beginEntry(entry, value, line, file);
  if (entry === undefined) {
    if (lower === "version" && textOfLdif(value)?.trim() === "1") return undefined;
    const message = `Found \`${name}\` before any \`dn\`; an entry begins with its \`dn\`.`;
    throw new RehearsalError("IMPORT_NOT_LDIF", message, { file, path: `line ${line}` });
  }
  if (lower === "changetype") {
    checkChange(value, line, file);
    return entry;
  }
  const known = entry.names.get(lower) ?? name;
  entry.names.set(lower, known);
  const values = entry.attributes.get(known);
  if (values === undefined) entry.attributes.set(known, [value]);
  else values.push(value);
  return entry;
}

function beginEntry(entry: Draft | undefined, value: LdifValue, line: number, file: string): Draft {
  const dn = textOfLdif(value);
  if (entry === undefined && dn !== undefined) return { line, dn, attributes: new Map(), names: new Map() };
  const message =
    dn === undefined
      ? "This `dn` is no text."
      : `A second \`dn\` in the entry of line ${entry?.line}; an empty line ends an entry.`;
  throw new RehearsalError("IMPORT_NOT_LDIF", message, { file, path: `line ${line}` });
}

function checkChange(value: LdifValue, line: number, file: string): void {
  const change = textOfLdif(value)?.trim();
  if (change?.toLowerCase() === "add") return;
  const message = `Found the change \`${change}\`; only entries, and changes of the type \`add\`, are read.`;
  throw new RehearsalError("IMPORT_LDIF_CHANGE", message, { file, path: `line ${line}` });
}
