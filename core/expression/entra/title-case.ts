import { toLowerDotnet, toUpperDotnet } from "./dotnet-casing.ts";

/** Blanks, controls, punctuation, mathematical and other symbols, currencies, modifiers (section 2, `PCase`). */
const SEPARATOR = /[\p{Z}\p{Cc}\p{P}\p{S}]/u;
const LETTER = /\p{L}/u;

/** For ASCII, which most names are: 0 anything else, 1 a separator, 2 a letter. */
const ASCII_KINDS: readonly number[] = Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(character: string): number {
  if (SEPARATOR.test(character)) return 1;
  return LETTER.test(character) ? 2 : 0;
}

/**
 * `PCase`: everything in small letters but the first letter of each word. Without `separators` words end at blanks,
 * punctuation and symbols of Unicode, so that `st john's` is `St John'S`; with them, at those characters alone.
 */
export function toTitleCase(text: string, separators?: string): string {
  const lower = toLowerDotnet(text, false);
  let result = "";
  let written = 0;
  let atStart = true;
  for (let at = 0; at < lower.length; ) {
    const character = String.fromCodePoint(lower.codePointAt(at) ?? 0);
    const kind = kindWith(character, separators);
    if (kind === 2 && atStart) {
      result += lower.slice(written, at) + toUpperDotnet(character, false);
      written = at + character.length;
    }
    if (kind !== 0) atStart = kind === 1;
    at += character.length;
  }
  return result + lower.slice(written);
}

function kindWith(character: string, separators: string | undefined): number {
  if (separators?.includes(character)) return 1;
  const code = character.charCodeAt(0);
  const kind = (code < 128 ? ASCII_KINDS[code] : undefined) ?? kindOf(character);
  return kind === 1 && separators !== undefined ? 0 : kind;
}
