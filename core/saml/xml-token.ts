import { malformed, resolveReferences } from "./xml-text.ts";

/** A piece of an XML document. `end` is where the next one begins. */
export type XmlToken =
  | { readonly kind: "open"; readonly tag: OpenTag; readonly end: number }
  | { readonly kind: "close"; readonly name: string; readonly end: number }
  /** Text or a CDATA section, resolved. */
  | { readonly kind: "text"; readonly text: string; readonly end: number }
  /** A comment, a processing instruction or the XML declaration. */
  | { readonly kind: "ignored"; readonly end: number };

/** A start tag, with its names as they are written. */
export interface OpenTag {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly selfClosing: boolean;
}

/** Names without a colon (Namespaces in XML 1.0, section 3; XML 1.0, section 2.3). */
const NAME_START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME = `[${NAME_START}][${NAME_START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const QUALIFIED_NAME = `${NAME}(?::${NAME})?`;

const OPEN_NAME = new RegExp(`<(${QUALIFIED_NAME})`, "uy");
const ATTRIBUTE = new RegExp(`[ \\t\\n]+(${QUALIFIED_NAME})[ \\t\\n]*=[ \\t\\n]*(?:"([^<"]*)"|'([^<']*)')`, "uy");
const OPEN_END = /[ \t\n]*(\/?)>/y;
const CLOSE = new RegExp(`</(${QUALIFIED_NAME})[ \\t\\n]*>`, "uy");
const INSTRUCTION = new RegExp(`<\\?(${NAME})(?=[ \\t\\n?])`, "uy");

/**
 * The piece that begins at `position` of a document whose line ends are normalized already (XML 1.0, section 2.11).
 * Throws `XML_MALFORMED`; what would have to be repaired is refused, since two readers might repair it in two ways.
 */
export function readToken(document: string, position: number): XmlToken {
  if (document[position] !== "<") return readText(document, position);
  const next = document[position + 1];
  if (next === "/") return readClose(document, position);
  if (next === "?") return readInstruction(document, position);
  if (next !== "!") return readOpen(document, position);
  return document.startsWith("<!--", position) ? readComment(document, position) : readCdata(document, position);
}

function readText(document: string, position: number): XmlToken {
  const tag = document.indexOf("<", position);
  const end = tag < 0 ? document.length : tag;
  const text = document.slice(position, end);
  if (text.includes("]]>")) throw malformedAt("]]> outside of CDATA", position + text.indexOf("]]>"));
  return { kind: "text", text: resolveReferences(text), end };
}

function readCdata(document: string, position: number): XmlToken {
  if (!document.startsWith("<![CDATA[", position)) throw malformedAt("a declaration", position);
  const end = endOf(document, "]]>", position + 9, position);
  return { kind: "text", text: document.slice(position + 9, end - 3), end };
}

function readComment(document: string, position: number): XmlToken {
  const end = endOf(document, "--", position + 4, position);
  if (document[end] !== ">") throw malformedAt("-- inside a comment", end - 2);
  return { kind: "ignored", end: end + 1 };
}

/** The XML declaration looks like an instruction; it may only come first (XML 1.0, section 2.8). */
function readInstruction(document: string, position: number): XmlToken {
  const target = match(INSTRUCTION, document, position)?.[1];
  const isDeclaration = target === "xml" && position === 0;
  if (target === undefined || (target.toLowerCase() === "xml" && !isDeclaration)) {
    throw malformedAt("a misplaced or misspelt processing instruction", position);
  }
  return { kind: "ignored", end: endOf(document, "?>", position + 2, position) };
}

function readClose(document: string, position: number): XmlToken {
  const found = match(CLOSE, document, position);
  if (found === null) throw malformedAt("a misspelt end tag", position);
  return { kind: "close", name: found[1] ?? "", end: CLOSE.lastIndex };
}

function readOpen(document: string, position: number): XmlToken {
  const name = match(OPEN_NAME, document, position)?.[1];
  if (name === undefined) throw malformedAt("a misspelt tag", position);
  const attributes: [string, string][] = [];
  let end = OPEN_NAME.lastIndex;
  for (let found = match(ATTRIBUTE, document, end); found !== null; found = match(ATTRIBUTE, document, end)) {
    attributes.push([found[1] ?? "", attributeValue(found[2] ?? found[3] ?? "")]);
    end = ATTRIBUTE.lastIndex;
  }
  const closing = match(OPEN_END, document, end);
  if (closing === null) throw malformedAt(`a misspelt attribute of ${name}`, end);
  return { kind: "open", tag: { name, attributes, selfClosing: closing[1] === "/" }, end: OPEN_END.lastIndex };
}

/** XML 1.0, section 3.3.3: white space that is written as itself becomes a space, that of a reference stays. */
function attributeValue(raw: string): string {
  return resolveReferences(raw.replace(/[\t\n]/g, " "));
}

function match(pattern: RegExp, document: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(document);
}

function endOf(document: string, closing: string, from: number, position: number): number {
  const found = document.indexOf(closing, from);
  if (found < 0) throw malformedAt(`something that ${closing} should close`, position);
  return found + closing.length;
}

function malformedAt(problem: string, position: number): Error {
  return malformed(`${problem}, at character ${position + 1}`);
}
