import { RehearsalError } from "../errors.ts";
import { malformed, requireCharacters } from "./xml-text.ts";
import { type OpenTag, readToken, type XmlToken } from "./xml-token.ts";

export { escapeXmlAttribute, escapeXmlText } from "./xml-text.ts";

/**
 * Reads XML that comes from outside, strictly: XML 1.0 with namespaces and without DTD. It stands on its own because
 * xmldom 0.8, which verifies signatures elsewhere, repairs what it reads (`<a><b></a></b>` passes) and takes U+0085 and
 * U+2028 for line ends. What is accepted here means the same to every reader, so that no message can say one thing to
 * whoever verifies it and another to whoever acts on it.
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

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

/** Prefixes in scope: those declared on one element, then those around it. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer?: Scope;
}

/** An element whose end tag has not come yet. */
interface OpenElement {
  /** As it is written. */
  readonly name: string;
  readonly scope: Scope;
  readonly start: Pick<XmlElement, "namespace" | "localName" | "attributes">;
  readonly children: XmlElement[];
  readonly texts: string[];
}

const OUTERMOST: Scope = { declared: new Map([["xml", XML_NAMESPACE]]) };

/**
 * Parses a document. Throws `XML_TOO_LONG`, `XML_DOCTYPE` (also for entity declarations, which would let a sender read
 * files or fill the memory), `XML_CHARACTER`, `XML_TOO_DEEP` or `XML_MALFORMED`.
 */
export function parseXmlDocument(text: string): XmlElement {
  if (text.length > MAX_XML_LENGTH) {
    const message = `The XML is ${text.length} characters long; at most ${MAX_XML_LENGTH} are read.`;
    throw new RehearsalError("XML_TOO_LONG", message);
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw new RehearsalError("XML_DOCTYPE", "The XML has a DOCTYPE or declares entities; a SAML message never does.");
  }
  return parseElements(
    requireCharacters(text)
      .replace(/^\uFEFF/, "")
      .replace(/\r\n?/g, "\n"),
  );
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

function parseElements(document: string): XmlElement {
  const roots: XmlElement[] = [];
  const open: OpenElement[] = [];
  for (let position = 0; position < document.length; ) {
    const token = readToken(document, position);
    if (token.kind === "text") addText(open.at(-1), token.text);
    if (token.kind === "open") open.push(openElement(token.tag, open));
    const closes = closedName(token);
    if (closes !== undefined) {
      const closed = closeElement(open.pop(), closes);
      (open.at(-1)?.children ?? roots).push(closed);
    }
    position = token.end;
  }
  const [root, ...others] = roots;
  if (open.length > 0) throw malformed(`the element ${open.at(-1)?.name} has no end`);
  if (root === undefined || others.length > 0) throw malformed("it has not one root element");
  return root;
}

/** The name of the element that ends here, by an end tag or by itself. */
function closedName(token: XmlToken): string | undefined {
  if (token.kind === "close") return token.name;
  return token.kind === "open" && token.tag.selfClosing ? token.tag.name : undefined;
}

function addText(parent: OpenElement | undefined, text: string): void {
  if (parent !== undefined) parent.texts.push(text);
  else if (/[^ \t\n]/.test(text)) throw malformed("there is text outside of the root element");
}

function openElement({ name, attributes }: OpenTag, open: readonly OpenElement[]): OpenElement {
  if (open.length >= MAX_DEPTH) {
    throw new RehearsalError("XML_TOO_DEEP", `The XML is nested more than ${MAX_DEPTH} levels deep.`);
  }
  const scope = declare(attributes, open.at(-1)?.scope ?? OUTERMOST);
  const [prefix, localName] = splitName(name);
  const namespace = prefix === "" ? (lookUp(scope, "") ?? "") : requireNamespace(scope, prefix);
  return {
    name,
    scope,
    start: { namespace, localName, attributes: named(attributes, scope) },
    children: [],
    texts: [],
  };
}

function closeElement(element: OpenElement | undefined, name: string): XmlElement {
  if (element?.name !== name) {
    throw malformed(
      `the end tag of ${name} stands where ${element === undefined ? "nothing is" : `${element.name} is`} open`,
    );
  }
  return { ...element.start, children: element.children, text: element.texts.join("") };
}

/** Namespaces in XML 1.0, section 3: a prefix cannot be taken back, and `xml` and `xmlns` mean what they mean. */
function declare(attributes: OpenTag["attributes"], outer: Scope): Scope {
  const declared = new Map<string, string>();
  for (const [name, value] of attributes) {
    const prefix = declaredPrefix(name);
    if (prefix === undefined) continue;
    const isReserved = prefix === "xmlns" || (prefix === "xml") !== (value === XML_NAMESPACE);
    if (isReserved || declared.has(prefix) || (prefix !== "" && value === "")) {
      throw malformed(`the prefix ${JSON.stringify(prefix)} cannot be declared so`);
    }
    declared.set(prefix, value);
  }
  return declared.size === 0 ? outer : { declared, outer };
}

/** The prefix that an attribute declares; undefined for any other attribute. */
function declaredPrefix(name: string): string | undefined {
  if (name === "xmlns") return "";
  return name.startsWith("xmlns:") ? name.slice("xmlns:".length) : undefined;
}

/** The attributes that are no declarations, by expanded name, each of which may be there once. */
function named(attributes: OpenTag["attributes"], scope: Scope): Readonly<Record<string, string>> {
  const byName = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (declaredPrefix(name) !== undefined) continue;
    const [prefix, localName] = splitName(name);
    const expanded = prefix === "" ? localName : `{${requireNamespace(scope, prefix)}}${localName}`;
    if (byName.has(expanded)) throw malformed(`the attribute ${name} is there twice`);
    byName.set(expanded, value);
  }
  return Object.fromEntries(byName);
}

function splitName(name: string): readonly [prefix: string, localName: string] {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

function requireNamespace(scope: Scope, prefix: string): string {
  const namespace = lookUp(scope, prefix);
  if (namespace === undefined) throw malformed(`the prefix ${prefix} is not declared`);
  return namespace;
}

function lookUp(scope: Scope, prefix: string): string | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}
