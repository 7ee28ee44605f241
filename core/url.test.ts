import { describe, expect, it } from "vitest";
import { httpUrlSchema, originSchema } from "./url.ts";

describe("a URL that a browser goes to", () => {
  it.each(["https://wiki.test/saml/acs", "http://localhost:8080/callback", "https://[::1]:8443/a?b=c"])(
    "may be %s",
    (text) => {
      expect(httpUrlSchema.parse(text)).toBe(text);
    },
  );

  it.each([
    ...["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://wiki.test/", "urn:wiki"],
    ...["https:wiki.test", "https:///", "http://", "wiki.test", ""],
  ])("is not %j", (text) => {
    expect(httpUrlSchema.safeParse(text).success).toBe(false);
    expect(originSchema.safeParse(text).success).toBe(false);
  });
});

describe("an origin", () => {
  it.each(["https://wiki.test", "http://localhost:8080"])("may be %s", (text) => {
    expect(originSchema.parse(text)).toBe(text);
  });

  it.each([
    ["https://wiki.test/", "https://wiki.test"],
    ["https://wiki.test/start", "https://wiki.test"],
    ["https://wiki.test?a", "https://wiki.test"],
    ["https://ada@wiki.test", "https://wiki.test"],
    ["https://WIKI.test:443", "https://wiki.test"],
  ])("is not %s, and the message says what would be right", (text, origin) => {
    expect(originSchema.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
      `Found "${text}"; an origin has no path and no slash at its end: "${origin}".`,
    ]);
  });
});
