import { escapeXmlAttribute } from "./xml.ts";

/**
 * XML written in exclusive canonical form from the start (Exclusive XML Canonicalization 1.0), so that it can be signed
 * as the string it is: no document is built, and none is canonicalized.
 */

/** Attributes and namespace declarations (`xmlns`, `xmlns:saml`) by name; those that are undefined are left out. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/**
 * An element in exclusive canonical form. Namespaces must be declared where exclusive canonicalization would: on the
 * outermost element that uses the prefix, and nowhere else. `content` is canonical already: elements, or text that went
 * through `escapeXmlText`.
 */
export function buildElement(name: string, attributes: XmlAttributes, content = ""): string {
  return `<${name}${buildAttributes(attributes)}>${content}</${name}>`;
}

/**
 * The same document as it is sent. xmldom 0.8 reads raw U+0085 and U+2028 as line endings, which XML 1.0 does not; as
 * character references they survive. A reader canonicalizes what it parsed, so the signed bytes stay those of
 * `canonical`. Both characters stand in text and attribute values only, where a reference may stand.
 */
export function transportForm(canonical: string): string {
  return canonical.replace(
    /[\u0085\u2028]/g,
    (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}

function buildAttributes(attributes: XmlAttributes): string {
  return Object.entries(attributes)
    .sort(([left], [right]) => compareNames(left, right))
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeXmlAttribute(value)}"`))
    .join("");
}

/** Canonical XML 1.0, section 2.2: namespace declarations, then attributes in no namespace, then the others. */
function compareNames(left: string, right: string): number {
  return rank(left) - rank(right) || (left < right ? -1 : 1);
}

function rank(name: string): number {
  if (name === "xmlns") return 0;
  if (name.startsWith("xmlns:")) return 1;
  return name.includes(":") ? 3 : 2;
}
