import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "../http/message.ts";
import { parsePageForm } from "./page-form.ts";

describe("the first form of a page", () => {
  it("has its action, method, fields and buttons", () => {
    const form = parsePageForm(
      '<p><input name="outside" value="1"></p><form method="POST" action="/go?a=1&amp;b=2"><input type="hidden" name="t" value="a&quot;b"><button name="person" value="ada">Ada</button></form><form action="/second"></form>',
    );
    expect(form).toMatchObject({ action: "/go?a=1&b=2", method: "POST", autoSubmit: false });
    expect([...(form?.fields ?? [])]).toEqual([["t", 'a"b']]);
    expect(form?.buttons).toEqual([{ name: "person", value: "ada" }]);
  });

  it("posts itself where it holds a SAML message", () => {
    expect(parsePageForm('<form><input name="SAMLResponse" value="x"></form>')?.autoSubmit).toBe(true);
  });

  it("is undefined on a page without one", () => {
    expect(parsePageForm("<p>Nothing here</p>")).toBeUndefined();
  });

  it("gives back every value that was escaped into it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const html = `<form><input name="v" value="${escapeHtml(value)}"></form>`;
        expect(parsePageForm(html)?.fields.get("v")).toBe(value);
      }),
    );
  });

  it("reads any text without failing", () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePageForm(text)));
  });
});
