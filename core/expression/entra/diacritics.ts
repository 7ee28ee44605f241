import { isAscii } from "./dotnet-casing.ts";

/** Letters of the published table that are no base letter with a mark (entra-expressions.md, section 2b). */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ["æ", "ae"],
  ["Æ", "AE"],
  ["ø", "oe"],
  ["Ø", "OE"],
  ["œ\u0304", "oe"],
  ["Œ\u0304", "OE"],
  ["ß", "ss"],
  ["ẞ", "SS"],
  ["ı", "i"],
  ["ł", "l"],
  ["Ł", "L"],
]);

/** The letters whose marks the table takes away. */
const BASES = "acdegilnorstuyz";

/** What may change: a character beyond ASCII, or one with marks behind it. */
const CANDIDATE = /[^\u0000-\u007f]\p{M}*|[\u0000-\u007f]\p{M}+/gu;

/**
 * `NormalizeDiacritics`: letters of Microsoft's published table without their diacritics; case and every other
 * character stay (section 2b).
 */
export function removeDiacritics(text: string): string {
  return isAscii(text) ? text : text.replace(CANDIDATE, recallLetter);
}

/** Letters that were worked out: the same few dozens come back in every name. */
const known = new Map<string, string>();
const KNOWN_LIMIT = 1024;

function recallLetter(written: string): string {
  const found = known.get(written);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_LIMIT) known.clear();
  const plain = plainLetter(written);
  known.set(written, plain);
  return plain;
}

/** A character with the marks that follow it, however the two are typed. */
function plainLetter(written: string): string {
  const whole = WHOLE.get(written);
  if (whole !== undefined) return whole;
  const parts = written.normalize("NFD");
  const base = parts.charAt(0);
  if (BASES.includes(base.toLowerCase())) return base;
  return (parts.length > 1 && WHOLE.get(base)) || written;
}
