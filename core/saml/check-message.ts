import { RehearsalError } from "../errors.ts";
import { failed, passed } from "../trace/checklist.ts";
import { NAMESPACE } from "./names.ts";
import type { SamlRule } from "./saml-rule.ts";
import { parseXmlDocument, type XmlElement } from "./xml.ts";

/** What came in the `SAMLResponse` field, as far as it could be read. */
export interface ReceivedMessage {
  /** The decoded text; absent where it is no base64 of UTF-8. */
  readonly xml?: string;
  /** The root element; absent where the text is no XML, or was not read since it has a DOCTYPE. */
  readonly root?: XmlElement;
  readonly problem?: string;
}

/** Strict base64 with line breaks allowed, as RFC 2045 writes it (SAML bindings, section 3.5.4). */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Without regard to case, since some parsers read `<!doctype` too. */
const DOCTYPE = /<!DOCTYPE/i;

/**
 * Decodes and parses. `allowDoctype`: the switch marked unsafe is on, and a DOCTYPE is passed over; what it declares is
 * never used. Never throws.
 */
export function readMessage(samlResponse: string, allowDoctype: boolean): ReceivedMessage {
  const xml = decode(samlResponse);
  if (xml === undefined) return {};
  const hasDoctype = DOCTYPE.test(xml);
  if (hasDoctype && !allowDoctype) return { xml };
  try {
    return { xml, root: parseXmlDocument(hasDoctype ? withoutDoctype(xml) : xml) };
  } catch (error) {
    return { xml, problem: error instanceof RehearsalError ? error.message : "The XML cannot be read." };
  }
}

/** The rules about the bytes themselves, in the order in which they are carried out. */
export const MESSAGE_RULES: readonly SamlRule<ReceivedMessage>[] = [
  {
    code: "SAML_ENCODING",
    name: "The SAMLResponse is base64 of UTF-8 text",
    spec: "SAML bindings 3.5.4",
    check: ({ xml }) =>
      xml === undefined
        ? failed(
            "base64 of UTF-8 text",
            "something else",
            "The SAMLResponse that was posted is not base64 of UTF-8 text.",
          )
        : passed("base64 of UTF-8 text", `${xml.length} characters of text`),
  },
  {
    code: "SAML_DOCTYPE",
    name: "The XML has no document type",
    spec: "OWASP SAML Security, Validate Message Integrity; XML 1.0 2.8",
    check: ({ xml }) =>
      DOCTYPE.test(xml ?? "")
        ? failed(
            "no DOCTYPE",
            "a DOCTYPE",
            "The response carries a DOCTYPE, which can redefine what its text means; no SAML message needs one.",
          )
        : passed("no DOCTYPE", "none"),
  },
  {
    code: "SAML_XML",
    name: "It is well-formed XML, and a SAML Response",
    spec: "SAML core 3.3.3",
    check: ({ root, problem }) => {
      const expected = `a Response in ${NAMESPACE.protocol}`;
      if (root === undefined) {
        return failed(expected, "something that cannot be read", problem ?? "The response cannot be read.");
      }
      const actual = `a ${root.localName} in ${root.namespace || "no namespace"}`;
      return isSamlResponse(root)
        ? passed(expected, actual)
        : failed(expected, actual, `What was posted is not a SAML 2.0 Response but ${actual}.`);
    },
  },
];

/**
 * The text without its document type declaration and the internal subset in it (XML 1.0, section 2.8). Looks at each
 * character a fixed number of times: an expression that could begin anywhere would take minutes for a long enough text.
 */
function withoutDoctype(xml: string): string {
  const start = xml.search(DOCTYPE);
  const [open, close] = [xml.indexOf("[", start), xml.indexOf(">", start)];
  const hasSubset = open >= 0 && open < close;
  const subsetEnd = hasSubset ? xml.indexOf("]", open) : start;
  const end = hasSubset ? xml.indexOf(">", subsetEnd) : close;
  const isWhole = subsetEnd >= 0 && end >= 0 && (!hasSubset || xml.slice(subsetEnd + 1, end).trim() === "");
  return isWhole ? xml.slice(0, start) + xml.slice(end + 1) : xml;
}

function isSamlResponse(root: XmlElement): boolean {
  return root.localName === "Response" && root.namespace === NAMESPACE.protocol;
}

function decode(samlResponse: string): string | undefined {
  const base64 = samlResponse.replace(/[\t\r\n]/g, "");
  if (!BASE64.test(base64) || base64.length % 4 !== 0) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}
