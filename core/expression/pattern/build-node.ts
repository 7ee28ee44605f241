import { characterItem, lineEnds } from "./classes.ts";
import type { AnchorPlace, CharacterSet, PatternNode } from "./pattern-tree.ts";
import type { Reader } from "./reader.ts";

/** The nodes that hold no others, under the flags that hold where they are read. */

/** A place between characters. */
export function buildAnchor(at: AnchorPlace): PatternNode {
  return { kind: "anchor", at };
}

/** One character, as it stands. */
export function buildLiteral(character: string, { flags }: Reader): CharacterSet {
  const item = characterItem(character);
  return { kind: "set", negative: false, items: item, ignoreCase: flags.i, literal: character };
}

/** `.` */
export function buildAnyCharacter({ flags, flavour }: Reader): CharacterSet {
  const items = flags.s ? "" : lineEnds(flavour);
  return { kind: "set", negative: true, items, ignoreCase: flags.i };
}
