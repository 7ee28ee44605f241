/**
 * Small letters and capitals as .NET makes them: one character becomes one character, whatever stands around it. So
 * `ß` has no capital and `Σ` is always `σ`, unlike in JavaScript. `turkic`: the rules of Turkish and Azerbaijani, with
 * their dotless i; else those of the invariant culture, where `ı` and `İ` stay as they are.
 */
export function toLowerDotnet(text: string, turkic: boolean): string {
  if (!turkic && isAscii(text)) return text.toLowerCase();
  return mapEach(text, turkic ? lowerTurkic : lowerInvariant);
}

/** See {@link toLowerDotnet}. */
export function toUpperDotnet(text: string, turkic: boolean): string {
  if (!turkic && isAscii(text)) return text.toUpperCase();
  return mapEach(text, turkic ? upperTurkic : upperInvariant);
}

/** Tells whether a text has ASCII characters only. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function mapEach(text: string, map: (character: string) => string): string {
  let mapped = "";
  for (const character of text) mapped += map(character);
  return mapped;
}

function lowerInvariant(character: string): string {
  return character === "İ" ? character : one(character, character.toLowerCase());
}

function upperInvariant(character: string): string {
  return character === "ı" || character === "ſ" ? character : one(character, character.toUpperCase());
}

function lowerTurkic(character: string): string {
  if (character === "I") return "ı";
  return character === "İ" ? "i" : one(character, character.toLowerCase());
}

function upperTurkic(character: string): string {
  if (character === "i") return "İ";
  return character === "ı" ? "I" : one(character, character.toUpperCase());
}

/** What would become several characters stays as it is. */
function one(character: string, mapped: string): string {
  return mapped.length === character.length ? mapped : character;
}
