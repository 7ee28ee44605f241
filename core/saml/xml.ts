import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { RehearsalError } from "../errors.ts";
import { malformed, requireCharacters } from "./xml-text.ts";

export { escapeXmlAttribute, escapeXmlText } from "./xml-text.ts";

/**
 * Reads XML that comes from outside, strictly: XML 1.0 with namespaces and without DTD. It is read by saxes and not by
 * xmldom 0.8, which verifies signatures elsewhere: that one repairs what it reads (`<a><b></a></b>` passes) and takes
 * U+0085 and U+2028 for line ends. What is accepted here means the same to every reader, so that no message can say one
 * thing to whoever verifies it and another to whoever acts on it.
 */

/** An element of a parsed document: plain and readonly. */
export interface XmlElement {
  /** The namespace's URI; empty where it is in none. */
  readonly namespace: string;
  readonly localName: string;
  /** Attributes in no namespace by local name, others as `{namespace}localName`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text in one piece, also where comments stand in it; that of its children is theirs. */
  readonly text: string;
}

/** Longest document that is parsed, in UTF-16 code units: 1 MiB. */
export const MAX_XML_LENGTH = 1_048_576;

/** Deepest nesting that is read. A SAML message needs about ten levels. */
const MAX_DEPTH = 100;

const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

/**
 * Parses a document. Throws `XML_TOO_LONG`, `XML_DOCTYPE` (which could declare entities and let a sender read files or
 * fill the memory), `XML_CHARACTER`, `XML_TOO_DEEP` or `XML_MALFORMED`.
 */
export function parseXmlDocument(text: string): XmlElement {
  if (text.length > MAX_XML_LENGTH) {
    const message = `The XML is ${text.length} characters long; at most ${MAX_XML_LENGTH} are read.`;
    throw new RehearsalError("XML_TOO_LONG", message);
  }
  // saxes takes half a surrogate pair together with the character behind it, even where that is a "<".
  return parseElements(requireCharacters(text));
}

/** The first child element of that name, if any. */
export function child(element: XmlElement | undefined, namespace: string, localName: string): XmlElement | undefined {
  return element?.children.find((each) => each.namespace === namespace && each.localName === localName);
}

/** The child elements of that name, in order. */
export function childrenNamed(
  element: XmlElement | undefined,
  namespace: string,
  localName: string,
): readonly XmlElement[] {
  return (element?.children ?? []).filter((each) => each.namespace === namespace && each.localName === localName);
}

/** An element whose end tag has not come yet, or the document around the root. */
interface OpenElement {
  readonly children: XmlElement[];
  text: string;
}

function parseElements(text: string): XmlElement {
  const document: OpenElement = { children: [], text: "" };
  const open: OpenElement[] = [];
  const addText = (piece: string) => {
    (open.at(-1) ?? document).text += piece;
  };
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("error", ({ message }) => {
    throw malformed(`${message.replace(/\.$/, "")}, at line ${parser.line}, column ${parser.column}`);
  });
  parser.on("xmldecl", ({ version }) => requireVersion(version));
  parser.on("doctype", refuseDoctype);
  parser.on("opentag", () => {
    open.push({ children: [], text: "" });
    requireDepth(open.length);
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", (tag) => {
    const closed = open.pop() ?? document;
    (open.at(-1) ?? document).children.push(buildElement(tag, closed));
  });
  parser.write(text).close();
  const [root] = document.children;
  if (root === undefined) throw malformed("it has no root element");
  return root;
}

function buildElement({ uri, local, attributes }: SaxesTagNS, { children, text }: OpenElement): XmlElement {
  return { namespace: uri, localName: local, attributes: namedAttributes(Object.values(attributes)), children, text };
}

/** By expanded name; saxes has made sure that none is there twice. `fromEntries` keeps `__proto__` a name as any other. */
function namedAttributes(attributes: readonly SaxesAttributeNS[]): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const { uri, local, value } of attributes) {
    if (uri === XMLNS_NAMESPACE) requireExactNamespace(value);
    else entries.push([uri === "" ? local : `{${uri}}${local}`, value]);
  }
  return Object.fromEntries(entries);
}

/** saxes takes off the white space around a namespace, and others keep it: they would read two different names. */
function requireExactNamespace(uri: string): void {
  if (uri !== uri.trim()) throw malformed(`the namespace ${JSON.stringify(uri)} has white space around it`);
}

/** XML 1.1 has other line ends and other characters, so that the same text would mean something else. */
function requireVersion(version: string | undefined): void {
  if (version !== "1.0") throw malformed(`it says that it is XML ${version}, and only 1.0 is read`);
}

function refuseDoctype(): never {
  throw new RehearsalError("XML_DOCTYPE", "The XML has a DOCTYPE; a SAML message never does.");
}

function requireDepth(depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new RehearsalError("XML_TOO_DEEP", `The XML is nested more than ${MAX_DEPTH} levels deep.`);
  }
}
