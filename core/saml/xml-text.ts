import { RehearsalError } from "../errors.ts";

/** Whatever XML 1.0 cannot carry, not even as a reference: most C0 controls, lone surrogates, U+FFFE and U+FFFF. */
const NOT_A_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const TEXT_REFERENCES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };

const ATTRIBUTE_REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** XML 1.0, section 4.6. Without a DTD there are no others. */
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const REFERENCE = /&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(amp|lt|gt|quot|apos));|&/g;

/**
 * Text as exclusive canonicalization writes it between tags (Canonical XML 1.0, section 2.3).
 * Throws `XML_CHARACTER` for what XML 1.0 cannot carry.
 */
export function escapeXmlText(text: string): string {
  return requireCharacters(text).replace(/[&<>\r]/g, (character) => TEXT_REFERENCES[character] ?? character);
}

/**
 * A value as exclusive canonicalization writes it inside an attribute's quotes (Canonical XML 1.0, section 2.3).
 * Throws `XML_CHARACTER` for what XML 1.0 cannot carry.
 */
export function escapeXmlAttribute(value: string): string {
  return requireCharacters(value).replace(/[&<"\t\n\r]/g, (character) => ATTRIBUTE_REFERENCES[character] ?? character);
}

/** Text or a value with its references resolved. Throws `XML_MALFORMED` for an `&` that begins none. */
export function resolveReferences(text: string): string {
  if (!text.includes("&")) return text;
  const resolved = text.replace(REFERENCE, (found, decimal?: string, hexadecimal?: string, entity?: string) => {
    if (entity !== undefined) return ENTITIES[entity] ?? found;
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
    if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16));
    throw malformed(`an & that begins no reference, in ${excerpt(text)}`);
  });
  return requireCharacters(resolved);
}

/** The text itself. Throws `XML_CHARACTER` where XML 1.0 cannot carry it. */
export function requireCharacters(text: string): string {
  const found = NOT_A_CHARACTER.exec(text)?.[0];
  if (found === undefined) return text;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw new RehearsalError("XML_CHARACTER", `XML cannot carry the character U+${code}, found in ${excerpt(text)}.`);
}

/** The error for what is not well-formed. */
export function malformed(problem: string): RehearsalError {
  return new RehearsalError("XML_MALFORMED", `The XML is not well-formed: ${problem}.`);
}

/** What Unicode has no room for becomes U+FFFF, which is refused as a character like any other. */
function characterOf(codePoint: number): string {
  return codePoint > 0x10ffff ? "\uFFFF" : String.fromCodePoint(codePoint);
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
