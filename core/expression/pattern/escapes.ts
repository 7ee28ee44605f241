import { buildAnchor, buildLiteral } from "./build-node.ts";
import { readEscapedItem } from "./escaped-item.ts";
import type { AnchorPlace, PatternNode } from "./pattern-tree.ts";
import { PatternProblem, peek, type Reader } from "./reader.ts";

const ESCAPED_ANCHORS: Readonly<Record<string, AnchorPlace>> = {
  A: "start",
  Z: "end",
  z: "veryEnd",
  b: "wordBoundary",
  B: "noWordBoundary",
};

/** What follows a backslash outside a class. */
export function readEscape(reader: Reader): PatternNode {
  const at = reader.position - 1;
  const next = peek(reader);
  const place = Object.hasOwn(ESCAPED_ANCHORS, next) ? ESCAPED_ANCHORS[next] : undefined;
  if (place !== undefined) {
    reader.position += 1;
    return buildAnchor(place);
  }
  if (/[1-9]/.test(next)) return readNumberedReference(reader, at);
  if (next === "k") return readNamedReference(reader, at);
  if (next === "Q" && reader.flavour === "java") return readQuoted(reader);
  if (/[GRX]/.test(next)) throw new PatternProblem(`\`\\${next}\` cannot be translated.`, at);
  const item = readEscapedItem(reader, at);
  const { negative, items, literal: character } = item;
  const set = { kind: "set", negative, items, ignoreCase: reader.flags.i } as const;
  return character === undefined ? set : { ...set, literal: character };
}

function readNumberedReference(reader: Reader, at: number): PatternNode {
  const digits = /^\d{1,2}/.exec(peek(reader, 2))?.[0] ?? "";
  reader.position += digits.length;
  return reference(reader, Number(digits), at);
}

function readNamedReference(reader: Reader, at: number): PatternNode {
  const [written, , name] = /^k(<|'|\{)([A-Za-z_]\w{0,99}|\d{1,2})[>'}]/.exec(peek(reader, 104)) ?? [];
  if (written === undefined || name === undefined) throw new PatternProblem("`\\k` needs a name: `\\k<name>`.", at);
  reader.position += written.length;
  return reference(reader, /^\d/.test(name) ? Number(name) : name, at);
}

function reference(reader: Reader, group: string | number, at: number): PatternNode {
  const order = reader.references.length;
  reader.references.push({ order, group, at });
  return { kind: "again", order, ignoreCase: reader.flags.i };
}

/** Java's `\Q…\E`: as it stands. */
function readQuoted(reader: Reader): PatternNode {
  reader.position += 1;
  const found = reader.text.indexOf("\\E", reader.position);
  const end = found < 0 ? reader.text.length : found;
  const quoted = [...reader.text.slice(reader.position, end)];
  reader.position = found < 0 ? end : end + 2;
  return { kind: "sequence", items: quoted.map((character) => buildLiteral(character, reader)) };
}
