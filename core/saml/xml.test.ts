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
    ...["", "  ", "<!-- nothing -->"].map((text) => malformed(text, "it has not one root element")),
    malformed("<a/><b/>", "it has not one root element"),
    malformed("not XML", "there is text outside of the root element"),
    malformed("<a/>text", "there is text outside of the root element"),
    malformed("<a>", "the element a has no end"),
    malformed("<a></b>", "the end tag of b stands where a is open"),
    malformed("<a><b></a></b>", "the end tag of a stands where b is open"),
    malformed("</a>", "the end tag of a stands where nothing is open"),
    malformed("<a b=c/>", "a misspelt attribute of a, at character 3"),
    malformed("<a b/>", "a misspelt attribute of a, at character 3"),
    malformed('<a b="<"/>', "a misspelt attribute of a, at character 3"),
    malformed('<a b="1"c="2"/>', "a misspelt attribute of a, at character 9"),
    malformed('<a b="1" b="2"/>', "the attribute b is there twice"),
    malformed('<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', "the attribute q:b is there twice"),
    malformed("<1a/>", "a misspelt tag, at character 1"),
    malformed("<a:b:c/>", "a misspelt attribute of a:b, at character 5"),
    malformed("<a></a b>", "a misspelt end tag, at character 4"),
    malformed("<a>&</a>", 'an & that begins no reference, in "&"'),
    malformed("<a>&nbsp;</a>", 'an & that begins no reference, in "&nbsp;"'),
    malformed("<a>]]></a>", "]]> outside of CDATA, at character 4"),
    malformed("<a><![CDATA[</a>", "something that ]]> should close, at character 4"),
    malformed("<a><!-- </a>", "something that -- should close, at character 4"),
    malformed("<a><!-- -- --></a>", "-- inside a comment, at character 9"),
    malformed("<a><!ELEMENT b></a>", "a declaration, at character 4"),
    malformed(' <?xml version="1.0"?><a/>', "a misplaced or misspelt processing instruction, at character 2"),
    malformed('<?XML version="1.0"?><a/>', "a misplaced or misspelt processing instruction, at character 1"),
    malformed("<b:a/>", "the prefix b is not declared"),
    malformed('<a b:c="1"/>', "the prefix b is not declared"),
    malformed('<a xmlns:b=""/>', 'the prefix "b" cannot be declared so'),
    malformed('<a xmlns:xml="urn:a"/>', 'the prefix "xml" cannot be declared so'),
    malformed('<a xmlns:b="urn:a" xmlns:b="urn:b"/>', 'the prefix "b" cannot be declared so'),
    doctype('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    doctype('<!doctype a [<!ENTITY b "c">]><a>&b;</a>'),
    unwritable("<a>\u0001</a>", 'U+0001, found in "<a>\\u0001</a>"'),
    unwritable("<a>&#1;</a>", 'U+0001, found in "\\u0001"'),
    unwritable('<a b="&#xFFFE;"/>', 'U+FFFE, found in "\uFFFE"'),
    unwritable("<a>&#x110000;</a>", 'U+FFFF, found in "\uFFFF"'),
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

function malformed(text: string, problem: string): Refusal {
  return [text, "XML_MALFORMED", `The XML is not well-formed: ${problem}.`];
}

function doctype(text: string): Refusal {
  return [text, "XML_DOCTYPE", "The XML has a DOCTYPE or declares entities; a SAML message never does."];
}

function unwritable(text: string, found: string): Refusal {
  return [text, "XML_CHARACTER", `XML cannot carry the character ${found}.`];
}
