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

function excerpt(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
