import { describe, expect, it } from "vitest";
import { buildElement, transportForm } from "./canonical.ts";

describe("XML in exclusive canonical form", () => {
  it("has declarations first, then attributes by name, then those of a namespace", () => {
    const attributes = { "xsi:nil": "true", b: "2", "xmlns:xsi": "urn:x", ID: "1", "xmlns:a": "urn:a", xmlns: "urn:d" };
    expect(buildElement("a:b", attributes, "text")).toBe(
      '<a:b xmlns="urn:d" xmlns:a="urn:a" xmlns:xsi="urn:x" ID="1" b="2" xsi:nil="true">text</a:b>',
    );
  });

  it("closes an empty element with a tag of its own, and leaves out what is undefined", () => {
    expect(buildElement("a", { b: undefined })).toBe("<a></a>");
  });

  it("escapes attribute values", () => {
    expect(buildElement("a", { b: '"<&>\n' })).toBe('<a b="&quot;&lt;&amp;>&#xA;"></a>');
  });
});

describe("the form that is sent", () => {
  it("writes U+0085 and U+2028 as references, and leaves the rest", () => {
    expect(transportForm('<a b="\u0085">\u2028é\u2029</a>')).toBe('<a b="&#x85;">&#x2028;é\u2029</a>');
  });
});
