import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { child, childrenNamed, escapeXmlAttribute, escapeXmlText, MAX_XML_LENGTH, parseXmlDocument } from "./xml.ts";

/** Text that XML can carry, with the awkward characters often. */
const xmlText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(
        "&",
        "<",
        ">",
        '"',
        "'",
        "\t",
        "\n",
        "\r",
        " ",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "]]>",
        "<!--",
        "\u{1F600}",
      ),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((text) => /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text));

describe("reading XML", () => {
  it("gives names, attributes, children and text", () => {
    const root = parseXmlDocument(
      '<?xml version="1.0"?><a:one xmlns:a="urn:a" xmlns:b="urn:b" x="1" b:y="2"> t <b:two/><three xmlns="urn:c">in</three>u</a:one>',
    );
    expect(root).toMatchObject({ namespace: "urn:a", localName: "one", text: " t u" });
    expect(root.attributes).toEqual({ x: "1", "{urn:b}y": "2" });
    expect(child(root, "urn:c", "three")?.text).toBe("in");
    expect(childrenNamed(root, "urn:b", "two")).toHaveLength(1);
    expect(child(root, "urn:a", "two")).toBeUndefined();
  });

  it("reads on behind a comment, so that it cannot cut a name short", () => {
    expect(parseXmlDocument("<a>ada@acme.test<!-- -->.evil.test</a>").text).toBe("ada@acme.test.evil.test");
  });

  it("reads CDATA as text", () => {
    expect(parseXmlDocument("<a>x<![CDATA[<&>]]>y</a>").text).toBe("x<&>y");
  });

  it("takes what a comment or CDATA holds for no markup", () => {
    expect(parseXmlDocument("<a><!-- <!DOCTYPE a> --><![CDATA[<!ENTITY b>]]></a>").text).toBe("<!ENTITY b>");
  });

  it("takes U+0085 and U+2028 for what they are, and \\r\\n for a line feed", () => {
    expect(parseXmlDocument("<a>1\u00852\u20283\r\n4\r5</a>").text).toBe("1\u00852\u20283\n4\n5");
  });

  it("keeps an attribute named like JavaScript's own members apart from them", () => {
    const { attributes } = parseXmlDocument('<a __proto__="x" constructor="y"/>');
    expect(Object.entries(attributes)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  it("follows namespaces in and out of scope", () => {
    const root = parseXmlDocument('<a xmlns="urn:1"><b xmlns="" xmlns:p="urn:2"><p:c/></b><d/><xml:e/></a>');
    expect(root.children.map(({ namespace }) => namespace)).toEqual([
      "",
      "urn:1",
      "http://www.w3.org/XML/1998/namespace",
    ]);
    expect(root.children[0]?.children[0]?.namespace).toBe("urn:2");
  });

  it("normalizes white space in attributes, but not that of references", () => {
    expect(parseXmlDocument("<a b='1\t2\r\n3&#xA;4&#x9;5'/>").attributes).toEqual({ b: "1 2 3\n4\t5" });
  });

  it("skips what stands around the root element: declaration, byte order mark, comments, instructions", () => {
    expect(parseXmlDocument('\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- x --><?y?><a/>\n').localName).toBe("a");
  });

  it.each([
    malformed("", "document must contain a root element", 0),
    malformed("  ", "document must contain a root element", 2),
    malformed("<!-- nothing -->", "document must contain a root element", 16),
    malformed("<a/><b/>", "documents may contain only one root", 7),
    malformed("not XML", "text data outside of root node", 7),
    malformed("<a/>text", "text data outside of root node", 8),
    malformed("<a/>&#32;", "text data outside of root node", 5),
    malformed("<a/><![CDATA[]]>", "text data outside of root node", 13),
    malformed("<a>", "unclosed tag: a", 3),
    malformed("<a></b>", "unexpected close tag", 7),
    malformed("<a><b></a></b>", "unexpected close tag", 10),
    malformed("</a>", "unmatched closing tag: a", 4),
    malformed("<a b=c/>", "unquoted attribute value", 6),
    malformed("<a b/>", "disallowed character in attribute name", 5),
    malformed('<a b="<"/>', "disallowed character", 7),
    malformed('<a b="1"c="2"/>', "no whitespace between attributes", 9),
    malformed('<a b="1" b="2"/>', "duplicate attribute: b", 16),
    malformed('<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', "duplicate attribute: {u}b", 44),
    malformed("<1a/>", "disallowed character in tag name", 2),
    malformed("<a:b:c/>", "malformed name: a:b:c", 8),
    malformed("<a></a b>", "disallowed character in closing tag", 8),
    malformed("<a>&</a>", "unclosed tag: a", 8),
    malformed("<a>&;</a>", "empty entity name", 5),
    malformed("<a>&nbsp;</a>", "undefined entity", 9),
    malformed("<a>&__proto__;</a>", "undefined entity", 14),
    malformed("<a>&#1;</a>", "malformed character entity", 7),
    malformed('<a b="&#xFFFE;"/>', "malformed character entity", 14),
    malformed("<a>&#x110000;</a>", "malformed character entity", 13),
    malformed("<a>]]></a>", 'the string "]]>" is disallowed in char data', 6),
    malformed("<a><![CDATA[</a>", "unclosed tag: a", 16),
    malformed("<a><!-- </a>", "unclosed tag: a", 12),
    malformed("<a><!-- -- --></a>", "malformed comment", 11),
    malformed("<a><!ELEMENT b></a>", "incorrect syntax", 12),
    malformed("<a><!DOCTYPE b></a>", "inappropriately located doctype declaration", 12),
    malformed("<!doctype a><a/>", "incorrect syntax", 9),
    malformed(' <?xml version="1.0"?><a/>', "an XML declaration must be at the start of the document", 7),
    malformed('<?XML version="1.0"?><a/>', "the XML declaration must appear at the start of the document", 21),
    malformed("<b:a/>", 'unbound namespace prefix: "b"', 6),
    malformed('<a b:c="1"/>', 'unbound namespace prefix: "b"', 12),
    malformed('<a xmlns:b=""/>', "invalid attempt to undefine prefix in XML 1.0", 13),
    malformed('<a xmlns:xml="urn:a"/>', "xml prefix must be bound to http://www.w3.org/XML/1998/namespace", 20),
    malformed('<a xmlns:b="urn:a" xmlns:b="urn:b"/>', "duplicate attribute: {http://www.w3.org/2000/xmlns/}b", 36),
    malformed('<a xmlns:b=" urn:a"/>', 'the namespace " urn:a" has white space around it'),
    malformed('<a><b xmlns="urn:a\u2028"/></a>', 'the namespace "urn:a\u2028" has white space around it'),
    malformed('<?xml version="1.1"?><a/>', "it says that it is XML 1.1, and only 1.0 is read"),
    doctype('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    doctype('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    unwritable("<a>\u0001</a>", 'U+0001, found in "<a>\\u0001</a>"'),
    unwritable("<a>\uFFFE</a>", 'U+FFFE, found in "<a>\uFFFE</a>"'),
    unwritable("<a>\uD800</a>", 'U+D800, found in "<a>\\ud800</a>"'),
  ])("refuses %j", (text, code, message) => {
    const problem = problemOf(() => parseXmlDocument(text));
    expect(problem.code).toBe(code);
    expect(problem.message).toBe(message);
  });

  it("refuses what is nested too deep, or too long, before it costs anything", () => {
    const deep = problemOf(() => parseXmlDocument("<a>".repeat(101) + "</a>".repeat(101)));
    expect(deep.code).toBe("XML_TOO_DEEP");
    expect(deep.message).toBe("The XML is nested more than 100 levels deep.");
    const long = problemOf(() => parseXmlDocument(`<a>${"x".repeat(MAX_XML_LENGTH)}</a>`));
    expect(long.code).toBe("XML_TOO_LONG");
    expect(long.message).toBe(`The XML is ${MAX_XML_LENGTH + 7} characters long; at most ${MAX_XML_LENGTH} are read.`);
  });

  it("names the line where it stopped", () => {
    const { message } = problemOf(() => parseXmlDocument("<a>\n<b>\r\n</a>"));
    expect(message).toBe("The XML is not well-formed: unexpected close tag, at line 3, column 4.");
  });

  it("refuses with a code, whatever the text", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."<>/&;!-[]CDAT=\"'a: \n") }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const problem = problemOrNone(() => parseXmlDocument(text));
        expect(problem === undefined || problem instanceof RehearsalError).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("writing XML", () => {
  it("escapes as canonicalization does", () => {
    expect(escapeXmlText("<a b=\"c\" d='e'>&\t\n\r\u0085")).toBe("&lt;a b=\"c\" d='e'&gt;&amp;\t\n&#xD;\u0085");
    expect(escapeXmlAttribute("<a b=\"c\" d='e'>&\t\n\r\u0085")).toBe(
      "&lt;a b=&quot;c&quot; d='e'>&amp;&#x9;&#xA;&#xD;\u0085",
    );
  });

  it.each([
    ["U+0000", "a\u0000b"],
    ["U+001F", "\u001f"],
    ["U+DC00", "\udc00"],
    ["U+FFFF", "\uffff"],
  ])("refuses %s, which XML cannot carry", (name, text) => {
    for (const write of [escapeXmlText, escapeXmlAttribute]) {
      const problem = problemOf(() => write(text));
      expect(problem.code).toBe("XML_CHARACTER");
      expect(problem.message).toBe(`XML cannot carry the character ${name}, found in ${JSON.stringify(text)}.`);
    }
  });

  it("is read back as it was, whatever the value", () => {
    fc.assert(
      fc.property(xmlText, xmlText, (text, value) => {
        const root = parseXmlDocument(`<a b="${escapeXmlAttribute(value)}">${escapeXmlText(text)}</a>`);
        expect([root.text, root.attributes.b]).toEqual([text, value]);
      }),
      { numRuns: 500 },
    );
  });
});

function problemOrNone(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (problem) {
    return problem;
  }
}

function problemOf(action: () => unknown): RehearsalError {
  const problem = problemOrNone(action);
  if (problem instanceof RehearsalError) return problem;
  throw new Error(`Expected a RehearsalError, got ${String(problem)}`);
}

type Refusal = readonly [text: string, code: string, message: string];

/** `column`: how far saxes had read; absent for what is refused besides. */
function malformed(text: string, problem: string, column?: number): Refusal {
  const place = column === undefined ? "" : `, at line 1, column ${column}`;
  return [text, "XML_MALFORMED", `The XML is not well-formed: ${problem}${place}.`];
}

function doctype(text: string): Refusal {
  return [text, "XML_DOCTYPE", "The XML has a DOCTYPE; a SAML message never does."];
}

function unwritable(text: string, found: string): Refusal {
  return [text, "XML_CHARACTER", `XML cannot carry the character ${found}.`];
}
