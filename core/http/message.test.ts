import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cookiesOf,
  escapeHtml,
  formOf,
  formRequest,
  getRequest,
  pathOf,
  queryOf,
  redirectOf,
  redirectResponse,
  unescapeHtml,
  urlOf,
  withCookies,
} from "./message.ts";

describe("a request", () => {
  it("has its URL taken apart once, however it was made", () => {
    const url = new URL("https://app.test/a?b=1#c");
    expect(urlOf(getRequest(url))).toBe(url);
    expect(getRequest(url)).toEqual(getRequest(url.href));
    expect(urlOf(withCookies(getRequest(url), "a=1"))).toBe(url);
    expect(urlOf(formRequest(url.href, [])).href).toBe(url.href);
  });

  it("has a path, a query, a form and cookies", () => {
    const request = withCookies(
      formRequest("https://app.test/a/b?c=1&c=2&d=%20#?e=3", [["f", "g&h"]]),
      "i=j; k=l=m; n",
    );
    expect(pathOf(request)).toBe("/a/b");
    expect([...queryOf(request)]).toEqual([
      ["c", "1"],
      ["c", "2"],
      ["d", " "],
    ]);
    expect([...formOf(request)]).toEqual([["f", "g&h"]]);
    expect([...cookiesOf(request)]).toEqual([
      ["i", "j"],
      ["k", "l=m"],
    ]);
  });
});

describe("a redirect", () => {
  it.each([
    ["https://idp.test/x", "https://idp.test/x"],
    ["/x", "https://app.test/x"],
    ["x", "https://app.test/a/x"],
    ["//idp.test/x", "https://idp.test/x"],
  ])("to %s leads to %s", (location, target) => {
    expect(redirectOf(getRequest("https://app.test/a/b"), redirectResponse(location))?.href).toBe(target);
  });

  it("is read from each place that it is met at", () => {
    const response = redirectResponse("/x");
    expect(redirectOf(getRequest("https://app.test/"), response)?.host).toBe("app.test");
    expect(redirectOf(getRequest("https://idp.test/"), response)?.host).toBe("idp.test");
  });

  it("is none with another status, or without a Location", () => {
    const request = getRequest("https://app.test/");
    expect(redirectOf(request, { ...redirectResponse("/x"), status: 200 })).toBeUndefined();
    expect(redirectOf(request, { status: 302, headers: {}, body: "" })).toBeUndefined();
  });
});

it("gives back every text that was escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(unescapeHtml(escapeHtml(text))).toBe(text);
    }),
  );
});
